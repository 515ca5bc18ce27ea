"""The main job: inputs → run folder. Resumes, refuses another run's folder, counts add up."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzstance.config import Config
from kzstance.errors import InputError, KzstanceError, said
from kzstance.output import utf8
from kzstance.records import (
    ARTICLE_COLUMNS,
    Reject,
    schema,
    statement_columns,
)
from kzstance.runs.engines import serial
from kzstance.runs.folder import RunFolder, write_frame, write_json, write_jsonl
from kzstance.runs.ledger import Ledger
from kzstance.runs.lock import alone, alone_at
from kzstance.runs.processes import processes
from kzstance.runs.provenance import prepare, provenance
from kzstance.runs.readers import listed
from kzstance.runs.shards import Shard, finished, shards
from kzstance.runs.source import Source
from kzstance.runs.spool import Spool
from kzstance.runs.store import Store, mirrored
from kzstance.runs.tasks import Done
from kzstance.urls import of_this_machine

if TYPE_CHECKING:
    import polars as pl

_SEND = 60.0  # seconds between copies of the ledger to an url: of a large run it is megabytes

Progress = Callable[[int, int], None]
"""Called with (articles done, statements found) as shards are finished."""
Engine = Callable[
    [Config, Store, Iterator[Shard], Callable[[Shard], None]], Generator[Done, None, None]
]


@dataclass
class Summary:
    """What a run did; ``read`` = done + skipped + rejected."""

    read: int = 0
    done: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)

    @property
    def reject_share(self) -> float:
        return sum(self.rejected.values()) / self.read if self.read else 0.0


def run(
    inputs: Sequence[str],
    out: Path | str,
    config: Config,
    *,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Work through all articles of ``inputs`` and write the run folder ``out``, a path or an url.

    Raises InputError where an input does not exist or ``out`` is another run's folder,
    KzstanceError where the counts do not add up.
    """
    place = of_this_machine(out)
    if place is not None:
        if utf8(str(place)) != str(place):
            raise InputError(f"{utf8(str(place))}: not a name in UTF-8; give another --out")
        if place.exists() and not place.is_dir():
            raise InputError(f"{place}: a file, expected a folder for the run; give another --out")
        return _run(inputs, RunFolder(place), None, config, fresh, progress)
    url = str(out).rstrip("/")
    if url.endswith(":"):
        raise InputError(f"{out}: names no folder; write where it is after the slashes")
    with alone_at(url), mirrored(url) as copy:
        return _run(inputs, RunFolder(copy), url, config, fresh, progress)


def _run(
    inputs: Sequence[str],
    folder: RunFolder,
    url: str | None,
    config: Config,
    fresh: bool,
    progress: Progress | None,
) -> Summary:
    from kzstance.reading import discover

    files = discover(inputs, config.reading, without=url or folder.path)
    record = provenance(config, inputs)
    # Workers on other machines find the articles where they find the run.
    there = f"{url}/{folder.spool.name}" if url and config.runs.engine == "ray" else None
    spool = Spool(folder.spool, there)
    store = Store(folder.shards, spool, url)
    with alone(folder):
        prepare(folder, store, record, fresh)
        with (
            closing(Ledger(folder.ledger_file)) as ledger,
            spool.empty(),
            closing(listed(files, config, spool)) as items,
        ):
            source = Source(items)
            records = _work(store, config, source, ledger, progress)
            summary = _finish(folder, store, config, source, records)
            _record(folder, record, source, summary)
    return summary


def _work(
    store: Store, config: Config, source: Source, ledger: Ledger, progress: Progress | None
) -> dict[str, dict[str, Any]]:
    """Every article of ``source`` that is not done yet; the records of all shards, by name."""
    records = finished(store.root, config)
    for path in store.root.iterdir() if store.root.is_dir() else ():
        if path.name not in records:
            store.remove(path.name)
    ledger.of_shards(records)
    known = {key for r in records.values() for key in r["keys"]}

    totals = [0, 0]

    def add(record: Mapping[str, Any]) -> None:
        totals[0] += record["done"] + len(record["rejects"])
        totals[1] += record["statements"]

    def told() -> None:
        skipped, unreadable = len(source.skips), len(source.rejects)
        ledger.count(read=source.count, skipped=skipped, unreadable=unreadable)
        if progress is not None:
            progress(*totals)

    for record in records.values():
        add(record)

    def todo() -> Iterator[Shard]:
        new = (article for article in source if article.key not in known)
        settings = config.runs
        for shard in shards(new, settings.shard_articles, settings.shard_characters):
            told()
            yield shard
        ledger.count(whole=1)

    ledger.count(whole=0)
    sent = 0.0
    try:
        with closing(_engine(config.runs.engine)(config, store, todo(), ledger.begun)) as work:
            for name, done in work:
                store.get(name)
                records[name] = done
                ledger.finished(name, done)
                add(done)
                told()
                if time.monotonic() - sent > _SEND:
                    store.tell(ledger.path)
                    sent = time.monotonic()
    finally:
        store.sweep()
    told()
    ledger.whole()
    return records


def _record(folder: RunFolder, record: Mapping[str, Any], source: Source, summary: Summary) -> None:
    """The counts of the run; KzstanceError where they do not add up."""
    write_jsonl(folder.rejects_file, (asdict(r) for r in summary.rejects))
    write_jsonl(folder.skipped_file, (asdict(s) for s in source.skips))
    counts = {
        "read": summary.read,
        "done": summary.done,
        "skipped": dict(summary.skipped),
        "rejected": dict(summary.rejected),
        "statements": dict(summary.statements),
    }
    left = summary.read - summary.done - len(source.skips) - len(summary.rejects)
    write_json(folder.record_file, {**record, "counts": counts, "finished": left == 0})
    if left:
        raise KzstanceError(
            f"{folder.path}: read {summary.read} articles, done {summary.done}, "
            f"skipped {len(source.skips)}, rejected {len(summary.rejects)}: {left} unaccounted "
            "for; this is a fault of the program, report it"
        )


def _engine(name: str) -> Engine:
    if name == "ray":
        from kzstance.runs.ray_engine import actors

        return actors
    return processes if name == "processes" else serial


def _finish(
    folder: RunFolder,
    store: Store,
    config: Config,
    source: Source,
    records: Mapping[str, dict[str, Any]],
) -> Summary:
    """Shard files → the run's tables, with clusters over all of them.

    Rows stand in the order of the inputs, whichever shard they come from.
    """
    import polars as pl

    from kzstance.clusters import assign

    place = {id: n for n, id in enumerate(source.keys)}
    articles = [pl.DataFrame(schema(ARTICLE_COLUMNS).empty_table())]
    statements = []
    rejects: dict[int, Reject] = {}
    taken: set[str] = set()
    for name, record in sorted(records.items()):
        # An article that has changed since, or is gone from the inputs, is no longer the run's.
        ours = {
            id
            for id, key in zip(record["ids"], record["keys"], strict=True)
            if source.keys.get(id) == key and id not in taken
        }
        taken |= ours
        own = pl.col("article_id").is_in(list(ours))
        articles.append(_table(store, name, "articles").filter(own))
        statements.append(_table(store, name, "statements").filter(own))
        rejects |= {place[r["id"]]: Reject(**r) for r in record["rejects"] if r["id"] in ours}

    def ordered(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
        table = pl.concat(parts)
        at = table["article_id"].replace_strict(place, return_dtype=pl.Int64)
        return table[at.arg_sort()]

    bodies = _placed(ordered(articles), place, source.places)
    write_frame(folder.articles_file, bodies, schema(ARTICLE_COLUMNS))
    columns = schema(statement_columns(list(config.targets)))
    rows = pl.DataFrame(columns.empty_table())
    if statements:
        # The workers are done; their cores are free.
        cores = config.runs.workers if config.runs.engine == "processes" else config.runs.threads
        found = assign(ordered(statements), bodies, config.clusters, cores)
        rows = found.select(columns.names)
    shutil.rmtree(folder.statements_dir, ignore_errors=True)
    write_frame(folder.statements_dir / "part-00000.parquet", rows, columns)
    summary = Summary(read=source.count, done=len(bodies))
    summary.rejects = [*source.rejects, *(r for _, r in sorted(rejects.items()))]
    summary.skipped.update(re.split(r":| \(", s.reason)[0] for s in source.skips)
    summary.rejected.update(f"{r.stage}: {r.error}" for r in summary.rejects)
    summary.statements.update(rows["kind"])
    return summary


def _table(store: Store, shard: str, name: str) -> pl.DataFrame:
    """Of a finished shard. One that does not read any more is removed, and KzstanceError raised."""
    import polars as pl

    path = store.root / shard / f"{name}.parquet"
    try:
        return pl.read_parquet(path, glob=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        store.remove(shard)
        raise KzstanceError(
            f"{path}: damaged since it was written ({said(error)}); its articles will be worked "
            "through again: start the same command once more"
        ) from None


def _placed(
    articles: pl.DataFrame, place: Mapping[str, int], places: Sequence[tuple[str, str]]
) -> pl.DataFrame:
    """With where they stand now: a row may have moved since an article was worked through."""
    import polars as pl

    at = [places[place[id]] for id in articles["article_id"]]
    columns = zip(("source", "encoding"), zip(*at, strict=True) if at else ((), ()), strict=True)
    return articles.with_columns(pl.Series(n, list(v), dtype=pl.String) for n, v in columns)
