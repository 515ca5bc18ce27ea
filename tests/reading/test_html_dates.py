"""The day of publication where several stand on the page, or none."""

from __future__ import annotations

from datetime import date as Date

import pytest
from lxml import html as lxml_html

from kzstance.reading.html import dates, lines

LONG = (
    "<p>The envoy spoke for an hour about the river, and nobody in the great hall looked up.</p>"
    * 3
)
TEASER = "<a href='/e/1'>The minister flew to Bishkek and came back the same day</a>"
H1 = "<h1>A long headline about the river</h1>"


def found(body: str, head: str = "") -> Date | None:
    title = "<title>A long headline about the river</title>"
    page = f"<html><head>{title}{head}</head><body>{body}</body></html>"
    return dates.find(lxml_html.document_fromstring(page), Date(1990, 1, 1))


@pytest.mark.parametrize(
    "after",
    [f"<div><div class='oe'><span>25 ноября 2025 года</span>{TEASER}</div></div>",
     f"<div><time datetime='2025-11-25'>25 Nov</time>{TEASER}</div>",
     "<div class='related-box'><b>To Bishkek</b><time datetime='2025-11-25'>then</time></div>",
     "<h3>Similar stories</h3><div><b>To Bishkek</b><span class='date'>25.11.2025</span></div>",
     "<div class='other-events'><span class='date'>25 November 2025</span></div>"],
)  # fmt: skip
@pytest.mark.parametrize("headline", [H1, ""])
def test_the_date_of_a_teaser_is_not_the_article_s(after: str, headline: str) -> None:
    assert found(f"<article>{headline}{LONG}</article>{after}") is None
    assert found(f"<article>{headline}{LONG}{after}</article>") is None


def test_a_date_below_the_article_s_own_element_is_not_its_date() -> None:
    assert found(f"<article>{H1}{LONG}</article><div>25 November 2025</div>") is None


@pytest.mark.parametrize(
    "by",
    ["<div><a href='/a'>Ann Dole</a><span class='date'>25.11.2025</span></div>",
     f"<div><a href='/self'><time datetime='2025-11-25'>then</time></a></div>{TEASER}",
     "<div class='byline'><time datetime='2025-11-25'>then</time></div>"],
)  # fmt: skip
def test_the_date_by_a_headline_may_stand_beside_links(by: str) -> None:
    assert found(f"<article>{H1}{by}{LONG}</article>") == Date(2025, 11, 25)


UTC = '<meta property="article:published_time" content="2024-07-29T{}Z">'
LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'


@pytest.mark.parametrize(
    ("head", "by", "day"),
    [
        (UTC.format("22:15:00.000"), "<time datetime='2024-07-30'>1:15 AM</time>", 30),
        (UTC.format("22:15:00"), "<div>July 30, 2024 1:15 AM</div>", 30),
        (UTC.format("22:15:00") + LD.format("2024-07-30T01:15:00+03:00"), "", 30),
        (LD.format("2024-07-29T03:15:00+00:00"), "<div class='date'>28 July 2024</div>", 28),
        ("", "<time datetime='2024-07-29T22:15:00Z'>July 30, 2024</time>", 30),
        (UTC.format("22:15:00"), "", 29),
        (UTC.format("04:15:00"), "<div>July 30, 2024</div>", 29),  # no clock is so far ahead
        (UTC.format("22:15:00"), "<div>July 31, 2024</div>", 29),
        (UTC.replace("Z", "+05:00").format("22:15:00"), "<div>July 30, 2024</div>", 29),
        (UTC.format("22:15:00"), f"{LONG}<div><i>30 July 2024</i>{TEASER}</div>", 29),
    ],
)  # fmt: skip
def test_a_moment_in_greenwich_is_a_day_at_the_place(head: str, by: str, day: int) -> None:
    assert found(f"<article>{H1}{by}{LONG}</article>", head) == Date(2024, 7, day)


@pytest.mark.parametrize(
    "shown",
    [
        "Wed 11 Jun 2025 10.15 CEST",
        "Создано 11 июня 2025",
        "Last updated 12 June 2025 - First published 11 June 2025",
        "Обновлено 12.06.2025, опубликовано 11.06.2025",
        "11 June 2025, updated 12 June 2025",
    ],
)
def test_what_may_stand_beside_a_date(shown: str) -> None:
    assert found(f"{H1}<div>{shown}</div>{LONG}") == Date(2025, 6, 11)


def test_a_date_above_the_menu_is_today_s() -> None:
    top, menu = "<div>Четверг, 26 марта 2026</div>", "<a href='/x'>Новости</a>" * 9
    assert found(f"{top}<div>{menu}</div>{H1}<div>19 марта, 12:30</div>{LONG}") is None
    assert found(f"{top}<a href='/x'>Новости</a>{H1}{LONG}") == Date(2026, 3, 26)


def test_no_article_is_a_week_later_than_its_address() -> None:
    top, link = (
        "<div>26 March 2026</div>",
        "<link rel='canonical' href='https://a.kz/2025/03/{}/x'>",
    )
    assert found(f"{top}{H1}{LONG}", link.format("19")) is None
    assert found(f"<div>20 March 2025</div>{H1}{LONG}", link.format("19")) == Date(2025, 3, 20)


def test_the_day_of_a_change_is_the_last_resort() -> None:
    changed = "<p class='stamp'>Updated:\n 3:14 PM EST, Tue February 20, 2024</p>"
    assert found(f"{H1}{changed}{LONG}") == Date(2024, 2, 20)
    assert found(f"{H1}{changed}<div>19 February 2024</div>{LONG}") == Date(2024, 2, 19)
    link = "<link rel='canonical' href='https://a.kz/2024/02/18/river'>"
    assert found(f"{H1}{changed}{LONG}", link) is None
    assert (
        found(f"{H1}{LONG}<p>Updated: February 20, 2024, was on the wall of the hall.</p>") is None
    )


@pytest.mark.parametrize(
    ("stamp", "day"), [("25/12/2022", Date(2022, 12, 25)), ("01/12/2022", None)]
)
def test_the_date_of_issue(stamp: str, day: Date | None) -> None:
    """The first of December, or the twelfth of January: it is not guessed."""
    line = f"Issued on: {stamp} - 11:22Modified: {stamp} - 11:20"
    assert found(f"{H1}<div>{line}</div>{LONG}") == day
    assert lines.is_note(line)
