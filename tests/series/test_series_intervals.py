"""The interval: its coverage where the truth is known, and what it must not depend on."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from kzstance.series.arrays import UNIT
from kzstance.series.intervals import Estimate, difference, estimate

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import intervals as simulation  # type: ignore[import-not-found]  # of benchmarks/


def made(p: list[list[float]], article: list[int], speaker: list[int] | None = None) -> Estimate:
    n = len(p)
    return estimate(
        np.zeros(n, dtype=np.int64),
        np.array(article),
        np.array(speaker or [-1] * n),
        np.rint(np.array(p) * UNIT).astype(np.int64),
    )


SURE, OTHER = [0.9, 0.0, 0.05, 0.05], [0.1, 0.7, 0.1, 0.1]


@pytest.mark.parametrize("kind", simulation.KINDS)
@pytest.mark.parametrize("articles", [3, 10, 40])
def test_95_percent_intervals_hold_the_truth_about_that_often(articles: int, kind: str) -> None:
    rng = np.random.default_rng(articles)
    positions = simulation.POSITIONS
    periods = [
        simulation.simulate(rng, articles, *positions[i % len(positions)], kind) for i in range(800)
    ]
    truth = np.array([p.truth for p in periods])
    low, high = simulation.ours(periods)
    least = 0.87 if kind == "sure" else 0.93
    assert least <= ((low <= truth) & (truth <= high)).mean() <= 0.99


def test_more_articles_narrower_and_more_in_one_hardly() -> None:
    def width(n: int, one_article: bool) -> float:
        article = [0] * n if one_article else list(range(n))
        low, high = made([SURE, OTHER] * (n // 2), article).ends(0.95)
        return float(high[0] - low[0])

    assert width(8, False) > width(80, False) > width(800, False) > 0
    assert width(800, True) > 4 * width(800, False)


def test_statements_of_one_speaker_say_less_than_those_of_several() -> None:
    rows, article = [SURE] * 10 + [OTHER] * 10, list(range(20))
    one_each = made(rows, article, list(range(20))).variance[0]
    two = made(rows, article, [1] * 10 + [2] * 10).variance[0]
    assert two > 3 * one_each


def test_a_group_does_not_depend_on_the_others_nor_on_the_order() -> None:
    rng = np.random.default_rng(3)
    p = np.rint(rng.dirichlet([1, 1, 1, 1], 60) * UNIT).astype(np.int64)
    group, article = np.repeat([0, 1, 2], 20), rng.integers(0, 25, 60)
    speaker = rng.integers(-1, 4, 60)
    together = estimate(group, article, speaker, p)
    alone = estimate(group[:20] * 0, article[20:40], speaker[20:40], p[20:40])
    assert together.variance[1] == pytest.approx(alone.variance[0], rel=1e-12)
    order = rng.permutation(60)
    mixed = estimate(group[order], article[order], speaker[order], p[order])
    assert np.array_equal(mixed.index, together.index)
    assert np.array_equal(mixed.variance, together.variance)


def test_nothing_related_has_no_index() -> None:
    found = made([[0.0, 0.0, 0.0, 1.0]] * 3, [0, 1, 2])
    assert np.isnan(found.index[0]) and np.isnan(found.ends(0.95)[0][0])


def test_the_difference_of_a_thing_and_itself_is_sure() -> None:
    one = made([SURE, OTHER] * 10, list(range(20)))
    found, variance, _ = difference(one, one, shared=float(one.variance[0]))
    assert found == 0
    assert variance < one.variance[0]
    apart = difference(one, one)[1]
    assert apart == pytest.approx(2 * one.variance[0])


def test_statements_on_other_things_change_nothing() -> None:
    rows, article = [SURE, OTHER, SURE], [0, 1, 2]
    alone = made(rows, article)
    beside = made(rows + [[0.0, 0.0, 0.0, 1.0]] * 50, article + list(range(3, 53)))
    assert beside.variance[0] == pytest.approx(alone.variance[0])
    assert beside.freedom[0] == pytest.approx(alone.freedom[0])
