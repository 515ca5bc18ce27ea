"""SQLite and DuckDB."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import polars as pl

from kzstance.errors import UsageError
from kzstance.export.cells import flat

PROVENANCE = "provenance"


def sqlite(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """One table of that ``name`` with typed columns, and a table ``provenance`` (key, value).

    Dates are TEXT (ISO 8601), lists JSON text, true and false INTEGER 1 and 0.
    """
    if name.casefold() == PROVENANCE or name.casefold().startswith("sqlite_"):
        raise UsageError(f"table name {name!r}: taken in SQLite; name the table otherwise")
    table = flat(table)
    dated = [c for c, kind in table.schema.items() if kind.is_temporal()]
    kinds = [f"{_quoted(c)} {_affinity(kind)}" for c, kind in table.schema.items()]
    marks = ", ".join("?" * len(kinds))
    rows = table.with_columns(pl.col(dated).cast(pl.String)).iter_rows()
    with closing(sqlite3.connect(out)) as database, database:
        database.execute("PRAGMA journal_mode = MEMORY")
        database.execute(f"CREATE TABLE {_quoted(name)} ({', '.join(kinds)})")
        # names are quoted, values are bound
        database.executemany(f"INSERT INTO {_quoted(name)} VALUES ({marks})", rows)  # noqa: S608
        database.execute(f"CREATE TABLE {PROVENANCE} (key TEXT PRIMARY KEY, value TEXT)")
        database.executemany(f"INSERT INTO {PROVENANCE} VALUES (?, ?)", provenance.items())  # noqa: S608


def duckdb(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """One table of that ``name``, its types kept, and a table ``provenance`` (key, value)."""
    import duckdb as engine  # takes a tenth of a second

    if name.casefold() == PROVENANCE:
        raise UsageError(f"table name {name!r}: taken by the provenance; name the table otherwise")
    notes = pl.DataFrame(
        {"key": list(provenance), "value": list(provenance.values())},
        schema={"key": pl.String, "value": pl.String},
    )
    try:
        database = engine.connect(str(out))
    except engine.Error as error:
        raise OSError(str(error)) from error
    with closing(database):
        for title, rows in ((name, table), (PROVENANCE, notes)):
            database.register("given", rows.to_arrow())
            database.execute(f"CREATE TABLE {_quoted(title)} AS SELECT * FROM given")  # noqa: S608
            database.unregister("given")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _affinity(kind: pl.DataType) -> str:
    if kind.is_integer() or kind == pl.Boolean:
        return "INTEGER"
    return "REAL" if kind.is_float() else "TEXT"
