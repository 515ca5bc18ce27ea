"""Articles → shards → finished shard files. One shard is one task of an engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from kzstance.config import Config
from kzstance.pipeline import Pipeline
from kzstance.records import (
    ARTICLE_COLUMNS,
    STATEMENT_COLUMNS,
    Article,
    article_row,
    schema,
    stance_columns,
    statement_row,
)
from kzstance.runs.folder import write_json, write_table


@dataclass(frozen=True)
class Shard:
    """A batch of articles; ``digest`` tells whether a finished shard is of the same articles."""

    number: int
    articles: tuple[Article, ...]

    @property
    def digest(self) -> str:
        body = hashlib.sha256()
        for a in self.articles:
            body.update(
                repr((a.id, a.title, a.date, a.outlet, a.url, a.text)).encode("utf-8", "replace")
            )
        return body.hexdigest()


def shards(articles: Iterable[Article], size: int) -> Iterator[Shard]:
    """Shards of ``size`` articles, in order."""
    batch: list[Article] = []
    number = 0
    for article in articles:
        batch.append(article)
        if len(batch) == size:
            yield Shard(number, tuple(batch))
            batch, number = [], number + 1
    if batch:
        yield Shard(number, tuple(batch))


def folder_of(root: Path, number: int) -> Path:
    return root / f"{number:06d}"


def finished(root: Path, shard: Shard) -> dict[str, Any] | None:
    """The record of a shard that is done already, or None."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = folder_of(root, shard.number)
    try:
        found = orjson.loads((folder / "done.json").read_bytes())
        whole = found["digest"] == shard.digest and all(
            pq.read_metadata(folder / f"{table}.parquet").num_rows == found[count]
            for table, count in (("articles", "done"), ("statements", "statements"))
        )
        return {**found, "rejects": list(found["rejects"])} if whole else None
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None  # not there, or broken off: the shard is worked through again


def work(pipeline: Pipeline, config: Config, root: Path, shard: Shard) -> dict[str, Any]:
    """Work through a shard and write its tables; the record is written last."""
    import pyarrow as pa

    result = pipeline(shard.articles)
    folder = folder_of(root, shard.number)
    targets = list(config.targets)
    columns = STATEMENT_COLUMNS + stance_columns(targets)
    rows = [statement_row(r) for rows in result.rows for r in rows]
    write_table(folder / "statements.parquet", pa.Table.from_pylist(rows, schema(columns)))
    counts = [len(r) for r in result.rows]
    articles = [article_row(a, n) for a, n in zip(result.articles, counts, strict=True)]
    write_table(
        folder / "articles.parquet", pa.Table.from_pylist(articles, schema(ARTICLE_COLUMNS))
    )
    record = {
        "digest": shard.digest,
        "done": len(articles),
        "statements": len(rows),
        "rejects": [asdict(r) for r in result.rejects],
    }
    write_json(folder / "done.json", record)
    return record
