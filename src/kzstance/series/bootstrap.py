"""Percentile intervals of a ratio of sums, resampled by block (article)."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

RESAMPLED = 250  # blocks; a point of more has the interval of the normal approximation
_EMPTY = 1e-9  # a resample with less under the ratio says nothing
_CELLS = 4_000_000  # of one working array


def intervals(
    over: Floats, under: Floats, sizes: Ints, *, resamples: int, level: float, seed: int
) -> tuple[Floats, Floats]:
    """Lower and upper ends for each group, shape (groups,); NaN where nothing can be said.

    ``over`` and ``under``, shape (blocks,), hold the sums of each block, group after group;
    ``sizes``, shape (groups,), the blocks of each group. The estimate of a group is the sum of
    ``over`` by that of ``under``; its interval of ``level`` comes from ``resamples`` draws of its
    blocks with replacement. Groups of the same size are drawn alike, so the interval of a group
    does not depend on the other groups.
    """
    low = np.full(len(sizes), np.nan)
    high = np.full(len(sizes), np.nan)
    starts = np.cumsum(sizes) - sizes
    for size in np.unique(sizes).tolist():
        if size < 1:
            continue
        groups = np.flatnonzero(sizes == size)
        draws = _draws(size, resamples, seed) if size <= RESAMPLED else None
        step = max(1, _CELLS // max(size, resamples))
        for at in range(0, len(groups), step):
            part = groups[at : at + step]
            index = starts[part][:, None] + np.arange(size)[None, :]
            a, b = over[index], under[index]
            low[part], high[part] = (
                _normal(a, b, level) if draws is None else _percentiles(a, b, draws, level)
            )
    return low, high


def _draws(size: int, resamples: int, seed: int) -> Floats:
    """How often each resample holds each block, shape (size, resamples)."""
    generator = np.random.default_rng([seed % (1 << 63), size])
    drawn = generator.integers(0, size, (resamples, size))
    drawn += np.arange(resamples)[:, None] * size
    counts = np.bincount(drawn.ravel(), minlength=resamples * size)
    return np.ascontiguousarray(counts.reshape(resamples, size).T, dtype=np.float64)


def _percentiles(over: Floats, under: Floats, draws: Floats, level: float) -> tuple[Floats, Floats]:
    top, bottom = over @ draws, under @ draws
    empty = bottom < _EMPTY
    ratio = np.divide(top, bottom, out=np.full_like(top, np.nan), where=~empty)
    ends = [(1 - level) / 2, (1 + level) / 2]
    result = np.full((2, len(ratio)), np.nan)
    whole = ~empty.any(axis=1)
    if whole.any():
        result[:, whole] = np.quantile(ratio[whole], ends, axis=1)
    for row in np.flatnonzero(~whole & ~empty.all(axis=1)):
        result[:, row] = np.quantile(ratio[row][~empty[row]], ends)
    return result[0], result[1]


def _normal(over: Floats, under: Floats, level: float) -> tuple[Floats, Floats]:
    """The bootstrap's limit for many blocks: the delta method."""
    total = under.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = over.sum(axis=1, keepdims=True) / total
        error = np.sqrt(((over - ratio * under) ** 2).sum(axis=1)) / total[:, 0]
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    return ratio[:, 0] - reach, ratio[:, 0] + reach
