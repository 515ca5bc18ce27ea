"""Change points: where the level of an index steps, how surely, and between which dates.

Periods are points with an estimated variance (``intervals.Estimate``). The levels are fitted by
weighted least squares with ``ruptures`` (every period is tried, ``jump=1``). One more step is
taken only where its gain is larger than in ``1 − ALARM`` of series that are drawn from the levels
without it, their noise and what would be known of it as the intervals state them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import ruptures
from ruptures.base import BaseCost

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ALARM = 0.05  # share of series without a step in which one is found
LEAST = 2  # periods of one level
MOST = 8  # steps
_SURE = 1e-6  # a variance under this one says no more than it


@dataclass(frozen=True, slots=True)
class Step:
    """A change of level: ``at`` is the first point of the new one."""

    at: int
    before: float
    after: float
    p_value: float
    """Share of series with the other steps alone in which as large a one appears."""
    earliest: int
    latest: int
    """It lies between these points in 95 % of the resampled series."""
    found: float
    """Share of the resampled series in which it lies at ``at`` or one point beside."""


class _Weighted(BaseCost):  # type: ignore[misc]  # ruptures has no types
    """Σ w (x − weighted mean)² of columns x and w."""

    model = "weighted"
    min_size = LEAST

    def fit(self, signal: Floats) -> _Weighted:
        x, w = signal.T
        self.signal = signal
        sums = np.stack([w, w * x, w * x * x]).cumsum(axis=1)
        self._sums = np.concatenate([np.zeros((3, 1)), sums], axis=1)
        return self

    def error(self, start: int, end: int) -> float:
        w, wx, wxx = self._sums[:, end] - self._sums[:, start]
        return float(wxx - wx * wx / w)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Noise and weights of resampled series, arrays of shape (resamples, points)."""

    noise: Floats
    weight: Floats


def steps(
    index: Floats, variance: Floats, freedom: Floats, *, resamples: int, seed: int
) -> list[Step]:
    """The steps of one series, in order; arrays of shape (points,), without gaps."""
    variance = np.maximum(variance, _SURE)
    weight = 1 / variance
    drawn = _draw(variance, freedom, resamples, seed)
    cuts = list[int]()
    while len(cuts) < MOST and len(index) >= LEAST * (len(cuts) + 2):
        if _chance(index, weight, cuts, drawn) > ALARM:
            break
        cuts = _fit(index, weight, len(cuts) + 1)
    return [_described(index, weight, cuts, i, drawn) for i in range(len(cuts))]


def _draw(variance: Floats, freedom: Floats, resamples: int, seed: int) -> _Drawn:
    rng = np.random.default_rng(seed)
    shape = (resamples, len(variance))
    estimated = variance * rng.chisquare(freedom, shape) / freedom
    return _Drawn(rng.normal(0, np.sqrt(variance), shape), 1 / np.maximum(estimated, _SURE))


def _chance(index: Floats, weight: Floats, cuts: list[int], drawn: _Drawn) -> float:
    """How often series with these cuts alone show as large a gain of one more."""
    gain, _ = _best(index[None], weight[None], cuts)
    level = _levels(index, weight, cuts)
    by_chance, _ = _best(level + drawn.noise, drawn.weight, cuts)
    return float((1 + (by_chance >= gain[0]).sum()) / (1 + len(by_chance)))


def _fit(index: Floats, weight: Floats, count: int) -> list[int]:
    search = ruptures.Dynp(custom_cost=_Weighted(), min_size=LEAST, jump=1)
    return [int(c) for c in search.fit(np.stack([index, weight], axis=1)).predict(count)[:-1]]


def _levels(index: Floats, weight: Floats, cuts: list[int]) -> Floats:
    edges = [0, *cuts, len(index)]
    return np.concatenate(
        [np.full(b - a, np.average(index[a:b], weights=weight[a:b])) for a, b in pairwise(edges)]
    )


def _best(series: Floats, weight: Floats, cuts: list[int]) -> tuple[Floats, Ints]:
    """Of each series, shape (series, points): the largest gain of one more cut, and its place."""
    gains = np.full(series.shape, -np.inf)
    for a, b in pairwise([0, *cuts, series.shape[1]]):
        if b - a < 2 * LEAST:
            continue
        w, wx = (x[:, a:b].cumsum(axis=1) for x in (weight, weight * series))
        left, right = w[:, :-1], w[:, -1:] - w[:, :-1]
        apart = wx[:, :-1] / left - (wx[:, -1:] - wx[:, :-1]) / right
        gain = left * right / w[:, -1:] * apart**2
        gains[:, a + LEAST : b - LEAST + 1] = gain[:, LEAST - 1 : b - a - LEAST]
    at = gains.argmax(axis=1)
    return gains[np.arange(len(series)), at], at


def _described(index: Floats, weight: Floats, cuts: list[int], i: int, drawn: _Drawn) -> Step:
    cut = cuts[i]
    level = _levels(index, weight, cuts)
    a, b = [0, *cuts][i], [*cuts, len(index)][i + 1]
    _, at = _best((level + drawn.noise)[:, a:b], drawn.weight[:, a:b], [])
    low, high = np.quantile(at + a, [0.025, 0.975], method="inverted_cdf")
    return Step(
        at=cut,
        before=float(level[cut - 1]),
        after=float(level[cut]),
        p_value=_chance(index, weight, [c for c in cuts if c != cut], drawn),
        earliest=int(low),
        latest=int(high),
        found=float((np.abs(at + a - cut) <= 1).mean()),
    )
