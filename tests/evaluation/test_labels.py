"""Label measures beside scikit-learn, and the bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics

from kzstance.evaluation.bootstrap import interval
from kzstance.evaluation.labels import at_coverage, calibration_error, measures
from kzstance.records import LABELS


def draw(seed: int, n: int = 80, classes: int = 4) -> list[tuple[int, np.ndarray]]:
    rng = np.random.default_rng(seed)
    gold = rng.integers(0, classes, n)
    p = rng.dirichlet(np.ones(4), n) + np.eye(4)[gold] * 0.4
    return [(int(g), q / q.sum()) for g, q in zip(gold, p, strict=True)]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("classes", [2, 4])
def test_beside_sklearn(seed: int, classes: int) -> None:
    pairs = draw(seed, classes=classes)
    gold = [g for g, _ in pairs]
    found = [int(p.argmax()) for _, p in pairs]
    out = measures(pairs, resamples=20)
    each = metrics.f1_score(gold, found, labels=range(4), average=None, zero_division=0)
    present = sorted(set(gold))
    assert out["n"] == 80
    assert out["accuracy"] == pytest.approx(metrics.accuracy_score(gold, found))
    assert out["macro_f1"] == pytest.approx(each.mean())
    assert out["macro_f1_present"] == pytest.approx(each[present].mean())
    assert out["f_avg"] == pytest.approx((each[0] + each[1]) / 2)
    assert out["kappa"] == pytest.approx(metrics.cohen_kappa_score(gold, found))
    assert [out["f1"][x] for x in LABELS] == pytest.approx(list(each))
    brier = np.mean([((p - np.eye(4)[g]) ** 2).sum() for g, p in pairs])
    assert out["brier"] == pytest.approx(brier)
    table = [[out["confusion"][f"gold {a}"][b] for b in LABELS] for a in LABELS]
    assert table == metrics.confusion_matrix(gold, found, labels=range(4)).tolist()
    for name in ("accuracy", "macro_f1", "kappa"):
        low, high = out[f"{name}_95"]
        assert low <= high


def test_calibration_error_by_hand() -> None:
    p = np.array([[0.9, 0.1, 0, 0]] * 4 + [[0.55, 0.45, 0, 0]] * 2)
    gold = np.array([0, 0, 0, 1, 0, 1])
    # the bin of 0.9 is right in 3 of 4, that of 0.55 in 1 of 2
    assert calibration_error(gold, p) == pytest.approx(4 / 6 * 0.15 + 2 / 6 * 0.05)


def test_certain_and_right_is_calibrated() -> None:
    assert calibration_error(np.array([2, 3]), np.eye(4)[[2, 3]]) == 0


def test_one_label_only() -> None:
    out = measures([(3, np.eye(4)[3])] * 5, resamples=10)
    assert (out["accuracy"], out["macro_f1_present"]) == (1, 1)
    assert out["accuracy_95"] == [1, 1]


def test_interval_holds_the_mean_and_narrows() -> None:
    rng = np.random.default_rng(3)

    def mean(xs: object) -> float:
        return float(np.mean(xs))  # type: ignore[arg-type]

    few, many = rng.normal(5, 1, 30).tolist(), rng.normal(5, 1, 3000).tolist()
    low, high = interval(few, mean, resamples=400)
    assert low < mean(few) < high
    low2, high2 = interval(many, mean, resamples=400)
    assert high2 - low2 < (high - low) / 4
    narrow = interval(few, mean, resamples=400, level=0.5)
    assert low < narrow[0] < narrow[1] < high


def test_interval_is_the_same_every_time() -> None:
    assert interval([1, 2, 3], max) == interval([1, 2, 3], max)
    assert interval([], max) == []


def test_the_surest_rows_come_first() -> None:
    right = np.array([True, False, True, True])
    found = at_coverage(right, np.array([0.9, 0.3, 0.5, 0.7]), (1.0, 0.75, 0.25))
    assert found == {
        "100%": {"accuracy": 0.75, "least confidence": 0.3},
        "75%": {"accuracy": 1.0, "least confidence": 0.5},
        "25%": {"accuracy": 1.0, "least confidence": 0.9},
    }
