"""The words that carried a label, for the report. The words are invented."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from kzstance.carried import carried_words
from kzstance.config import Config, load
from kzstance.records import LABELS, Query, Stance
from kzstance.registry import register

HATES = (0.05, 0.85, 0.05, 0.05)


@register("tests.carried.v1")
class Blames:
    """Against Russia where a text says "invaded"."""

    def __init__(self, *_: Any) -> None: ...

    def classify(self, queries: list[Query]) -> list[dict[str, Stance]]:
        calm = Stance((0.05, 0.05, 0.85, 0.05))
        return [{"russia": Stance(HATES) if "invaded" in q.text else calm} for q in queries]


@pytest.fixture
def config() -> Config:
    settings = load()
    stance = settings.stance.model_copy(update={"stage": "tests.carried.v1"})
    targets = {"russia": settings.targets["russia"]}
    return settings.model_copy(update={"stance": stance, "targets": targets})


def table(label: str, p: tuple[float, ...]) -> pl.DataFrame:
    names = ("context_before", "context_after", "cue", "mention", "speaker", "actor")
    row = {"statement_id": "s", "text": "They invaded us", **dict.fromkeys(names)}
    row |= {f"p_russia_{name}": x for name, x in zip(LABELS, p, strict=True)}
    return pl.DataFrame([row | {"stance_russia": label}])


def test_words_with_their_weight(config: Config) -> None:
    found = carried_words(table("against", HATES), config)
    assert found == {"s": "Russia: “invaded” 0.80"}


def test_a_label_of_another_model_is_not_explained(config: Config) -> None:
    assert carried_words(table("against", (0.1, 0.7, 0.1, 0.1)), config) == {}
    assert carried_words(table("favor", (0.85, 0.05, 0.05, 0.05)), config) == {}


def test_unrelated_needs_no_model(config: Config) -> None:
    broken = config.stance.model_copy(update={"stage": "nowhere.v1"})
    none = config.model_copy(update={"stance": broken})
    assert carried_words(table("unrelated", (0, 0, 0, 1)), none) == {}
    assert carried_words(table("against", HATES), none) == {}  # told in the log
