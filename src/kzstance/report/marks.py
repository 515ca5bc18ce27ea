"""One drawn point of a chart: its place, its outline, and what it says when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kzstance.config import Every
from kzstance.report.points import Point, last_day
from kzstance.report.words import MINUS, count, percent, period, signed

WIDTH, HEIGHT = 560, 280
LEFT, RIGHT, TOP, BOTTOM = 68, 10, 12, 196  # of the plot, in the SVG's units
BARS = 228  # lower edge of the strip of counts
STRIP = 18  # height of its tallest bar
MARKERS = 6

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One drawn point with its place, its interval and what the page says when asked."""

    x: float
    y: float
    low: float | None
    high: float | None
    solid: bool
    shape: str
    n: int
    bar: float
    tip: str
    since: str
    until: str


def y(value: float) -> float:
    middle, half = (TOP + BOTTOM) / 2, (BOTTOM - TOP) / 2
    return round(middle - max(-1.0, min(1.0, value)) * half, 2)


def mark(
    p: Point,
    x: float,
    place: int,
    size: float,
    least: int,
    level: float,
    length: Every,
    tallest: int,
) -> Mark:
    solid = p.solid(least)
    index = y(p.index or 0.0)
    return Mark(
        x=x,
        y=index,
        low=y(p.low) if solid and p.low is not None else None,
        high=y(p.high) if solid and p.high is not None else None,
        solid=solid,
        shape=shape(place % MARKERS, x, index, size),
        n=p.n,
        bar=round(max(1.0, STRIP * p.n / max(1, tallest)), 2),
        tip=tip(p, least, level),
        since=p.start.isoformat(),
        until=last_day(p.start, length).isoformat(),
    )


def tip(p: Point, least: int, level: float) -> str:
    """A point in words."""
    interval = (
        f"{percent(level)} interval {signed(p.low)} to {signed(p.high)}"
        if p.solid(least) and p.low is not None and p.high is not None
        else "too few for an interval"
    )
    return (
        f"{period(p.period)}: index {signed(p.index or 0.0)}, {interval}; n = {p.n} "
        f"({p.favor} favor, {p.neutral} neutral, {p.against} against), "
        f"from {count(p.articles, 'article')} of {count(p.outlets, 'outlet')}"
    )


def shape(kind: int, x: float, v: float, r: float) -> str:
    """The outline of a marker as an SVG path: circle, square, triangle, diamond, down, cross."""
    if kind == 0:
        return f"M{x - r:g} {v:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"
    s, t, h = 0.88 * r, 1.2 * r, 0.45 * r
    corners: dict[int, list[Place]] = {
        1: [(-s, -s), (s, -s), (s, s), (-s, s)],
        2: [(0, -t), (t, 0.9 * r), (-t, 0.9 * r)],
        3: [(0, -1.3 * r), (1.3 * r, 0), (0, 1.3 * r), (-1.3 * r, 0)],
        4: [(0, t), (t, -0.9 * r), (-t, -0.9 * r)],
        5: [
            (-h, -t),
            (h, -t),
            (h, -h),
            (t, -h),
            (t, h),
            (h, h),
            (h, t),
            (-h, t),
            (-h, h),
            (-t, h),
            (-t, -h),
            (-h, -h),
        ],
    }
    return "M" + "L".join(f"{x + dx:.2f} {v + dy:.2f}" for dx, dy in corners[kind]) + "z"


def about(own: Sequence[Point], name: str, least: int, level: float) -> str:
    """The chart for who does not see it: its extent, its ends, its extremes."""
    if not own:
        return f"{name}: no period has a statement on this target."
    low, high = (f(own, key=lambda p: p.index or 0.0) for f in (min, max))
    few = sum(not p.solid(least) for p in own)
    return (
        f"Stance index of {name}, from {MINUS}1 (against) to +1 (favor), in "
        f"{count(len(own), 'period')} from {period(own[0].period)} to {period(own[-1].period)}. "
        f"First: {tip(own[0], least, level)}. Last: {tip(own[-1], least, level)}. "
        f"Lowest {signed(low.index or 0.0)} in {period(low.period)}, highest "
        f"{signed(high.index or 0.0)} in {period(high.period)}. {count(few, 'period')} with too "
        f"few statements for an interval. The figures stand in the table below the charts."
    )
