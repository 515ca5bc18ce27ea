"""Tables → Parquet files with plain strings, whatever their size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

PART = 1 << 29  # bytes of text that are written at once; Arrow's plain strings hold two gigabytes


def write(table: pl.DataFrame, out: Path, schema: pa.Schema) -> None:
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for part in _parts(table):
            writer.write_table(part.to_arrow().cast(schema))


def plain_schema(table: pl.DataFrame, metadata: dict[str, Any]) -> pa.Schema:
    """The table's own, its strings plain."""
    own = table.clear().to_arrow().schema
    fields = [f.with_type(pa.string()) if pa.types.is_large_string(f.type) else f for f in own]
    return pa.schema(fields, metadata=metadata)


def _parts(table: pl.DataFrame) -> Iterator[pl.DataFrame]:
    text = pl.sum_horizontal(pl.lit(0), pl.col(pl.String).str.len_bytes().cast(pl.Int64))
    runs = table.select(text.cum_sum() // PART).to_series().rle().struct.field("len")
    start = 0
    for length in runs:
        yield table.slice(start, length)
        start += length
