"""``.parquet``, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kzstance.config import Reading
from kzstance.errors import said
from kzstance.reading.broken import Broken
from kzstance.reading.fields import Item, found_of, names_of, no_text
from kzstance.reading.files import unreadable
from kzstance.reading.streams import seekable

BATCH = 64


def read(path: Path, parts: Iterable[bytes] | None, settings: Reading) -> Iterator[Item]:
    """The rows of the table; ``parts`` where the file is compressed once more."""
    import pyarrow as pa

    try:
        if parts is None:
            with path.open("rb") as file:
                yield from _rows(file, settings)
        else:
            with seekable(parts) as file:
                yield from _rows(file, settings)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise unreadable(error) from None
        why = said(error)  # Arrow calls bad bytes an OSError too
        raise Broken("parquet", f"not a whole Parquet file ({why}); fetch it again") from None


def _rows(file: Any, settings: Reading) -> Iterator[Item]:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(file)
    header = table.schema_arrow.names
    names = names_of(header, settings.columns)
    if "text" not in names:
        raise Broken("columns", no_text(header, settings.columns, "column"))
    number = size = 0
    for group in range(table.num_row_groups):
        size += table.metadata.row_group(group).total_byte_size
        if size > settings.max_bytes:
            raise Broken(
                "max_bytes",
                f"more than reading.max_bytes = {settings.max_bytes} bytes after decompression; "
                f"the rows after {number} were not read: split the file or raise the limit",
            )
        wanted = list(dict.fromkeys(names.values()))
        for batch in table.iter_batches(BATCH, row_groups=[group], columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield found_of(row, names, number, "utf-8")
