"""One table to one file, whole or not at all."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import orjson
import polars as pl
from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]  # no types

from kzstance.errors import KzstanceError, UsageError
from kzstance.export import columnar, database, markup, text, workbook

Writer = Callable[[pl.DataFrame, Path, Mapping[str, str], str], None]

FORMATS: Mapping[str, Writer] = {
    "csv": text.csv,
    "jsonl": text.jsonl,
    "parquet": columnar.parquet,
    "xlsx": workbook.xlsx,
    "sqlite": database.sqlite,
    "md": markup.markdown,
    "latex": markup.latex,
}
BESIDE = ("csv", "jsonl", "md", "latex")  # these hold no provenance themselves
SUFFIX = ".provenance.json"


def write(table: pl.DataFrame, format: str, out: Path, provenance: Mapping[str, str]) -> None:
    """Writes ``table`` to ``out``, which is replaced if it is there.

    The file has a temporary name in its folder until it is whole. ``provenance`` goes into the
    file (parquet: metadata; xlsx: a sheet; sqlite: a table) or, for csv, jsonl, md and latex, to
    ``OUT.provenance.json`` beside it; with none, there is no such file. The table's name inside
    a database or a workbook is ``provenance["table"]``, or else the name of the file.

    Raises UsageError for an unknown format or a table that the format cannot hold, KzstanceError
    where the file cannot be written.
    """
    writer = FORMATS.get(format)
    if writer is None:
        near = get_close_matches(format, FORMATS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise UsageError(f"format {format!r}: expected one of {', '.join(FORMATS)}{hint}")
    if out.exists() and not out.is_file():
        raise KzstanceError(f"{out}: is not a plain file; give the path of a file to write")
    if not out.parent.is_dir():
        raise KzstanceError(f"{out}: there is no folder {out.parent}; create it first")
    name = provenance.get("table") or out.stem
    beside = out.with_name(out.name + SUFFIX)
    with _replacing(out) as temporary:
        writer(table, temporary, provenance, name)
    if format in BESIDE and provenance:
        with _replacing(beside) as temporary:
            options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
            temporary.write_bytes(orjson.dumps(dict(provenance), option=options))
    else:
        with _explained(beside):  # that of an earlier export would not be true of this one
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    target = out.resolve()
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        with _explained(out):
            yield temporary
            temporary.replace(target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _explained(out: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, XlsxWriterException) as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise KzstanceError(
            f"{out}: cannot be written ({reason}); give a folder that you may write to"
        ) from error
