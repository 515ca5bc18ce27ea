"""The report of a run."""

from __future__ import annotations

from pathlib import Path

from kzstance.config import Config, load
from kzstance.runs.folder import RunFolder
from kzstance.tables.answers import around_events
from kzstance.tables.lines import series_table
from kzstance.tables.provenance import provenance_of


def report_page(run: Path, config: Path | None) -> str:
    """The report of a run as HTML."""
    from kzstance.carried import carried_words
    from kzstance.report import points, render
    from kzstance.report.rows import choose
    from kzstance.series import change_points, halves, restrict
    from kzstance.series.selection import check_targets

    folder, settings = RunFolder(run), load(config)
    series, _ = series_table(run, config=config)
    statements = folder.statements()
    check_targets(statements.columns, list(settings.targets))
    counting = restrict(statements, settings.series)
    by, found = points.read(series, settings.series.by)
    drawn = [p for p in found if p.drawn]
    explained = choose(statements, list(settings.targets), settings.report.explained)
    return render(
        statements,
        folder.articles(),
        series,
        config=settings,
        provenance=provenance_of(folder),
        notices=_notices(settings),
        carried=carried_words(explained, settings),
        changes=change_points(series, settings.series) if settings.series.window == 1 else None,
        events=around_events(counting, series, settings),
        halves=halves(
            counting,
            points.slots(drawn, points.every(found, settings.series.every)),
            points.ranked(drawn)[: settings.report.actors],
            list(settings.targets),
            by=by,
            settings=settings.series,
        ),
    )


def _notices(settings: Config) -> list[str]:
    return [settings.report.notice] if settings.report.notice else []
