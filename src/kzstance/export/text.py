"""CSV (RFC 4180) and JSON Lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import orjson
import polars as pl

from kzstance.export.cells import flat, neutralised


def csv(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """UTF-8, lines end in CRLF, cells that hold quotes, commas or line ends are quoted.

    Null is an empty cell, an empty text ``""``. Texts that a spreadsheet would run have an
    apostrophe before them (``restore`` takes it off). The provenance stands in a file beside.
    """
    neutralised(flat(table)).write_csv(out, line_terminator="\r\n", quote_style="necessary")


def jsonl(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """One object a line, dates as ISO 8601, lists as lists, nothing escaped or neutralised.

    The provenance stands in a file beside.
    """
    with out.open("wb") as file:
        for row in table.iter_rows(named=True):
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
