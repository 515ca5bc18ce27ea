"""A run folder: where its tables and records stand, and how they are written and read.

RUN/run.json                 what made it: version, config, models, inputs, counts
RUN/statements/part-*.parquet
RUN/articles.parquet
RUN/rejects.jsonl  RUN/skipped.jsonl
RUN/ledger.sqlite            the shards: how often begun, what came of them, how fast
RUN/shards/                  finished work, from which a broken run goes on
RUN/spool/                   articles on their way to the workers, while a run is at work
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kzstance.errors import InputError, said
from kzstance.output import made, replacing

if TYPE_CHECKING:
    import polars as pl


_RECORD: Mapping[str, tuple[type, Any]] = {
    "program": (str, None), "settings": (dict, None), "inputs": (list, None),
    "models": (dict, {}), "counts": (dict, {}),
}  # fmt: skip
"""What a record holds: types, and what stands for it where it is left out."""


class RunFolder:
    """The paths and tables of one run."""

    lock_name = ".lock"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.statements_dir = path / "statements"
        self.articles_file = path / "articles.parquet"
        self.rejects_file = path / "rejects.jsonl"
        self.skipped_file = path / "skipped.jsonl"
        self.record_file = path / "run.json"
        self.ledger_file = path / "ledger.sqlite"
        self.lock_file = path / self.lock_name
        self.shards = path / "shards"
        self.spool = path / "spool"

    def record(self) -> dict[str, Any]:
        """What made the run.

        Raises InputError where the folder is no run.
        """
        if not self.record_file.is_file():
            raise InputError(
                f"{self.path}: not a run folder (no run.json); "
                f"make one with kzstance run … --out {self.path}"
            )
        try:
            out = orjson.loads(self.record_file.read_bytes())
        except (OSError, orjson.JSONDecodeError) as error:
            raise InputError(
                f"{self.record_file}: not the record of a run ({error}); give another folder"
            ) from None
        if not isinstance(out, dict) or not all(
            isinstance(out.get(key, default), kind) for key, (kind, default) in _RECORD.items()
        ):
            raise InputError(
                f"{self.record_file}: not the record of a run (expected an object with program, "
                "settings and inputs); give another folder"
            )
        return out

    def statements(self, without: Sequence[str] = ()) -> pl.DataFrame:
        """The statement table, or of a large one all columns but some.

        Raises InputError where the run is not finished.
        """
        parts = sorted(self.statements_dir.glob("part-*.parquet"))
        if not self.record().get("finished") or not parts:
            raise InputError(
                f"{self.path}: the run is not finished; "
                "start the same kzstance run again, it goes on"
            )
        return _tables(parts, without)

    def articles(self) -> pl.DataFrame:
        """The article table."""
        return _tables([self.articles_file])


def _tables(paths: Iterable[Path], without: Sequence[str] = ()) -> pl.DataFrame:
    import polars as pl

    try:
        parts = [pl.scan_parquet(p, glob=False).drop(without, strict=False) for p in paths]
        return pl.concat(parts).collect()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            f"a table of the run cannot be read ({said(error)}); start the same kzstance run again"
        ) from None


def write_bytes(path: Path, body: bytes) -> None:
    """Write under another name in the same folder, then rename."""
    with replacing(path) as temporary:
        temporary.write_bytes(body)


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    write_bytes(path, orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    write_bytes(path, b"".join(orjson.dumps(r) + b"\n" for r in rows))


def write_table(path: Path, table: Any) -> None:
    """An Arrow table → Parquet (zstd), written aside and renamed."""
    import pyarrow.parquet as pq

    made(path.parent)
    with replacing(path) as temporary:
        pq.write_table(table, temporary, compression="zstd")


def write_frame(path: Path, table: pl.DataFrame, schema: Any) -> None:
    """A table of any size → Parquet of that schema, written aside and renamed."""
    from kzstance import parquet

    made(path.parent)
    with replacing(path) as temporary:
        parquet.write(table, temporary, schema)
