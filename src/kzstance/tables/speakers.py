"""Who speaks how often, and how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzstance.records import LABELS, Column

if TYPE_CHECKING:
    import polars as pl


def speaker_columns(targets: Sequence[str]) -> tuple[Column, ...]:
    """The columns of the table of speakers, each with what it holds."""
    return (
        Column("speaker", "string?", "the person or body, as the roster or the text names it"),
        Column("speaker_id", "string?", "its id in the roster; empty where only the text names it"),
        Column("actor", "string?", "the country or organisation spoken for"),
        Column("actor_kind", "string?", "what the actor is"),
        Column("statements", "int", "rows of the statement table, reprints counted"),
        Column("clusters", "int", "distinct statements"),
        Column("articles", "int", "articles they stand in"),
        Column("role", "string?", "the most frequent office"),
        Column("first", "date?", "day of the first statement"),
        Column("last", "date?", "day of the last one"),
        *(
            Column(f"{t}_{label}", "int", f"rows labelled {label} toward {t}")
            for t in targets
            for label in LABELS
        ),
    )


def speakers_table(statements: pl.DataFrame) -> pl.DataFrame:
    """One row for each speaker and actor: statements, articles, first and last day, labels."""
    import polars as pl

    from kzstance.series.selection import known_targets

    labels = [
        (pl.col(f"stance_{t}") == label).sum().alias(f"{t}_{label}")
        for t in known_targets(statements.columns)
        for label in LABELS
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
