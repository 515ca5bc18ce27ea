"""A run's tables as commands hand them out: series, speakers, the report's page."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from kzstance.config import Config, load
from kzstance.errors import UsageError
from kzstance.runs.folder import RunFolder

if TYPE_CHECKING:
    import polars as pl

log = logging.getLogger(__name__)


def provenance_of(folder: RunFolder) -> dict[str, str]:
    """What made the run, as text for the head of exports and the report."""
    record = folder.record()
    models = {
        f"model {k}": f"{v['name']} {v['sha256']}" for k, v in record.get("models", {}).items()
    }
    counts = record.get("counts", {})
    return {
        "program": record["program"],
        "config_sha256": record.get("config_sha256", ""),
        **models,
        **{k: str(record[k]) for k in ("language", "rosters") if k in record},
        "inputs": " ".join(record["inputs"]),
        "articles read": str(counts.get("read", "")),
        "articles done": str(counts.get("done", "")),
        "articles skipped": str(sum(counts.get("skipped", {}).values())),
        "articles rejected": str(sum(counts.get("rejected", {}).values())),
    }


def series_table(
    run: Path,
    *,
    by: str | None = None,
    every: str | None = None,
    actors: Sequence[str] | None = None,
    since: Date | None = None,
    until: Date | None = None,
    config: Path | None = None,
) -> tuple[pl.DataFrame, dict[str, str]]:
    """The stance index of a run, and the run's provenance. ``actors`` restricts the statements
    whatever the lines are drawn for."""
    import polars as pl

    from kzstance.series import table
    from kzstance.series.selection import known_targets

    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}; give the earlier day first")
    folder, settings = RunFolder(run), load(config)
    statements = folder.statements()
    if actors:
        wanted = [a.upper() for a in actors]
        _note_unknown(statements, wanted, run)
        statements = statements.filter(pl.col("actor").is_in(wanted))
    out = table(
        statements,
        known_targets(statements.columns),
        by=by or settings.series.by,
        every=every or settings.series.every,
        settings=settings.series,
        since=since,
        until=until,
    )
    return out, {**provenance_of(folder), "table": "series"}


def _note_unknown(statements: pl.DataFrame, wanted: Sequence[str], run: Path) -> None:
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


def speakers_table(statements: pl.DataFrame) -> pl.DataFrame:
    """One row for each speaker and actor: statements, articles, first and last day, labels."""
    import polars as pl

    from kzstance.series.selection import known_targets

    labels = [
        (pl.col(f"stance_{t}") == label).sum().alias(f"{t}_{label}")
        for t in known_targets(statements.columns)
        for label in ("favor", "against", "neutral", "unrelated")
    ]
    keys = ["speaker", "speaker_id", "actor", "actor_kind"]
    return (
        statements.filter(pl.col("speaker").is_not_null() | pl.col("actor").is_not_null())
        .group_by(keys)
        .agg(
            pl.len().alias("statements"),
            pl.col("cluster_id").n_unique().alias("clusters"),
            pl.col("article_id").n_unique().alias("articles"),
            pl.col("role").drop_nulls().mode().sort().first().alias("role"),
            pl.col("date").min().alias("first"),
            pl.col("date").max().alias("last"),
            *labels,
        )
        .sort(["statements", *keys], descending=[True, False, False, False, False], nulls_last=True)
    )


def named_table(run: Path, name: str, config: Path | None) -> tuple[pl.DataFrame, dict[str, str]]:
    """One of statements, articles, series, speakers, with the run's provenance."""
    folder = RunFolder(run)
    if name == "series":
        return series_table(run, config=config)
    provenance = {**provenance_of(folder), "table": name}
    statements = folder.statements()
    if name == "articles":
        return folder.articles(), provenance
    return speakers_table(statements) if name == "speakers" else statements, provenance


def report_page(run: Path, config: Path | None) -> str:
    """The report of a run as HTML."""
    from kzstance.carried import carried_words
    from kzstance.report import render
    from kzstance.report.rows import choose

    folder, settings = RunFolder(run), load(config)
    series, provenance = series_table(run, config=config)
    statements = folder.statements()
    explained = choose(statements, list(settings.targets), settings.report.explained)
    return render(
        statements,
        folder.articles(),
        series,
        config=settings,
        provenance=provenance,
        notices=_notices(settings),
        carried=carried_words(explained, settings),
    )


def _notices(settings: Config) -> list[str]:
    return [settings.report.notice] if settings.report.notice else []
