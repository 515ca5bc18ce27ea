"""A statement that names none of a target's terms, nor its context, is not asked about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kzstance.config import load, shipped
from kzstance.records import LABELS, Query
from kzstance.stance.gate import UNASKED, Gate
from kzstance.training.stance_data import extracted, labelled

TARGETS = load().targets
PLAIN = Query("It will open in the spring.", "The bridge is old.", "Rain fell.")


@pytest.mark.parametrize(
    "query",
    [
        replace(PLAIN, text="Moscow's envoy left."),
        replace(PLAIN, context_before="It was RUSSIAN gas."),
        replace(PLAIN, context_after="«Россияне» уехали."),
        replace(PLAIN, mention="the Kremlin"),
        replace(PLAIN, actor="RUS"),
        Query("Мы не признаём референдумы в Донбассе."),
    ],
)
def test_passes(query: Query) -> None:
    assert Gate(TARGETS).passes(query) == list(TARGETS)


@pytest.mark.parametrize(
    "text", ["The bridge will open.", "Prussia", "Мэр открыл свой мост.", "Не говори всуе.", ""]
)
def test_keeps_back(text: str) -> None:
    """Terms are beginnings of words. Without regard to capitals "СВО" was in "свой", and nearly
    every Russian statement passed."""
    assert Gate(TARGETS).passes(replace(PLAIN, text=text)) == []


def test_a_target_without_terms_is_always_asked() -> None:
    own = TARGETS["russia"].model_copy(update={"name": "NATO", "terms": ()})
    assert Gate({"russia": TARGETS["russia"], "nato": own}).passes(PLAIN) == ["nato"]


def test_unasked_is_unrelated() -> None:
    assert UNASKED.label == "unrelated"
    assert sum(UNASKED.probabilities) == 1


@pytest.mark.shared
def test_recall_on_our_labelled_statements(shared: Path) -> None:
    """At least 99.5 % of the real statements that address a target pass (news, UN speeches)."""
    names = {k: t.name for k, t in TARGETS.items()}
    own, data = shipped("data/stance"), shared / "data"
    corpora = [data / f"corpora/{name}.jsonl.gz" for name in ("war-news", "white-house")]
    statements = extracted(own / "news.csv", corpora, names)
    statements += labelled(own / "ungd.csv", data / "stance/ungd_unlabelled.jsonl.gz", names)
    gate = Gate(TARGETS)
    for i, target in enumerate(TARGETS):
        addressed = [e for e in statements if LABELS[e.labels[i]] != "unrelated"]
        passed = sum(target in gate.passes(e.query) for e in addressed)
        assert passed / len(addressed) >= 0.995, f"{target}: {passed} of {len(addressed)}"
