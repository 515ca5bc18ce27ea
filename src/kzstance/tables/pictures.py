"""Pictures of a run's series."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kzstance.config import load
from kzstance.errors import UsageError
from kzstance.tables.lines import series_table

MOST = {"lines": 6, "heat": 20, "plane": 5}  # keys drawn where none is named
_LABEL = 60  # characters of a name that are drawn


def draw(
    run: Path,
    kind: str,
    out: Path,
    *,
    by: str | None = None,
    every: str | None = None,
    actors: Sequence[str] | None = None,
    config: Path | None = None,
) -> None:
    """Draw the series of a run to ``out``: ``lines``, ``heat`` or ``plane``.

    The keys are those with most statements that bear on a target. Raises UsageError where there
    is nothing to draw, or for ``plane`` where the run has one target.
    """
    import polars as pl

    from kzstance import plots
    from kzstance.plots.style import check
    from kzstance.report import points, words
    from kzstance.series import change_points, columns, read_events
    from kzstance.series.periods import between, label

    check(out)
    settings = load(config)
    every = every or settings.series.every
    alone = settings.series.window == 1  # else points share statements: no trend, no change points
    series, _ = series_table(run, by=by, every=every, actors=actors, trend=alone, config=config)
    if not alone:
        series = series.with_columns(
            pl.lit(None, dtype=pl.Float64).alias(c.name) for c in columns.TREND
        )
    bearing = pl.col("clusters") > pl.col("unrelated")
    series = series.with_columns(pl.when(bearing).then("index").alias("index"))
    by, found = points.read(series, by or settings.series.by)
    keys = points.ranked([p for p in found if p.drawn])[: MOST[kind]]
    if not keys:
        raise UsageError(f"plot {run}: no dated statement with a key {by!r} on a target")
    targets = series["target"].unique(maintain_order=True).sort().to_list()
    names = {t: s.name for t, s in settings.targets.items()}
    if by == "actor":
        names |= words.country_names(settings.speakers.rosters)
    names = {key: _short(names.get(key, key)) for key in (*targets, *keys)}
    if kind == "lines":
        events = read_events(Path(settings.series.events))
        changes = change_points(series if alone else series.clear(), settings.series)
        level = settings.series.level
        plots.draw_lines(series, changes, events, keys, targets, names, every, level, out)
    elif kind == "heat":
        starts = series["start"]
        days = between(starts.min(), starts.max(), every)  # type: ignore[arg-type]  # dates
        periods = [label(day, every) for day in days]
        plots.draw_heat(series, keys, targets, periods, names, out)
    else:
        if len(targets) < 2:
            raise UsageError(f"plot {run}: the plane needs two targets, the run has {targets}")
        plots.draw_plane(series, keys, (targets[0], targets[1]), names, out)


def _short(name: str) -> str:
    """So that the picture stays a picture."""
    return name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"
