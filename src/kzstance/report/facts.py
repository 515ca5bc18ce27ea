"""What was counted, for the lead and the methods."""

from __future__ import annotations

from typing import Any

import polars as pl

from kzstance.records import KINDS


def gather(statements: pl.DataFrame, articles: pl.DataFrame) -> dict[str, Any]:
    """Counts of articles, statements, dates and kinds."""
    kinds = statements["kind"]
    return {
        "articles": articles.height,
        "quoting": statements["article_id"].n_unique(),
        "outlets": articles["outlet"].drop_nulls().n_unique(),
        "first": articles["date"].min(),
        "last": articles["date"].max(),
        "undated_articles": articles["date"].null_count(),
        "sources": sorted(
            articles.group_by("date_source").len().iter_rows(), key=lambda s: (-s[1], s[0])
        ),
        "languages": sorted(
            (str(lang or "unknown"), n) for lang, n in articles.group_by("lang").len().iter_rows()
        ),
        "statements": statements.height,
        "clusters": statements["cluster_id"].n_unique(),
        "undated": statements["date"].null_count(),
        "kinds": [(kind, int((kinds == kind).sum())) for kind in KINDS],
        "speakers": statements["speaker"].drop_nulls().n_unique(),
        "no_actor": statements["actor"].null_count(),
        "no_speaker": statements["speaker"].null_count(),
    }
