"""The headline of a page whose title tells more, or something else."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from kzstance.reading.html import title as titles

T = "Послы обсудили мост через Иртыш"
LONG = "<p>The envoy spoke for an hour about the bridge, and nobody in the hall looked up.</p>" * 3
SITE = "Ministry of Bridges and Rivers"


def found(title: str, body: str, head: str = "") -> tuple[str | None, str | None]:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    tree = lxml_html.document_fromstring(page)
    shown = titles.headline(tree)
    return titles.title(tree, shown), shown.tag if shown is not None else None


@pytest.mark.parametrize(
    "title",
    [f"{T} - Дала 7 - Последние новости степи и мира на сегодня", f"{T} | Дала", T,
     f"Вестник степей :: Мосты :: {T}"],
)  # fmt: skip
def test_a_heading_that_is_a_part_of_the_title_is_the_headline(title: str) -> None:
    body = f"<div>Вестник степей</div><div><h2 class='itemTitle'>{T}</h2>{LONG}</div>"
    assert found(title, body) == (T, "h2")


def test_without_a_headline_the_title_is_the_first_part_of_the_page_s() -> None:
    assert found(f"{T} - Дала 7 - Новости", LONG) == (T, None)
    assert found("Да - нет - Новости", LONG) == ("Да - нет - Новости", None)
    assert found("Envoys — ministers: a bridge too far - Dala", LONG)[0] == (
        "Envoys — ministers: a bridge too far"
    )
    shared = '<meta property="og:title" content="A bridge - or none at all">'
    assert found("A bridge - or none at all - Dala", LONG, shared)[0] == "A bridge - or none at all"


@pytest.mark.parametrize(
    "name", [f"<div class='title-site'>{SITE.upper()}</div>", f"<h1 class='logo'>{SITE}</h1>"]
)
@pytest.mark.parametrize(
    "text",
    [f"<h3>The bridge will be opened in May</h3>{LONG}",
     f"<h3>The bridge will be opened in May</h3><div>{LONG}</div>",
     f"<h3>The bridge will be opened in May</h3>{LONG}<h3>What it will cost the state</h3>{LONG}"],
)  # fmt: skip
def test_the_name_of_a_site_is_no_headline(name: str, text: str) -> None:
    body = f"<div class='head'>{name}</div><div class='news-detail'>{text}</div>"
    title = f"{SITE} - Press centre - News"
    assert found(title, body) == ("The bridge will be opened in May", "h3")


@pytest.mark.parametrize(
    "text",
    [f"{LONG}<h3>What it will cost the state</h3>{LONG}", f"<h3>You may also like</h3>{LONG}",
     f"<h3><a href='/x'>The bridge will be opened in May</a></h3>{LONG}"],
)  # fmt: skip
def test_a_subheading_or_a_teaser_is_no_headline(text: str) -> None:
    assert found("News of the river", f"<div><div>{text}</div></div>")[1] is None
