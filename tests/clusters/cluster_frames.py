"""Small frames for the tests of clusters."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from kzstance.config import Clusters, load

SETTINGS: Clusters = load().clusters
DAY = date(2022, 9, 28)
LONG = (
    "Kazakhstan has always respected the sovereignty and the territorial integrity of all states "
    "and it will not recognise the referendums that were held there"
)


def statements(*rows: dict[str, Any]) -> pl.DataFrame:
    """One row for each dict; by default Tokayev speaks on one day, in an article of his own."""
    filled = [
        {
            "statement_id": f"s{i}",
            "article_id": f"a{i}",
            "date": DAY,
            "text": LONG,
            "speaker": None,
            "speaker_id": "Q1",
            "actor": "KAZ",
        }
        | row
        for i, row in enumerate(rows)
    ]
    kinds = dict.fromkeys(
        ("statement_id", "article_id", "text", "speaker", "speaker_id", "actor"), pl.String
    )
    return pl.DataFrame(filled, schema_overrides={**kinds, "date": pl.Date})


def articles(texts: dict[str, str] | None = None) -> pl.DataFrame:
    """Articles by id; none by default, so that each statement's article is unlike all others."""
    texts = texts or {}
    return pl.DataFrame(
        {"article_id": list(texts), "text": list(texts.values())},
        schema={"article_id": pl.String, "text": pl.String},
    )
