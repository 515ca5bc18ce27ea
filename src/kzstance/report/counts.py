"""Who was found saying how much: the table of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kzstance.records import LABELS


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the table; ``key`` is None for statements whose source was not resolved."""

    key: str | None
    others: int
    """How many keys this line sums up, 0 where it is a single one."""
    rows: int
    clusters: int
    articles: int
    outlets: int
    undated: int
    labels: dict[str, dict[str, int]]
    """Target → label (and ``abstained``) → rows."""


def count(statements: pl.DataFrame, by: str, targets: Sequence[str], most: int) -> list[Count]:
    """The ``most`` most quoted keys, then the others in one line, then the unresolved."""
    if statements.is_empty() or by not in statements.columns:
        return []
    sizes = (
        statements.filter(pl.col(by).is_not_null())
        .group_by(by)
        .agg(pl.col("cluster_id").n_unique().alias("n"))
        .sort(["n", by], descending=[True, False])
    )
    keys = sizes[by].to_list()
    shown, rest = keys[:most], keys[most:]
    out = [_line(statements.filter(pl.col(by) == k), targets, key=k) for k in shown]
    if rest:
        frame = statements.filter(pl.col(by).is_in(rest))
        out.append(_line(frame, targets, key=None, others=len(rest)))
    unknown = statements.filter(pl.col(by).is_null())
    if not unknown.is_empty():
        out.append(_line(unknown, targets, key=None))
    return out


def _line(
    frame: pl.DataFrame, targets: Sequence[str], *, key: str | None, others: int = 0
) -> Count:
    labels: dict[str, dict[str, int]] = {}
    for target in targets:
        column = frame[f"stance_{target}"]
        labels[target] = {label: int((column == label).sum()) for label in LABELS}
        labels[target]["abstained"] = int(frame[f"abstained_{target}"].sum())
    return Count(
        key=key,
        others=others,
        rows=frame.height,
        clusters=frame["cluster_id"].n_unique(),
        articles=frame["article_id"].n_unique(),
        outlets=frame["outlet"].drop_nulls().n_unique(),
        undated=frame["date"].null_count(),
        labels=labels,
    )
