"""The answer in sentences. Each is made from two or three points of the series, and names them.

Nothing is said of a movement unless the intervals of both ends are apart, which is stricter
than a test of the difference, or those of two neighbours, or the series has a change point, or the
interval of the difference of both halves of the time leaves out 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import NormalDist
from typing import Any, Literal

from kzstance.report.points import Point
from kzstance.report.words import day, percent, period, signed

Verdict = Literal["moved", "same", "few"]
_STEPS = 3  # told of one line


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence or two on one key; ``points`` are the figures that they speak of."""

    key: str
    verdict: Verdict
    text: str
    points: tuple[Point, ...]


def find(
    points: Sequence[Point],
    key: str,
    least: int,
    level: float,
    changes: Sequence[Mapping[str, Any]] = (),
    both: Mapping[str, Any] | None = None,
) -> Finding:
    """What the points of ``key`` on one target say; ``changes`` are rows of its change points,
    ``both`` the row of its halves."""
    found = _of_points(points, key, least, level, changes)
    if both is None or both["difference"] is None:
        return found
    if min(both["bearing_a"], both["bearing_b"]) < least:
        return found
    moved = both["low"] > 0 or both["high"] < 0
    return replace(
        found,
        verdict="moved" if moved else "same" if found.verdict == "few" else found.verdict,
        text=f"{found.text} {_halves(both, level, moved)}",
    )


def _halves(row: Mapping[str, Any], level: float, moved: bool) -> str:
    """``All before 1 Jan 2020 taken together: +0.10 (…, n = 14); from then on +0.60 (…); …``"""

    def side(name: str) -> str:
        index, low, high = (signed(row[f"{k}_{name}"]) for k in ("index", "low", "high"))
        return f"{index} ({low} to {high}, n = {row[f'bearing_{name}']})"

    way = "higher" if row["difference"] > 0 else "lower"
    ends = f"{percent(level)} interval {signed(row['low'])} to {signed(row['high'])}"
    verdict = (
        f"the later half lies {way}, by {signed(row['difference'])} ({ends})"
        if moved
        else f"the difference, {signed(row['difference'])}, may be none ({ends})"
    )
    return (
        f"All before {day(row['since_b'])} taken together: {side('a')}; from then on "
        f"{side('b')}; {verdict}."
    )


def _of_points(
    points: Sequence[Point],
    key: str,
    least: int,
    level: float,
    changes: Sequence[Mapping[str, Any]],
) -> Finding:
    own = sorted((p for p in points if p.key == key), key=lambda p: p.start)
    solid = [p for p in own if p.solid(least)]
    if len(solid) < 2:
        return _few(key, own, solid, least, level)
    first, last = solid[0], solid[-1]
    ends = f"{_figures(first, level)} and {_figures(last)}"
    if _apart(first, last):
        assert first.index is not None and last.index is not None  # noqa: S101 - solid points
        way = "rose, toward “favor”" if last.index > first.index else "fell, toward “against”"
        text = f"the stance index {way}: {ends}. The two intervals are apart."
        verdict: Verdict = "moved"
    else:
        text = f"no clear change from the first period to the last: {ends}. The intervals overlap."
        verdict = "same"
    extreme = _extreme(solid)
    if extreme is not None:
        side = "lower" if _middle(extreme) < _middle(first) else "higher"
        text += f" In between lies a {side} value, {_figures(extreme)}, apart from both ends."
    # Of two points, and of the value in between, the step is told already.
    steps = [s for s in _steps(solid, level) if len(solid) > 2 and extreme not in s]
    for one, other in steps:
        way = "rose" if _middle(other) > _middle(one) else "fell"
        text += f" It {way} between {_figures(one)} and {_figures(other)}."
        verdict = "moved"
    for change in changes:
        text += f" {_change(change)}"
        verdict = "moved"
    spoken = {id(p): p for p in (first, extreme, last, *(p for s in steps for p in s)) if p}
    named = tuple(sorted(spoken.values(), key=lambda p: p.start))
    return Finding(key, verdict, text, named)


def _change(row: Mapping[str, Any]) -> str:
    """``Change point: the level moves from −0.10 to +0.40 with 2022 Q1, …``"""
    between = ""
    if row["earliest"] != row["latest"]:
        between = f", the move lying between {period(row['earliest'])} and {period(row['latest'])}"
    return (
        f"Change point: the level moves from {signed(row['before'])} to {signed(row['after'])} "
        f"with {period(row['period'])}{between} (p = {max(row['p_value'], 0.001):.3f})."
    )


def _few(
    key: str, own: Sequence[Point], solid: Sequence[Point], least: int, level: float
) -> Finding:
    if solid:
        text = (
            f"one period alone has enough statements, so nothing is said of a change: "
            f"{_figures(solid[0], level)}."
        )
        return Finding(key, "few", text, (solid[0],))
    most = max(own, key=lambda p: p.n, default=None)
    if most is None or most.n == 0:
        return Finding(key, "few", "no dated statement on this target.", ())
    text = (
        f"too few statements to say anything: no period has an interval and at least {least} "
        f"of them; the fullest, {period(most.period)}, has {most.n}."
    )
    return Finding(key, "few", text, (most,))


def _figures(point: Point, level: float | None = None) -> str:
    """``+0.62 in 2014 Q1 (95 % interval +0.40 to +0.80, n = 7)``"""
    assert None not in (point.index, point.low, point.high)  # noqa: S101 - solid points
    name = f"{percent(level)} interval " if level is not None else ""
    index, low, high = (signed(v or 0.0) for v in (point.index, point.low, point.high))
    return f"{index} in {period(point.period)} ({name}{low} to {high}, n = {point.n})"


def _apart(one: Point, other: Point, wider: float = 1.0) -> bool:
    """Whether the intervals, ``wider`` times as wide, do not meet."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    lower, upper = sorted((one, other), key=_middle)
    assert upper.low is not None and lower.high is not None  # noqa: S101 - as above
    reach = (upper.low - _middle(upper)) - (lower.high - _middle(lower))
    return _middle(upper) - _middle(lower) + wider * reach > 0


def _steps(solid: Sequence[Point], level: float) -> list[tuple[Point, Point]]:
    """The largest steps from one point to the next, at most ``_STEPS``, in order of time. Each has
    intervals that are apart, wider the more steps there are to pick from (Bonferroni)."""
    pairs = list(pairwise(solid))
    # Intervals that just touch differ by √2 times their reach in standard errors.
    alone, each = (NormalDist().inv_cdf(1 - (1 - level) / 2 / n) for n in (1, len(pairs)))
    wider = max(1.0, each / (2**0.5 * alone))
    told = [(one, other) for one, other in pairs if _apart(one, other, wider)]
    told.sort(key=lambda s: -abs(_middle(s[1]) - _middle(s[0])))
    return sorted(told[:_STEPS], key=lambda s: s[0].start)


def _middle(point: Point) -> float:
    return point.index or 0.0


def _extreme(solid: Sequence[Point]) -> Point | None:
    """The value in between that lies beyond both ends and apart from them, farthest off."""
    first, last = solid[0], solid[-1]
    low, high = sorted((_middle(first), _middle(last)))
    beyond = [
        p
        for p in solid[1:-1]
        if not low <= _middle(p) <= high and _apart(p, first) and _apart(p, last)
    ]
    return max(beyond, key=lambda p: max(low - _middle(p), _middle(p) - high), default=None)
