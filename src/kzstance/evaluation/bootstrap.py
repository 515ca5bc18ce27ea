"""Percentile intervals of any measure, by resampling units (articles, rows)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

Unit = TypeVar("Unit")


def interval(
    units: Sequence[Unit],
    measure: Callable[[Sequence[Unit]], float],
    *,
    resamples: int = 1000,
    level: float = 0.95,
    seed: int = 1,
) -> list[float]:
    """[low, high] of ``measure`` over resamples of ``units``; empty where there is nothing."""
    if not units:
        return []
    rng = np.random.default_rng(seed)
    n = len(units)
    values = [measure([units[i] for i in rng.integers(0, n, n)]) for _ in range(resamples)]
    tail = (1 - level) / 2
    return [float(x) for x in np.quantile(values, [tail, 1 - tail])]
