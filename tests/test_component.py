"""The spaCy factory. All people and their words are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language

TEXT = (
    "“We will build the bridge next year,” Dana Orbelindze, the transport minister, told "
    "reporters on Monday. “The money is there.” She said that the tunnel would follow."
)


@pytest.fixture(scope="module")
def nlp(quotes_model: Path) -> Language:
    made = spacy.blank("en")
    made.add_pipe("kzstance")
    return made


def test_statements_with_speakers(nlp: Language) -> None:
    doc = nlp(TEXT)
    spans = list(doc.spans["statements"])
    assert {s.label_ for s in spans} == {"direct", "indirect"}
    assert {s._.speaker for s in spans} == {"Dana Orbelindze"}
    tunnel = next(s for s in spans if "tunnel" in s.text)
    assert tunnel._.mention.text == "She"
    assert tunnel._.cue.text == "said"
    assert 0 < tunnel._.attribution_confidence <= 1


def test_other_parts_stay_as_they_are(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc.set_ents([doc.char_span(38, 53, label="PERSON")])
    before = [(e.text, e.label_) for e in doc.ents]
    assert [(e.text, e.label_) for e in nlp(doc).ents] == before


def test_the_day_decides_who_holds_an_office(nlp: Language, tmp_path: Path) -> None:
    cast = Path(__file__).parents[1] / "data/sample/cast.toml"
    (tmp_path / "own.toml").write_text(
        f'[speakers]\nrosters = ["{cast.as_posix()}", "data/rosters/countries.toml"]\n'
    )
    own = spacy.blank("en")
    own.add_pipe("kzstance", config={"config": str(tmp_path / "own.toml")})
    found = []
    for day in (date(2016, 5, 1), date(2022, 5, 1)):
        doc = own.make_doc("The president of Kazakhstan said that the harvest would be good.")
        doc._.article_date = day
        found += [s._.speaker for s in own(doc).spans["statements"]]
    assert found == ["Askhat Tulebergenov", "Erlan Qoblandin"]


def test_displacy_draws_the_parts(nlp: Language) -> None:
    page = displacy.render(
        nlp(TEXT), style="span", options={"spans_key": "statement_parts"}, jupyter=False
    )
    assert "STATEMENT" in page
    assert "SOURCE" in page


def test_a_text_without_statements(nlp: Language) -> None:
    assert len(nlp("The river is long.").spans["statements"]) == 0
    assert len(nlp("").spans["statements"]) == 0


def test_found_by_name_without_importing_kzstance() -> None:
    from importlib.metadata import entry_points

    names = {e.name for e in entry_points(group="spacy_factories")}
    assert "kzstance" in names
