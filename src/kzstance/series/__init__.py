"""The stance index over time: its interval, its trend, its changes."""

from kzstance.series.compare import Side, compare
from kzstance.series.corrected import with_correction
from kzstance.series.events import Event, around, read_events
from kzstance.series.found import change_points, with_trend
from kzstance.series.halves import halves
from kzstance.series.selection import key_column, known_targets, omitted, restrict
from kzstance.series.table import COLUMNS, table

__all__ = [
    "COLUMNS",
    "Event",
    "Side",
    "around",
    "change_points",
    "compare",
    "halves",
    "key_column",
    "known_targets",
    "omitted",
    "read_events",
    "restrict",
    "table",
    "with_correction",
    "with_trend",
]
