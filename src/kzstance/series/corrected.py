"""A series with its index corrected by hand labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from typing import Literal

import numpy as np
import polars as pl

from kzstance.config import Series
from kzstance.records import LABELS
from kzstance.series import columns
from kzstance.series.arrays import UNIT, Floats, Ints
from kzstance.series.columns import types
from kzstance.series.correction import Corrected, adjusted_index, powered
from kzstance.series.groups import units
from kzstance.series.rows import dated_rows, with_probabilities
from kzstance.series.selection import key_column, probability_columns

Method = Literal["powered", "adjusted"]
ENOUGH = 30  # hand labels of one key; with fewer, those of all keys correct it
_RESAMPLES = 200


def with_correction(
    series: pl.DataFrame,
    statements: pl.DataFrame,
    labels: pl.DataFrame,
    *,
    by: str,
    every: str,
    method: Method,
    settings: Series,
    since: Date | None = None,
    until: Date | None = None,
    actors: Sequence[str] | None = None,
) -> pl.DataFrame:
    """``series`` with ``corrected``, ``corrected_low``, ``corrected_high`` and ``labelled``.

    ``labels`` has ``statement_id`` and a column of labels for each target. Each point is corrected
    by the hand-labelled statements of its key, of all periods, or of all keys where those are
    fewer than ``ENOUGH``; it stays null where all are fewer, and where the point has no interval.
    ``since``, ``until`` and ``actors`` as the series was made with.
    """
    bounds = (since, until, settings.window, actors)
    found = [
        row
        for target in series["target"].unique(maintain_order=True)
        for row in _points(statements, labels, target, by, every, method, settings, bounds)
    ]
    names = ("key", "start", "target")
    by_name = {c.name: c for c in columns.SERIES}
    schema = types([*(by_name[n] for n in names), *columns.CORRECTED])
    points = pl.DataFrame(found, schema=schema, orient="row")
    joined = series.join(points, on=names, how="left", maintain_order="left")
    whole = pl.col("low").is_not_null()
    return joined.with_columns(pl.when(whole).then(c.name) for c in columns.CORRECTED)


def _points(
    statements: pl.DataFrame,
    labels: pl.DataFrame,
    target: str,
    by: str,
    every: str,
    method: Method,
    settings: Series,
    bounds: tuple[Date | None, Date | None, int, Sequence[str] | None],
) -> Iterator[tuple[object, ...]]:
    hand = _Hand(statements, labels, target, by)
    rows = with_probabilities(dated_rows(statements, [target], by, every, None, *bounds), target)
    for (key, start), part in rows.group_by(["key", "start"], maintain_order=True):
        p_hand, label = hand.of(str(key))
        if len(label) < ENOUGH:
            continue
        found = units(part, target)
        if method == "powered":
            value = powered(found, p_hand, label, settings.level)
        else:
            value = adjusted_index(
                found.p / UNIT, found.block, p_hand, label,
                level=settings.level, resamples=_RESAMPLES, seed=settings.seed,
            )  # fmt: skip
        yield key, start, target, *_figures(value), len(label)


def _figures(value: Corrected) -> Sequence[float | None]:
    figures = (value.index, value.low, value.high)
    return (None, None, None) if np.isnan(value.index) else figures


class _Hand:
    """The hand-labelled statements of one target, with their keys."""

    def __init__(
        self, statements: pl.DataFrame, labels: pl.DataFrame, target: str, by: str
    ) -> None:
        joined = statements.with_columns(key_column(statements, by).alias("key")).join(
            labels.select("statement_id", pl.col(target).alias("label")).drop_nulls(),
            on="statement_id",
        )
        joined = with_probabilities(joined, target).sort("statement_id")
        self._keys = joined["key"].fill_null("").to_numpy()
        self._p: Floats = joined.select(probability_columns(target)).to_numpy()
        self._labels: Ints = np.array([LABELS.index(x) for x in joined["label"]], dtype=np.int64)

    def of(self, key: str) -> tuple[Floats, Ints]:
        own = self._keys == key
        if own.sum() < ENOUGH:
            return self._p, self._labels
        return self._p[own], self._labels[own]
