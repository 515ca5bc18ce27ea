"""The stance plane: one target on each axis, the path of each key through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import polars as pl

from kzstance.plots.style import COLOURS, MARKERS, page, scale


def draw_plane(
    series: pl.DataFrame,
    keys: Sequence[str],
    targets: tuple[str, str],
    names: Mapping[str, str],
    out: Path,
) -> None:
    """Where each key stands toward both targets, period after period.

    A point is a period that has an index toward both; it is drawn hollow where either has no
    interval. Steps are arrows; the first and the last period are named, with their intervals.
    """
    with page(6.4, 6.4, out, "Stance plane") as figure:
        ax = figure.subplots()
        for along, target in zip("xy", targets, strict=True):
            scale(ax, along=along)
            label = f"{names.get(target, target)}: against … favor"
            ax.set(**{f"{along}label": label})
        for place, key in enumerate(keys):
            colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
            path = _path(series.filter(pl.col("key") == key), targets)
            rows = path.to_dicts()
            ax.plot([], [], marker, color=colour, label=names.get(key, key).lstrip("_"))
            for a, b in pairwise(rows):
                ax.annotate(
                    "", (b["index"], b["index_y"]), (a["index"], a["index_y"]),
                    arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.1, "alpha": 0.75},
                )  # fmt: skip
            for i, r in enumerate(rows):
                sure = r["low"] is not None and r["low_y"] is not None
                ends = i in (0, len(rows) - 1)
                if sure and ends:
                    ax.hlines(r["index_y"], r["low"], r["high"], color=colour, lw=0.8, alpha=0.3)
                    ax.vlines(r["index"], r["low_y"], r["high_y"], color=colour, lw=0.8, alpha=0.3)
                face = colour if sure else "white"
                ax.plot(r["index"], r["index_y"], marker, color=colour, markerfacecolor=face, ms=5)
                if ends:
                    ax.annotate(
                        r["period"], (r["index"], r["index_y"]), xytext=(5, 5),
                        textcoords="offset points", fontsize=8, color=colour,
                    )  # fmt: skip
        ax.legend(frameon=False, fontsize=8, loc="lower left")
        ax.set_aspect("equal")


def _path(line: pl.DataFrame, targets: tuple[str, str]) -> pl.DataFrame:
    known = line.filter(pl.col("index").is_not_null())
    x, y = (known.filter(pl.col("target") == t) for t in targets)
    of_y = y.select("start", *(pl.col(c).alias(f"{c}_y") for c in ("index", "low", "high")))
    return x.join(of_y, on="start").sort("start")
