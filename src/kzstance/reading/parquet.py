"""``.parquet``, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kzstance.config import Reading
from kzstance.errors import said
from kzstance.reading.broken import Broken, why
from kzstance.reading.fields import Bad, Item, Names, found_of, names_of, no_text
from kzstance.reading.files import unreadable
from kzstance.reading.streams import seekable

BATCH = 16


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
        reason = said(error)  # Arrow calls bad bytes an OSError too
        raise Broken("parquet", f"not a whole Parquet file ({reason}); fetch it again") from None


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
            columns: dict[str, Any] = {}
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                columns.setdefault(name, column)
            # one row at a time: a dictionary's long text may stand in each of them
            for i in range(batch.num_rows):
                number += 1
                yield _row(columns, i, names, number)


def _row(columns: dict[str, Any], i: int, names: Names, number: int) -> Item:
    """A row of a batch; Bad where a cell of it cannot be read."""
    row = {}
    for name, column in columns.items():
        try:
            row[name] = _cell(column[i])
        except MemoryError:
            raise
        except Exception as error:  # of Arrow and of time zones, by what stands there
            return Bad(number, "parquet", f"{name[:40]!r} cannot be read ({why(error)}); mend it")
    return found_of(row, names, number, "utf-8")


def _cell(scalar: Any) -> Any:
    """The value; bytes as text, a time to the microsecond, in UTC where its zone is unknown."""
    import pyarrow as pa

    try:
        value = scalar.as_py()
    except Exception:
        if not pa.types.is_timestamp(scalar.type):
            raise
        unit = "us" if scalar.type.unit == "ns" else scalar.type.unit
        return scalar.cast(pa.timestamp(unit), safe=False).as_py()
    return value.decode() if isinstance(value, bytes) else value
