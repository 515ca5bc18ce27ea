"""Some of a run's inputs at a time, read from wherever a reading stands.

One article that cannot be read in its time, or over which readers die, is left out alone; where it
is the file that cannot be read on, what is left of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from kzstance.config import Config
from kzstance.limits import Overdue, Watch, allowed, time_limit
from kzstance.reading import Drawn, Entry, drawn
from kzstance.reading.files import STDIN, name_of
from kzstance.records import Article, Reject, Skip
from kzstance.runs.shards import LOST
from kzstance.runs.spool import Listed, Spool

Item = Listed | Reject | Skip
_FILES = 50  # in a portion
_BYTES = 1_000_000  # of them; a portion that holds so many is full
_LATE = "article_seconds"
_DESCRIPTORS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
T = TypeVar("T")


@dataclass(frozen=True)
class Portion:
    """Some of a run's inputs, one after another, and how far they are read.

    ``own``: what the run itself must read, alone in its portion. ``careful``: a reader died over
    them, so every item is told at once, until all is passed that it had read and not told.
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
    careful: bool
    making: Reject | None = None
    """Of which an article is made next, in a careful reading: the reject, should none be left."""


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
    count = characters = 0  # since a part was full, or would have been
    first, careful = (portion.file, portion.item), portion.careful

    def told(file: int, item: int, making: Reject | None = None) -> Told:
        nonlocal batch, first
        if watch is not None:
            watch.stop()
        name = f"{portion.number:07}-{first[0]:02}-{first[1]:07}.parquet"
        articles = [i for i in batch if isinstance(i, Article)]
        kept = iter(spool.write(name, articles) if articles else ())
        items = [next(kept) if isinstance(i, Article) else i for i in batch]
        batch, first = [], (file, item)
        return Told(items, file, item, careful, making)

    for file in range(portion.file, len(portion.entries)):
        entry = portion.entries[file]
        before = portion.item if file == portion.file else 0
        if careful:
            yield told(file, before)
        for item, found in enumerate(_found(entry, config, watch), 1):
            if item <= before:
                continue
            if careful and isinstance(found, Drawn):
                yield told(file, item - 1, found.refused(LOST, _lost(config)))
            made = _made(found, config, watch) if isinstance(found, Drawn) else found
            batch.append(made)
            count += 1
            characters += len(made.text) if isinstance(made, Article) else 0
            full = count >= runs.shard_articles or characters >= runs.shard_characters
            if full or careful:
                careful = careful and not full
                yield told(file, item)
            if full:
                count = characters = 0
    if batch:
        yield told(len(portion.entries), 0)


def _found(
    entry: Entry, config: Config, watch: Watch | None
) -> Iterator[Drawn | Article | Reject | Skip]:
    """The items of a file, each in the time that is allowed for the file."""
    if not isinstance(entry, Path):
        yield entry
        return
    each = config.runs.article_seconds
    # Of a file elsewhere, or standard input, nobody knows the size.
    seconds = allowed(each, _size(entry) or config.reading.max_bytes)
    items = drawn(entry, config.reading)
    while True:
        try:
            item = _within(seconds, watch, lambda: next(items, None))
        except Overdue:
            why = f"{_over(each)} bytes; raise the limit, or split the file"
            yield _given_up(entry, _LATE, why)
            return
        if item is None:
            return
        yield item


def _made(found: Drawn, config: Config, watch: Watch | None) -> Article | Reject | Skip:
    each = config.runs.article_seconds
    try:
        return _within(allowed(each, found.size), watch, found.made)
    except Overdue:
        return found.refused(_LATE, f"{_over(each)} characters; raise the limit")


def _within(seconds: float, watch: Watch | None, step: Callable[[], T]) -> T:
    """Raises Overdue."""
    if watch is not None:
        watch(seconds)
    with time_limit(seconds):
        return step()


def _over(seconds: float) -> str:
    return f"longer than runs.article_seconds = {seconds:g} seconds for every 100,000"


def _lost(config: Config) -> str:
    return (
        "no reader came to the end of it: it died, or did not give up after "
        f"runs.article_seconds = {config.runs.article_seconds:g}; report it, with the file if you "
        "may"
    )


def lost_at(portion: Portion, making: Reject | None, config: Config) -> tuple[Reject, Portion]:
    """What is left out where readers died over a portion, and where they go on.

    Of a file in which they did not come to its next item, nobody comes to the one after that.
    """
    if making is not None:
        return making, replace(portion, item=portion.item + 1)
    reject = _given_up(portion.entries[portion.file], LOST, _lost(config))
    return reject, replace(portion, file=portion.file + 1, item=0)


def _given_up(entry: Entry, error: str, why: str) -> Reject:
    """A file that cannot be read on."""
    name = name_of(entry) if isinstance(entry, Path) else entry.id
    return Reject(name, "reading", error, f"{name}: {why}; what stands after this is not read")
