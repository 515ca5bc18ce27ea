"""The ledger of a run: every shard, how often it was begun, what came of it, and how fast.

It tells; it does not decide. What is done is what the shards' own files say, and a ledger that is
lost is written again from them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzstance.errors import InputError
from kzstance.runs.shards import Shard

_TABLES = """
CREATE TABLE IF NOT EXISTS shard (
  name TEXT PRIMARY KEY, state TEXT NOT NULL, articles INTEGER NOT NULL, attempts INTEGER NOT NULL,
  done INTEGER, rejected INTEGER, statements INTEGER, words INTEGER, seconds REAL
);
CREATE TABLE IF NOT EXISTS count (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""


class Ledger:
    """The ledger at ``path``, open for the run that has the folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._database = self._open(path)
        except sqlite3.OperationalError:  # somebody reads it, or the disk is full
            self._database = self._open(Path(":memory:"))
        except sqlite3.DatabaseError:
            path.unlink()  # broken off while it was written
            self._database = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, isolation_level=None)
        try:
            database.execute("PRAGMA synchronous = OFF")  # it can be written again
            database.executescript(_TABLES)
            database.execute("UPDATE shard SET state = 'broken' WHERE state = 'begun'")
        except sqlite3.DatabaseError:
            database.close()
            raise
        return database

    def close(self) -> None:
        self._database.close()

    def _write(self, statement: str, values: Sequence[object]) -> None:
        with suppress(sqlite3.OperationalError):  # a reader holds it; what it tells is late then
            self._database.execute(statement, values)

    def of_shards(self, records: Mapping[str, Mapping[str, Any]]) -> None:
        """What is done already; what is told of other shards is over."""
        with suppress(sqlite3.OperationalError):
            self._database.execute("BEGIN")
            names = {name for (name,) in self._database.execute("SELECT name FROM shard")}
            for name in names - records.keys():
                self._database.execute(
                    "DELETE FROM shard WHERE name = ? AND state = 'done'", (name,)
                )
            for name, record in records.items():
                self.finished(name, record)
            self._database.execute("COMMIT")

    def begun(self, shard: Shard) -> None:
        self._write(
            "INSERT INTO shard (name, state, articles, attempts) VALUES (?, 'begun', ?, 1) "
            "ON CONFLICT (name) DO UPDATE SET state = 'begun', attempts = attempts + 1",
            (shard.name, len(shard.listed)),
        )

    def finished(self, name: str, record: Mapping[str, Any]) -> None:
        self._write(
            "INSERT INTO shard VALUES (?, 'done', ?, 1, ?, ?, ?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE "
            "SET (state, done, rejected, statements, words, seconds) = ('done', excluded.done, "
            "excluded.rejected, excluded.statements, excluded.words, "
            "excluded.seconds)",
            (
                name,
                len(record["keys"]),
                record["done"],
                len(record["rejects"]),
                record["statements"],
                record["words"],
                record["seconds"],
            ),
        )

    def count(self, **values: int) -> None:
        """What was read, skipped and rejected on the way so far."""
        for item in values.items():
            self._write(
                "INSERT INTO count VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                item,
            )

    def whole(self) -> None:
        """Everything is done: what was begun and cut otherwise later is told no more."""
        self._write("DELETE FROM shard WHERE state != 'done'", ())


@dataclass(frozen=True, slots=True)
class Status:
    """How far a run is. ``read``, ``skipped`` and ``unreadable`` are None where reading has not
    begun; ``seconds`` are those of the shards, whoever worked through them at the same time."""

    read: int | None
    skipped: int | None
    unreadable: int | None
    whole: bool
    """Whether all inputs are read."""
    done: int
    rejected: int
    statements: int
    words: int
    seconds: float
    shards: Mapping[str, int]
    """By state: begun, broken, done."""
    repeated: int
    """Shards that were begun more than once."""


def status(path: Path) -> Status:
    """What the ledger at ``path`` says.

    Raises InputError where there is none.
    """
    if not path.is_file():
        raise InputError(f"{path}: no ledger; the run was not begun, or by another version")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            counts = dict(database.execute("SELECT name, value FROM count"))
            sums = database.execute(
                "SELECT total(done), total(rejected), total(statements), total(words), "
                "total(seconds), total(attempts > 1) FROM shard"
            ).fetchone()
            states = dict(database.execute("SELECT state, count(*) FROM shard GROUP BY state"))
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path}: cannot be read ({error}); start the run again") from None
    done, rejected, statements, words, seconds, repeated = sums
    return Status(
        counts.get("read"),
        counts.get("skipped"),
        counts.get("unreadable"),
        bool(counts.get("whole")),
        int(done),
        int(rejected),
        int(statements),
        int(words),
        float(seconds),
        states,
        int(repeated),
    )
