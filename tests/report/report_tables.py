"""Invented tables for the report's tests: nobody in them exists. Seeded, so the same every time."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Any

import polars as pl

from kzstance.records import ARTICLE_COLUMNS, LABELS, Column, stable_id, statement_columns

TARGETS = ("russia", "ukraine_territorial_integrity")
TYPES: dict[str, Any] = {
    "string": pl.String,
    "int": pl.Int64,
    "float": pl.Float64,
    "bool": pl.Boolean,
    "date": pl.Date,
    "spans": pl.List(pl.List(pl.Int64)),
}
SERIES: dict[str, Any] = {
    "by": pl.String,
    "key": pl.String,
    "target": pl.String,
    "period": pl.String,
    "start": pl.Date,
    "index": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    **dict.fromkeys(
        (
            "clusters",
            "rows",
            "articles",
            "outlets",
            "speakers",
            "favor",
            "against",
            "neutral",
            "unrelated",
            "abstained",
        ),
        pl.Int64,
    ),
}
# actor → speaker, role, and how the two stances drift from 2014 to 2025
CAST = {
    "KAZ": ("Askhat Tulebergenov", "President of Kazakhstan", (0.6, -0.2), (0.1, 0.5)),
    "RUS": ("Gleb Vorontsev", "Foreign Minister of Russia", (0.9, 0.95), (-0.7, -0.9)),
    "USA": ("Dana Whitlock", "Spokesperson of the State Department", (-0.5, -0.85), (0.8, 0.9)),
    "UKR": ("Ostap Hrynchuk", "Ambassador of Ukraine", (-0.7, -0.95), (0.95, 0.98)),
    "EU": ("Marit Soleng", "High Representative of the EU", (-0.3, -0.8), (0.7, 0.9)),
}
SAID = (
    "We will not recognise changes of borders made by force",
    "Our partnership rests on trust and on a common history",
    "The principle of territorial integrity is not for bargaining",
    "Sanctions were never our choice, and we shall not help anyone around them",
    "Trade between our countries grew by a third within the year",
    "Nobody can dictate to us with whom we are friends",
)
OUTLETS = ("Steppe Courier", "Astana Ledger", "The Karatau Post", "Baikal Wire", "Meridian Daily")


def frame(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    schema = {c.name: TYPES[c.type.rstrip("?")] for c in columns}
    return pl.DataFrame([{n: r.get(n) for n in schema} for r in rows], schema=schema)


def article(
    ident: str,
    text: str,
    *,
    date: Date | None = None,
    title: str | None = "A title",
    outlet: str | None = "Steppe Courier",
    url: str | None = None,
    statements: int = 1,
) -> dict[str, Any]:
    return {
        "article_id": ident,
        "title": title,
        "outlet": outlet,
        "url": url,
        "lang": "en",
        "date": date,
        "date_source": "metadata" if date else "unknown",
        "source": "a.jsonl:1",
        "encoding": "utf-8",
        "sha256": "0" * 64,
        "statements": statements,
        "text": text,
    }


def statement(
    of: Mapping[str, Any],
    said: str,
    *,
    cue: str | None = "said",
    mention: str | None = None,
    labels: Sequence[str] = ("favor", "neutral"),
    sure: float = 0.8,
    **more: Any,
) -> dict[str, Any]:
    """A row of the statement table on ``said``, where it stands in the article's text."""
    text = of["text"]
    start = text.index(said)
    row: dict[str, Any] = {
        "statement_id": stable_id(of["article_id"], start),
        "start": start,
        "end": start + len(said),
        "spans": [[start, start + len(said)]],
        "text": said,
        "kind": "direct",
        "attribution_confidence": 0.9,
        "actor_kind": "government",
        **{
            n: of[n]
            for n in ("article_id", "title", "outlet", "url", "lang", "date", "date_source")
        },
    }
    for name, value in (("cue", cue), ("mention", mention)):
        at = text.find(value) if value else -1
        if value and at >= 0:
            row |= {name: value, f"{name}_start": at, f"{name}_end": at + len(value)}
    for target, label in zip(TARGETS, labels, strict=True):
        row[f"stance_{target}"] = label
        row |= {f"p_{target}_{x}": sure if x == label else (1 - sure) / 3 for x in LABELS}
        row[f"abstained_{target}"] = sure < 0.5
    row |= {"cluster_id": row["statement_id"], "cluster_size": 1}
    return row | more


def point(
    key: str, target: str, year: int, index: float | None, n: int, **more: Any
) -> dict[str, Any]:
    """A yearly row of the series with an interval of ±0.2 where n is 3 or more."""
    enough = n >= 3 and index is not None
    return {
        "by": "actor",
        "key": key,
        "target": target,
        "period": str(year),
        "start": Date(year, 1, 1),
        "index": index,
        "low": index - 0.2 if enough and index is not None else None,
        "high": index + 0.2 if enough and index is not None else None,
        "clusters": n,
        "rows": n,
        "articles": n,
        "outlets": 1,
        "speakers": 1,
        "favor": n,
        "against": 0,
        "neutral": 0,
        "unrelated": 0,
        "abstained": 0,
    } | more


def series(points: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(points), schema=SERIES)


def statements(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    return frame(statement_columns(TARGETS), rows)


def articles(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    return frame(ARTICLE_COLUMNS, rows)


def world(size: int = 300, seed: int = 7) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``size`` statements of five actors, 2014 to 2025, some reprinted, some undated."""
    random_ = random.Random(seed)
    told: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    while len(rows) < size:
        actor = random_.choices(list(CAST), weights=(9, 4, 3, 3, 2))[0]
        name, role, *drifts = CAST[actor]
        date = Date(2014, 1, 10) + timedelta(days=int(4330 * random_.random() ** 0.7))
        share = (date - Date(2014, 1, 1)).days / 4380
        labels, said = [], f"“{random_.choice(SAID)}, whatever the season {len(rows)},”"
        for a, b in drifts:
            bias = a + (b - a) * share
            weights = (max(0.02, bias) + 0.15, max(0.02, -bias) + 0.15, 0.3, 0.35)
            labels.append(random_.choices(LABELS, weights=weights)[0])
        text = (
            f"ASTANA — Delegates met for a second day behind closed doors, and few spoke of it.\n\n"
            f"{said} {name} said on the margins of the talks. Earlier the hosts had kept to "
            f"procedure, and the agenda was long.\n\nThe meeting goes on until Friday. " * 1
        )
        cluster, prints = f"c{len(rows)}", random_.choices((1, 2, 4), weights=(8, 2, 1))[0]
        sure = random_.choice((0.42, 0.6, 0.75, 0.9, 0.96))
        for _ in range(prints):
            one = article(
                f"a{len(told)}",
                text,
                date=None if random_.random() < 0.04 else date,
                title=f"Talks enter day two, {len(told)}",
                outlet=random_.choice(OUTLETS),
                url=f"https://news.example/{len(told)}",
            )
            told.append(one)
            rows.append(
                statement(
                    one,
                    said,
                    mention=name,
                    labels=labels,
                    sure=sure,
                    speaker=name,
                    role=role,
                    actor=actor,
                    speaker_id=f"inv-{actor}",
                    cluster_id=cluster,
                    cluster_size=prints,
                    kind=random_.choice(("direct", "direct", "indirect", "mixed")),
                )
            )
    return statements(rows), articles(told)


def indexed(table: pl.DataFrame, seed: int = 3) -> pl.DataFrame:
    """A yearly series of the table: the index over clusters with a small bootstrap."""
    random_ = random.Random(seed)
    out: list[dict[str, Any]] = []
    table = table.filter(pl.col("date").is_not_null() & pl.col("actor").is_not_null())
    for target in TARGETS:
        for (actor, year), part in table.group_by("actor", pl.col("date").dt.year()):
            once = part.unique("cluster_id", keep="first", maintain_order=True)
            ps = list(once.select(f"p_{target}_{x}" for x in LABELS).iter_rows())
            draws = sorted(_index(random_.choices(ps, k=len(ps))) for _ in range(200))
            labels = once[f"stance_{target}"]
            out.append(
                {
                    "by": "actor",
                    "key": actor,
                    "target": target,
                    "period": str(year),
                    "start": Date(int(str(year)), 1, 1),
                    "index": _index(ps),
                    "low": draws[5] if len(ps) >= 3 else None,
                    "high": draws[194] if len(ps) >= 3 else None,
                    "clusters": len(ps),
                    "rows": part.height,
                    "articles": part["article_id"].n_unique(),
                    "outlets": part["outlet"].n_unique(),
                    "speakers": 1,
                    "abstained": int(once[f"abstained_{target}"].sum()),
                    **{x: int((labels == x).sum()) for x in LABELS},
                }
            )
    return series(out)


def _index(ps: Sequence[tuple[float, ...]]) -> float:
    return sum(p[0] - p[1] for p in ps) / max(1e-9, sum(1 - p[3] for p in ps))
