"""Confusion matrices as a picture: gold labels down, the model's across, for each target."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kzstance.output import replacing
from kzstance.records import LABELS


def draw_confusion(measures: Mapping[str, Any], names: Mapping[str, str], out: Path) -> None:
    """Write the matrices of ``evaluate stance`` to ``out`` (png, svg or pdf by its suffix).

    ``names``: target → its name. Shades are shares of the gold label, numbers are statements.
    """
    from matplotlib.figure import Figure

    targets = [t for t in names if "confusion" in measures.get(t, {})]
    figure = Figure(figsize=(4.6 * len(targets), 4.4), layout="constrained")
    axes = figure.subplots(1, len(targets), squeeze=False)
    for ax, target in zip(axes[0], targets, strict=True):
        m = measures[target]
        counts = np.array([[m["confusion"][f"gold {a}"][b] for b in LABELS] for a in LABELS])
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for i, j in np.ndindex(4, 4):
            shade = "white" if shares[i, j] > 0.55 else "black"
            ax.text(j, i, f"{counts[i, j]}", ha="center", va="center", color=shade)
        ax.set_xticks(range(4), LABELS, rotation=30)
        ax.set_yticks(range(4), LABELS)
        ax.set_xlabel("model")
        ax.set_ylabel("gold")
        ax.set_title(
            f"{names[target]}\nn = {m['n']}, accuracy {m['accuracy']:.2f}, κ {m['kappa']:.2f}",
            fontsize=10,
        )
    with replacing(out) as temporary:
        figure.savefig(temporary, dpi=150, format=out.suffix.removeprefix("."))
