from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from kzstance.reading.html import dates, lines, prune, root, title, written
from kzstance.reading.html.page import parse
from kzstance.records import Article

from .conftest import BODY

PARAGRAPHS = [BODY, "“Not a metre,” said the minister, who had come late.", "Nobody laughed. " * 8]
PAGE = """<!doctype html><html lang="en"><head><title>The title | Steppe Wire</title>{head}
<meta property="og:site_name" content="Steppe Wire"><meta property="og:title" content="The title">
<link rel="canonical" href="https://a.kz/{url}"></head><body>
<div id="cookie-consent"><p>We use cookies and share them with 834 partners, he said.</p></div>
<nav><a href="/">Home</a></nav><main><article class="has-comments social-story"><h1>The title</h1>
{dated}<figure><img src="x.jpg"><figcaption>The minister says “hello”.</figcaption></figure>
{body}<div class="related-links"><p>Read also: Minister says no to everything, again</p></div>
</article><section id="comments"><p>“I agree,” said a reader with much time.</p></section></main>
<aside><p>Most read: he said she said</p></aside><footer><p>© Steppe Wire said</p></footer>
</body></html>"""


def page(head: str = "", dated: str = "", url: str = "story", body: str | None = None) -> str:
    body = body if body is not None else "".join(f"<p>{p}</p>\n" for p in PARAGRAPHS)
    return PAGE.format(head=head, dated=dated, url=url, body=body)


def test_article_without_what_stands_around_it(
    tmp_path: Path, results: Callable[..., list[Any]]
) -> None:
    (article,) = results(tmp_path / "x.html", page())
    assert article.text.split("\n") == [p.strip() for p in PARAGRAPHS]
    assert (article.title, article.outlet) == ("The title", "Steppe Wire")
    assert article.url == "https://a.kz/story"
    assert (article.date, article.date_source) == (None, "unknown")


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "dated"),
    [
        ('<meta property="article:published_time" content="2022-09-28T23:10:00+06:00">', ""),
        ('<meta name="date" content="28 September 2022">', ""),
        ('<meta itemprop="datePublished" content="2022-09-28">', ""),
        (LD.format('{"@type": "NewsArticle", "datePublished": "2022-09-28T08:00:00Z"}'), ""),
        (LD.format('{"@graph": [{"@type": "WebPage"}, {"@type": ["Article"],'
                   '"datePublished": "2022-09-28", "dateModified": "2023-01-01"}]}'), ""),
        ("", '<time datetime="2022-09-28">a while ago</time>'),
        ("", '<p class="published">Published on September 28, 2022</p>'),
        ("", '<span itemprop="datePublished" content="2022-09-28">then</span>'),
        ('<meta name="DC.date.issued" content="28. September 2022">', ""),
    ],
)  # fmt: skip
def test_dates_that_the_page_states(
    tmp_path: Path, results: Callable[..., list[Any]], head: str, dated: str
) -> None:
    (article,) = results(tmp_path / "x.html", page(head, dated))
    assert (article.date, article.date_source) == (Date(2022, 9, 28), "html")


@pytest.mark.parametrize(
    ("head", "dated"),
    [
        ('<meta property="article:modified_time" content="2022-09-28">', ""),
        ('<meta property="og:image" content="https://a.kz/2022/09/28/x.jpg">', ""),
        ('<meta name="event-date" content="2022-09-28">', ""),
        (LD.format('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle",'
                   ' "datePublished": "2022-09-28"}]}'), ""),
        (LD.format("{not json"), ""),
        ("", "<p>The law of 2022-09-28 and 28 September 2022 was signed by the president.</p>"),
        ('<meta name="date" content="2999-01-01">', ""),
        ('<meta name="date" content="1815-06-18">', ""),
    ],
)  # fmt: skip
def test_dates_that_are_not_the_publication(head: str, dated: str) -> None:
    tree = lxml_html.document_fromstring(page(head, dated))
    assert dates.find(tree, Date(1990, 1, 1)) is None


def test_html_comes_before_url_and_url_before_filename(
    tmp_path: Path, results: Callable[..., list[Any]]
) -> None:
    head = '<meta name="date" content="2022-09-28">'
    name = tmp_path / "2022-09-30.html"
    assert results(name, page(head, url="2022/09/29/x"))[0].date_source == "html"
    assert results(name, page(url="2022/09/29/x"))[0].date == Date(2022, 9, 29)
    assert results(name, page())[0].date_source == "filename"


def test_declared_encoding(
    tmp_path: Path, results: Callable[..., list[Any]], with_settings: Any
) -> None:
    text = "Президент Казахстана заявил, что страна уважает границы своих соседей. " * 5
    data = page('<meta charset="windows-1251">', body=f"<p>{text}</p>").replace("©", "(c)")
    settings = with_settings(languages=["ru"])
    (article,) = results(tmp_path / "x.htm", data.encode("cp1251"), settings)
    assert article.text.startswith(text[:60])
    assert article.encoding == "cp1251"


def test_xhtml_with_declaration(tmp_path: Path, results: Callable[..., list[Any]]) -> None:
    data = '<?xml version="1.0" encoding="windows-1251"?>' + page()
    (article,) = results(tmp_path / "x.xhtml", data)
    assert PARAGRAPHS[1] in article.text


@pytest.mark.parametrize("depth", [260, 10_000])
def test_deep_nesting_is_refused_not_lost(
    tmp_path: Path, results: Callable[..., list[Any]], depth: int
) -> None:
    """libxml2 drops text below 255 elements without a word."""
    body = "<div>" * depth + f"<p>{BODY}</p>" + "</div>" * depth
    (reject,) = results(tmp_path / "x.html", page(body=body))
    assert reject.error == "max_html_depth"
    assert "reading.max_html_depth = 250" in reject.message


def test_depth_limit_is_a_setting(
    tmp_path: Path, results: Callable[..., list[Any]], with_settings: Any
) -> None:
    body = "<div>" * 60 + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</div>" * 60
    path = tmp_path / "x.html"
    assert isinstance(results(path, page(body=body))[0], Article)
    assert (
        results(path, page(body=body), with_settings(max_html_depth=50))[0].error
        == "max_html_depth"
    )
    # unclosed elements that are not nested do not count
    flat = "".join(f"<p>{BODY} {n}<br>" for n in range(300))
    assert isinstance(results(path, page(body=flat))[0], Article)


def test_size_limit_is_a_setting(
    tmp_path: Path, results: Callable[..., list[Any]], with_settings: Any
) -> None:
    (reject,) = results(tmp_path / "x.html", page(), with_settings(max_html_chars=200))
    assert reject.error == "max_html_chars"


@pytest.mark.parametrize(
    "data",
    ["", " \n", "<!-- only a comment -->", "<html><body><nav><a href='/'>x</a></nav></body></html>",
     "<html><body><div class='cookie-wall'><p>Accept all cookies.</p></div></body></html>"],
)  # fmt: skip
def test_page_without_an_article_is_skipped(
    tmp_path: Path, results: Callable[..., list[Any]], data: str
) -> None:
    (skip,) = results(tmp_path / "x.html", data)
    assert skip.reason.startswith("empty")


@pytest.mark.parametrize(
    "line",
    ["Read more: Minister says no", "Sign up for our newsletter", "14:05",
     "2 ноября 2021 года, 13:40",
     "By Old Leaf, 4 May 2023", "Reporting by A. Name in Astana; Editing by B. Name",
     "Читайте также: Посол ответил", "Нашли ошибку? Выделите её и нажмите Ctrl+Enter",
     "Подписывайтесь на наш канал", "Фото: пресс-служба", "Advertisement", "Реклама", "16+", "- "],
)  # fmt: skip
def test_lines_that_the_publisher_says(line: str) -> None:
    assert lines.is_note(line)


@pytest.mark.parametrize(
    "line",
    ["Sanctions contributed to the fall of the rouble, the minister said.",
     "He said that the host’s views were his own.",
     "This article of the treaty was the hardest to agree, he said.",
     "Written by lawyers in Moscow, the draft was refused.", "60+ states voted for it.",
     "By Friday Kazakhstan will answer, the ministry said.", "“No.”", "Yes.",
     "Реклама российских банков будет запрещена, заявил депутат.",
     "Подробнее о планах министр рассказал в сенате.",
     "В социальных сетях появилось письмо, которое подписали сто депутатов.",
     "Comments will appear in the treaty's margin, he said.", "Editor: an invented trade.",
     "Get the deal done, the minister told an app maker.", "With inputs from both, the law grew.",
     "Читайте закон, сказал министр сенаторам.",
     "Материал подготовили к сессии два комитета.",
     "Больше всего новостей пришло из Telegram, сказал он.",
     "Поделиться опытом приехали гости из Омска."],
)  # fmt: skip
def test_lines_of_an_article_that_begin_like_notes(line: str) -> None:
    assert not lines.is_note(line)


def test_a_line_that_another_line_holds_is_said_once() -> None:
    said = "“We have one neighbour to the north and one line between us,” he said on Tuesday."
    pulled = "“We have one neighbour to the north and one line between us”"
    assert lines.tidy(f"{said}\n{pulled}\nYes.\n{said}\nYes.") == f"{said}\nYes.\nYes."


@pytest.mark.parametrize(
    ("shown", "day"),
    [("Wed, 06/11/2025 - 10:15", Date(2025, 6, 11)), ("Thu 06/11/2025", Date(2025, 11, 6)),
     ("Mon, 06/11/2025", None), ("Mon, 11/11/2024", Date(2024, 11, 11)),
     ("ср, 11/06/2025", Date(2025, 6, 11)),
     ("28 сентября 2022, 14:05", Date(2022, 9, 28)), ("14:05, 28.09.2022", Date(2022, 9, 28)),
     ("15 янв. 2023", Date(2023, 1, 15)), ("24 Февраль 2023", Date(2023, 2, 24)),
     ("2022 жылғы 28 қыркүйек", Date(2022, 9, 28)), ("31.02.2022", None), ("28 сентября", None)],
)  # fmt: skip
def test_dates_as_pages_show_them(shown: str, day: Date | None) -> None:
    assert written.parse(shown) == day


def test_todays_date_at_the_top_of_a_page_is_not_the_article_s(
    tmp_path: Path, results: Callable[..., list[Any]]
) -> None:
    top, by = "<div class='date'>5 March 2024</div>", "<div>28 September 2022 | 3 min read</div>"
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    data = f"<title>A long headline here</title>{top}<h1>A long headline here</h1>{by}{body}"
    assert results(tmp_path / "x.html", f"<html>{data}</html>")[0].date == Date(2022, 9, 28)


def test_an_article_that_only_a_script_draws_is_read_from_its_data(
    tmp_path: Path, results: Callable[..., list[Any]]
) -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": BODY})
    page = f"<html><head>{LD.format(data)}</head><body><div id='root'></div></body></html>"
    assert results(tmp_path / "x.html", page)[0].text == BODY


@pytest.mark.parametrize(
    "part", ["<p></p><h3>Related</h3>", "<time class='updated'>x</time><span>y</span>",
             "<font>a<br>", "<div class='related'><b>x</b></div>"]
)  # fmt: skip
def test_a_large_page_of_small_pieces_is_read_in_seconds(part: str) -> None:
    def seconds(times: int) -> float:
        data = f"<html><body><h1>One headline here</h1>{part * times}<p>{BODY}</p></body></html>"
        start = time.process_time()
        tree = parse(data, 100_000)
        prune.prune(tree, title.headline(tree))
        root.rooted(tree, title.headline(tree))
        return time.process_time() - start

    assert seconds(6000 if "font" not in part else 200) < 4
