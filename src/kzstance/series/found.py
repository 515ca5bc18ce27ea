"""A table of change points and the trend, from a table of the index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date

import numpy as np
import polars as pl

from kzstance.config import Series
from kzstance.series import columns
from kzstance.series.changes import Step, steps
from kzstance.series.columns import types
from kzstance.series.periods import between
from kzstance.series.trend import Floats, trend

COLUMNS = types(columns.CHANGES)
_TREND = tuple(c.name for c in columns.TREND)
_NORMAL = 1.959964  # the trend's band is that of the normal distribution, 95 %


def change_points(series: pl.DataFrame, settings: Series) -> pl.DataFrame:
    """One row for each change of level in each line of ``series``; columns: ``COLUMNS``.

    ``period`` is the first of the new level, which lies between ``earliest`` and ``latest`` in
    95 % of the resampled series, and at ``period`` or one beside in the share ``found``.
    ``periods``: points of the line.
    """
    rows: list[dict[str, object]] = []
    for name, line in _lines(series):
        index, variance, freedom, related = (
            line[c].to_numpy() for c in ("index", "variance", "freedom", "related")
        )
        # A period in which all agree shows no noise, and would outweigh the others: how far one
        # statement scatters is taken from the whole line.
        unit = np.average(variance * related, weights=freedom)
        pooled = np.full(len(line), freedom.sum())
        given = {"resamples": settings.resamples, "seed": settings.seed}
        found = steps(index, unit / related, pooled, **given)
        rows += [name | _row(step, line) for step in found]
    return pl.DataFrame(rows, schema=COLUMNS)


def _lines(series: pl.DataFrame) -> Iterator[tuple[dict[str, str], pl.DataFrame]]:
    known = series.filter(pl.col("index").is_not_null()).with_columns(
        (pl.col("standard_error") ** 2).alias("variance")
    )
    names = ["by", "key", "target"]
    for key, line in known.group_by(names, maintain_order=True):
        yield dict(zip(names, map(str, key), strict=True)), line.sort("start")


def _row(step: Step, line: pl.DataFrame) -> dict[str, object]:
    periods = line["period"]
    return {
        "period": periods[step.at],
        "start": line["start"][step.at],
        "before": step.before,
        "after": step.after,
        "p_value": step.p_value,
        "earliest": periods[step.earliest],
        "latest": periods[step.latest],
        "found": step.found,
        "periods": len(line),
    }


def with_trend(series: pl.DataFrame, every: str) -> pl.DataFrame:
    """``series`` with the columns ``trend``, ``trend_low`` and ``trend_high`` (95 %) at its points;
    null where a line has too few."""
    parts: list[pl.DataFrame] = []
    for _, line in _lines(series):
        starts: list[Date] = line["start"].to_list()
        whole = between(starts[0], starts[-1], every)
        at = [whole.index(s) for s in starts]
        values, variance = np.full(len(whole), np.nan), np.full(len(whole), np.nan)
        values[at], variance[at] = line["index"].to_numpy(), line["variance"].to_numpy()
        level, error = (x[at] for x in trend(values, variance))
        parts.append(line.select("by", "key", "target", "start").with_columns(*_band(level, error)))
    if not parts:
        return series.with_columns(*(pl.lit(None, dtype=pl.Float64).alias(c) for c in _TREND))
    return series.join(
        pl.concat(parts), on=["by", "key", "target", "start"], how="left", maintain_order="left"
    )


def _band(level: Floats, error: Floats) -> list[pl.Series]:
    ends = (level, np.maximum(level - _NORMAL * error, -1), np.minimum(level + _NORMAL * error, 1))
    return [pl.Series(n, v).fill_nan(None) for n, v in zip(_TREND, ends, strict=True)]
