"""The index over time as geometry: one small chart for each key. The template writes the SVG.

A period without a statement is a gap: the line breaks, and nothing is drawn there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from itertools import pairwise

from kzstance.config import Every
from kzstance.report.points import Point, following
from kzstance.report.words import count, percent, period, signed

WIDTH, HEIGHT = 560, 280
LEFT, RIGHT, TOP, BOTTOM = 68, 10, 12, 196  # of the plot, in the SVG's units
BARS = 228  # lower edge of the strip of counts
STRIP = 18  # height of its tallest bar
COLOURS, MARKERS = 7, 6  # of style.css, of the template
LEGIBLE = 9.0  # units a number, turned by 90 degrees, needs

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


@dataclass(frozen=True, slots=True)
class Chart:
    """One panel."""

    key: str
    name: str
    colour: int
    marks: list[Mark]
    lines: list[str]
    """Polylines through periods that follow each other and have enough statements."""
    thin: list[str]
    """The same where one end or both have too few: drawn as a hint."""
    bands: list[str]
    """Polygons of the interval, likewise."""
    years: list[tuple[float, str, bool]]
    """x, label, and whether it is kept on a narrow screen."""
    turned: bool
    numbers: bool
    about: str


def y(value: float) -> float:
    middle, half = (TOP + BOTTOM) / 2, (BOTTOM - TOP) / 2
    return round(middle - max(-1.0, min(1.0, value)) * half, 2)


def draw(
    points: Sequence[Point], key: str, name: str, place: int, *,
    starts: Sequence[Date], length: Every, least: int, level: float, tallest: int,
) -> Chart:
    """The panel of ``key``; ``place`` among the keys gives its colour and marker."""
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(starts))
    at = {start: i for i, start in enumerate(starts)}
    own = sorted((p for p in points if p.key == key and p.drawn), key=lambda p: p.start)
    size = max(1.6, min(4.2, slot * 0.42))
    marks, runs = [], list[list[tuple[int, Point]]]()
    for p in own:
        i = at[p.start]
        if runs and runs[-1][-1][0] == i - 1:
            runs[-1].append((i, p))
        else:
            runs.append([(i, p)])
        marks.append(_mark(p, _x(i, slot), place, size, least, level, length, tallest))
    widest = max((len(str(m.n)) for m in marks), default=1)
    return Chart(
        key=key, name=name, colour=place % COLOURS, marks=marks,
        lines=[line for run in runs for line in _lines(run, slot, least, solid=True)],
        thin=[line for run in runs for line in _lines(run, slot, least, solid=False)],
        bands=[b for run in runs for b in _bands(run, slot, least)],
        years=_years(starts, slot),
        turned=slot < 6.5 * widest, numbers=slot >= LEGIBLE,
        about=_about(own, name, least, level),
    )


def _x(i: int, slot: float) -> float:
    return round(LEFT + (i + 0.5) * slot, 2)


def _path(places: Sequence[Place]) -> str:
    return " ".join(f"{x:g},{v:g}" for x, v in places)


def _lines(run: Sequence[tuple[int, Point]], slot: float, least: int, *, solid: bool) -> list[str]:
    """The steps from period to period of one sort, those that touch joined into one line."""
    parts = list[list[Place]]()
    for (i, p), (j, q) in pairwise(run):
        if (p.solid(least) and q.solid(least)) is not solid:
            continue
        start, end = (_x(i, slot), y(p.index or 0.0)), (_x(j, slot), y(q.index or 0.0))
        if parts and parts[-1][-1] == start:
            parts[-1].append(end)
        else:
            parts.append([start, end])
    return [_path(part) for part in parts]


def _bands(run: Sequence[tuple[int, Point]], slot: float, least: int) -> list[str]:
    """The interval over periods in a row that all have one."""
    parts: list[list[tuple[int, Point]]] = [[]]
    for i, p in run:
        if p.solid(least):
            parts[-1].append((i, p))
        elif parts[-1]:
            parts.append([])
    return [
        _path(
            [(_x(i, slot), y(p.high or 0.0)) for i, p in part]
            + [(_x(i, slot), y(p.low or 0.0)) for i, p in reversed(part)]
        )
        for part in parts
        if len(part) > 1
    ]


def _mark(
    p: Point, x: float, place: int, size: float, least: int, level: float,
    length: Every, tallest: int,
) -> Mark:
    solid = p.solid(least)
    index = y(p.index or 0.0)
    return Mark(
        x=x, y=index,
        low=y(p.low) if solid and p.low is not None else None,
        high=y(p.high) if solid and p.high is not None else None,
        solid=solid, shape=shape(place % MARKERS, x, index, size), n=p.n,
        bar=round(max(1.0, STRIP * p.n / max(1, tallest)), 2),
        tip=tip(p, least, level),
        since=p.start.isoformat(),
        until=(following(p.start, length) - timedelta(days=1)).isoformat(),
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
        5: [(-h, -t), (h, -t), (h, -h), (t, -h), (t, h), (h, h),
            (h, t), (-h, t), (-h, h), (-t, h), (-t, -h), (-h, -h)],
    }
    return "M" + "L".join(f"{x + dx:.2f} {v + dy:.2f}" for dx, dy in corners[kind]) + "z"


def _years(starts: Sequence[Date], slot: float) -> list[tuple[float, str, bool]]:
    firsts: dict[int, int] = {}
    for i, start in enumerate(starts):
        firsts.setdefault(start.year, i)
    step = max(1, -(-len(firsts) // 12))
    kept = [(year, i) for n, (year, i) in enumerate(sorted(firsts.items())) if n % step == 0]
    yearly = len(firsts) == len(starts)
    shift = 0.5 if yearly else 0.0
    return [
        (round(LEFT + (i + shift) * slot, 2), str(year), n % 3 == 0)
        for n, (year, i) in enumerate(kept)
    ]


def _about(own: Sequence[Point], name: str, least: int, level: float) -> str:
    """The chart for who does not see it: its extent, its ends, its extremes."""
    if not own:
        return f"{name}: no period has a statement on this target."
    low, high = (f(own, key=lambda p: p.index or 0.0) for f in (min, max))
    few = sum(not p.solid(least) for p in own)
    return (
        f"Stance index of {name}, from {MINUS_ONE} (against) to +1 (favor), in "
        f"{count(len(own), 'period')} from {period(own[0].period)} to {period(own[-1].period)}. "
        f"First: {tip(own[0], least, level)}. Last: {tip(own[-1], least, level)}. "
        f"Lowest {signed(low.index or 0.0)} in {period(low.period)}, highest "
        f"{signed(high.index or 0.0)} in {period(high.period)}. {count(few, 'period')} with too few "
        f"statements for an interval. The figures stand in the table below the charts."
    )


MINUS_ONE = "\u22121"
