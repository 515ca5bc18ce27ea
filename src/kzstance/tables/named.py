"""The tables of a run by their names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kzstance.records import ARTICLE_COLUMNS, statement_columns
from kzstance.runs.folder import RunFolder
from kzstance.tables.answers import changes_table, events_table
from kzstance.tables.lines import series_table
from kzstance.tables.provenance import dictionary, provenance_of
from kzstance.tables.speakers import speaker_columns, speakers_table

if TYPE_CHECKING:
    import polars as pl


def named_table(run: Path, name: str, config: Path | None) -> tuple[pl.DataFrame, dict[str, str]]:
    """One of statements, articles, series, speakers, changes, events, with the run's provenance."""
    from kzstance.series import known_targets

    folder = RunFolder(run)
    if name == "series":
        return series_table(run, config=config)
    if name == "changes":
        return changes_table(run, config=config)
    if name == "events":
        return events_table(run, config)
    provenance = {**provenance_of(folder), "table": name}
    if name == "articles":
        return folder.articles(), provenance | dictionary(ARTICLE_COLUMNS)
    statements = folder.statements()
    targets = known_targets(statements.columns)
    if name == "speakers":
        return speakers_table(statements), provenance | dictionary(speaker_columns(targets))
    return statements, provenance | dictionary(statement_columns(targets))
