"""Articles → shards → finished shard files. One shard is one task of an engine.

A shard is named after its articles. What is done is known by article, not by place: articles that
come to the inputs later make shards of their own, and nothing is worked through twice.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from kzstance.config import Config, Runs
from kzstance.limits import LIMITS
from kzstance.pipeline import Pipeline, Result
from kzstance.records import (
    ARTICLE_COLUMNS,
    STATEMENT_COLUMNS,
    Reject,
    article_row,
    schema,
    stance_columns,
    statement_row,
)
from kzstance.runs.folder import write_json, write_table
from kzstance.runs.spool import Listed
from kzstance.runs.store import DONE, Store

LOST = "lost"


@dataclass(frozen=True)
class Shard:
    """A batch of articles, as they stand in the spool."""

    listed: tuple[Listed, ...]

    @property
    def keys(self) -> list[str]:
        return [item.key for item in self.listed]

    @property
    def name(self) -> str:
        return hashlib.sha256(" ".join(self.keys).encode()).hexdigest()[:16]


def shards(listed: Iterable[Listed], size: int, characters: int) -> Iterator[Shard]:
    """Shards of at most ``size`` articles, in order; one that holds ``characters`` is full."""
    batch: list[Listed] = []
    length = 0
    for item in listed:
        batch.append(item)
        length += item.characters
        if len(batch) == size or length >= characters:
            yield Shard(tuple(batch))
            batch, length = [], 0
    if batch:
        yield Shard(tuple(batch))


def finished(root: Path, config: Config) -> dict[str, dict[str, Any]]:
    """The records of the shards that are whole and made with these settings, by name; not of those
    from which an article was lost, or rejected by a limit that is higher now."""
    settings = config.digest()
    found = {}
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        record = _record(folder)
        if record is None or record["settings"] != settings or _again(record, config.runs):
            continue
        found[folder.name] = record
    return found


def _again(record: Mapping[str, Any], limits: Runs) -> bool:
    errors = {r["error"] for r in record["rejects"]}
    return LOST in errors or any(
        name in errors and getattr(limits, name) > record["limits"][name] for name in LIMITS
    )


def _record(folder: Path) -> dict[str, Any] | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found: dict[str, Any] = orjson.loads((folder / DONE).read_bytes())
        whole = all(
            pq.read_metadata(folder / f"{table}.parquet").num_rows == found[count]
            for table, count in (("articles", "done"), ("statements", "statements"))
        )
        found["limits"], found["settings"]
        counted = len(found["keys"]) == len(found["ids"]) == found["done"] + len(found["rejects"])
        return found if whole and counted else None
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None  # not there, or broken off: its articles are worked through again


def work(pipeline: Pipeline, config: Config, store: Store, shard: Shard) -> dict[str, Any]:
    """Work through a shard and write its tables; the record is written last."""
    began = time.perf_counter()
    articles = store.spool.articles(shard.listed)
    result = pipeline(articles)
    words = sum(len(a.text.split()) for a in articles)
    return _write(config, store, shard, result, words, time.perf_counter() - began)


def refuse(config: Config, store: Store, shard: Shard) -> dict[str, Any]:
    """The record of a shard that no worker survives: every article of it is rejected."""
    message = (
        "no worker came to the end of it: it died, or did not give up after runs.article_seconds "
        f"= {config.runs.article_seconds:g}; report it, with the article if you may"
    )
    rejects = [Reject(a.id, "runs", LOST, message) for a in shard.listed]
    return _write(config, store, shard, Result(rejects=rejects), 0, 0.0)


def _write(
    config: Config, store: Store, shard: Shard, result: Result, words: int, seconds: float
) -> dict[str, Any]:
    import pyarrow as pa

    folder = store.root / shard.name
    columns = STATEMENT_COLUMNS + stance_columns(list(config.targets))
    rows = [statement_row(r) for rows in result.rows for r in rows]
    write_table(folder / "statements.parquet", pa.Table.from_pylist(rows, schema(columns)))
    counts = [len(r) for r in result.rows]
    articles = [article_row(a, n) for a, n in zip(result.articles, counts, strict=True)]
    write_table(
        folder / "articles.parquet", pa.Table.from_pylist(articles, schema(ARTICLE_COLUMNS))
    )
    record = {
        "ids": [a.id for a in shard.listed],
        "keys": shard.keys,
        "done": len(articles),
        "statements": len(rows),
        "rejects": [asdict(r) for r in result.rejects],
        "settings": config.digest(),
        "limits": {name: getattr(config.runs, name) for name in LIMITS},
        "words": words,
        "seconds": seconds,
    }
    write_json(folder / DONE, record)
    store.put(shard.name)
    return record
