"""Probabilities: they sum to 1, are rounded, and depend on no neighbour."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.config import Config, load
from kzstance.records import LABELS, Query, Stance
from kzstance.stance import encoder as module
from kzstance.stance.encoder import CrossEncoder

LOGITS = st.lists(st.lists(st.floats(-30, 30), min_size=4, max_size=4), min_size=1, max_size=8)


class Drawn:
    """Stands in for the ONNX model: each row's logits come from its ids alone."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer, self.settings = tokenizer, {"temperature": 1.7}

    def __call__(self, rows: Sequence[Sequence[int]], types: Any = None) -> Any:
        return np.array([np.random.default_rng(list(r)).normal(0, 2, 4) for r in rows])


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tokenizer: Any) -> CrossEncoder:
    monkeypatch.setattr(module, "Encoder", lambda *_: Drawn(tokenizer))
    config = load()
    return CrossEncoder(config.stance, config.targets)


def _check(stance: Stance) -> None:
    assert abs(sum(stance.probabilities) - 1) <= 1e-9
    assert all(0 <= p <= 1 and round(p, 4) == p for p in stance.probabilities)
    assert stance.label in LABELS


def queries(n: int) -> list[Query]:
    rng = random.Random(n)
    return [Query("we will go home " * rng.randint(1, 20), actor="RUS") for _ in range(n)]


def test_every_target_of_every_query(model: CrossEncoder) -> None:
    config = load()
    found = model.classify(queries(7))
    assert len(found) == 7
    assert all(list(f) == list(config.targets) for f in found)
    for f in found:
        for stance in f.values():
            _check(stance)


def test_nothing_to_classify(model: CrossEncoder) -> None:
    assert model.classify([]) == []
    assert model.toward([], []) == []


def test_order_and_neighbours_change_nothing(model: CrossEncoder) -> None:
    rows = queries(9)
    together = model.classify(rows)
    assert [model.classify([q])[0] for q in rows] == together
    assert model.classify(rows[::-1]) == together[::-1]


def test_own_target_is_the_same_question(model: CrossEncoder) -> None:
    config = load()
    (row,) = queries(1)
    (stance,) = model.toward([row], [config.targets["russia"].name])
    assert stance == model.classify([row])[0]["russia"]


@given(LOGITS)
@settings(max_examples=200, deadline=None)
def test_rounding_keeps_the_sum(logits: list[list[float]]) -> None:
    made = CrossEncoder.__new__(CrossEncoder)
    made._settings, made._temperature = load().stance, 1.0
    for p in made._probabilities(np.array(logits)):
        _check(made._stance(p))


@pytest.mark.parametrize(
    ("p", "abstained"), [((0.49, 0.17, 0.17, 0.17), True), ((0.5, 0.5, 0, 0), False)]
)
def test_abstains_below_the_threshold(p: tuple[float, ...], abstained: bool) -> None:
    made = CrossEncoder.__new__(CrossEncoder)
    made._settings = load().stance.model_copy(update={"abstain_below": 0.5})
    assert made._stance(np.array(p)).abstained is abstained


# -- the shipped model


@pytest.fixture(scope="module")
def config(stance_model: Path) -> Config:
    settings_ = load()
    stance = settings_.stance.model_copy(update={"model": str(stance_model)})
    return settings_.model_copy(update={"stance": stance})


@pytest.fixture(scope="module")
def shipped(config: Config) -> CrossEncoder:
    return CrossEncoder(config.stance, config.targets)


TEXTS = [
    "Varland condemns Russia's invasion of Ukraine and demands that its troops leave.",
    "Varland thanks Russia for its support and looks forward to closer ties.",
    "Crimea is and will remain a part of Ukraine, within its recognised borders.",
    "The bridge over the river will open in the spring.",
    "",
    "“",
    "word " * 2000,
]


def test_shipped_probabilities(shipped: CrossEncoder) -> None:
    for row in shipped.classify([Query(t) for t in TEXTS]):
        for stance in row.values():
            _check(stance)


def test_shipped_model_is_invariant_to_batches(shipped: CrossEncoder) -> None:
    """An 8-bit model scales its numbers to the batch: neighbours moved logits by 0.16."""
    rows = [Query(t) for t in TEXTS]
    together = shipped.classify(rows)
    assert [shipped.classify([q])[0] for q in rows] == together
    assert shipped.classify(rows[::-1]) == together[::-1]


def test_shipped_model_knows_the_plain_cases(shipped: CrossEncoder) -> None:
    against, favor, whole, other = (r for r in shipped.classify([Query(t) for t in TEXTS[:4]]))
    assert against["russia"].label == "against"
    assert favor["russia"].label == "favor"
    assert whole["ukraine_territorial_integrity"].label == "favor"
    assert other["ukraine_territorial_integrity"].label == "unrelated"
