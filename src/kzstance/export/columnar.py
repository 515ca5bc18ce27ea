"""Parquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from kzstance.parquet import plain_schema, write

PREFIX = "kzstance."


def parquet(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """Types kept; the provenance in the file's metadata, keys after ``kzstance.``."""
    metadata = {PREFIX + key: value for key, value in provenance.items()}
    write(table, out, plain_schema(table, metadata))
