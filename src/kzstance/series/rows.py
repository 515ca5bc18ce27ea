"""The statement table as a series counts it: dated rows with numbers in place of strings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

import numpy as np
import polars as pl

from kzstance.records import LABELS
from kzstance.series.arrays import starts
from kzstance.series.groups import codes, ranks, sort
from kzstance.series.periods import start_column
from kzstance.series.selection import key_column, probability_columns

MIN_RELATED = 0.5  # statements expected to speak of the target; an index on fewer says nothing
UNRELATED = LABELS.index("unrelated")


def dated_rows(
    statements: pl.DataFrame,
    targets: Sequence[str],
    by: str,
    every: str,
    keys: Sequence[str] | None,
    since: Date | None,
    until: Date | None,
    window: int = 1,
    actors: Sequence[str] | None = None,
) -> pl.DataFrame:
    """The rows that have a date and a key, with ``key``, ``start`` (of the period), ``cluster``,
    ``article``, ``block``, ``outlet`` and ``speaker`` (numbers, −1 where not known), sorted by
    ``group``: key and period. ``date`` and ``block`` are date and article of the cluster's
    earliest row, whatever ``keys``, ``since``, ``until`` and ``actors`` leave of it. With a
    ``window`` of more than one a row stands in so many periods, its own and those that follow."""
    person = [pl.col(c) for c in ("speaker_id", "speaker") if c in statements.columns]
    wanted = [c for t in targets for c in (*probability_columns(t), f"abstained_{t}")]
    dated = statements.select(
        key_column(statements, by).alias("key"),
        "date",
        "cluster_id",
        "article_id",
        "outlet",
        "actor",
        pl.coalesce(person).alias("speaker"),
        *dict.fromkeys(wanted),
    ).filter(pl.col("date").is_not_null())
    rows = (
        _numbered(dated)
        .filter(pl.col("key").is_not_null())
        .filter(pl.lit(True) if keys is None else pl.col("key").is_in(list(keys)))
        .filter(pl.lit(True) if actors is None else pl.col("actor").is_in(list(actors)))
        .filter(pl.lit(True) if since is None else pl.col("date") >= since)
        .filter(pl.lit(True) if until is None else pl.col("date") <= until)
        .with_columns(start_column(pl.col("date"), every).alias("start"))
    )
    return sort(_rolling(rows, every, window) if window > 1 else rows)


def _rolling(rows: pl.DataFrame, every: str, window: int) -> pl.DataFrame:
    unit = {"week": "w", "month": "mo", "quarter": "q", "year": "y"}[every]
    last = pl.lit(rows["start"].max())
    parts = [rows]
    for n in range(1, window):
        later = rows.with_columns(pl.col("start").dt.offset_by(f"{n}{unit}"))
        later = later.filter(pl.col("start") <= last)
        if later.is_empty():  # and so is what is shifted further
            break
        parts.append(later)
    return pl.concat(parts)


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


def with_probabilities(rows: pl.DataFrame, target: str) -> pl.DataFrame:
    """The rows whose probabilities toward ``target`` are known."""
    known = [pl.col(c).is_not_null() & pl.col(c).is_finite() for c in probability_columns(target)]
    return rows.filter(pl.all_horizontal(known))
