"""What a single cell becomes in a format that has no lists, and what spreadsheets must not run."""

from __future__ import annotations

import re

import orjson
import polars as pl

# Spreadsheets take a cell that begins so for a formula. A text that begins with apostrophes
# before one of these is marked too, so that ``restore`` can tell it from a marked one.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")
# A spreadsheet that separates cells by semicolons or tabs parts a text at them, and at its lines.
_INSIDE = r"([;\t\r\n])('*[=+\-@])"
_MARKED_INSIDE = re.compile(r"([;\t\r\n])'('*[=+\-@])")


def neutralise(cell: str) -> str:
    """``cell`` with an apostrophe wherever a spreadsheet would take what follows for a formula."""
    cell = re.sub(_INSIDE, r"\1'\2", cell)
    return "'" + cell if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """The text that ``neutralise`` was given."""
    cell = cell[1:] if _MARKED.match(cell) else cell
    return _MARKED_INSIDE.sub(r"\1\2", cell)


def neutralised(table: pl.DataFrame) -> pl.DataFrame:
    """All string columns of ``table`` after ``neutralise``; numbers are left as they are."""
    risky = rf"\A({_FORMULA.pattern})"
    inside = pl.col(pl.String).str.replace_all(_INSIDE, "${1}'${2}")
    return table.with_columns(inside.str.replace(risky, "'${1}"))


def flat(table: pl.DataFrame) -> pl.DataFrame:
    """``table`` with lists and records as JSON text, and categories as text."""
    columns = []
    for name, kind in table.schema.items():
        if kind.is_nested():
            texts = [None if v is None else orjson.dumps(v).decode() for v in table[name].to_list()]
            columns.append(pl.Series(name, texts, dtype=pl.String))
        elif isinstance(kind, pl.Categorical | pl.Enum):
            columns.append(table[name].cast(pl.String))
    return table.with_columns(columns)
