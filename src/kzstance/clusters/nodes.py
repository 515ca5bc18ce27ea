"""Rows that are surely one statement (same words, source and date) as one node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date

import polars as pl

from kzstance.clusters.shingles import Hashes, hashed, words
from kzstance.clusters.wording import Wording, wording

STATEMENT_SHINGLE = 3  # words


@dataclass(slots=True)
class Node:
    """One statement as one or more rows have it."""

    id: str
    """The smallest statement_id of its rows."""
    text: str
    words: tuple[str, ...]
    shingles: Hashes
    wording: Wording
    speaker: str | None
    """speaker_id, or the folded name after ``name:`` where the speaker has no id."""
    name: tuple[str, ...]
    actor: str | None
    day: int | None
    """Days since 0001-01-01; None where the date is not known."""
    groups: set[int] = field(default_factory=set)
    """Groups of near-duplicate articles that its articles belong to."""
    articles: set[str] = field(default_factory=set)
    rows: list[int] = field(default_factory=list)


def nodes(statements: pl.DataFrame, groups: Mapping[str, int]) -> list[Node]:
    """The nodes, in the order of their ids.

    ``groups`` maps an article_id to its group of near-duplicates; an article that it does not
    hold is a group of its own. Rows without date, or without speaker and actor, share a node
    only inside one group. The result does not depend on the order of ``statements``.
    """
    table = statements.select(
        pl.int_range(pl.len()).alias("row"),
        "statement_id",
        "article_id",
        "date",
        "text",
        *(_optional(statements, c) for c in ("speaker_id", "speaker", "actor")),
    ).sort("statement_id", "article_id", "text", "row")
    found: dict[tuple[object, ...], Node] = {}
    alone: dict[str, int] = {}
    for row, statement, article, date, text, speaker_id, speaker, actor in table.iter_rows():
        group = groups.get(article)
        if group is None:
            group = alone.setdefault(article, -1 - len(alone))
        tokens = tuple(words(text or "")) or (text or "",)
        name = tuple(words(speaker or ""))
        source = speaker_id or ("name:" + " ".join(name) if name else None)
        day = date.toordinal() if isinstance(date, Date) else None
        loose = day is None or not (source or actor)
        key = (tokens, source, actor, day, group if loose else None)
        node = found.get(key)
        if node is None:
            node = found[key] = Node(
                statement,
                text or "",
                tokens,
                hashed(tokens, STATEMENT_SHINGLE),
                wording(text or ""),
                source,
                name,
                actor,
                day,
            )
        node.groups.add(group)
        node.articles.add(article)
        node.rows.append(row)
    return list(found.values())


def _optional(table: pl.DataFrame, column: str) -> pl.Expr:
    if column in table.columns:
        return pl.col(column)
    return pl.lit(None, dtype=pl.String).alias(column)
