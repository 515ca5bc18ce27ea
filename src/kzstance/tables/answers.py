"""What a run's statements say of change: change points, events, comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kzstance.config import Config, load
from kzstance.errors import UsageError
from kzstance.runs.folder import RunFolder
from kzstance.tables.counted import counted
from kzstance.tables.lines import note_unknown, series_table
from kzstance.tables.provenance import dictionary, provenance_of

if TYPE_CHECKING:
    import polars as pl

    from kzstance.series.compare import Side

MOST = 12  # keys of which the events are asked, those with most statements on a target first


def changes_table(
    run: Path,
    *,
    by: str | None = None,
    every: str | None = None,
    actors: Sequence[str] | None = None,
    config: Path | None = None,
) -> tuple[pl.DataFrame, dict[str, str]]:
    """The change points of every line of a run's series, and the run's provenance."""
    from kzstance.series import change_points, columns

    settings = load(config).series
    if settings.window > 1:
        raise UsageError(
            "changes: series.window is over 1, and points that share statements show no change "
            "point; set it to 1"
        )
    series, _ = series_table(run, by=by, every=every, actors=actors, config=config)
    provenance = provenance_of(RunFolder(run)) | dictionary(columns.CHANGES)
    return change_points(series, settings), provenance | {"table": "changes"}


def events_table(run: Path, config: Path | None) -> tuple[pl.DataFrame, dict[str, str]]:
    """Before and after each event, for the keys with most statements."""
    from kzstance.series import columns

    folder, settings = RunFolder(run), load(config)
    series, _ = series_table(run, config=config)
    provenance = provenance_of(folder) | dictionary(columns.EVENTS)
    table = around_events(counted(folder, settings), series, settings)
    return table, provenance | {"table": "events"}


def around_events(statements: pl.DataFrame, series: pl.DataFrame, settings: Config) -> pl.DataFrame:
    """The table of events, from the statements that count and the series made from them."""
    from kzstance.report import points
    from kzstance.series import around, known_targets, read_events

    by, found = points.read(series, settings.series.by)
    return around(
        statements,
        known_targets(statements.columns),
        read_events(Path(settings.series.events)),
        points.ranked([p for p in found if p.drawn])[:MOST],
        by=by,
        settings=settings.series,
    )


def compare_table(
    run: Path,
    *,
    keys: Sequence[str],
    targets: Sequence[str],
    periods: Sequence[str],
    config: Path | None = None,
) -> tuple[pl.DataFrame, dict[str, str]]:
    """Two actors, two periods or two targets beside each other.

    Of ``keys`` and ``periods`` (``2014..2021``, ``2022-Q1``, ``2022-02-24..2023-12-31``) and
    ``targets`` exactly one holds two. Raises UsageError where it is otherwise.
    """
    from kzstance.series import Side, columns, compare, known_targets

    folder, settings = RunFolder(run), load(config)
    statements = counted(folder, settings)
    keys = [k.upper() for k in keys]
    note_unknown(statements, keys, run)
    known = known_targets(statements.columns)
    if not keys:
        raise UsageError("compare: give the actor, or two, with --actor KAZ --actor UZB")
    twice = [
        n
        for n, v in (("--actor", keys), ("--target", targets), ("--period", periods))
        if len(v) > 1
    ]
    if len(twice) != 1 or max(len(keys), len(targets), len(periods)) > 2:
        raise UsageError(
            f"compare: {' and '.join(twice) or 'nothing'} given twice; expected exactly one of "
            "--actor, --target, --period twice, and the others at most once"
        )
    spans = [span(p) for p in periods] or [(None, None)]
    asked = [targets] if targets else [[t] for t in known]
    pairs: list[tuple[Side, Side]] = []
    for of in asked:
        a, b = (
            Side(key, target, since, until)
            for key, target, (since, until) in product(keys, of, spans)
        )
        pairs.append((a, b))
    table = compare(statements, pairs, by="actor", settings=settings.series)
    provenance = provenance_of(folder) | dictionary(columns.COMPARISON)
    return table, provenance | {"table": "comparison"}


_LAST_YEAR = 9000  # dates end with 9999
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def span(text: str) -> tuple[Date | None, Date | None]:
    """First and last day of ``2014``, ``2022-Q1..2022-Q3``, ``2022-02-24..`` or ``..2021``.

    Raises UsageError where it is none of these.
    """
    first, dots, last = text.partition("..")
    if not dots:
        last = first
    if not first and not last:
        raise UsageError(
            f"--period {text!r}: expected 2014..2021, 2022-Q1 or 2022-02-24..2023-12-31"
        )
    since = _edge(first)[0] if first else None
    until = _edge(last)[1] if last else None
    if since and until and since > until:
        raise UsageError(
            f"--period {text!r}: it ends before it begins; give the earlier part first"
        )
    return since, until


def _edge(text: str) -> tuple[Date, Date]:
    from kzstance.series.periods import following, parse

    if _DAY.fullmatch(text):
        try:
            return Date.fromisoformat(text), Date.fromisoformat(text)
        except ValueError:
            raise UsageError(f"--period: {text!r} is no day of the calendar") from None
    first = parse(text)
    every = (
        "week" if "W" in text else "quarter" if "Q" in text else "month" if "-" in text else "year"
    )
    if first.year > _LAST_YEAR:
        raise UsageError(f"--period: {text!r} is too far ahead")
    return first, following(first, every) - timedelta(days=1)
