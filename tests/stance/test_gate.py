"""A statement that names none of a target's terms, nor its context, is not asked about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kzstance.config import load
from kzstance.records import Query
from kzstance.stance.gate import UNASKED, Gate
from kzstance.training.recipes import read_recipe
from kzstance.training.stance_recipe import StanceRecipe, own_statements

ROOT = Path(__file__).parents[2]
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
def test_recall_on_our_labelled_statements() -> None:
    """At least 99.5 % of the real statements that address a target pass (news, UN speeches)."""
    recipe: StanceRecipe = read_recipe("stance", ROOT / "configs/train-stance.toml")  # type: ignore[assignment]
    gate = Gate(TARGETS)
    statements = [
        e
        for e in own_statements(recipe, {k: t.name for k, t in TARGETS.items()})
        if e.part in ("news", "ungd")
    ]
    for i, target in enumerate(TARGETS):
        addressed = [e for e in statements if e.labels[i] != 3]
        passed = sum(target in gate.passes(e.query) for e in addressed)
        assert passed / len(addressed) >= 0.995, f"{target}: {passed} of {len(addressed)}"
