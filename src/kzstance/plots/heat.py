"""Keys down, periods across: the index as colour, number and count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from kzstance.plots.style import page

_DARK = 0.6  # beyond it, text on a cell is white


def draw_heat(
    series: pl.DataFrame,
    keys: Sequence[str],
    targets: Sequence[str],
    periods: Sequence[str],
    names: Mapping[str, str],
    out: Path,
) -> None:
    """One map for each target. A cell holds the index and, under it, n; an empty one no statement.

    Orange is against, purple favor; the sign of the number says it in black and white.
    """
    size = (2.2 + 0.62 * len(periods), (0.8 + 0.42 * len(keys)) * len(targets) + 0.5)
    with page(*size, out, "Stance index by period") as figure:
        panels = figure.subplots(len(targets), 1, squeeze=False)
        for target, (ax,) in zip(targets, panels, strict=True):
            of = series.filter(pl.col("target") == target)
            values = np.full((len(keys), len(periods)), np.nan)
            for r in of.iter_rows(named=True):
                if r["index"] is None or r["key"] not in keys or r["period"] not in periods:
                    continue
                i, j = keys.index(r["key"]), periods.index(r["period"])
                values[i, j] = r["index"]
                shade = "white" if abs(r["index"]) > _DARK else "black"
                text = f"{r['index']:+.2f}".replace("-", "−")
                ax.text(j, i - 0.08, text, ha="center", va="center", color=shade, fontsize=8)
                n = f"n {r['clusters'] - r['unrelated']}"
                ax.text(j, i + 0.3, n, ha="center", va="center", color=shade, fontsize=6)
            image = ax.imshow(values, cmap="PuOr", vmin=-1, vmax=1, aspect="auto")
            ax.set_xticks(range(len(periods)), periods, rotation=45, ha="right")
            ax.set_yticks(range(len(keys)), [names.get(k, k) for k in keys])
            ax.set_title(names.get(target, target), loc="left")
            ax.spines[:].set_visible(False)
            figure.colorbar(image, ax=ax, label="against … favor", shrink=0.8)
