"""The columns ``cluster_id`` and ``cluster_size`` of the statement table."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from kzstance.clusters.alike import related, similarity
from kzstance.clusters.articles import near_duplicates
from kzstance.clusters.joining import join
from kzstance.clusters.nodes import nodes
from kzstance.clusters.pairs import candidates
from kzstance.config import Clusters

PREFIX = "c-"


def assign(statements: pl.DataFrame, articles: pl.DataFrame, settings: Clusters) -> pl.DataFrame:
    """``statements`` with its clusters, the rows in their order.

    ``statements`` needs ``statement_id``, ``article_id``, ``date`` and ``text``; ``speaker_id``,
    ``speaker`` and ``actor`` are used where they are there. ``articles`` needs ``article_id`` and
    ``text``. Two new columns: ``cluster_id``, ``c-`` and the smallest statement_id of the
    cluster; ``cluster_size``, its rows. Neither depends on the order of rows.

    One cluster holds one speaker (or actor), spans at most ``settings.days`` days, and never
    holds two statements of one article unless their words are the same.
    """
    found = nodes(statements, near_duplicates(articles, settings))
    threshold, days = settings.statement_threshold, settings.days
    pairs = [
        (score, i, j)
        for i, j in candidates(found, threshold, days)
        if related(found[i], found[j], days)
        and (score := similarity(found[i], found[j], threshold)) > 0
    ]
    sets = join(found, pairs, days)
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
