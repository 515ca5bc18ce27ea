"""The columns ``cluster_id`` and ``cluster_size`` of the statement table."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import polars as pl

from kzstance.clusters.articles import near_duplicates
from kzstance.clusters.joining import join
from kzstance.clusters.nodes import nodes
from kzstance.clusters.pairs import likely
from kzstance.clusters.states import Reader
from kzstance.config import Clusters

PREFIX = "c-"


def assign(
    statements: pl.DataFrame, articles: pl.DataFrame, settings: Clusters, threads: int = 1
) -> pl.DataFrame:
    """``statements`` with its clusters, the rows in their order.

    ``statements`` needs ``statement_id``, ``article_id``, ``date`` and ``text``; ``speaker_id``,
    ``speaker`` and ``actor`` are used where they are there. ``articles`` needs ``article_id`` and
    ``text``. Two new columns: ``cluster_id``, ``c-`` and the smallest statement_id of the
    cluster; ``cluster_size``, its rows. Neither depends on the order of rows.

    One cluster holds one speaker (or actor), spans at most ``settings.days`` days, and never
    holds two statements of one article unless their words are the same.
    Raises ConfigError where ``settings.model`` is no model that gives states.
    """
    found = nodes(statements, near_duplicates(articles, settings))
    pairs = likely(found, Reader(Path(settings.model), threads), settings.days)
    sets = join(found, pairs, settings.same_probability, settings.days)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(len(found)):
        members[sets.find(i)].append(i)
    ids, sizes = [""] * len(statements), [0] * len(statements)
    for cluster in members.values():
        rows = [row for i in cluster for row in found[i].rows]
        name = PREFIX + min(found[i].id for i in cluster)
        for row in rows:
            ids[row], sizes[row] = name, len(rows)
    return statements.with_columns(
        pl.Series("cluster_id", ids, dtype=pl.String),
        pl.Series("cluster_size", sizes, dtype=pl.Int64),
    )
