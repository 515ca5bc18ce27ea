"""What all pictures share: colours and marks that stay apart for every eye, and in grey."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, filterwarnings

from kzstance.errors import UsageError
from kzstance.output import replacing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png", ".pdf")
# Okabe and Ito's colours; marks and dashes say the same without colour.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_SETTINGS: Any = {  # matplotlib's own type of it lists every key
    "font.size": 9,
    "font.family": "DejaVu Sans",  # matplotlib's own; it has Cyrillic
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,  # a key may hold a dollar sign
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "kzstance",  # the same table gives the same bytes
}


def check(out: Path) -> None:
    """UsageError where the suffix names no format."""
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"--out {out}: expected a file that ends in {', '.join(SUFFIXES)}")


@contextmanager
def page(width: float, height: float, out: Path, title: str) -> Iterator[Figure]:
    """A figure, in inches, that is written to ``out`` when the block ends."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    check(out)
    with mpl.rc_context(_SETTINGS), catch_warnings():
        filterwarnings("ignore", "Glyph")  # a sign that no font has is drawn as a box
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure
        kind = out.suffix.lower().removeprefix(".")
        dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind, {})
        with replacing(out) as temporary:
            figure.savefig(
                temporary,
                dpi=150,
                format=kind,
                bbox_inches="tight",
                metadata={**dated, "Title": title},
            )


def scale(ax: Axes, *, along: str = "y") -> None:
    """The index's axis: −1 against, +1 favor, a line at 0."""
    ticks, labels = [-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"]
    if along == "y":
        ax.set_ylim(-1.08, 1.08)
        ax.set_yticks(ticks, labels)
        ax.axhline(0, color="#777777", linewidth=0.7)
    else:
        ax.set_xlim(-1.08, 1.08)
        ax.set_xticks(ticks, labels)
        ax.axvline(0, color="#777777", linewidth=0.7)
