"""Who speaks how often, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


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
