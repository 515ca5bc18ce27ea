"""Names that tell what stands around an article, wherever publishers write them."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from kzstance.reading.html import names


def is_named(markup: str) -> bool:
    return names.is_named(names.names_of(lxml_html.fragment_fromstring(markup)))


@pytest.mark.parametrize(
    "markup",
    ["<div class='feedback__hint'>", "<div class='post-reactions'>", "<ul class='emoji'>",
     "<div class='xyz-contrib'>",
     "<div class='newsList'>", "<div class='download-app'>", "<div class='tts'>",
     "<div data-type='infographic'>", "<div class='data-viz'>", "<ul class='lang_list'>",
     "<div class='languageSwitcher'>", "<ul class='story-versions'>",
     "<section data-cy='related-stories'>",
     "<div data-name='newsletter'>", "<div class='cmp'>", "<div class='subscriber-offer'>",
     "<app-feedback>", "<bsp-audio-player class='x'>"],
)  # fmt: skip
def test_names_of_what_stands_around(markup: str) -> None:
    assert is_named(markup)


@pytest.mark.parametrize(
    "markup",
    ["<span class='emoji'>", "<img class='emoji'>", "<div class='charted'>", "<p data-type='text'>",
     "<div class='cmp-text'>", "<div class='subscriber-only'>", "<div class='subscriber-preview'>",
     "<div class='language-ru'>", "<app-news-details>", "<div class='interactions'>"],
)  # fmt: skip
def test_names_of_the_article_itself(markup: str) -> None:
    assert not is_named(markup)
