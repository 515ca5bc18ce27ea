"""The series of a run."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from kzstance.config import load
from kzstance.errors import InputError, UsageError
from kzstance.runs.folder import RunFolder
from kzstance.tables.counted import counted
from kzstance.tables.labels import read_labels
from kzstance.tables.provenance import dictionary, provenance_of

if TYPE_CHECKING:
    import polars as pl

    from kzstance.series.corrected import Method

log = logging.getLogger(__name__)


def series_table(
    run: Path,
    *,
    by: str | None = None,
    every: str | None = None,
    actors: Sequence[str] | None = None,
    since: Date | None = None,
    until: Date | None = None,
    trend: bool = False,
    labels: Path | None = None,
    method: Method = "powered",
    config: Path | None = None,
) -> tuple[pl.DataFrame, dict[str, str]]:
    """The stance index of a run, and the run's provenance. ``actors`` restricts the statements
    whatever the lines are drawn for; ``trend`` adds the smooth trend, ``labels`` (a file of hand
    labels) the corrected index."""
    from kzstance.series import columns, known_targets, table, with_correction, with_trend

    if trend and load(config).series.window > 1:
        raise UsageError(
            "--trend: series.window is over 1, and points that share statements make no trend of "
            "their own; set it to 1"
        )
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}; give the earlier day first")
    folder, settings = RunFolder(run), load(config)
    statements = counted(folder, settings)
    wanted: list[str] | None = None
    if actors:
        wanted = [a.upper() for a in actors]
        note_unknown(statements, wanted, run)
    by, every = by or settings.series.by, every or settings.series.every
    out = table(
        statements,
        known_targets(statements.columns),
        by=by,
        every=every,
        settings=settings.series,
        since=since,
        until=until,
        actors=wanted,
    )
    shown = columns.SERIES
    if trend:
        out, shown = with_trend(out, every), shown + columns.TREND
    if labels is not None:
        hand = read_labels(labels, known_targets(statements.columns))
        matched = hand["statement_id"].is_in(statements["statement_id"].implode()).sum()
        if not matched:
            raise InputError(
                f"--labels {labels}: none of its {len(hand):,} statement_id is one of {run}; "
                "take them from its statement table"
            )
        if matched < len(hand):
            log.warning(
                "--labels %s: %d of %d are statements of %s", labels, matched, len(hand), run
            )
        out = with_correction(
            out,
            statements,
            hand,
            by=by,
            every=every,
            method=method,
            settings=settings.series,
            since=since,
            until=until,
            actors=wanted,
        )
        shown = shown + columns.CORRECTED
    return out, {**provenance_of(folder), **dictionary(shown), "table": "series"}


def note_unknown(statements: pl.DataFrame, wanted: Sequence[str], run: Path) -> None:
    """Say which of the actors asked for never speak, and which do."""
    counts = statements["actor"].drop_nulls().value_counts(sort=True)
    unknown = [a for a in wanted if a not in counts["actor"]]
    if unknown:
        most = ", ".join(counts["actor"].head(8)) or "none"
        log.warning(
            "--actor %s: no statement in %s; the actors most quoted: %s",
            ", ".join(unknown),
            run,
            most,
        )
