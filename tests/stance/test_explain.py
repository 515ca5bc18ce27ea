"""Words that carried a label."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import orjson
from hypothesis import given
from hypothesis import strategies as st

from kzstance.config import load, shipped
from kzstance.records import Query, Stance
from kzstance.stance.encoder import StanceClassifier
from kzstance.stance.explain import MAX_PIECES, explain, left_out, word_pieces

TEXT = st.text(st.sampled_from("ab д-’. "), max_size=400)


def counts_no(queries: Sequence[Query]) -> list[dict[str, Stance]]:
    """A classifier that is against whatever a text with "no" is about."""
    return [
        {"x": Stance((0.1, 0.7, 0.1, 0.1) if "no" in q.text.split() else (0.7, 0.1, 0.1, 0.1))}
        for q in queries
    ]


def test_the_word_that_decides_weighs_most() -> None:
    query = Query("We say no to it")
    weights = explain(query, counts_no([query])[0], counts_no)["x"]
    assert [query.text[w.start : w.end] for w in weights] == ["We", "say", "no", "to", "it"]
    assert [w.weight for w in weights] == [0, 0, 0.6, 0, 0]


@given(TEXT)
def test_pieces_lie_apart_in_order(text: str) -> None:
    pieces = word_pieces(text)
    assert len(pieces) <= MAX_PIECES
    edges = [x for p in pieces for x in p]
    assert edges == sorted(edges)
    assert all(s < e for s, e in pieces)
    kept = left_out(text, pieces)
    assert not any(c.isalnum() for c in kept)


def test_a_long_statement_is_asked_for_no_more_than_the_most() -> None:
    query = Query("word " * 500)
    weights = explain(query, counts_no([query])[0], counts_no)["x"]
    assert len(weights) <= MAX_PIECES
    assert weights[-1].end == len(query.text) - 1


def test_weighty_words_change_more_than_random_ones(stance_model: Path) -> None:
    """The shipped model on invented statements: the two weightiest words left out against two
    others at random."""
    config = load()
    model = StanceClassifier(config.stance, config.targets)
    lines = shipped("data/stance/contrast-test.jsonl").read_bytes().splitlines()
    rows = [r for r in map(orjson.loads, lines) if len(r["text"].split()) >= 8]
    rng = random.Random(0)
    told = {"weighty": 0.0, "random": 0.0}
    for row in rng.sample(rows, 25):
        query = Query(row["text"], row["context_before"], row["context_after"], row["cue"])
        stances = model.classify([query])[0]
        weights = explain(query, stances, model.classify)["russia"]
        k = max(range(4), key=lambda i: stances["russia"].probabilities[i])
        order = sorted(weights, key=lambda w: -w.weight)
        for name, chosen in (("weighty", order[:2]), ("random", rng.sample(weights, 2))):
            pieces = sorted((w.start, w.end) for w in chosen)
            (found,) = model.classify([replace(query, text=left_out(query.text, pieces))])
            told[name] += stances["russia"].probabilities[k] - found["russia"].probabilities[k]
    assert told["weighty"] > 2 * told["random"]
