"""Small statement tables for the tests of series."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from kzstance.config import Series, load
from kzstance.records import LABELS

SETTINGS: Series = load().series.model_copy(update={"resamples": 200})
STRINGS = (
    "statement_id", "article_id", "outlet", "speaker", "speaker_id", "role", "actor", "cluster_id",
    "nested_in",
)  # fmt: skip


def p(favor: float = 0.0, against: float = 0.0, neutral: float = 0.0) -> dict[str, float]:
    """Probabilities toward Russia; the rest is unrelated."""
    values = (favor, against, neutral, 1 - favor - against - neutral)
    return {f"p_russia_{label}": v for label, v in zip(LABELS, values, strict=True)}


def statements(*rows: dict[str, Any]) -> pl.DataFrame:
    """One row for each dict; by default a cluster, an article and an outlet of its own."""
    filled = [
        {
            "statement_id": f"s{i}",
            "article_id": f"a{i}",
            "outlet": f"o{i}",
            "date": date(2022, 9, 28),
            "speaker": "Tokayev",
            "speaker_id": "Q1",
            "role": "president",
            "actor": "KAZ",
            "cluster_id": f"c{i}",
            "kind": "direct",
            "nested_in": None,
            "attribution_confidence": 0.9,
            "stance_russia": "neutral",
            "abstained_russia": False,
            **p(neutral=1.0),
        }
        | row
        for i, row in enumerate(rows)
    ]
    overrides = dict.fromkeys(STRINGS, pl.String) | {"date": pl.Date}
    return pl.DataFrame(filled, schema_overrides=overrides)
