"""The shipped tagger. All people and their words are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

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


RUSSIAN = (
    "Мост откроют в мае, заявил министр транспорта Иван Орбелин. «Деньги есть», — сказал он "
    "журналистам.\n\nПо словам губернатора, тоннель построят осенью. Река длинная."
)


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


def test_names_become_the_entities_of_the_doc(stage: Tagger) -> None:
    nlp = spacy.blank("en")
    doc = nlp("Dana Orbelindze, who leads the Steppe Bank, spoke with Pavel Vantomme in May.")
    stage.find([Article("a", doc.text)], [doc])
    found = {e.text: e.label_ for e in doc.ents}
    assert found.get("Dana Orbelindze") == "PERSON"
    assert found.get("Pavel Vantomme") == "PERSON"


def test_a_statement_inside_a_statement_is_a_row_of_its_own(stage: Tagger) -> None:
    text = (
        "Dana Orbelindze, the minister, said that Pavel Vantomme had told her that the bridge "
        "would be closed until the spring."
    )
    rows = stage.find([Article("a", text)])[0]
    inner = [s for s in rows if s.nested_in]
    assert len(inner) == 1
    assert inner[0].mention and text[slice(*inner[0].mention)] == "Pavel Vantomme"
    assert inner[0].nested_in in {s.spans for s in rows}


def test_no_statement_is_given_twice(stage: Tagger) -> None:
    rows = stage.find([Article("a", TEXT * 5)])[0]
    assert len({s.spans for s in rows}) == len(rows)


def test_russian_articles_have_a_model_of_their_own(
    quotes_model: Path, russian_quotes_model: Path
) -> None:
    models = {"model": str(quotes_model), "language_models": {"ru": str(russian_quotes_model)}}
    both = Tagger(load().quotes.model_copy(update=models))
    rows = both.find([Article("a", RUSSIAN, lang="ru")])[0]
    sources = {RUSSIAN[slice(*s.mention)] for s in rows if s.mention}
    assert "он" in sources
    assert any("Орбелин" in s for s in sources)
    assert any("тоннель" in s.text(RUSSIAN) for s in rows)
    assert not any("Река" in s.text(RUSSIAN) for s in rows)
