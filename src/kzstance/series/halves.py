"""The earlier half of the time beside the later one: the change that most statements speak to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta

import polars as pl

from kzstance.config import Series
from kzstance.series.compare import COLUMNS, Side, compare


def halves(
    statements: pl.DataFrame,
    starts: Sequence[Date],
    keys: Sequence[str],
    targets: Sequence[str],
    *,
    by: str,
    settings: Series,
) -> pl.DataFrame:
    """One row for each key and target, the columns of ``compare``: what was said before the middle
    one of the periods ``starts`` and from its first day on. None where there is one period."""
    if len(starts) < 2:
        return pl.DataFrame(schema=COLUMNS)
    middle = sorted(starts)[len(starts) // 2]
    pairs = [
        (Side(key, target, None, middle - timedelta(days=1)), Side(key, target, middle, None))
        for key in keys
        for target in targets
    ]
    return compare(statements, pairs, by=by, settings=settings)
