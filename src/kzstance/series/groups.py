"""The rows of a series as arrays: sorted, with numbers in place of strings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kzstance.records import LABELS
from kzstance.series.arrays import UNIT, Ints, starts
from kzstance.series.selection import probability_columns


def distinct(group: Ints, value: Ints, groups: int) -> Ints:
    """Different values of each group, shape (groups,); values under 0 are not counted."""
    known = value >= 0
    base = int(value.max(initial=0)) + 1
    codes = np.sort(group[known] * base + value[known])  # np.unique is ten times slower
    return np.bincount(codes[starts(codes)] // base, minlength=groups).astype(np.int64)


def ranks(column: pl.Series) -> Ints:
    """The place of each string among the different ones in order, -1 where it is null."""
    values = column.drop_nulls().unique().sort()
    return column.cast(pl.Enum(values)).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


def codes(column: pl.Series) -> Ints:
    """A number for each different string, in no order."""
    return column.cast(pl.Categorical).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


def sort(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` by key, period and cluster, with ``group``, the number of key and period from 0.

    Needs ``key`` and ``start``, and ``cluster`` as a number.
    """
    key = ranks(rows["key"])
    start = rows["start"].cast(pl.Int64).to_numpy()
    cluster = rows["cluster"].to_numpy()
    order = np.lexsort((cluster, start, key))
    heads = starts(key[order], start[order])
    sizes = np.diff(np.append(heads, len(rows)))
    return rows[order].with_columns(
        pl.Series("group", np.repeat(np.arange(len(heads)), sizes), dtype=pl.Int64)
    )


@dataclass(frozen=True, slots=True)
class Units:
    """The clusters of one target, each under one key, sorted by group.

    Arrays of shape (units,), ``p`` of shape (units, 4) in the order of ``LABELS``.
    """

    group: Ints
    block: Ints
    """The article."""
    speaker: Ints
    """−1 where none of the rows has one."""
    p: Ints
    """Mean probabilities, in ``1 / UNIT``."""
    abstained: npt.NDArray[np.bool_]

    def labels(self, groups: int) -> Ints:
        """Units of each label, shape (groups, 4); of equal probabilities the first counts."""
        codes = self.group * len(LABELS) + self.p.argmax(axis=1)
        return np.bincount(codes, minlength=groups * len(LABELS)).reshape(groups, -1)


def units(rows: pl.DataFrame, target: str) -> Units:
    """The clusters in sorted ``rows``: a cluster's probabilities are the mean over its rows; it
    abstains where all of them do."""
    group, cluster = rows["group"].to_numpy(), rows["cluster"].to_numpy()
    first = starts(group, cluster)
    sizes = np.diff(np.append(first, len(rows)))
    columns = [rows[c].to_numpy() for c in probability_columns(target)]
    sums = [np.add.reduceat(np.rint(c * UNIT).astype(np.int64), first) for c in columns]
    mean = np.stack([np.rint(s / sizes).astype(np.int64) for s in sums], axis=1)
    abstained = rows[f"abstained_{target}"].fill_null(False).to_numpy()
    return Units(
        group[first],
        rows["block"].to_numpy()[first],
        np.maximum.reduceat(rows["speaker"].to_numpy(), first),
        mean,
        np.logical_and.reduceat(abstained, first),
    )
