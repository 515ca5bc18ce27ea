"""Dated events, and the index before and after each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from kzstance.config import Series
from kzstance.errors import ConfigError
from kzstance.series import columns
from kzstance.series.columns import types
from kzstance.series.compare import Side, compare
from kzstance.tomlfile import explain, read

COLUMNS = types(columns.EVENTS)


class Event(BaseModel):
    """Something that happened, drawn under the line."""

    model_config = ConfigDict(extra="forbid")
    date: Date
    until: Date | None = None
    """Last day of an event of several."""
    name: str
    note: str = ""
    source: str
    actors: list[str] = []
    """Keys that it concerns; all where none is named."""

    def concerns(self, key: str) -> bool:
        return not self.actors or key in self.actors


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    event: list[Event]


def read_events(path: Path) -> list[Event]:
    """The events of a TOML file, in order of time.

    Raises ConfigError where the file cannot be read or an event lacks its date, name or source.
    """
    try:
        found = _File.model_validate(read(path, "events", "data/events.toml"))
    except ValidationError as error:
        raise ConfigError(explain(error, path, _File, "data/events.toml")) from None
    return sorted(found.event, key=lambda e: (e.date, e.name))


def around(
    statements: pl.DataFrame,
    targets: Sequence[str],
    events: Sequence[Event],
    keys: Sequence[str],
    *,
    by: str,
    settings: Series,
) -> pl.DataFrame:
    """One row for each event, key and target; columns: ``COLUMNS``.

    Before and after are ``settings.event_days`` days each; the day itself counts as after.
    ``difference`` is after minus before, with its interval; null as in ``compare``.
    """
    days = timedelta(days=settings.event_days)
    one = timedelta(days=1)
    asked = [
        (event, key, target)
        for event in events
        for key in keys
        if by != "actor" or event.concerns(key)
        for target in targets
    ]
    pairs = [
        (
            Side(key, target, event.date - days, event.date - one),
            Side(key, target, event.date, event.date + days - one),
        )
        for event, key, target in asked
    ]
    found = compare(statements, pairs, by=by, settings=settings)
    return (
        found.rename({c: c[:-2] + "_before" for c in found.columns if c.endswith("_a")})
        .rename({c: c[:-2] + "_after" for c in found.columns if c.endswith("_b")})
        .with_columns(
            pl.Series("event", [e.name for e, _, _ in asked], dtype=pl.String),
            pl.Series("date", [e.date for e, _, _ in asked], dtype=pl.Date),
            pl.Series("key", [k for _, k, _ in asked], dtype=pl.String),
            pl.Series("target", [t for _, _, t in asked], dtype=pl.String),
        )
        .select(list(COLUMNS))
    )
