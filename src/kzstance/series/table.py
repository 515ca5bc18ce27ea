"""The stance index of each key, target and period, with its interval and its counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date

import numpy as np
import polars as pl

from kzstance.config import Series
from kzstance.records import LABELS
from kzstance.series.bootstrap import Floats, intervals
from kzstance.series.groups import UNIT, Ints, Units, codes, distinct, ranks, sort, starts, units
from kzstance.series.periods import label_column, start_column
from kzstance.series.selection import check_targets, key_column, probability_columns

COLUMNS: Mapping[str, type[pl.DataType]] = {
    "by": pl.String,
    "key": pl.String,
    "target": pl.String,
    "period": pl.String,
    "start": pl.Date,
    "index": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "clusters": pl.Int64,
    "rows": pl.Int64,
    "articles": pl.Int64,
    "outlets": pl.Int64,
    "speakers": pl.Int64,
    **dict.fromkeys(LABELS, pl.Int64),
    "abstained": pl.Int64,
}
MIN_RELATED = 0.5  # statements expected to speak of the target; an index on fewer says nothing


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
) -> pl.DataFrame:
    """One row for each key, target and period with at least one cluster; columns: ``COLUMNS``.

    ``by`` is actor, speaker, role or outlet; ``every`` is week, month, quarter or year.
    ``keys`` keeps those keys; ``since`` and ``until``, both inclusive, are bounds of the
    clusters' dates. ``settings`` gives the bootstrap; its ``by`` and ``every`` are not read.

    - A cluster's date is that of its earliest row; it counts once under each key of its rows,
      with the mean of the probabilities of the rows under that key.
    - ``index`` = Σ(p_favor − p_against) / Σ(1 − p_unrelated) over clusters, in [−1, 1]; null where
      fewer than ``MIN_RELATED`` statements are expected to speak of the target.
    - ``low`` and ``high``: percentile bootstrap over articles (that of a cluster's earliest row);
      null where there are fewer than ``settings.min_clusters`` clusters, or articles to draw.
      The index lies between them, ends included.
    - ``favor``, ``against``, ``neutral``, ``unrelated``: clusters by their most probable label;
      they sum to ``clusters``. ``abstained``: those among them of which all rows abstained.
    - ``speakers``: different ids (names where there is none); ``outlets``: different ones.

    Rows without date, key or probabilities are left out (``omitted`` counts them); a period
    without statements has no row. The order of rows does not matter.
    Raises UsageError where ``by``, ``every`` or a target is unknown.
    """
    check_targets(statements.columns, targets)
    rows = _rows(statements, targets, by, every, keys, since, until)
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


def _rows(
    statements: pl.DataFrame,
    targets: Sequence[str],
    by: str,
    every: str,
    keys: Sequence[str] | None,
    since: Date | None,
    until: Date | None,
) -> pl.DataFrame:
    person = [pl.col(c) for c in ("speaker_id", "speaker") if c in statements.columns]
    wanted = [c for t in targets for c in (*probability_columns(t), f"abstained_{t}")]
    dated = statements.select(
        key_column(statements, by).alias("key"),
        "date",
        "cluster_id",
        "article_id",
        "outlet",
        pl.coalesce(person).alias("speaker"),
        *dict.fromkeys(wanted),
    ).filter(pl.col("date").is_not_null())
    rows = (
        _numbered(dated)
        .filter(pl.col("key").is_not_null())
        .filter(pl.lit(True) if keys is None else pl.col("key").is_in(list(keys)))
        .filter(pl.lit(True) if since is None else pl.col("date") >= since)
        .filter(pl.lit(True) if until is None else pl.col("date") <= until)
        .with_columns(start_column(pl.col("date"), every).alias("start"))
    )
    return sort(rows)


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` with numbers for ``cluster`` and ``article``; ``date`` becomes that of the cluster's
    earliest row, ``block`` is the article of that row (the smallest id where several are)."""
    cluster, article = codes(rows["cluster_id"]), ranks(rows["article_id"])
    day = rows["date"].cast(pl.Int64).to_numpy()
    order = np.lexsort((article, day, cluster))
    first = starts(cluster[order])
    head = np.empty(len(rows), dtype=np.int64)  # of each row, the earliest row of its cluster
    head[order] = np.repeat(order[first], np.diff(np.append(first, len(rows))))
    return rows.drop("cluster_id", "article_id").with_columns(
        pl.col("date").gather(head),
        pl.Series("cluster", cluster, dtype=pl.Int64),
        pl.Series("article", article, dtype=pl.Int64),
        pl.Series("block", article[head], dtype=pl.Int64),
        *(pl.Series(c, ranks(rows[c]), dtype=pl.Int64) for c in ("outlet", "speaker")),
    )


def _points(rows: pl.DataFrame, target: str, settings: Series) -> pl.DataFrame:
    """The points of one target, without its name; rows without probabilities are left out."""
    known = [pl.col(c).is_not_null() & pl.col(c).is_finite() for c in probability_columns(target)]
    rows = rows.filter(pl.all_horizontal(known))
    if not len(rows):
        return pl.DataFrame()
    heads = starts(rows["group"].to_numpy())
    group = np.repeat(np.arange(len(heads)), np.diff(np.append(heads, len(rows))))
    rows = rows.with_columns(pl.Series("group", group, dtype=pl.Int64))
    found, n = units(rows, target), len(heads)
    begin = starts(found.group)
    related = np.add.reduceat(found.under, begin) / UNIT
    enough = related >= MIN_RELATED
    index = np.full(n, np.nan)
    np.divide(np.add.reduceat(found.over, begin) / UNIT, related, out=index, where=enough)
    index = np.clip(index, -1.0, 1.0)
    low, high = _interval(found, index, settings)
    labels = found.labels(n)
    counts: dict[str, Ints] = {
        "clusters": np.bincount(found.group, minlength=n),
        "rows": np.bincount(group, minlength=n),
        "articles": distinct(group, rows["article"].to_numpy(), n),
        "outlets": distinct(group, rows["outlet"].to_numpy(), n),
        "speakers": distinct(group, rows["speaker"].to_numpy(), n),
        **{label: labels[:, i] for i, label in enumerate(LABELS)},
        "abstained": np.bincount(found.group, weights=found.abstained, minlength=n).astype(
            np.int64
        ),
    }
    figures = {"index": index, "low": low, "high": high}
    return pl.DataFrame(
        {
            "key": rows["key"].gather(heads),
            "start": rows["start"].gather(heads),
            **{name: pl.Series(values).fill_nan(None) for name, values in figures.items()},
            **{name: pl.Series(v, dtype=pl.Int64) for name, v in counts.items()},
        }
    )


def _interval(found: Units, index: Floats, settings: Series) -> tuple[Floats, Floats]:
    group = found.group
    heads = starts(group, found.block)
    over = np.add.reduceat(found.over, heads) / UNIT
    under = np.add.reduceat(found.under, heads) / UNIT
    owner = group[heads]
    sizes = np.bincount(owner, minlength=len(index))
    clusters = np.bincount(group, minlength=len(index))
    least = max(2, settings.min_clusters)
    drawn = (clusters >= least) & (sizes >= least) & ~np.isnan(index)
    low, high = np.full(len(index), np.nan), np.full(len(index), np.nan)
    keep = drawn[owner]
    low[drawn], high[drawn] = intervals(
        over[keep],
        under[keep],
        sizes[drawn],
        resamples=settings.resamples,
        level=settings.level,
        seed=settings.seed,
    )
    # In a small skewed sample the percentiles can miss the estimate itself.
    return np.maximum(np.minimum(low, index), -1.0), np.minimum(np.maximum(high, index), 1.0)
