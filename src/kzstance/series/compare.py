"""Two selections of statements beside each other: actors, periods or targets; their difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date

import numpy as np
import polars as pl
from scipy.special import stdtrit

from kzstance.config import Series
from kzstance.series import columns
from kzstance.series.columns import types
from kzstance.series.groups import Units, units
from kzstance.series.intervals import Estimate, covariance, difference, estimate
from kzstance.series.rows import MIN_RELATED, UNRELATED, dated_rows, with_probabilities
from kzstance.series.selection import check_targets

COLUMNS = types(columns.COMPARISON)


@dataclass(frozen=True, slots=True)
class Side:
    """One selection: the statements of ``key`` toward ``target``, from ``since`` to ``until``,
    both inclusive."""

    key: str
    target: str
    since: Date | None = None
    until: Date | None = None


def compare(
    statements: pl.DataFrame, pairs: Sequence[tuple[Side, Side]], *, by: str, settings: Series
) -> pl.DataFrame:
    """One row for each pair (a, b); columns: ``COLUMNS``. ``difference`` is b minus a.

    Index and interval of each side are those of a series whose one period is the selection. The
    interval of the difference counts what both sides share where they rest on the same articles.
    Null where a side has fewer than ``settings.min_clusters`` clusters that bear on its target.
    """
    sides = [side for pair in pairs for side in pair]
    targets = list(dict.fromkeys(s.target for s in sides))
    check_targets(statements.columns, targets)
    keys = list(dict.fromkeys(s.key for s in sides))
    rows = dated_rows(statements, targets, by, "year", keys, None, None)
    of = {key: rows.filter(pl.col("key") == key) for key in keys}
    found = [_pair(of, a, b, settings) | {"by": by} for a, b in pairs]
    return pl.DataFrame(found, schema=COLUMNS)


def _pair(of: Mapping[str, pl.DataFrame], a: Side, b: Side, settings: Series) -> dict[str, object]:
    measured = [_measured(of[side.key], side) for side in (a, b)]
    out: dict[str, object] = {}
    for name, side, (found, estimated) in zip("ab", (a, b), measured, strict=True):
        low, high = estimated.ends(settings.level)
        values = (side.key, side.target, side.since, side.until)
        bearing = int((found.p.argmax(axis=1) != UNRELATED).sum())
        enough = bearing >= settings.min_clusters and estimated.related[0] >= MIN_RELATED
        figures = (estimated.index[0], low[0], high[0]) if enough else (None, None, None)
        counts = (len(found.p), len(np.unique(found.block)), bearing)
        both = zip(types(columns.SIDE), (*values, *figures, *counts), strict=True)
        out |= {f"{column}_{name}": value for column, value in both}
    ends: tuple[float | None, ...] = (None, None, None)
    if out["index_a"] is not None and out["index_b"] is not None:
        ends = _difference(measured[1], measured[0], settings.level)
    return out | dict(zip(("difference", "low", "high"), ends, strict=True))


def _measured(rows: pl.DataFrame, side: Side) -> tuple[Units, Estimate]:
    kept = with_probabilities(rows, side.target).filter(
        (pl.lit(True) if side.since is None else pl.col("date") >= side.since)
        & (pl.lit(True) if side.until is None else pl.col("date") <= side.until)
    )
    kept = kept.with_columns(pl.lit(0, dtype=pl.Int64).alias("group")).sort("cluster")
    if not len(kept):
        nothing = np.full(1, np.nan)
        empty = np.empty(0, dtype=np.int64)
        no_units = Units(empty, empty, empty, np.empty((0, 4), dtype=np.int64), empty > 0)
        return no_units, Estimate(nothing, np.zeros(1), nothing, nothing)
    found = units(kept, side.target)
    return found, estimate(found.group, found.block, found.speaker, found.p)


def _difference(
    one: tuple[Units, Estimate], other: tuple[Units, Estimate], level: float
) -> tuple[float, float, float]:
    indices = (float(one[1].index[0]), float(other[1].index[0]))
    a, b = ((u.block, u.speaker, u.p) for u, _ in (one, other))
    shared = covariance(a, b, indices)
    found, variance, freedom = difference(one[1], other[1], shared)
    reach = float(stdtrit(freedom, (1 + level) / 2)) * variance**0.5
    return found, max(found - reach, -2.0), min(found + reach, 2.0)
