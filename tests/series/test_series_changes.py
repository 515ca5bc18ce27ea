"""Steps are found where there are some, and seldom where there are none."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from series_frames import SETTINGS, p, statements  # type: ignore[import-not-found]

from kzstance.series import change_points, table, with_trend
from kzstance.series.changes import ALARM, steps
from kzstance.series.trend import trend


def flat(rng: np.random.Generator, points: int, step: float = 0.0) -> tuple[np.ndarray, ...]:
    """A line of uneven volume, its noise known only by estimates of it."""
    volume = rng.integers(2, 30, points)
    error = 0.6 / np.sqrt(volume)
    freedom = volume + 2.0
    estimated = error**2 * rng.chisquare(freedom) / freedom
    level = np.where(np.arange(points) >= points // 2, step, 0.0)
    return level + rng.normal(0, error), estimated, freedom


@pytest.mark.parametrize("points", [8, 40])
def test_a_flat_noisy_line_has_none_in_95_percent(points: int) -> None:
    rng = np.random.default_rng(points)
    found = [len(steps(*flat(rng, points), resamples=199, seed=i)) > 0 for i in range(400)]
    assert np.mean(found) <= ALARM + 0.03  # 3 % is 2.8 standard errors of 400 trials


@pytest.mark.parametrize("each", [3, 12])
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_sure_labels_of_few_statements_raise_no_alarm(each: int, share: float) -> None:
    """Periods in which all agree by chance, and many statements on other things."""
    rng = np.random.default_rng(each)
    alarms = []
    for _ in range(60):
        rows = []
        for i in range(24):
            day = date(2018 + i // 4, 1 + 3 * (i % 4), 10)
            for favor in rng.random(each) < share:
                sure = p(favor=0.88, neutral=0.06) if favor else p(against=0.88, neutral=0.06)
                rows.append({"date": day, **sure})
            rows += [{"date": day, **p()}] * 3
        line = table(statements(*rows), ["russia"], by="actor", every="quarter", settings=SETTINGS)
        alarms.append(len(change_points(line, SETTINGS)) > 0)
    assert np.mean(alarms) <= 0.14  # of 60 trials at 5 %, more than 8 are one in 500


def test_a_step_is_found_and_placed() -> None:
    rng = np.random.default_rng(1)
    found = [steps(*flat(rng, 30, 0.6), resamples=199, seed=i) for i in range(60)]
    assert np.mean([len(f) == 1 for f in found]) > 0.85
    first = [f[0] for f in found if f]
    assert np.mean([abs(s.at - 15) <= 1 for s in first]) > 0.85
    assert np.mean([s.earliest <= 15 <= s.latest for s in first]) > 0.9
    assert np.mean([s.after > s.before for s in first]) > 0.9
    assert np.mean([s.p_value <= ALARM for s in first]) > 0.9


def test_few_points_have_no_step() -> None:
    few = np.array([0.0, 0.9, 0.9])
    assert steps(few, np.full(3, 0.01), np.full(3, 9.0), resamples=50, seed=1) == []


def lines() -> pl.DataFrame:
    """Kazakhstan steps in 2022, Russia is flat; 12 statements a quarter."""
    rows = []
    for i in range(16):
        day = date(2020 + i // 4, 1 + 3 * (i % 4), 10)
        for n in range(12):
            favor = (0.15 if i < 8 else 0.75) + 0.02 * (n % 5)
            rows.append({"date": day, "actor": "KAZ", **p(favor=favor, against=0.9 - favor)})
            rows.append({"date": day, "actor": "RUS", **p(favor=0.6 + 0.02 * (n % 4), neutral=0.3)})
    return table(statements(*rows), ["russia"], by="actor", every="quarter", settings=SETTINGS)


def test_the_table_of_change_points() -> None:
    found = change_points(lines(), SETTINGS)
    assert found.select("key", "period").rows() == [("KAZ", "2022-Q1")]
    row = found.row(0, named=True)
    assert row["before"] < -0.4 < 0.4 < row["after"]
    assert row["earliest"] <= "2022-Q1" <= row["latest"]
    assert row["periods"] == 16
    assert change_points(found.clear().join(lines().clear(), how="cross"), SETTINGS).is_empty()


def test_sparse_periods_are_drawn_to_their_neighbours() -> None:
    index = np.array([0.0, 0.05, np.nan, -0.02, 0.9, 0.01, 0.03, 0.0])
    variance = np.full(8, 0.002)
    variance[4] = 0.5  # of two statements
    level, error = trend(index, variance)
    assert abs(level[4]) < 0.2
    assert abs(level[0]) < 0.05
    assert error[4] < 0.1
    assert np.isnan(trend(index[:3], variance[:3])[0]).all()


def test_the_trend_stands_beside_the_index_and_only_there() -> None:
    found = with_trend(lines(), "quarter")
    assert len(found) == len(lines())
    assert (found["trend_low"] <= found["trend"]).all() and (found["trend"] <= 1).all()
    short = with_trend(lines().head(2), "quarter")
    assert short["trend"].null_count() == 2
    assert with_trend(lines().clear(), "quarter").columns[-3:] == found.columns[-3:]
