"""The columns of the tables that are made from statements, each with what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kzstance.records import LABELS, Column

_BY = (
    Column("by", "string", "what the lines are drawn for: actor, speaker, role or outlet"),
    Column("key", "string", "the actor, speaker, role or outlet"),
    Column("target", "string", "the target's key"),
)
_LOW = Column("low", "float?", "lower end of the interval; empty where there are too few")
_HIGH = Column("high", "float?", "upper end")

SERIES = (
    *_BY,
    Column("period", "string", "`2022`, `2022-Q3`, `2022-09` or `2022-W39`"),
    Column("start", "date", "first day of the period"),
    Column("index", "float?", "the stance index, −1 to 1; empty where almost nothing addresses it"),
    _LOW,
    _HIGH,
    Column("standard_error", "float?", "of the index"),
    Column("freedom", "float?", "degrees of freedom of the t distribution of the interval"),
    Column("related", "float", "statements expected to address the target: Σ (1 − p_unrelated)"),
    Column("clusters", "int", "distinct statements"),
    Column("rows", "int", "rows of the statement table, reprints counted"),
    Column("articles", "int", "articles they stand in"),
    Column("outlets", "int", "outlets that printed them"),
    Column("speakers", "int", "different speakers"),
    *(Column(x, "int", f"clusters whose most probable label is {x}") for x in LABELS),
    Column("abstained", "int", "clusters of which every row abstained"),
)
TREND = (
    Column("trend", "float?", "the smooth trend; empty where a line has too few points"),
    Column("trend_low", "float?", "lower end of its 95 % band"),
    Column("trend_high", "float?", "upper end"),
)
CORRECTED = (
    Column("corrected", "float?", "the index corrected by hand labels; empty without enough"),
    Column("corrected_low", "float?", "lower end of its interval"),
    Column("corrected_high", "float?", "upper end"),
    Column("labelled", "int?", "hand-labelled statements that it rests on"),
)
CHANGES = (
    *_BY,
    Column("period", "string", "the first period of the new level"),
    Column("start", "date", "its first day"),
    Column("before", "float", "level before the change: the weighted mean of the index"),
    Column("after", "float", "level after it"),
    Column("p_value", "float", "share of lines without this change that show as large a one"),
    Column("earliest", "string", "in 95 % of the resampled lines it lies between this period"),
    Column("latest", "string", "and this one"),
    Column("found", "float", "share of those lines in which it lies at `period` or one beside"),
    Column("periods", "int", "points of the line"),
)
_MEASURED = (
    Column("index", "float?", "the stance index"),
    Column("low", "float?", "lower end of its interval"),
    Column("high", "float?", "upper end"),
    Column("clusters", "int", "distinct statements"),
    Column("articles", "int", "articles they stand in"),
    Column("bearing", "int", "statements whose most probable label is not unrelated"),
)
_DIFFERENCE = (
    Column("difference", "float?", "the second minus the first; empty where one has too few"),
    _LOW,
    _HIGH,
)


def _sided(columns: Sequence[Column], side: str, words: str) -> list[Column]:
    return [Column(f"{c.name}_{side}", c.type, f"{words}: {c.about}") for c in columns]


EVENTS = (
    Column("event", "string", "its name in the file of events"),
    Column("date", "date", "its first day"),
    *_BY,
    *_sided(_MEASURED, "before", "the `series.event_days` before that day"),
    *_sided(_MEASURED, "after", "as many days from that day on"),
    *_DIFFERENCE,
)
SIDE = (
    *_BY[1:],
    Column("since", "date?", "first day; empty where there is no bound"),
    Column("until", "date?", "last day"),
    *_MEASURED,
)
COMPARISON = (
    _BY[0],
    *_sided(SIDE, "a", "first side"),
    *_sided(SIDE, "b", "second side"),
    *_DIFFERENCE,
)
_TYPES: Mapping[str, type[pl.DataType]] = {
    "string": pl.String,
    "date": pl.Date,
    "float": pl.Float64,
    "int": pl.Int64,
}


def types(columns: Sequence[Column]) -> dict[str, type[pl.DataType]]:
    """The polars schema of a table."""
    return {c.name: _TYPES[c.type.rstrip("?")] for c in columns}
