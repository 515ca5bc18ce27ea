"""The stance index of each key, target and period, with its interval and its counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

import numpy as np
import polars as pl

from kzstance.config import Series
from kzstance.records import LABELS
from kzstance.series import columns
from kzstance.series.arrays import Ints, starts
from kzstance.series.columns import types
from kzstance.series.groups import distinct, units
from kzstance.series.intervals import estimate
from kzstance.series.periods import label_column
from kzstance.series.rows import MIN_RELATED, UNRELATED, dated_rows, with_probabilities
from kzstance.series.selection import check_targets

COLUMNS = types(columns.SERIES)


def table(
    statements: pl.DataFrame,
    targets: Sequence[str],
    *,
    by: str,
    every: str,
    settings: Series,
    keys: Sequence[str] | None = None,
    since: Date | None = None,
    until: Date | None = None,
    actors: Sequence[str] | None = None,
) -> pl.DataFrame:
    """One row for each key, target and period with at least one cluster; columns: ``COLUMNS``.

    ``by`` is actor, speaker, role or outlet; ``every`` is week, month, quarter or year.
    ``keys`` keeps those keys, ``actors`` the rows of those actors; ``since`` and ``until``, both
    inclusive, are bounds of the clusters' dates. Of ``settings`` the interval's ``level`` and
    ``min_clusters`` are read, and the ``window``: a point covers so many periods, that which it
    is named after and those before.

    - A cluster's date is that of its earliest row; it counts once under each key of its rows,
      with the mean of the probabilities of the rows under that key.
    - ``index`` = Σ(p_favor − p_against) / Σ(1 − p_unrelated) over clusters, in [−1, 1]; null where
      fewer than ``MIN_RELATED`` statements are expected to speak of the target.
    - ``low`` and ``high``: the interval over articles (that of a cluster's earliest row) and
      speakers, as ``kzstance.series.intervals`` makes it; null where fewer than
      ``settings.min_clusters`` clusters have a label that is not unrelated. The index lies between
      them, ends included.
      ``standard_error`` and ``freedom`` (of the t distribution) are what the interval is made of.
    - ``favor``, ``against``, ``neutral``, ``unrelated``: clusters by their most probable label;
      they sum to ``clusters``. ``abstained``: those among them of which all rows abstained.
    - ``speakers``: different ids (names where there is none); ``outlets``: different ones.

    Rows without date, key or probabilities are left out (``omitted`` counts them); a period
    without statements has no row. The order of rows does not matter.
    Raises UsageError where ``by``, ``every`` or a target is unknown.
    """
    check_targets(statements.columns, targets)
    rows = dated_rows(statements, targets, by, every, keys, since, until, settings.window, actors)
    parts = [
        part.with_columns(pl.lit(target).alias("target"), pl.lit(n).alias("order"))
        for n, target in enumerate(targets)
        if len(part := _points(rows, target, settings))
    ]
    if not parts:
        return pl.DataFrame(schema=COLUMNS)
    return (
        pl.concat(parts)
        .with_columns(pl.lit(by).alias("by"), label_column(pl.col("start"), every).alias("period"))
        .sort("key", "order", "start")
        .select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    )


def _points(rows: pl.DataFrame, target: str, settings: Series) -> pl.DataFrame:
    """The points of one target, without its name; rows without probabilities are left out."""
    rows = with_probabilities(rows, target)
    if not len(rows):
        return pl.DataFrame()
    heads = starts(rows["group"].to_numpy())
    group = np.repeat(np.arange(len(heads)), np.diff(np.append(heads, len(rows))))
    rows = rows.with_columns(pl.Series("group", group, dtype=pl.Int64))
    found, n = units(rows, target), len(heads)
    estimated = estimate(found.group, found.block, found.speaker, found.p)
    index = np.where(estimated.related >= MIN_RELATED, estimated.index, np.nan)
    labels = found.labels(n)
    clusters = labels.sum(axis=1)
    wide = (clusters - labels[:, UNRELATED] >= settings.min_clusters) & ~np.isnan(index)
    low, high = (np.where(wide, end, np.nan) for end in estimated.ends(settings.level))
    counts: dict[str, Ints] = {
        "clusters": clusters,
        "rows": np.bincount(group, minlength=n),
        "articles": distinct(group, rows["article"].to_numpy(), n),
        "outlets": distinct(group, rows["outlet"].to_numpy(), n),
        "speakers": distinct(group, rows["speaker"].to_numpy(), n),
        **{label: labels[:, i] for i, label in enumerate(LABELS)},
        "abstained": np.bincount(found.group, weights=found.abstained, minlength=n).astype(
            np.int64
        ),
    }
    error = np.where(np.isnan(index), np.nan, np.sqrt(estimated.variance))
    figures = {
        "index": index,
        "low": low,
        "high": high,
        "standard_error": error,
        "freedom": np.where(np.isnan(index), np.nan, estimated.freedom),
        "related": estimated.related,
    }
    return pl.DataFrame(
        {
            "key": rows["key"].gather(heads),
            "start": rows["start"].gather(heads),
            **{name: pl.Series(values).fill_nan(None) for name, values in figures.items()},
            **{name: pl.Series(v, dtype=pl.Int64) for name, v in counts.items()},
        }
    )
