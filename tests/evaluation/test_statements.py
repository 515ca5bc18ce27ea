"""End-to-end measures on cases by hand. All words are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kzstance.evaluation.statements import iou, pairs, speaker_and_actor, speaker_right
from kzstance.evaluation.whole import pipeline_measures
from kzstance.records import Article, Query, Row, Span, Speaker, Stance, Statement

TEXT = "“The bridge,” said Roe, “will open.” Doe says that rain fell. The river is long."
ONE, TWO, RAIN, RIVER = (0, 13), (24, 36), (51, 60), (62, 80)
FAVOR = Stance((0.7, 0.1, 0.1, 0.1))
UNRELATED = Stance((0.1, 0.1, 0.1, 0.7))


def row(*spans: Span, speaker: Speaker | None = None, stance: Stance = UNRELATED) -> Row:
    return Row(
        Article("a", TEXT),
        Statement(spans, "direct"),
        speaker or Speaker(),
        Query("x"),
        {"russia": stance},
    )


def gold(*spans: Span, speaker: str | None = None, actor: str | None = None) -> dict[str, Any]:
    return {
        "spans": [list(s) for s in spans],
        "kind": "direct",
        "speaker": speaker,
        "actor": actor,
        "russia": "unrelated",
    }


def test_texts_are_what_the_spans_say() -> None:
    assert TEXT[slice(*TWO)] == "“will open.”"
    assert TEXT[slice(*RAIN)] == "rain fell"


def test_overlap() -> None:
    assert iou(TEXT, [ONE], (ONE,)) == 1
    assert iou(TEXT, [ONE], (RAIN,)) == 0
    assert iou(TEXT, [(1, 11)], (ONE,)) == 1  # marks do not count
    assert iou(TEXT, [ONE], (ONE, TWO)) == 1  # one piece of a row
    assert 0 < iou(TEXT, [ONE, TWO], (ONE,)) < 1


def test_a_row_may_match_both_pieces_of_a_split_gold() -> None:
    assert pairs(TEXT, [gold(ONE), gold(TWO)], [row(ONE, TWO)]) == {0: 0, 1: 0}


def test_a_row_of_one_piece_matches_one_gold() -> None:
    assert pairs(TEXT, [gold(RAIN), gold(RAIN)], [row(RAIN)]) == {0: 0}


def test_each_gold_takes_its_best_row() -> None:
    assert pairs(TEXT, [gold(RAIN), gold(RIVER)], [row(RIVER), row((51, 57)), row(RAIN)]) == {
        0: 2,
        1: 0,
    }


@pytest.mark.parametrize(
    ("name", "found", "right"),
    [
        ("Dana Roe", Speaker("Dana Roe"), True),
        ("Dana Roé", Speaker("dana roe"), True),
        ("Dana Roe", Speaker("Danna Roe", id="k"), True),  # the same person, spelt otherwise
        ("Dana Roe", Speaker("Mark Roe", id="k"), False),
        ("Dana Roe", Speaker("Danna Roe"), False),
        ("Dana Roe", Speaker(), False),
        (None, Speaker(), True),
        (None, Speaker("Government of Varland", actor="VRL"), True),
        (None, Speaker("Dana Roe", id="k", role="President"), False),
        (None, Speaker("Dana Roe"), False),  # a private person
    ],
)
def test_right_speaker(name: str | None, found: Speaker, right: bool) -> None:
    assert speaker_right(name, found) is right


def test_measures_by_hand() -> None:
    roe = Speaker("Dana Roe", actor="VRL")
    docs = [
        {
            "id": "a",
            "text": TEXT,
            "statements": [gold(ONE, TWO, speaker="Dana Roe", actor="VRL"), gold(RAIN)],
        }
    ]
    rows = [row(ONE, TWO, speaker=roe, stance=FAVOR), row(RIVER)]
    out = pipeline_measures(docs, {"a": rows}, ["russia"])
    assert out["statements"] == 2
    assert out["found"] == 0.5
    assert out["speaker right, of the found"] == 1
    assert out["actor right, of the found"] == 1
    assert out["russia right, of the found"] == 0
    assert out["exhaustive"]["articles"] == 1
    assert out["exhaustive"]["found"] == {"P": 50, "R": 50, "F1": 50}
    assert out["exhaustive"]["found with speaker right"] == {"P": 50, "R": 50, "F1": 50}
    assert out["exhaustive"]["found with russia right"]["F1"] == 0


def test_not_exhaustive_gold_gives_no_precision() -> None:
    docs = [{"id": "a", "text": TEXT, "exhaustive": False, "statements": [gold(RAIN)]}]
    out = pipeline_measures(docs, {"a": [row(RAIN), row(RIVER)]}, ["russia"])
    assert out["found"] == 1
    assert "exhaustive" not in out


def test_an_article_that_failed_counts_as_not_found() -> None:
    docs = [{"id": "a", "text": TEXT, "statements": [gold(RAIN)]}]
    out = pipeline_measures(docs, {}, ["russia"])
    assert out["found"] == 0
    assert out["exhaustive"]["found"]["R"] == 0


def test_a_label_that_is_none_is_left_out() -> None:
    docs = [{"id": "a", "text": TEXT, "statements": [gold(RAIN) | {"russia": None}]}]
    out = pipeline_measures(docs, {"a": [row(RAIN)]}, ["russia"])
    assert "russia right, of the found" not in out
    assert out["found"] == 1


def test_of_several_sources_any_is_right() -> None:
    joint = gold(RAIN, speaker="Dana Roe", actor="VRL") | {
        "also": [{"speaker": "Jan Doe", "actor": "OST"}]
    }
    assert speaker_and_actor(joint, Speaker("Jan Doe", actor="OST")) == (True, True)
    assert speaker_and_actor(joint, Speaker("Ann Poe", actor="NRD")) == (False, False)


def test_difficulties_and_statements_inside_statements() -> None:
    inner = gold(RAIN) | {"nested_in": 0}
    docs = [
        {"id": "a", "difficulty": "nested", "text": TEXT, "statements": [gold(RIVER), inner]},
        {"id": "b", "difficulty": "scare quotes", "text": TEXT, "statements": []},
    ]
    marked = row(RAIN)
    marked = replace(marked, statement=replace(marked.statement, nested_in=(RIVER,)))
    out = pipeline_measures(docs, {"a": [row(RIVER), marked], "b": [row(ONE)]}, ["russia"])
    assert out["nested"] == {"statements": 1, "found": 1, "found and marked": 1}
    assert out["by difficulty"]["scare quotes"].startswith("0 of 0 found, 1 that are none")
    assert out["by kind"]["direct"]["statements"] == 2


def test_a_row_right_in_two_gold_pieces_is_one_right_row() -> None:
    docs = [{"id": "a", "text": TEXT, "statements": [gold(ONE), gold(TWO)]}]
    out = pipeline_measures(docs, {"a": [row(ONE, TWO), row(RIVER)]}, ["russia"])
    assert out["exhaustive"]["found with actor right"] == out["exhaustive"]["found"]
    assert out["exhaustive"]["found"]["P"] == 50


def test_a_body_of_the_roster_is_no_person() -> None:
    palace = Speaker("White Palace", actor="OST")
    assert speaker_right(None, palace, frozenset({"White Palace"}))
    assert not speaker_right(None, palace)
