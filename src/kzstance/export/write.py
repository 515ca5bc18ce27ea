"""One table to one file, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path

import orjson
import polars as pl
from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]  # no types

from kzstance.errors import UsageError
from kzstance.export import columnar, database, markup, text, workbook
from kzstance.output import explained, replacing

Writer = Callable[[pl.DataFrame, Path, Mapping[str, str], str], None]

FORMATS: Mapping[str, Writer] = {
    "csv": text.csv,
    "jsonl": text.jsonl,
    "parquet": columnar.parquet,
    "xlsx": workbook.xlsx,
    "sqlite": database.sqlite,
    "duckdb": database.duckdb,
    "md": markup.markdown,
    "latex": markup.latex,
}
BESIDE = ("csv", "jsonl", "md", "latex")  # these hold no provenance themselves
SUFFIX = ".provenance.json"


def write(table: pl.DataFrame, format: str, out: Path, provenance: Mapping[str, str]) -> None:
    """Writes ``table`` to ``out``, which is replaced if it is there.

    The file has a temporary name in its folder until it is whole. ``provenance`` goes into the
    file (parquet: metadata; xlsx: a sheet; sqlite, duckdb: a table) or, for csv, jsonl, md and
    latex, to ``OUT.provenance.json`` beside it; with none, there is no such file. The table's name
    inside a database or a workbook is ``provenance["table"]``, or else the name of the file.

    Raises UsageError for an unknown format or a table that the format cannot hold, InputError
    where the file cannot be written.
    """
    writer = FORMATS.get(format)
    if writer is None:
        near = get_close_matches(format, FORMATS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise UsageError(f"format {format!r}: expected one of {', '.join(FORMATS)}{hint}")
    name = provenance.get("table") or out.stem
    beside = out.with_name(out.name + SUFFIX)
    with replacing(out, sqlite3.Error, XlsxWriterException) as temporary:
        writer(table, temporary, provenance, name)
    if format in BESIDE and provenance:
        with replacing(beside) as temporary:
            options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
            temporary.write_bytes(orjson.dumps(dict(provenance), option=options))
    else:
        with explained(beside):  # that of an earlier export would not be true of this one
            beside.unlink(missing_ok=True)
