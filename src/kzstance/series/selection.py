"""Which rows of the statement table enter a series, under which key, and on which date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import polars as pl

from kzstance.config import By, Series
from kzstance.errors import UsageError
from kzstance.records import LABELS

BY: tuple[By, ...] = get_args(By)


def restrict(statements: pl.DataFrame, settings: Series) -> pl.DataFrame:
    """The statements that the settings let count: by kind, confidence, nested or not. Where
    ``settings.reprints`` is set every row counts as a statement of its own."""
    kept = [pl.col("kind").is_in(list(settings.kinds))]
    if settings.min_confidence > 0:
        kept.append(pl.col("attribution_confidence") >= settings.min_confidence)
    if not settings.nested:
        kept.append(pl.col("nested_in").is_null())
    out = statements.filter(*kept)
    if settings.reprints:
        return out.with_columns(pl.col("statement_id").alias("cluster_id"))
    return out


def key_column(statements: pl.DataFrame, by: str) -> pl.Expr:
    """The key of each row, null where there is none.

    A speaker's key is the canonical name (the id where there is no name); where two people of
    one name have different ids in ``statements``, the id stands behind it in brackets.
    Raises UsageError where ``by`` is no dimension.
    """
    if by not in BY:
        raise UsageError(f"series by {by!r}: expected one of {', '.join(BY)}")
    if by != "speaker" or "speaker_id" not in statements.columns:
        return _filled(by)
    name, own = _filled("speaker"), _filled("speaker_id")
    namesakes = (
        statements.lazy()
        .select(name.alias("name"), own.alias("id"))
        .drop_nulls()
        .unique()
        .group_by("name")
        .len()
        .filter(pl.col("len") > 1)
        .collect()["name"]
    )
    marked = pl.when(name.is_in(namesakes.to_list()) & own.is_not_null())
    return marked.then(pl.format("{} ({})", name, own)).otherwise(pl.coalesce(name, own))


def _filled(column: str) -> pl.Expr:
    text = pl.col(column).cast(pl.String)
    return pl.when(text.str.len_chars() > 0).then(text)


def omitted(statements: pl.DataFrame, by: str) -> dict[str, int]:
    """Rows that a series by ``by`` leaves out, counted under the first reason that holds:
    ``no date``, then ``no actor`` (speaker, role, outlet). Both reasons are always there."""
    undated = pl.col("date").is_null()
    keyless = key_column(statements, by).is_null()
    counts = statements.select(
        undated.sum().alias("date"), (~undated & keyless).sum().alias("key")
    ).row(0)
    return {"no date": int(counts[0]), f"no {by}": int(counts[1])}


def probability_columns(target: str) -> list[str]:
    """The columns with the probabilities of ``target``, in the order of ``LABELS``."""
    return [f"p_{target}_{label}" for label in LABELS]


def known_targets(columns: Sequence[str]) -> list[str]:
    """The targets that a statement table has."""
    return [c.removeprefix("stance_") for c in columns if c.startswith("stance_")]


def check_targets(columns: Sequence[str], targets: Sequence[str]) -> None:
    """UsageError where the table has no probabilities for a target."""
    for target in targets:
        missing = [
            c for c in (*probability_columns(target), f"abstained_{target}") if c not in columns
        ]
        if missing:
            known = ", ".join(known_targets(columns)) or "none"
            raise UsageError(
                f"target {target!r}: no column {missing[0]!r} in the statement table, "
                f"which has the targets: {known}"
            )
