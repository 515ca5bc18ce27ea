from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from kzstance.reading import htmldates
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
    assert htmldates.find(tree, Date(1990, 1, 1)) is None


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
