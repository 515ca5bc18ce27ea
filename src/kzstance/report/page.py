"""The page: figures from the tables, words from the template, all of it in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kzstance.config import Config
from kzstance.records import KINDS, LABELS
from kzstance.report import (
    chart,
    counts,
    facts,
    findings,
    marks,
    plane,
    points,
    quality,
    rows,
    telling,
    words,
)
from kzstance.report.safe import csp_hash, href, json_block, scrub
from kzstance.series import restrict

PLAIN = 50  # statements in the page itself, read without JavaScript; the table's page size too
COUNTED = 30  # keys in the table of counts, each in a line of its own


@dataclass(frozen=True, slots=True)
class TargetView:
    """What the page says of one target."""

    key: str
    name: str
    description: str
    findings: list[findings.Finding]
    charts: list[chart.Chart]
    points: list[points.Point]
    telling: list[telling.Telling]


def render(
    statements: pl.DataFrame,
    articles: pl.DataFrame,
    series: pl.DataFrame,
    *,
    config: Config,
    provenance: Mapping[str, str],
    notices: Sequence[str] = (),
    carried: Mapping[str, str] | None = None,
    changes: pl.DataFrame | None = None,
    events: pl.DataFrame | None = None,
    halves: pl.DataFrame | None = None,
) -> str:
    """The whole report as HTML. It loads nothing and opens offline.

    ``series`` may group by anything; the report shows the grouping that the config names, else
    the first. ``notices`` stand at the top, before anything else. ``carried`` tells of some
    statements, by id, which words carried their labels. ``changes`` is the series' table of change
    points, ``events`` that of what was before and after each event, ``halves`` of what was in each
    half of the time.
    """
    targets = list(config.targets)
    by, every_point = points.read(series, config.series.by)
    every_point = [p for p in every_point if p.target in config.targets]
    counting = restrict(statements, config.series)
    names = words.country_names(config.speakers.rosters) if by == "actor" else {}
    ranking = points.ranked([p for p in every_point if p.drawn])
    drawn = ranking[: config.report.actors]
    chosen = rows.choose(statements, targets, config.report.statements)
    listed = rows.rows(chosen, articles, targets, carried or {})
    siblings = rows.reprints(statements, chosen)
    codes = statements["actor"].drop_nulls().unique().sort().to_list()
    if by != "actor":
        names = words.country_names(config.speakers.rosters)
    data = {
        "targets": [config.targets[t].name for t in targets],
        "labels": list(LABELS),
        "actors": {code: names.get(code, code) for code in codes},
        "page": PLAIN,
        "by": by,
        "rows": listed,
        "reprints": siblings,
    }
    steps = [] if changes is None else [c for c in changes.to_dicts() if c["by"] == by]
    both = {} if halves is None else {(r["key_a"], r["target_a"]): r for r in halves.to_dicts()}
    style, script = _asset("style.css"), _asset("table.js")
    template = _environment().get_template("page.html.j2")
    return template.render(
        csp="; ".join(
            (
                "default-src 'none'",
                f"script-src {csp_hash(script)}",
                f"style-src {csp_hash(style)}",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
            )
        ),
        # our own files; the hashes above are of exactly these characters
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        data=json_block(data),
        config=config,
        by=by,
        names=names,
        notices=list(notices),
        provenance=dict(provenance),
        views=[
            _view(t, every_point, counting, drawn, names, config, by, steps, both) for t in targets
        ],
        paths=_plane(every_point, targets, drawn, names, config),
        quality=quality.figures(provenance, targets),
        apart=_apart(events, by, drawn),
        ranking=ranking,
        drawn=drawn,
        counted=counts.count(statements, by, targets, COUNTED),
        facts=facts.gather(statements, articles),
        listed=listed,
        plain=listed[:PLAIN],
        siblings=siblings,
        codes=codes,
        kinds=KINDS,
        labels=LABELS,
        length=points.every(every_point, config.series.every),
        enough=max(config.series.min_clusters, config.report.min_n),
    )


def _view(
    target: str,
    every_point: Sequence[points.Point],
    statements: pl.DataFrame,
    drawn: Sequence[str],
    names: Mapping[str, str],
    config: Config,
    by: str,
    steps: Sequence[Mapping[str, Any]],
    both: Mapping[tuple[str, str], Mapping[str, Any]],
) -> TargetView:
    least, level = config.series.min_clusters, config.series.level
    shown = [p for p in every_point if p.key in drawn and p.drawn]
    length = points.every(every_point, config.series.every)
    starts = points.slots(shown, length)  # one time axis for all targets
    own = [p for p in shown if p.target == target]
    tallest = max((p.n for p in own), default=1)
    order = {"moved": 0, "same": 1, "few": 2}
    enough = max(least, config.report.min_n)
    of = {
        key: [
            c for c in steps if c["key"] == key and c["target"] == target and c["start"] in starts
        ]
        for key in drawn
    }
    sentences = [
        findings.find(own, key, enough, level, of[key], both.get((key, target))) for key in drawn
    ]
    return TargetView(
        key=target,
        name=config.targets[target].name,
        description=config.targets[target].description,
        findings=sorted(sentences, key=lambda f: order[f.verdict]),
        charts=[
            chart.draw(
                own,
                key,
                names.get(key, key),
                place,
                starts=starts,
                length=length,
                least=least,
                level=level,
                tallest=tallest,
                changes=of[key],
            )
            for place, key in enumerate(drawn)
        ],
        points=sorted(own, key=lambda p: (drawn.index(p.key), p.start)),
        telling=telling.telling(statements, by, target, drawn, config.report.telling),
    )


def _plane(
    every_point: Sequence[points.Point],
    targets: Sequence[str],
    drawn: Sequence[str],
    names: Mapping[str, str],
    config: Config,
) -> list[plane.Path]:
    """The paths toward the first two targets; none where there is one."""
    if len(targets) < 2:
        return []
    both = (targets[0], targets[1])
    return plane.paths(every_point, drawn, both, names, config.series.min_clusters)


def _apart(events: pl.DataFrame | None, by: str, drawn: Sequence[str]) -> list[dict[str, Any]]:
    """The events before and after which the index of a drawn key lies apart."""
    if events is None:
        return []
    clear = (pl.col("low") > 0) | (pl.col("high") < 0)
    ours = (pl.col("by") == by) & pl.col("key").is_in(list(drawn))
    return events.filter(ours & clear).sort("date", "key", "target").to_dicts()


def _asset(name: str) -> str:
    text = files("kzstance.report").joinpath(name).read_text(encoding="utf-8")
    if "</" in text:
        raise ValueError(f"{name} holds '</', which would end its element; write it otherwise")
    return text


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kzstance.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=scrub,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "signed": words.signed,
        "day": words.day,
        "period": words.period,
        "percent": words.percent,
        "href": href,
    }
    environment.globals |= {
        "count": words.count,
        "chart": vars(marks),
        "square": vars(plane),
        "last_day": points.last_day,
    }
    return environment
