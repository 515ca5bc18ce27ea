"""The statements that speak most clearly for a side, of each key that is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from kzstance.series import key_column

Side = Literal["favor", "against"]
SIDES: tuple[Side, ...] = ("favor", "against")
_LEAST = 0.7  # probability of the label
_ATTRIBUTED = 0.8  # confidence of the attribution
_WORDS = (6, 80)  # a shorter statement says little alone, a longer one is no quotation


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement with what makes it tell: the probability of its label."""

    key: str
    side: Side
    probability: float
    row: dict[str, Any]


def telling(
    statements: pl.DataFrame, by: str, target: str, keys: Sequence[str], each: int
) -> list[Telling]:
    """For each key and side at most ``each`` statements, the surest label and attribution first.

    None under ``_LEAST`` or ``_ATTRIBUTED``; one of a cluster and, where there are others, one of
    a speaker.
    """
    if statements.is_empty():
        return []
    length = pl.col("text").str.split(" ").list.len()
    sure = statements.with_columns(key_column(statements, by).alias("_key")).filter(
        pl.col("_key").is_in(list(keys)),
        pl.col("date").is_not_null(),
        pl.max_horizontal(f"p_{target}_{side}" for side in SIDES) >= _LEAST,
        length.is_between(*_WORDS),
        pl.col("attribution_confidence") >= _ATTRIBUTED,
        pl.col("nested_in").is_null(),  # what somebody says that another said is less sure
    )
    out: list[Telling] = []
    for key in keys:
        for side in SIDES:
            p = f"p_{target}_{side}"
            ours = (
                sure.filter((pl.col("_key") == key) & (pl.col(f"stance_{target}") == side))
                .with_columns(
                    (pl.col(p) * pl.col("attribution_confidence").fill_null(0.0)).alias("_sure")
                )
                .sort(["_sure", "statement_id"], descending=[True, False])
                .unique("cluster_id", keep="first", maintain_order=True)
            )
            others = ours.unique("speaker", keep="first", maintain_order=True)
            best = pl.concat([others, ours]).unique("statement_id", maintain_order=True).head(each)
            out += [Telling(key, side, r[p], r) for r in best.iter_rows(named=True)]
    return out
