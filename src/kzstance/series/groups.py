"""The rows of a series as arrays: sorted, with numbers in place of strings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kzstance.records import LABELS
from kzstance.series.selection import probability_columns

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_NUMBERED = ("article_id", "outlet", "speaker", "block")


def starts(*columns: Ints) -> Ints:
    """Where a new run begins in columns sorted together, shape (runs,)."""
    change = np.zeros(len(columns[0]), dtype=np.bool_)
    change[:1] = True
    for column in columns:
        change[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(change)


def distinct(group: Ints, value: Ints, groups: int) -> Ints:
    """Different values of each group, shape (groups,); values under 0 are not counted."""
    known = value >= 0
    codes = np.unique(group[known] * (int(value.max(initial=0)) + 1) + value[known])
    return np.bincount(codes // (int(value.max(initial=0)) + 1), minlength=groups).astype(np.int64)


def sort(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` in an order that depends on what they hold alone, with ``group`` (key and period)
    and ``unit`` (cluster under that key), counted from 0, and the other strings as numbers,
    -1 where there is none."""
    return (
        rows.sort("key", "start", "cluster_id", "article_id", "statement_id")
        .with_columns(
            pl.struct("key", "start").rle_id().cast(pl.Int64).alias("group"),
            pl.struct("key", "cluster_id").rle_id().cast(pl.Int64).alias("unit"),
            *(pl.col(c).rank("dense").cast(pl.Int64).fill_null(-1) for c in _NUMBERED),
        )
        .drop("cluster_id", "statement_id")
    )


@dataclass(frozen=True, slots=True)
class Units:
    """The clusters of one target, each under one key. Arrays of shape (units,) or (units, 4)."""

    group: Ints
    block: Ints
    p: Floats
    abstained: npt.NDArray[np.bool_]

    @property
    def over(self) -> Floats:
        """p(favor) − p(against)."""
        return self.p[:, 0] - self.p[:, 1]

    @property
    def under(self) -> Floats:
        """1 − p(unrelated)."""
        return 1.0 - self.p[:, 3]

    def labels(self, groups: int) -> Ints:
        """Units of each label, shape (groups, 4); of equal probabilities the first counts."""
        codes = self.group * len(LABELS) + self.p.argmax(axis=1)
        return np.bincount(codes, minlength=groups * len(LABELS)).reshape(groups, -1)


def units(rows: pl.DataFrame, target: str) -> Units:
    """The clusters in sorted ``rows``: a cluster's probabilities are the mean over its rows; it
    abstains where all of them do."""
    group, unit = rows["group"].to_numpy(), rows["unit"].to_numpy()
    first = starts(group, unit)
    counts = np.diff(np.append(first, len(rows)))
    p = rows.select(probability_columns(target)).to_numpy().astype(np.float64, copy=False)
    abstained = rows[f"abstained_{target}"].fill_null(False).to_numpy()
    return Units(
        group[first],
        rows["block"].to_numpy()[first],
        np.add.reduceat(p, first, axis=0) / counts[:, None],
        np.logical_and.reduceat(abstained, first),
    )
