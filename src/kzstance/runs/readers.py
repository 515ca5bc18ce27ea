"""Inputs → articles in the spool, in the order of the inputs.

Readers are processes of their own: what a file does to one, a crash of a library, no end, too much
memory, costs that file and no other, and the run goes on with a new reader. The engine ``serial``
reads in its own process. Standard input is always read so, and a pipe such as ``<(zcat …)``, of
which another process has no descriptor.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from kzstance.config import Config
from kzstance.errors import KzstanceError
from kzstance.limits import Overdue, Watch, allowed, bound_memory, time_limit
from kzstance.reading import Entry, read_file
from kzstance.reading.files import STDIN, name_of
from kzstance.reading.language import model
from kzstance.records import Article, Reject, Skip
from kzstance.runs.child import Child, spawn
from kzstance.runs.shards import LOST
from kzstance.runs.spool import Listed, Spool

Item = Listed | Reject | Skip
_FILES = 50  # in a portion
_BYTES = 1_000_000  # of them; a portion that holds so many is full
_STARTS = 5  # readers one after another that die before they have read anything
_READY = "ready"
_DESCRIPTORS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


@dataclass(frozen=True)
class Portion:
    """Some of a run's inputs, one after another, and how far they are read.

    ``own``: what the run itself must read, alone in its portion. ``careful``: a reader died over
    them, so every item is told at once.
    """

    number: int
    entries: Sequence[Entry]
    file: int = 0
    item: int = 0
    """Items of the file that are told already."""
    careful: bool = False
    own: bool = False


@dataclass(frozen=True)
class Told:
    """Items in order, and how far the portion is read with them."""

    items: Sequence[Item]
    file: int
    item: int


def listed(entries: Iterable[Entry], config: Config, spool: Spool) -> Generator[Item, None, None]:
    """Every article of the inputs, and what is left out.

    Raises KzstanceError where the spool cannot be written.
    """
    if config.runs.engine == "serial":
        model()
        for portion in portions(entries):
            for told in portion_read(portion, config, spool):
                yield from told.items
        return
    pool = _Pool(config, spool, portions(entries))
    try:
        yield from pool.items()
    finally:
        pool.close()


def portions(entries: Iterable[Entry]) -> Iterator[Portion]:
    """Of at most 50 entries; one that holds a megabyte is full, what is ``own`` stands alone."""
    batch: list[Entry] = []
    size = number = 0
    own = False
    for entry in entries:
        alone = _is_own(entry)
        if batch and (alone or own or len(batch) == _FILES or size >= _BYTES):
            yield Portion(number, batch, own=own)
            batch, size, number = [], 0, number + 1
        batch.append(entry)
        size += _size(entry)
        own = alone
    if batch:
        yield Portion(number, batch, own=own)


def _is_own(entry: Entry) -> bool:
    """Standard input, a pipe, a file that is named by a descriptor of this process."""
    if not isinstance(entry, Path):
        return False
    if entry == STDIN or os.fspath(entry).startswith(_DESCRIPTORS):
        return True
    with suppress(OSError):
        return entry.is_fifo()
    return False


def _size(entry: Entry) -> int:
    """In bytes; 0 where that is not known."""
    with suppress(OSError):
        if isinstance(entry, Path) and entry.is_file():
            return entry.stat().st_size
    return 0


def portion_read(
    portion: Portion, config: Config, spool: Spool, watch: Watch | None = None
) -> Iterator[Told]:
    """What a portion holds, from where it stands; articles are kept in the spool.

    Raises InputError where the spool cannot be written.
    """
    runs = config.runs
    batch: list[Article | Reject | Skip] = []
    characters = 0
    first = (portion.file, portion.item)

    def told(file: int, item: int) -> Told:
        nonlocal batch, characters, first
        if watch is not None:
            watch.stop()
        name = f"{portion.number:07}-{first[0]:02}-{first[1]:07}.parquet"
        articles = [i for i in batch if isinstance(i, Article)]
        kept = iter(spool.write(name, articles) if articles else ())
        items = [next(kept) if isinstance(i, Article) else i for i in batch]
        batch, characters, first = [], 0, (file, item)
        return Told(items, file, item)

    for file in range(portion.file, len(portion.entries)):
        before = portion.item if file == portion.file else 0
        if portion.careful:
            yield told(file, before)
        for item, found in enumerate(_of_entry(portion.entries[file], config, watch), 1):
            if item <= before:
                continue
            batch.append(found)
            characters += len(found.text) if isinstance(found, Article) else 0
            full = len(batch) >= runs.shard_articles or characters >= runs.shard_characters
            if full or portion.careful:
                yield told(file, item)
    if batch:
        yield told(len(portion.entries), 0)


def _of_entry(
    entry: Entry, config: Config, watch: Watch | None
) -> Iterator[Article | Reject | Skip]:
    """The items of a file, for each of which a time is allowed."""
    if not isinstance(entry, Path):
        yield entry
        return
    each = config.runs.article_seconds
    # Of a file elsewhere, or standard input, nobody knows the size.
    seconds = allowed(each, _size(entry) or config.reading.max_bytes)
    found = read_file(entry, config.reading)
    while True:
        if watch is not None:
            watch(seconds)
        try:
            with time_limit(seconds):
                item = next(found, None)
        except Overdue:
            yield _given_up(entry, "article_seconds", (
                f"longer than runs.article_seconds = {each:g} seconds for every 100,000 bytes; "
                "raise the limit, or split the file"
            ))  # fmt: skip
            return
        if item is None:
            return
        yield item


def _given_up(entry: Entry, error: str, why: str) -> Reject:
    name = name_of(entry) if isinstance(entry, Path) else entry.id
    return Reject(name, "reading", error, f"{name}: {why}; what stands after this is not read")


@dataclass(eq=False)
class _Job:
    """A portion that a reader has; ``reader`` is None of what the run itself reads."""

    portion: Portion
    reader: Child | None
    tried: tuple[int, int] | None = None
    """Where the reader before died, in a careful reading."""


class _Pool:
    """Readers read ahead until their pipes are full; what they tell is taken in order."""

    def __init__(self, config: Config, spool: Spool, portions: Iterator[Portion]) -> None:
        self._config, self._spool, self._portions = config, spool, portions
        self._jobs: deque[_Job] = deque()
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._stillborn = 0

    def items(self) -> Iterator[Item]:
        self._deal()
        while self._jobs:
            yield from self._of_job(self._jobs[0])
            self._jobs.popleft()
            self._deal()

    def _deal(self) -> None:
        """A portion for every reader."""
        while len(self._jobs) < self._config.runs.readers:
            portion = next(self._portions, None)
            if portion is None:
                return
            job = _Job(portion, None)
            if not portion.own:
                self._give(job)
            self._jobs.append(job)

    def _give(self, job: _Job) -> None:
        job.reader = self._idle.pop() if self._idle else spawn(_serve, self._config, self._spool)
        self._busy.add(job.reader)
        with suppress(OSError):  # it died; its pipe tells
            job.reader.pipe.send(job.portion)

    def _of_job(self, job: _Job) -> Iterator[Item]:
        if job.reader is None:
            for told in portion_read(job.portion, self._config, self._spool):
                yield from told.items
            return
        while True:
            try:
                answer = job.reader.pipe.recv()
            except (EOFError, OSError):
                yield from self._died(job, job.reader)
                continue
            if isinstance(answer, KzstanceError):
                raise answer
            self._stillborn = 0
            if answer is None:
                self._busy.remove(job.reader)
                self._idle.append(job.reader)
                return
            if isinstance(answer, Told):
                job.portion = replace(job.portion, file=answer.file, item=answer.item)
                yield from answer.items

    def _died(self, job: _Job, reader: Child) -> Iterator[Item]:
        """Another reader goes on, carefully; over what a second one dies too, it is left out."""
        reader.kill()
        self._busy.remove(reader)
        self._stillborn += 1
        if self._stillborn == _STARTS:
            raise KzstanceError(
                f"{_STARTS} readers one after another died before they read anything (for want of "
                "memory?); start the same command again, it goes on, with more runs.worker_bytes"
            )
        portion = replace(job.portion, careful=True)
        here = (portion.file, portion.item)
        if job.tried == here and portion.file < len(portion.entries):
            entry = portion.entries[portion.file]
            yield _given_up(entry, LOST, (
                "no reader came to the end of it: it died, or did not give up after "
                f"runs.article_seconds = {self._config.runs.article_seconds:g}; report it, with "
                "the file if you may"
            ))  # fmt: skip
            portion = replace(portion, file=portion.file + 1, item=0)
        job.tried = here if job.portion.careful else None
        job.portion = portion
        self._give(job)

    def close(self) -> None:
        for reader in (*self._idle, *self._busy):
            reader.kill()


def _serve(pipe: Connection, config: Config, spool: Spool) -> None:
    """A reader's whole life: one portion after another, each with an end."""
    bound_memory(config.runs.worker_bytes)
    watch = Watch()
    model()  # not in an article's time
    with suppress(EOFError, OSError):
        while True:
            portion: Portion = pipe.recv()
            pipe.send(_READY)
            try:
                for told in portion_read(portion, config, spool, watch):
                    pipe.send(told)
            except KzstanceError as error:
                pipe.send(error)
            watch.stop()
            pipe.send(None)
