"""``evaluate stance``: slices, contrast sets, baselines and the picture. The words are invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kzstance.config import load
from kzstance.evaluation.baselines import counted_words, majority, shipped_rows, words
from kzstance.evaluation.picture import draw_confusion
from kzstance.evaluation.stance import _groups, sliced, stance_measures
from kzstance.records import LABELS

TARGETS = list(load().targets)


def rows(n: int = 24) -> list[dict[str, Any]]:
    return [
        {
            "id": i,
            "text": f"we will go home {i}",
            "group": f"g{i // 3}",
            "phenomenon": "negation" if i < 12 else "hedge",
            "kind": "direct" if i % 2 else "indirect",
            "date": f"20{14 + i % 3}-05-01",
            **dict.fromkeys(TARGETS, LABELS[i % 4]),
        }
        for i in range(n)
    ]


@pytest.fixture(scope="module")
def measures(tiny_stance: Path) -> dict[str, Any]:
    config = load()
    stance = config.stance.model_copy(update={"model": str(tiny_stance)})
    config = config.model_copy(update={"stance": stance})
    return stance_measures(rows(), config, by="kind", baselines=True)


@pytest.mark.parametrize("target", TARGETS)
def test_slices_add_up(measures: dict[str, Any], target: str) -> None:
    of = measures[target]
    parts = of["by kind"]
    assert set(parts) == {"direct", "indirect"}
    assert sum(p["n"] for p in parts.values()) == of["n"] == 24
    mean = sum(p["n"] * p["accuracy"] for p in parts.values()) / 24
    assert mean == pytest.approx(of["accuracy"])


@pytest.mark.parametrize("target", TARGETS)
def test_baselines_stand_beside(measures: dict[str, Any], target: str) -> None:
    found = measures[target]["baselines"]
    assert found["majority"] == {"accuracy": 0.25, "macro_f1": pytest.approx(0.1)}
    assert 0 <= found["TF-IDF, logistic regression"]["macro_f1"] <= 1


def test_a_group_is_right_when_every_member_is() -> None:
    gold = rows(6)
    right = {
        "russia": np.array([True] * 6),
        "ukraine_territorial_integrity": np.array([True, True, True, True, False, True]),
    }
    found = _groups(gold, right)
    assert (found["groups"], found["wholly right"]) == (2, 0.5)
    assert found["labels right"] == pytest.approx(11 / 12)
    assert found["by phenomenon"]["negation"] == {k: found[k] for k in list(found)[:3]}


def test_contrast_sets_are_counted(measures: dict[str, Any]) -> None:
    assert measures["contrast sets"]["groups"] == 8
    assert set(measures["contrast sets"]["by phenomenon"]) == {"negation", "hedge"}


@pytest.mark.parametrize(
    ("row", "by", "name"),
    [
        ({"date": "2022-09-28"}, "year", "2022"),
        ({"date": None, "date_est": "2014-02"}, "year", "2014"),
        ({"year": 2019}, "year", "2019"),
        ({"hard": True}, "hard", "true"),
        ({}, "outlet", "none"),
    ],
)
def test_slice_of_a_row(row: dict[str, Any], by: str, name: str) -> None:
    assert sliced(row, by) == name


def test_majority_answers_one_label() -> None:
    p = majority(["favor", "neutral", "neutral"])(["word"] * 5)
    assert p.shape == (5, 4)
    assert set(p.argmax(axis=1)) == {LABELS.index("neutral")}


def test_counted_words_learn_from_the_shipped_statements() -> None:
    train = shipped_rows()
    texts = [words(r) for r in train]
    p = counted_words(texts, [r["russia"] for r in train])(texts)
    assert np.allclose(p.sum(axis=1), 1)
    right = np.mean([LABELS[k] == r["russia"] for k, r in zip(p.argmax(1), train, strict=True)])
    assert right > 0.8


@pytest.mark.parametrize(
    ("suffix", "begin"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_picture(measures: dict[str, Any], tmp_path: Path, suffix: str, begin: bytes) -> None:
    out = tmp_path / f"confusion.{suffix}"
    draw_confusion(measures, {k: t.name for k, t in load().targets.items()}, out)
    assert out.read_bytes().startswith(begin)


def test_a_target_of_the_user_s_own_has_the_majority_beside_it(tiny_stance: Path) -> None:
    config = load()
    stance = config.stance.model_copy(update={"model": str(tiny_stance)})
    nato = config.targets["russia"].model_copy(update={"name": "NATO"})
    config = config.model_copy(update={"stance": stance, "targets": {"nato": nato}})
    gold = [{"id": i, "text": f"we {i}", "nato": LABELS[i % 2]} for i in range(4)]
    assert set(stance_measures(gold, config, baselines=True)["nato"]["baselines"]) == {"majority"}
