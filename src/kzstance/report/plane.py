"""The stance plane as geometry: one target on each axis, the path of each key through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kzstance.report.marks import MARKERS, shape
from kzstance.report.points import Point
from kzstance.report.words import count, period, signed

SIZE = 460
EDGE = 46  # of the plot inside the SVG
COLOURS = 7  # of style.css


@dataclass(frozen=True, slots=True)
class Stop:
    """A period of a key that has an index toward both targets."""

    x: float
    y: float
    shape: str
    solid: bool
    tip: str
    label: str
    """The period's name at the first and the last stop, else empty."""


@dataclass(frozen=True, slots=True)
class Path:
    """A key's stops in order of time, and the line through them."""

    key: str
    name: str
    colour: int
    stops: list[Stop]
    line: str
    about: str


def along(value: float, *, upward: bool) -> float:
    """The place of an index on an axis of the plot."""
    half = (SIZE - 2 * EDGE) / 2
    bounded = max(-1.0, min(1.0, value))
    return round(SIZE / 2 + (-bounded if upward else bounded) * half, 2)


def paths(
    points: Sequence[Point],
    keys: Sequence[str],
    targets: tuple[str, str],
    names: Mapping[str, str],
    least: int,
) -> list[Path]:
    """The path of each of ``keys`` that has a period with an index toward both ``targets``."""
    out: list[Path] = []
    for place, key in enumerate(keys):
        across, up = ({p.start: p for p in points if _of(p, key, t)} for t in targets)
        both = sorted(across.keys() & up.keys())
        stops = [_stop(across[s], up[s], place, least, ends=s in (both[0], both[-1])) for s in both]
        if stops:
            name = names.get(key, key)
            line = " ".join(f"{s.x:g},{s.y:g}" for s in stops)
            told = f"{name}: {count(len(stops), 'period')}. " + "; ".join(s.tip for s in stops)
            out.append(Path(key, name, place % COLOURS, stops, line, told))
    return out


def _of(p: Point, key: str, target: str) -> bool:
    return p.key == key and p.target == target and p.drawn


def _stop(a: Point, b: Point, place: int, least: int, *, ends: bool) -> Stop:
    x, y = along(a.index or 0.0, upward=False), along(b.index or 0.0, upward=True)
    solid = a.solid(least) and b.solid(least)
    tip = (
        f"{period(a.period)}: {signed(a.index or 0.0)} (n = {a.n}) across, "
        f"{signed(b.index or 0.0)} (n = {b.n}) up"
    )
    outline = shape(place % MARKERS, x, y, 4.6 if ends else 3.2)
    return Stop(x, y, outline, solid, tip, period(a.period) if ends else "")
