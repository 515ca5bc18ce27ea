"""The index over time as geometry: one small chart for each key. The template writes the SVG.

A period without a statement is a gap: the line breaks, and nothing is drawn there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import pairwise
from typing import Any

from kzstance.config import Every
from kzstance.report.marks import LEFT, RIGHT, WIDTH, Mark, Place, about, mark, y
from kzstance.report.points import Point
from kzstance.report.words import period, signed

COLOURS = 7  # of style.css
LEGIBLE = 9.0  # units a number, turned by 90 degrees, needs


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
    steps: list[tuple[float, str]]
    """x of each change point, between two periods, and what it says."""
    turned: bool
    numbers: bool
    about: str


def draw(
    points: Sequence[Point],
    key: str,
    name: str,
    place: int,
    *,
    starts: Sequence[Date],
    length: Every,
    least: int,
    level: float,
    tallest: int,
    changes: Sequence[Mapping[str, Any]] = (),
) -> Chart:
    """The panel of ``key``; ``place`` among the keys gives its colour and marker; ``changes`` are
    rows of its change points."""
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
        marks.append(mark(p, _x(i, slot), place, size, least, level, length, tallest))
    widest = max((len(str(m.n)) for m in marks), default=1)
    return Chart(
        key=key,
        name=name,
        colour=place % COLOURS,
        marks=marks,
        lines=[line for run in runs for line in _lines(run, slot, least, solid=True)],
        thin=[line for run in runs for line in _lines(run, slot, least, solid=False)],
        bands=[b for run in runs for b in _bands(run, slot, least)],
        years=_years(starts, slot),
        steps=[(round(LEFT + at[c["start"]] * slot, 2), _step(c)) for c in changes],
        turned=slot < 6.5 * widest,
        numbers=slot >= LEGIBLE,
        about=about(own, name, least, level),
    )


def _step(change: Mapping[str, Any]) -> str:
    levels = f"{signed(change['before'])} to {signed(change['after'])}"
    return f"Change point with {period(change['period'])}: {levels}"


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
