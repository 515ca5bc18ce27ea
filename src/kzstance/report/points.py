"""The series as the report reads it: one point for each key, target and period."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Any

import polars as pl

from kzstance.config import Every


@dataclass(frozen=True, slots=True)
class Point:
    """One row of the series. ``index``, ``low`` and ``high`` are None where it gives none."""

    key: str
    target: str
    period: str
    start: Date
    index: float | None
    low: float | None
    high: float | None
    clusters: int
    rows: int
    articles: int
    outlets: int
    speakers: int
    favor: int
    against: int
    neutral: int
    unrelated: int
    abstained: int

    @property
    def n(self) -> int:
        """Distinct statements whose label bears on the target: what the index rests on."""
        return min(self.clusters, self.favor + self.against + self.neutral)

    @property
    def drawn(self) -> bool:
        return self.index is not None and self.n > 0

    def solid(self, least: int) -> bool:
        """Enough to be spoken of: an interval, and at least ``least`` statements."""
        return self.drawn and self.low is not None and self.high is not None and self.n >= least


def read(series: pl.DataFrame, by: str) -> tuple[str, list[Point]]:
    """The points of one way to group (``by`` where the frame has it, else its first), in order."""
    if series.is_empty():
        return by, []
    have = series["by"].unique(maintain_order=True).to_list()
    by = by if by in have else str(have[0])
    frame = series.filter(
        (pl.col("by") == by) & pl.col("key").is_not_null() & pl.col("start").is_not_null()
    )
    return by, [_point(row) for row in frame.sort("target", "key", "start").iter_rows(named=True)]


def _point(row: dict[str, Any]) -> Point:
    def number(name: str) -> float | None:
        value = row[name]
        return float(value) if value is not None and math.isfinite(value) else None

    counts = (
        "clusters",
        "rows",
        "articles",
        "outlets",
        "speakers",
        "favor",
        "against",
        "neutral",
        "unrelated",
        "abstained",
    )
    return Point(
        key=row["key"],
        target=row["target"],
        period=str(row["period"]),
        start=row["start"],
        index=number("index"),
        low=number("low"),
        high=number("high"),
        **{name: int(row[name] or 0) for name in counts},
    )


def ranked(points: Sequence[Point]) -> list[str]:
    """The keys, those with most statements on the targets first."""
    weight: dict[str, tuple[int, int]] = {}
    for p in points:
        n, clusters = weight.get(p.key, (0, 0))
        weight[p.key] = (n + p.n, clusters + p.clusters)
    return sorted(weight, key=lambda k: (-weight[k][0], -weight[k][1], k))


def every(points: Sequence[Point], otherwise: Every) -> Every:
    """The length of the periods, read from their labels; ``otherwise`` where they do not say."""
    label = points[0].period if points else ""
    shapes: tuple[tuple[str, Every], ...] = (
        (r"\d{4}", "year"),
        (r"\d{4}.?Q\d", "quarter"),
        (r"\d{4}.?W\d+", "week"),
        (r"\d{4}-\d{2}", "month"),
    )
    return next((e for shape, e in shapes if re.fullmatch(shape, label)), otherwise)


def following(start: Date, length: Every) -> Date:
    """The first day of the next period."""
    if length == "week":
        return start + timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}[length]
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return Date(year, month + 1, 1)


def last_day(start: Date, length: Every) -> Date:
    return following(start, length) - timedelta(days=1)


def slots(points: Sequence[Point], length: Every) -> list[Date]:
    """Every period from the first to the last, those without a statement too."""
    starts = {p.start for p in points}
    if not starts:
        return []
    out, last = [min(starts)], max(starts)
    while out[-1] < last:
        out.append(following(out[-1], length))
    # periods that do not fall on the calendar's own (a user's table) still get their place
    return sorted(starts.union(out))
