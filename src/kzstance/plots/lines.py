"""The index over time: a panel for each key and target, with interval, trend and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kzstance.plots.style import COLOURS, MARKERS, page, scale
from kzstance.series import Event
from kzstance.series.periods import middle

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT, _WIDTH, _LINE = 1.9, 5.2, 0.17  # inches
_ROWS = 4  # in which the numbers of events stand, so that those of one month stay apart
_BEYOND = timedelta(days=366)  # after the first day of the last period, events are still drawn


def draw_lines(
    series: pl.DataFrame,
    changes: pl.DataFrame,
    events: Sequence[Event],
    keys: Sequence[str],
    targets: Sequence[str],
    names: Mapping[str, str],
    every: str,
    level: float,
    out: Path,
) -> None:
    """Small multiples, keys down and targets across.

    ``series`` with its trend columns, ``changes`` as ``change_points`` gives them. ``names``: key
    or target → how it is written; ``level`` is that of the interval. A period without statements
    stays empty; a point stands in the middle of its period, and is hollow without an interval.
    Events are numbered under the axis and listed below.
    """
    days: list[Date] = series["start"].drop_nulls().sort().to_list()
    last = days[-1] + _BEYOND if days else None
    inside = [e for e in events if last is not None and days[0] <= e.date <= last]
    shown = [e for e in inside if any(e.concerns(key) for key in keys)]
    series = series.with_columns(
        pl.col("start").map_elements(lambda day: middle(day, every), pl.Date).alias("at")
    )
    listed = -(-len(shown) // 2) * _LINE
    size = (_WIDTH * max(1, len(targets)), _HEIGHT * max(1, len(keys)) + 0.9 + listed)
    with page(*size, out, "Stance index over time") as figure:
        panels = figure.subplots(len(keys), len(targets), sharex=True, squeeze=False)
        for row, key in enumerate(keys):
            for column, target in enumerate(targets):
                own = (pl.col("key") == key) & (pl.col("target") == target)
                ax = panels[row][column]
                ours = [(n, e) for n, e in enumerate(shown, 1) if e.concerns(key)]
                _panel(ax, series.filter(own), changes.filter(own), ours, row)
                ax.set_title(f"{names.get(key, key)} → {names.get(target, target)}", loc="left")
        listing = [f"{n}  {e.date:%d %b %Y}  {e.name}" for n, e in enumerate(shown, 1)]
        half = -(-len(listing) // 2)
        note = (
            f"−1 against … +1 favor; bars: {100 * level:.0f} % interval; band: trend; "
            "above: distinct statements that bear on the target"
        )
        columns = ["\n".join(part) for part in (listing[:half], listing[half:])]
        figure.supxlabel(note, fontsize=8, color="#444444")
        for x, text in zip((0.02, 0.52), columns, strict=True):
            figure.text(x, -0.01, text, fontsize=7.5, va="top", linespacing=1.4)


def _panel(
    ax: Axes, line: pl.DataFrame, changes: pl.DataFrame, events: list[tuple[int, Event]], place: int
) -> None:
    colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
    scale(ax)
    for nth, (number, event) in enumerate(events):
        at: Any = event.date  # which matplotlib takes, though its types do not say so
        ax.axvline(at, color="#bbbbbb", linewidth=0.6, linestyle=(0, (2, 2)), zorder=0)
        ax.annotate(
            str(number), (at, -1.06 + 0.11 * (nth % _ROWS)),
            fontsize=5.5, color="#555555", ha="center", va="bottom",
        )  # fmt: skip
    known = line.filter(pl.col("index").is_not_null()).sort("start")
    if known.is_empty():
        ax.text(0.5, 0.6, "no statement", transform=ax.transAxes, ha="center", color="#555555")
        return
    smooth = known.filter(pl.col("trend").is_not_null())
    days = smooth["at"].to_list()
    low, high = (smooth[c].to_numpy() for c in ("trend_low", "trend_high"))
    ax.fill_between(days, low, high, color=colour, alpha=0.15, linewidth=0)
    ax.plot(days, smooth["trend"].to_numpy(), color=colour, linewidth=1.2)
    for sure in (True, False):
        part = known.filter(pl.col("low").is_not_null() == sure)
        index = part["index"].to_numpy()
        starts = part["at"].to_list()
        face = colour if sure else "white"
        ax.plot(starts, index, marker, color=colour, markerfacecolor=face, markersize=4, zorder=3)
        if sure:
            ax.vlines(starts, part["low"].to_numpy(), part["high"].to_numpy(), color=colour, lw=0.9)
    for day, n in known.select("at", pl.col("clusters") - pl.col("unrelated")).iter_rows():
        ax.annotate(str(n), (day, 1.07), fontsize=6, color="#444444", ha="center", va="top")
    for step in changes.iter_rows(named=True):
        ax.axvline(step["start"], color=colour, linewidth=1.4, linestyle="-.")
        ax.annotate(
            f"{step['before']:+.2f} → {step['after']:+.2f}",
            (step["start"], -0.9), xytext=(3, 0), textcoords="offset points", fontsize=7,
        )  # fmt: skip
