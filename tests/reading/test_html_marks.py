"""What an article's own mark-up looks like where it resembles what stands around articles.

All sentences are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzstance.reading.html.lines import is_note, tidy

TOP = [
    "The envoy of Ostria said on Monday that the talks on the salt road had not failed but slept.",
    "Her colleague from Velmark answered that sleep is what he had asked for since December.",
    "Both of them will sit down again in the town hall of Tursk when the river is free of its ice.",
]
END = [
    "Nobody in the hall could say who had brought the map, or why its border was drawn in pencil.",
    "The mayor promised coffee, a new map and a pen, and asked that they come back before Easter.",
]
SAID = "The ministry in Tursk will open the salt road in spring, its speaker told us on Friday."
CLAIM = "“We shall not sign it,” the envoy said."


def page(middle: str = "", top: str = "", end: str = "", mark: str = "<p>{}</p>") -> str:
    first, last = ("".join(mark.format(line) for line in part) for part in (TOP, END))
    title = "Envoys of two lands meet in Tursk"
    head = f"<html><head><title>{title}</title></head><body>"
    return f"{head}<article><h1>{title}</h1>{top}{first}{middle}{last}{end}</article></body></html>"


@pytest.fixture
def lines(tmp_path: Path, results: Callable[..., list[Any]]) -> Callable[[str], list[str]]:
    """The lines of a page's article; a list is a line with a bullet."""

    def read(data: str) -> list[str]:
        (article,) = results(tmp_path / "x.html", data)
        return [line.removeprefix("- ") for line in article.text.split("\n")]

    return read


Lines = Callable[[str], list[str]]


@pytest.mark.parametrize("tag", ["p", "div"])
@pytest.mark.parametrize(
    "name",
    ["media-ui-Paragraph paywall", "article-share-text", "tag-ukraine", "author-text", "meta"],
)
def test_paragraphs_are_kept_whatever_they_are_all_called(
    lines: Lines, tag: str, name: str
) -> None:
    mark = f"<{tag} class='{name}'>{{}}</{tag}>"
    assert lines(page(mark.format(CLAIM), mark=mark)) == [*TOP, CLAIM, *END]


@pytest.mark.parametrize("name", ["slide-text", "teaser-text", "paywall-content", "author-text"])
def test_each_of_them_may_stand_in_a_box_of_its_own(lines: Lines, name: str) -> None:
    mark = f"<div><div class='{name}'><p>{{}}</p></div></div>"
    assert lines(page(mark.format(CLAIM), mark=mark)) == [*TOP, CLAIM, *END]


@pytest.mark.parametrize("name", ["post tag-russia", "content js-share", "article-text promo"])
def test_an_article_is_kept_beside_much_that_readers_say(lines: Lines, name: str) -> None:
    head, body = page().split("<article>")
    body = body.replace("</article></body></html>", "</div>").replace(
        "</h1>", f"</h1><div class='{name}'>"
    )
    said = "".join(f"<div class='c{n}'><p>{SAID} I read it {n} times.</p></div>" for n in range(30))
    whole = f"{head}<div class='page'><div>{body}</div><div class='talk'>{said}</div></div>"
    assert lines(f"{whole}</body></html>")[:5] == [*TOP, *END]


@pytest.mark.parametrize("name", ["teaser", "article-teaser", "lead-banner"])
def test_the_lead_is_kept_under_the_name_of_a_teaser(lines: Lines, name: str) -> None:
    said = f"{SAID} It had been closed since the first snow."
    lead = f"<div class='{name}'>{{}}<p>{said}</p></div>"
    assert lines(page(top=lead.format(""))) == [said, *TOP, *END]
    assert lines(page(top=lead.format("<a href='/x'>Salt road</a>"))) == [*TOP, *END]


@pytest.mark.parametrize(
    "mark",
    ["<div data-component='text-block'><p>{}</p></div>", "<div>{}</div>", "<ul><li>{}</li></ul>"],
)
def test_a_short_block_keeps_its_link(lines: Lines, mark: str) -> None:
    said = "The envoy has {}told the two sides{} to come back to the table in June."
    middle = mark.format(said.format("<a href='/x'>", "</a>"))
    assert lines(page(middle)) == [*TOP, said.format("", ""), *END]


@pytest.mark.parametrize(
    "said",
    ["The ministry <a href='/x'>agreed</a> to sell more salt in the spring, both sides say.",
     "The ministry will <a href='/x'>subscribe</a> to the salt treaty in spring, both sides say.",
     "Министерство <a href='/x'>подписало соглашение</a> о соли, сообщили весной обе стороны.",
     "Министр <a href='/x'>согласился</a> продать соль весной, сообщили вчера обе стороны."],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["<div>{}</div>", "<ul><li>{}</li></ul>"])
def test_a_link_in_a_sentence_is_no_button(lines: Lines, said: str, mark: str) -> None:
    whole = said.replace("<a href='/x'>", "").replace("</a>", "")
    assert lines(page(mark.format(said))) == [*TOP, whole, *END]


def test_a_box_around_a_button_goes(lines: Lines) -> None:
    box = f"<div>{SAID} <a href='/x'>Subscribe</a></div>"
    assert lines(page(box)) == [*TOP, *END]


@pytest.mark.parametrize("mark", ["<p>{}</p>", "<div>{}</div>"])
@pytest.mark.parametrize(
    "heading",
    ["Response to the sanctions", "Comments on the border", "Thoughts on peace",
     "More about the pipeline", "Topics", "Мнения", "Новости дня"],
)  # fmt: skip
def test_what_stands_under_a_subhead_stays(lines: Lines, mark: str, heading: str) -> None:
    kept = lines(page(f"<h2>{heading}</h2>", mark=mark))
    assert [line for line in kept if line != heading] == [*TOP, *END]


def test_comments_under_their_heading_go(lines: Lines) -> None:
    talk = f"<h2>12 thoughts on “Envoys meet”</h2><p>{SAID}</p>"
    assert lines(page(end=talk)) == [*TOP, *END]


FACE = "<img class='emoji' src='/e.png' alt='x'>"
SHOT = "<img src='/a.jpg'>"


@pytest.mark.parametrize(
    "box",
    [f"<div>{SAID[:40]}{FACE}{SAID[40:]}</div>",
     f"<ul><li>{FACE}{SAID}</li></ul>",
     f"<div class='t'>{SHOT}{SAID}</div>",
     f"<div class='post'><span class='time'>14:05</span><div class='ph'>{SHOT}</div>"
     f"<div class='tx'>{SAID}</div></div>",
     f"<div class='block-quote'>{SHOT}<div class='quote__text'>{SAID}</div></div>"],
)  # fmt: skip
def test_a_paragraph_with_a_picture_in_it_is_no_caption(lines: Lines, box: str) -> None:
    assert lines(page(box)) == [*TOP, SAID, *END]


def test_a_block_of_the_page_s_one_kind_below_a_picture_is_no_caption(lines: Lines) -> None:
    mark = "<div class='t'>{}</div>"
    assert lines(page(end=mark.format(SHOT) + mark.format(CLAIM), mark=mark)) == [*TOP, *END, CLAIM]


@pytest.mark.parametrize(
    "box",
    [f"<div class='photo'>{SHOT}<div>{SAID}</div></div>",
     f"<div>{SHOT}<div class='caption'>{SAID}</div></div>",
     f"<div>{SHOT}<div>The salt road in winter</div></div>",
     f"<div>{SHOT}<div>Odo Varn</div><div>Odo writes about salt. {SAID}</div></div>",
     f"<table align='right'><tr><td>{SHOT}<tr><td><font size='1'>{SAID}</font></table>"],
)  # fmt: skip
def test_a_caption_goes_with_its_picture(lines: Lines, box: str) -> None:
    assert lines(page(box)) == [*TOP, *END]


def test_the_article_said_again_for_machines_is_read_once(lines: Lines) -> None:
    heap = f"<div itemprop='articleBody'>{' '.join([*TOP, *END])}</div>"
    dated = "<div itemprop='datePublished'>2022-06-20T11:40</div><div itemprop='name'>W</div>"
    hidden = f"<div itemscope itemtype='https://schema.org/Article'>{dated}{heap}</div>"
    assert lines(hidden + page()) == [*TOP, *END]
    assert tidy("\n".join([" ".join(TOP), *TOP, *END])) == "\n".join([*TOP, *END])


@pytest.mark.parametrize(
    "line",
    ["Погибли 12 человек.", "Сбиты 14 дронов", "Killed 12 people.", "Всего 15.", "Москва, 12 фур",
     "Article 15", "Ранены 40 человек", "May 9 parade", "Salt 2:15 win"],
)  # fmt: skip
def test_a_count_is_no_date(line: str) -> None:
    assert not is_note(line)


@pytest.mark.parametrize(
    "line",
    ["Issued on: 01/12/2022 - 11:22Modified: 01/12/2022 - 11:20", "Tuesday, 20 February, 2024",
     "Астана, 12 мая", "12 серпня 2023, 14:05", "Feb 20th, 2024", "3:14 PM EST, Tue Feb 20, 2024",
     "14:05 МСК", "20-Feb-2024", "14 қаңтар 2023", "Вчера, 14:05"],
)  # fmt: skip
def test_dates_are_no_lines(line: str) -> None:
    assert is_note(line)


@pytest.mark.parametrize(
    ("mine", "next_one"),
    [("data-url='/1'", "data-url='/2'"), ("data-article='true'", "data-article='true'")],
)
def test_the_next_article_of_an_endless_page_is_left_out(
    lines: Lines, mine: str, next_one: str
) -> None:
    other = "".join(f"<p>{SAID} It is the year {year}.</p>" for year in range(2001, 2004))
    own = "".join(f"<p>{line}</p>" for line in [*TOP, *END])
    body = f"<h1>Envoys meet in the town of Tursk</h1>{own}"
    items = f"<div {mine}>{body}</div><div {next_one}><b>Another day</b>{other}</div>"
    head = "<html><head><title>Envoys meet in the town of Tursk</title></head>"
    assert lines(f"{head}<body><div>{items}</div></body></html>") == [*TOP, *END]


QUOTE = "«Соль принадлежит всем, кто по ней ходит, и никому больше»"
SPEAKER = "Одо Варн, министр соли"


@pytest.mark.parametrize(
    "box",
    [f"<blockquote>{QUOTE}<span class='author'>{SPEAKER}</span></blockquote>",
     f"<blockquote><p>{QUOTE}</p><footer>{SPEAKER}</footer></blockquote>",
     f"<blockquote>{QUOTE}<cite>{SPEAKER}</cite></blockquote>",
     f"<div class='block-quote'><div class='quote__text'>{QUOTE}</div><div class='quote__author'>"
     f"<img src='/a.jpg'><b>{SPEAKER}</b></div></div>",
     f"<blockquote>{QUOTE}</blockquote><div class='quote-author'>{SPEAKER}</div>",
     f"<figure><blockquote>{QUOTE}</blockquote><figcaption>{SPEAKER}</figcaption></figure>"],
)  # fmt: skip
def test_a_quotation_keeps_its_speaker(lines: Lines, box: str) -> None:
    assert lines(page(box)) == [*TOP, QUOTE, SPEAKER, *END]
    figure = f"<figure><blockquote><p>{QUOTE}</p></blockquote></figure>"
    assert lines(page(figure)) == [*TOP, QUOTE, *END]


def test_a_pull_quote_goes_with_its_speaker(lines: Lines) -> None:
    box = f"<blockquote><p>{TOP[0][4:-1]}</p><footer>{SPEAKER}</footer></blockquote>"
    assert lines(page(box)) == [*TOP, *END]


@pytest.mark.parametrize(
    "mark",
    ["class='visually-hidden'", "class='x1-VisuallyHidden'", "class='sr-only'",
     "class='screen-reader-text'", "style='position:absolute; clip: rect(0 0 0 0)'",
     "style='clip-path:inset(50%)'"],
)  # fmt: skip
def test_text_for_screen_readers_goes(lines: Lines, mark: str) -> None:
    link = f"<a href='/x'>salt road<span {mark}>, opens new tab</span></a>"
    assert lines(page(f"<p>{SAID.replace('salt road', link)}</p>")) == [*TOP, SAID, *END]


def test_a_share_price_beside_a_name_goes(lines: Lines) -> None:
    price = "<span class='q'><b>TRSK</b> <i>-1.20%</i><i>decrease</i></span>"
    assert lines(page(f"<p>{SAID.replace('Tursk', f'Tursk{price}')}</p>")) == [*TOP, SAID, *END]


NOTE = "Odo Varn is a writer who lives in Tursk. He has a goat."


@pytest.mark.parametrize(
    "end",
    ["<p style='text-align: right;'>Press office of the salt ministry</p>",
     "<p class='ql-align-right'><em>Press office, +7 000 00 00</em></p>",
     "<p align='right'>The town council</p><p align='right'>2nd floor</p>",
     "<p><b>Odo Varn, Tursk — Velmark</b></p>", f"<p><em>{NOTE}</em></p>",
     f"<hr><p><em>{SAID}</em></p>", "<p><strong>(SALT WIRE with Ostria Today)</strong></p>",
     f"<p>___</p><p>{SAID}</p>", "<div align='right'>Press office of the salt ministry</div>",
     "<p><em>The salt column does not constitute an offer of salt.</em></p>",
     "<p><small>Our column on salt comes out each May, when the road is dry.</small></p>",
     "<p><em>Перевод с остринского, для газеты</em></p>"],
)  # fmt: skip
def test_signatures_and_notes_below_the_article_go(lines: Lines, end: str) -> None:
    assert lines(page(end=end)) == [*TOP, *END]


@pytest.mark.parametrize(
    "end",
    [f"<p>{CLAIM}</p>", f"<p><em>{SAID}</em></p>", f"<p>* * *</p><p>{SAID}</p>",
     f"<p><b>{SAID}</b></p>", f"<p align='right'>{SAID}</p>", f"<div><em>{SAID}</em></div>"],
)  # fmt: skip
def test_the_last_words_of_an_article_stay(lines: Lines, end: str) -> None:
    kept = [line for line in lines(page(end=end)) if line != "* * *"]
    assert kept in ([*TOP, *END, SAID], [*TOP, *END, CLAIM])


@pytest.mark.parametrize(
    "end",
    ["<p>{}</p>", "<p><em>“{}” said the miller.</em></p>", "<div>{}</div>"],
)  # fmt: skip
def test_words_of_the_publisher_stay_where_nothing_sets_them_apart(lines: Lines, end: str) -> None:
    words = "The editors of our column say that it does not constitute an offer of salt"
    assert lines(page(end=end.format(words)))[-1].startswith(("The editors", "“The editors"))


def test_lines_parted_by_breaks_are_judged_as_paragraphs_are(lines: Lines) -> None:
    text = "<br><br>".join([*TOP, *END, "<i>The author is a fellow of the salt school</i>"])
    assert lines(f"<html><body><h1>Envoys meet</h1><div>{text}</div></body></html>") == [*TOP, *END]


def test_the_number_of_a_note_is_no_word(lines: Lines) -> None:
    noted = SAID.replace("spring,", "spring<sup><a href='#n1'>1</a></sup>,")
    assert lines(page(f"<p>{noted}</p><p>Ten<sup>3</sup> carts of salt went by.</p>")) == [
        *TOP, SAID, "Ten3 carts of salt went by.", *END
    ]  # fmt: skip


def test_a_card_among_paragraphs_goes_with_its_summary(lines: Lines) -> None:
    card = (
        f"<div class='x1'><h4><a href='/x'>Salt road closed for winter</a></h4><p>{SAID}</p></div>"
    )
    assert lines(page(card)) == [*TOP, *END]
    assert SAID in lines(page(card.replace("/x", "#salt")))


def test_a_quotation_that_its_author_set_off_stays(lines: Lines) -> None:
    assert lines(page(f"<aside>{CLAIM}</aside>")) == [*TOP, CLAIM, *END]
    assert lines(page(f"<aside class='x'>{CLAIM}</aside>")) == [*TOP, *END]
    assert lines(page(f"<aside><a href='/x'>{CLAIM}</a></aside>")) == [*TOP, *END]


def test_a_source_is_kept_above_what_it_said() -> None:
    said = ["Source: Dana Roe, minister of Varland", "Quote: “The road is ours and it is closed.”"]
    text = "\n".join([*TOP, *said, *END])
    assert tidy(text) == text
    assert tidy("\n".join([*TOP, said[0], *END])) == "\n".join([*TOP, *END])


@pytest.mark.parametrize(
    "teaser",
    [f"<p>12.01.2022 <a href='/x'><b>Salt road closed for the winter</b></a><br>{SAID}</p>",
     f"<div><a href='/x'><h4>Salt road closed for the winter</h4></a><p>{SAID}</p></div>"],
)  # fmt: skip
def test_teasers_beside_the_article_go(lines: Lines, teaser: str) -> None:
    head, body = page().split("<article>")
    body = body.replace("</article>", "").removesuffix("</body></html>")
    news = f"<div class='list'>{teaser}</div>"
    assert lines(f"{head}<div id='w'><div>{body}</div>{news}</div></body></html>") == [*TOP, *END]


@pytest.mark.parametrize(
    "box",
    ["<ul><li>Other versions of this briefing: <a hreflang='fr' href='/fr'>Français</a></li></ul>",
     "<div><a href='/a'>Қазақша</a> | <a href='/b'>Русский</a></div>",
     f"<bsp-audio-player><p>{SAID}</p></bsp-audio-player>",
     "<div><h3>Salt sold by year</h3><div role='img'></div><p>Salt office of Tursk</p></div>",
     "<div><h5>Salt sold, by year</h5><p>Carts a month</p><table><tr><td>May<td>4<tr><td>June<td>9"
     "</table><span>Salt office of Tursk</span></div>"],
)  # fmt: skip
def test_switches_players_and_charts_go(lines: Lines, box: str) -> None:
    assert lines(page(box)) == [*TOP, *END]


@pytest.mark.parametrize("mark", ["style='display:none'", "aria-hidden='true'"])
def test_the_rest_of_an_article_that_a_button_opens_is_read(lines: Lines, mark: str) -> None:
    rest = [f"{SAID} It is the year {year}." for year in range(2001, 2006)]
    opened = "".join(f"<p>{line}</p>" for line in rest)
    assert lines(page(end=f"<div {mark}>{opened}</div>")) == [*TOP, *END, *rest]


def test_the_rest_of_an_article_below_its_element_is_read(lines: Lines) -> None:
    head, tail = page().split(f"<p>{END[0]}</p>")
    rest = "".join(f"<p>{line}</p>" for line in END)
    tail = tail.replace(f"<p>{END[1]}</p>", "").replace(
        "</article>", f"</article><div>{rest}</div>"
    )
    assert lines(head + tail) == [*TOP, *END]


@pytest.mark.parametrize(("dated", "count"), [("", 5), ("<time>5 May 2023</time>", 3)])
def test_a_second_headline_begins_another_article_only_with_a_date(
    lines: Lines, dated: str, count: int
) -> None:
    first, last = ("".join(f"<p>{line}</p>" for line in part) for part in (TOP, END))
    title = "Envoys of two lands meet in Tursk"
    rows = f"<div class='row'><h1>{title}</h1>{first}</div>"
    rows += f"<div class='row'><h1>What Velmark wants</h1>{dated}{last}</div>"
    kept = lines(f"<html><head><title>{title}</title></head><body><div>{rows}</div></body></html>")
    assert [line for line in kept if line != "What Velmark wants"] == [*TOP, *END][:count]


@pytest.mark.parametrize("name", ["article-meta", "widget__text", "timestamp"])
def test_a_short_sentence_between_paragraphs_stays_whatever_it_is_called(
    lines: Lines, name: str
) -> None:
    assert lines(page(f"<p class='{name}'>{CLAIM}</p>")) == [*TOP, CLAIM, *END]


ROW = (
    "<a href='/p'>Print this page</a> | <a href='/s'>Send to a friend</a> | "
    "<a href='/d'>Discuss (7)</a> | Seen by 412 millers"
)
SHORT = "They sat down at noon."


@pytest.mark.parametrize("below", ["", f"<p>{SHORT}</p>", f"<p><b>Millers say</b><br>{SAID}</p>"])
def test_the_article_ends_above_the_links_to_print_and_discuss_it(lines: Lines, below: str) -> None:
    assert lines(page(end=f"<hr><font size=1>{ROW}</font>{below}")) == [*TOP, *END]
    assert lines(page(end=f"<div><p>{ROW}</p></div><div>{below}</div>")) == [*TOP, *END]


def test_such_links_above_the_article_end_nothing(lines: Lines) -> None:
    assert lines(page(top=f"<p>{ROW}</p>")) == [*TOP, *END]


@pytest.mark.parametrize(
    "middle",
    ["<div><p>Did this help you, or raise another question?</p><button>Yes</button></div>",
     "<div><span>Key events</span><label>Sort by<select><option>Newest</select></label></div>",
     "<div class='player'><p class='no-js'>It cannot be seen without scripts here.</p></div>",
     "<div class='how-to-cite'><h4>Cite this</h4><p>Varn, Odo. Salt roads, 2024, page 8.</p></div>",
     "<blockquote class='post__pull'>Before Easter</blockquote>",
     "<div><b>Материал по теме</b><a href='/x'>Соляная дорога закрыта</a></div>",
     f"<p><b>Последнее на форуме</b><br>{SAID}</p>"],
)  # fmt: skip
def test_what_is_said_to_readers_beside_the_article_goes(lines: Lines, middle: str) -> None:
    assert lines(page(middle)) == [*TOP, *END]


@pytest.mark.parametrize(
    "word",
    ["<tg-spoiler><span class='tg-spoiler-text'>salt road</span></tg-spoiler>",
     "<tg-emoji emoji-id='1'><i class='emoji'><b>salt</b></i></tg-emoji> road",
     "<x-term>salt road</x-term>", "<button class='term'>salt road</button>",
     "<span class='pull-left'>salt</span> road"],
)  # fmt: skip
def test_elements_of_a_pages_own_inside_a_sentence_stay(lines: Lines, word: str) -> None:
    assert lines(page(f"<p>{SAID.replace('salt road', word)}</p>")) == [*TOP, SAID, *END]
