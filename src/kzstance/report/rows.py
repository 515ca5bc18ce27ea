"""The statements that the page lists, as plain data: for the table in JSON and the first page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kzstance.records import LABELS
from kzstance.report.excerpt import excerpt
from kzstance.report.safe import href

REPRINTS = 12  # of one statement, named in its detail; the number of all is given beside


def choose(statements: pl.DataFrame, targets: Sequence[str], most: int) -> pl.DataFrame:
    """At most ``most`` rows, those that bear on a target first; newest first, undated last."""
    order = ["date", "article_id", "start"]
    down = [True, False, False]
    if statements.height > most:
        bears = pl.any_horizontal(
            [pl.col(f"stance_{t}") != "unrelated" for t in targets] or [pl.lit(True)]
        )
        statements = (
            statements.with_columns(bears.alias("_bears"))
            .sort(["_bears", *order], descending=[True, *down], nulls_last=True)
            .head(most)
            .drop("_bears")
        )
    return statements.sort(order, descending=down, nulls_last=True)


def rows(
    chosen: pl.DataFrame,
    articles: pl.DataFrame,
    targets: Sequence[str],
    carried: Mapping[str, str],
) -> list[dict[str, Any]]:
    """One dict for each row, in order; every value is JSON's."""
    ids = chosen["article_id"].unique()
    wanted = articles.filter(pl.col("article_id").is_in(ids.implode()))
    texts = dict(wanted.select("article_id", "text").iter_rows())
    return [
        _row(r, texts.get(r["article_id"]), targets)
        | {"carried": carried.get(r["statement_id"], "")}
        for r in chosen.iter_rows(named=True)
    ]


def _row(r: Mapping[str, Any], article: str | None, targets: Sequence[str]) -> dict[str, Any]:
    pieces, cut_before, cut_after = excerpt(r, article)
    return {
        "id": r["statement_id"],
        "article": r["article_id"],
        "date": None if r["date"] is None else r["date"].isoformat(),
        "date_source": r["date_source"],
        "kind": r["kind"],
        "text": r["text"],
        "speaker": r["speaker"],
        "role": r["role"],
        "mention": r["mention"],
        "actor": r["actor"],
        "actor_kind": r["actor_kind"],
        "confidence": round(r["attribution_confidence"] or 0.0, 2),
        "title": r["title"],
        "outlet": r["outlet"],
        "url": r["url"],
        "href": href(r["url"]),
        "start": r["start"],
        "end": r["end"],
        "cluster": r["cluster_id"],
        "size": r["cluster_size"],
        "stance": [
            [r[f"stance_{t}"], bool(r[f"abstained_{t}"])]
            + [round(r[f"p_{t}_{label}"] or 0.0, 3) for label in LABELS]
            for t in targets
        ],
        "excerpt": pieces,
        "cut": [cut_before, cut_after],
    }


def reprints(statements: pl.DataFrame, chosen: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Cluster → its rows in other words: statement, outlet, date, title, address (some of them)."""
    ids = chosen.filter(pl.col("cluster_size") > 1)["cluster_id"].unique()
    if ids.is_empty():
        return {}
    members = (
        statements.filter(pl.col("cluster_id").is_in(ids.implode()))
        .sort("date", "article_id", "start", nulls_last=True)
        .select("cluster_id", "statement_id", "outlet", "date", "title", "url")
        .group_by("cluster_id", maintain_order=True)
        .head(REPRINTS + 1)
    )
    out: dict[str, list[dict[str, Any]]] = {}
    for cluster, statement, outlet, date, title, url in members.iter_rows():
        out.setdefault(cluster, []).append(
            {
                "id": statement,
                "outlet": outlet,
                "date": None if date is None else date.isoformat(),
                "title": title,
                "href": href(url),
            }
        )
    return out
