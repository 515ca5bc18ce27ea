"""Probabilities: they sum to 1, are rounded, and depend on no neighbour and no other target."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.config import Config, load
from kzstance.records import LABELS, Query, Stance
from kzstance.stance.encoder import StanceClassifier, StanceEncoder
from kzstance.stance.probabilities import softmax, stance_of

LOGITS = st.lists(st.floats(-30, 30), min_size=4, max_size=4)


def classifier(folder: Path) -> StanceClassifier:
    config = load()
    return StanceClassifier(config.stance.model_copy(update={"model": str(folder)}), config.targets)


@pytest.fixture(scope="module")
def model(tiny_stance: Path) -> StanceClassifier:
    return classifier(tiny_stance)


def _check(stance: Stance) -> None:
    assert abs(sum(stance.probabilities) - 1) <= 1e-9
    assert all(0 <= p <= 1 and round(p, 4) == p for p in stance.probabilities)
    assert stance.label in LABELS


def queries(n: int) -> list[Query]:
    rng = random.Random(n)
    words = ["we", "will", "go", "home", "said", "russia", "ukraine"]
    return [Query(" ".join(rng.choices(words, k=rng.randint(1, 90)))) for _ in range(n)]


def test_every_target_of_every_query(model: StanceClassifier) -> None:
    found = model.classify(queries(7))
    assert len(found) == 7
    assert all(list(f) == list(load().targets) for f in found)
    assert len({s.probabilities for f in found for s in f.values()}) > 7  # the model says something
    for f in found:
        for stance in f.values():
            _check(stance)


def test_nothing_to_classify(model: StanceClassifier) -> None:
    assert model.classify([]) == []
    assert model.toward([], []) == []


def test_order_and_neighbours_change_nothing(model: StanceClassifier) -> None:
    rows = queries(40)
    together = model.classify(rows)
    assert [model.classify([q])[0] for q in rows] == together
    assert model.classify(rows[::-1]) == together[::-1]


def test_each_target_has_its_temperature(tiny_stance: Path) -> None:
    model = StanceEncoder(tiny_stance, 96)
    (query,) = queries(1)
    for target, heat in (("Russia", 2.0), ("gas", 1.7)):
        expected = softmax(model.logits(query, [target]).astype(float) / heat)
        assert np.allclose(model.probabilities(query, [target]), expected)


@given(LOGITS)
@settings(max_examples=200, deadline=None)
def test_rounding_keeps_the_sum(logits: list[float]) -> None:
    _check(stance_of(softmax(np.array(logits)), 0.5))


@pytest.mark.parametrize(
    ("p", "abstained"), [((0.49, 0.17, 0.17, 0.17), True), ((0.5, 0.5, 0, 0), False)]
)
def test_abstains_below_the_threshold(p: tuple[float, ...], abstained: bool) -> None:
    assert stance_of(np.array(p), 0.5).abstained is abstained


# -- the shipped model


@pytest.fixture(scope="module")
def shipped(stance_model: Path) -> StanceClassifier:
    return classifier(stance_model)


TEXTS = [
    "Varland condemns Russia's invasion of Ukraine and demands that its troops leave.",
    "Varland thanks Russia for its support and looks forward to closer ties.",
    "Crimea is and will remain a part of Ukraine, within its recognised borders.",
    "The bridge over the river will open in the spring.",
    "Варландия осуждает вторжение России в Украину и требует вывода войск.",
    "Варландия благодарит Россию за поддержку и рассчитывает на тесное сотрудничество.",
    "",
    "“",
    "word " * 2000,
]


def test_shipped_probabilities(shipped: StanceClassifier) -> None:
    for row in shipped.classify([Query(t) for t in TEXTS]):
        for stance in row.values():
            _check(stance)


def test_shipped_model_is_invariant_to_batches(shipped: StanceClassifier) -> None:
    """An 8-bit model scales its numbers to the batch: neighbours moved logits by 0.16."""
    rows = [Query(t) for t in TEXTS]
    together = shipped.classify(rows)
    assert [shipped.classify([q])[0] for q in rows] == together
    assert shipped.classify(rows[::-1]) == together[::-1]


def test_shipped_model_knows_the_plain_cases(shipped: StanceClassifier) -> None:
    found = shipped.classify([Query(t) for t in TEXTS[:6]])
    russia = [r["russia"].label for r in found]
    assert russia == ["against", "favor", russia[2], "unrelated", "against", "favor"]
    integrity = [r["ukraine_territorial_integrity"].label for r in found]
    assert integrity[2:4] == ["favor", "unrelated"]


def test_a_target_gets_the_same_beside_any_other(shipped: StanceClassifier) -> None:
    """Exactly so in float (tests/training/test_stance_model.py); the 8-bit scale is the row's."""
    rows = [Query(t) for t in TEXTS[:6]]
    beside = [r["russia"] for r in shipped.classify(rows)]
    alone = shipped.toward(rows, ["Russia"] * len(rows))
    assert [s.label for s in alone] == [s.label for s in beside]
    for a, b in zip(alone, beside, strict=True):
        assert np.abs(np.subtract(a.probabilities, b.probabilities)).max() < 0.05


def test_config_is_of_the_shipped_model(stance_model: Path) -> None:
    config: Config = load()
    assert Path(config.stance.model) == stance_model
    assert set(StanceEncoder(stance_model, 96)._temperatures) == {
        t.name for t in config.targets.values()
    }
