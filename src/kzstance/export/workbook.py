"""Excel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Date
from math import isfinite
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from kzstance.errors import UsageError
from kzstance.export.cells import flat, neutralise

MAX_ROWS = 1_048_576  # of a sheet, the header among them
MAX_COLUMNS = 16_384
MAX_CELL = 32_767  # UTF-16 units of one cell
_EXACT = 2**53  # a larger whole number loses digits in Excel
_FIRST_DAY = Date(1900, 3, 1)  # before it, Excel's calendar is wrong
_NOT_XML = re.compile("[\ufffe\uffff]")
_SHEET = re.compile(r"[\[\]:*?/\\']")
_SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """A sheet of that ``name`` and a sheet ``provenance``.

    Dates are real dates, shown as ISO 8601. Texts are written as texts, never as formulas or
    links, neutralised as in CSV, and cut with a note where Excel would refuse them.
    Raises UsageError where the table has more rows or columns than a sheet.
    """
    if len(table) >= MAX_ROWS or table.width > MAX_COLUMNS:
        raise UsageError(
            f"xlsx: the table has {len(table):,} rows and {table.width:,} columns, a sheet holds "
            f"{MAX_ROWS - 1:,} and {MAX_COLUMNS:,}; export it as csv, parquet or sqlite"
        )
    title = _SHEET.sub("_", name)[:31] or "table"
    with xlsxwriter.Workbook(str(out), _SETTINGS) as book:
        bold = book.add_format({"bold": True})
        iso = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(title if title.casefold() != "provenance" else "table")
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(table.columns):
            sheet.write_string(0, column, shown(header), bold)
        for at, row in enumerate(flat(table).iter_rows(), 1):
            for column, value in enumerate(row):
                _cell(sheet, at, column, value, iso)
        notes = book.add_worksheet("provenance")
        for at, pair in enumerate(provenance.items()):
            for column, value in enumerate(pair):
                notes.write_string(at, column, shown(value))


def shown(text: str) -> str:
    """``text`` as a cell holds it: neutralised, at most ``MAX_CELL`` UTF-16 units."""
    text = _NOT_XML.sub("\ufffd", neutralise(text))
    if len(text) <= MAX_CELL // 2 or _units(text) <= MAX_CELL:
        return text
    note = f" … [cut: {len(text):,} characters]"
    room = (MAX_CELL - _units(note)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cell(sheet: Any, row: int, column: int, value: object, iso: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Date) and type(value) is Date and value >= _FIRST_DAY:
        sheet.write_datetime(row, column, value, iso)
    elif isinstance(value, int) and abs(value) <= _EXACT:
        sheet.write_number(row, column, value)
    elif isinstance(value, float):
        if isfinite(value):
            sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, shown(str(value)))
