"""Inputs → articles, rejects and skips, one at a time, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date as Date
from itertools import chain
from pathlib import Path

from kzstance.config import Reading
from kzstance.reading import (
    archives,
    docx,
    html,
    jsons,
    office,
    parquet,
    plain,
    sniff,
    tables,
    warc,
    xml,
)
from kzstance.reading.archives import Budget
from kzstance.reading.broken import Broken
from kzstance.reading.build import brief
from kzstance.reading.discover import discover
from kzstance.reading.drawn import Drawn, why_not
from kzstance.reading.fields import Found, Item, Later
from kzstance.reading.files import SUFFIXES, chunks, format_of, name_of, split, unpacked
from kzstance.reading.lines import row_limit
from kzstance.reading.streams import IN_MEMORY, seekable
from kzstance.reading.walk import Entry, no_reader
from kzstance.records import Article, Reject, Skip

Result = Article | Reject | Skip
Reader = Callable[[Iterable[bytes], Reading], Iterator[Item]]


def read(
    inputs: Sequence[str], settings: Reading, files: Iterable[Entry] | None = None
) -> Iterator[Result]:
    """Every article of the inputs, and every one that is left out, with the reason.

    ``files`` is what ``discover`` found, where it is known already.
    InputError, before the first item, where an input does not exist; after that nothing raises.
    """
    return _each(discover(inputs, settings) if files is None else files, settings)


def _each(entries: Iterable[Entry], settings: Reading) -> Iterator[Result]:
    for entry in entries:
        if isinstance(entry, Path):
            yield from read_file(entry, settings)
        else:
            yield entry


def read_file(path: Path, settings: Reading) -> Iterator[Result]:
    """The articles of one file, an archive's too. Never raises: what cannot be read is a Reject."""
    for found in drawn(path, settings):
        yield found.made() if isinstance(found, Drawn) else found


def drawn(path: Path, settings: Reading) -> Iterator[Drawn | Result]:
    """The same, but each article is still to be made. Never raises."""
    yield from _read(path, None, settings)


def _read(
    path: Path, inner: Iterator[bytes] | None, settings: Reading, budget: Budget | None = None
) -> Iterator[Drawn | Result]:
    """``inner``: the bytes of a file that stands in an archive, whose files share a budget."""
    today, name = Date.today(), name_of(path)
    some = False
    try:
        kind = format_of(path)
        if kind in _ARCHIVES:
            if inner is not None:
                yield Skip(name, "an archive inside an archive is not opened; unpack it first")
                return
            budget = Budget(settings)
            for member, data in _members(path, kind, settings):
                some = True
                yield from _member(path / member, data, settings, budget)
        else:
            for item in _items(path, kind, _parts(path, inner, settings, budget), settings):
                some = True
                yield Drawn(item, path, settings, today)
        if not some:
            yield Skip(name, "empty: no article in the file")
    except Exception as error:
        code, message = why_not(error)
        yield Reject(name, "reading", code, f"{brief(name)}: {message}")


_ARCHIVES = ("zip", "tar")


def _members(path: Path, kind: str | None, settings: Reading) -> Iterator[archives.Member]:
    if kind == "tar":
        return archives.in_tar(chunks(path, settings.max_bytes, settings.max_ratio))
    if split(path)[2] or not path.is_file():
        return _spooled_zip(path, settings)
    return archives.in_zip(path, settings)


def _spooled_zip(path: Path, settings: Reading) -> Iterator[archives.Member]:
    with seekable(chunks(path, settings.max_bytes, settings.max_ratio)) as file:
        yield from archives.in_zip(file, settings)


def _member(
    path: Path, data: Iterator[bytes] | Broken, settings: Reading, budget: Budget
) -> Iterator[Drawn | Result]:
    name = name_of(path)
    if reason := no_reader(path):
        yield Skip(name, reason)
    elif isinstance(data, Broken):
        yield Reject(name, "reading", data.code, f"{brief(name)}: {data.message}")
    else:
        yield from _read(path, data, settings, budget)


def _parts(
    path: Path, inner: Iterator[bytes] | None, settings: Reading, budget: Budget | None
) -> Iterator[bytes]:
    if inner is None or budget is None:
        yield from chunks(path, settings.max_bytes, settings.max_ratio)
        return
    for chunk in unpacked(path, inner, settings.max_ratio):
        budget.spend(len(chunk))
        yield chunk


def _items(
    path: Path, kind: str | None, parts: Iterator[bytes], settings: Reading
) -> Iterator[Item]:
    _, suffix, packed = split(path)
    if kind is None:
        raise Broken("no-reader", f"no reader for {suffix}; expected: {SUFFIXES}")
    if kind == "parquet":
        # A file on disk is read in place.
        here = not packed and path.is_file()
        return parquet.read(path, None if here else parts, settings)
    if kind == "csv":
        return tables.read(parts, settings, suffix)
    if kind == "content":
        return _by_content(parts, settings)
    return _READERS[kind](parts, settings)


def _one(read: Callable[[Iterable[bytes], Reading], Iterator[Found]]) -> Reader:
    """Of files that hold one article: at once their bytes alone are read, so that an article of
    which none can be made ends no archive. What is very long is not kept."""

    def items(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
        stream, data = iter(parts), bytearray()
        for part in stream:
            data += part
            if len(data) > IN_MEMORY:
                yield from read(chain((bytes(data),), stream), settings)
                return
        yield Later(None, len(data), lambda: next(read((bytes(data),), settings)))

    return items


_READERS: dict[str, Reader] = {
    "plain": _one(plain.read),
    "html": _one(html.read),
    "json": jsons.read,
    "jsonl": jsons.read_any_lines,
    "warc": warc.read,
    "docx": _one(docx.read),
    "xlsx": office.xlsx,
    "pdf": _one(office.pdf),
    "xml": xml.read,
}


def _by_content(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """Standard input and files without a suffix: JSON, XML, a page or plain text."""
    stream = iter(parts)
    first = [next(stream, b"")]
    kind = sniff.kind_of(first, stream, row_limit(settings.max_chars))
    return _READERS[kind](chain(first, stream), settings)
