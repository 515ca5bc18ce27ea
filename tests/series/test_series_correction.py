"""Corrections beside the field's own packages, and where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from kzstance.series.arrays import UNIT
from kzstance.series.correction import adjusted, adjusted_index, powered
from kzstance.series.groups import Units

LEVEL = 0.95


def classified(
    rng: np.random.Generator, n: int, shares: list[float], believed: list[float]
) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of a classifier that believes in another mix of labels, and the labels."""
    label = rng.choice(4, n, p=shares)
    signal = rng.normal(0, 1, (n, 4))
    signal[np.arange(n), label] += 2
    p = np.exp(np.log(believed) + 2 * signal)
    return p / p.sum(axis=1, keepdims=True), label


def clusters(p: np.ndarray, article: np.ndarray | None = None) -> Units:
    n = len(p)
    given = np.arange(n) if article is None else article
    rounded = np.rint(p * UNIT).astype(np.int64)
    return Units(np.zeros(n, dtype=np.int64), given, np.full(n, -1), rounded, np.zeros(n, bool))


def test_the_mean_is_that_of_ppi_python() -> None:
    from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

    rng = np.random.default_rng(0)
    p, _ = classified(rng, 4000, [0.7, 0.2, 0.1, 0.0], [0.3, 0.3, 0.3, 0.1])
    q, label = classified(rng, 300, [0.7, 0.2, 0.1, 0.0], [0.3, 0.3, 0.3, 0.1])
    p[:, 3], q[:, 3] = 0, 0  # all is related, so that the index is a mean
    ours = powered(clusters(p), q, label, LEVEL)
    y, f, g = np.array([1, -1, 0, 0])[label], q[:, 0] - q[:, 1], p[:, 0] - p[:, 1]
    theirs = ppi_mean_ci(y, f, g, alpha=0.05, lam=1)
    assert ours.index == pytest.approx(ppi_mean_pointestimate(y, f, g, lam=1)[0])
    assert (ours.low, ours.high) == pytest.approx(
        [float(theirs[0][0]), float(theirs[1][0])], abs=2e-3
    )


def test_the_shares_are_those_of_quapy() -> None:
    from quapy.method.aggregative import PACC
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(1)
    even = [0.25] * 4
    p, _ = classified(rng, 5000, [0.6, 0.1, 0.2, 0.1], even)
    q, label = classified(rng, 2000, even, even)
    fitted = LogisticRegression().fit(np.eye(4), range(4))  # never asked: they are given ours
    theirs = PACC(classifier=fitted, fit_classifier=False, val_split=None)
    theirs.aggregation_fit(q, label)
    assert adjusted(p, q, label) == pytest.approx(theirs.aggregate(p), abs=0.01)


@pytest.mark.parametrize("method", ["powered", "adjusted"])
def test_it_holds_the_truth_where_the_classifier_is_biased(method: str) -> None:
    shares, believed = [0.6, 0.05, 0.15, 0.2], [0.2, 0.3, 0.3, 0.2]
    truth = (shares[0] - shares[1]) / (1 - shares[3])
    rng = np.random.default_rng(2)
    held, plain = [], []
    for i in range(150 if method == "powered" else 40):
        p, _ = classified(rng, 400, shares, believed)
        # the second method needs some of each label, and no sample of this mix
        mix = shares if method == "powered" else [0.25] * 4
        q, label = classified(rng, 150, mix, believed)
        article = np.arange(400) // 2
        if method == "powered":
            found = powered(clusters(p, article), q, label, LEVEL)
        else:
            found = adjusted_index(p, article, q, label, level=LEVEL, resamples=100, seed=i)
        held.append(found.low <= truth <= found.high)
        plain.append((p[:, 0] - p[:, 1]).sum() / (1 - p[:, 3]).sum())
    assert np.mean(held) > (0.9 if method == "powered" else 0.8)
    assert abs(np.mean(plain) - truth) > 0.1  # which no interval around it would hold


def test_nothing_related_has_no_index() -> None:
    silent = np.tile([0.0, 0.0, 0.0, 1.0], (5, 1))
    found = powered(clusters(silent), silent, np.full(5, 3), LEVEL)
    assert np.isnan(found.index)


@pytest.mark.parametrize("articles", [2, 5])
def test_few_articles_are_not_sure_of_themselves(articles: int) -> None:
    shares, believed = [0.6, 0.05, 0.15, 0.2], [0.2, 0.3, 0.3, 0.2]
    truth = (shares[0] - shares[1]) / (1 - shares[3])
    rng = np.random.default_rng(articles)
    held = []
    for _ in range(100):
        p, _ = classified(rng, articles, shares, believed)
        q, label = classified(rng, 200, shares, believed)
        found = powered(clusters(p), q, label, LEVEL)
        assert found.low <= found.index <= found.high
        held.append(found.low <= truth <= found.high)
    assert np.mean(held) > 0.8
