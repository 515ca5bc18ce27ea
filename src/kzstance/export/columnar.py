"""Parquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

PREFIX = "kzstance."


def parquet(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """Types kept; the provenance in the file's metadata, keys after ``kzstance.``."""
    arrow = table.to_arrow()
    fields = [
        f.with_type(pa.string()) if pa.types.is_large_string(f.type) else f for f in arrow.schema
    ]
    metadata = {PREFIX + key: value for key, value in provenance.items()}
    pq.write_table(arrow.cast(pa.schema(fields, metadata=metadata)), out, compression="zstd")
