"""The shipped tagger. All people and their words are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzstance.config import load
from kzstance.quotes.tagger import Tagger
from kzstance.records import Article

TEXT = (
    "“We will build the bridge next year,” Dana Orbelindze, the minister, told reporters on "
    "Monday. She said that the tunnel would follow in the autumn.\n\nAccording to the council, "
    "the money has been found. The river is long."
)


@pytest.fixture(scope="module")
def stage(quotes_model: Path) -> Tagger:
    settings = load().quotes.model_copy(update={"model": str(quotes_model)})
    return Tagger(settings)


def test_finds_the_plain_cases(stage: Tagger) -> None:
    rows = stage.find([Article("a", TEXT)])[0]
    by_text = {s.text(TEXT): s for s in rows}
    direct = by_text["“We will build the bridge next year,”"]
    assert direct.kind == "direct"
    assert direct.mention and "Orbelindze" in TEXT[slice(*direct.mention)]
    assert any("tunnel" in t for t in by_text)
    assert any("money" in t for t in by_text)
    assert not any("river" in t for t in by_text)


def test_spans_in_bounds_ordered_apart(stage: Tagger) -> None:
    for text in (TEXT, TEXT * 40, "“" * 3000, "x", "\n", "İ “ğ” said said said"):
        rows = stage.find([Article("a", text)])[0]
        for s in rows:
            for span in (*s.spans, s.cue, s.mention):
                assert span is None or 0 <= span[0] < span[1] <= len(text)
            assert 0 <= s.confidence <= 1
        assert [s.spans for s in rows] == sorted(s.spans for s in rows)


def test_the_same_alone_and_among_others(stage: Tagger) -> None:
    other = Article("b", "Rain fell. " * 900)
    both = stage.find([other, Article("a", TEXT)])
    assert both[1] == stage.find([Article("a", TEXT)])[0]


def test_finds_what_stands_late_in_a_long_article(stage: Tagger) -> None:
    text = "Rain fell on the valley and the river rose. " * 300 + "\n\n" + TEXT
    assert any("bridge" in s.text(text) for s in stage.find([Article("a", text)])[0])
