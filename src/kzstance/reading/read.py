"""Inputs → articles, rejects and skips, one at a time, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date
from itertools import chain
from pathlib import Path

from kzstance.config import Reading
from kzstance.reading import html, jsons, parquet, plain, tables
from kzstance.reading.broken import Broken
from kzstance.reading.build import build
from kzstance.reading.discover import Entry, discover
from kzstance.reading.fields import Item
from kzstance.reading.files import SUFFIXES, chunks, format_of, name_of, split
from kzstance.records import Article, Reject, Skip

Result = Article | Reject | Skip


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
    """The articles of one file. Never raises: what cannot be read is a Reject."""
    today, name = Date.today(), name_of(path)
    some = False
    try:
        for item in _items(path, settings):
            some = True
            yield build(item, path, settings, today)
        if not some:
            yield Skip(name, "empty: no article in the file")
    except Broken as error:
        yield Reject(name, "reading", error.code, f"{name}: {error.message}")
    except Exception as error:  # the last resort: no file may end a run
        why = " ".join(str(error).split())[:300]
        yield Reject(
            name,
            "reading",
            type(error).__name__,
            f"{name}: cannot be read ({type(error).__name__}: {why}); leave it out or report it",
        )


def _items(path: Path, settings: Reading) -> Iterator[Item]:
    _, suffix, packed = split(path)
    kind = format_of(path)
    if kind is None:
        raise Broken("no-reader", f"no reader for {suffix}; expected: {SUFFIXES}")
    if kind == "parquet" and not packed:
        return parquet.read(path, None, settings)
    parts = chunks(path, settings.max_bytes)
    if kind == "parquet":
        return parquet.read(path, parts, settings)
    if kind == "plain":
        return plain.read(parts, settings)
    if kind == "html":
        return html.read(parts, settings)
    if kind == "csv":
        return tables.read(parts, settings, suffix)
    if kind == "json":
        return jsons.read(parts, settings)
    if kind == "jsonl":
        return jsons.read_any_lines(parts, settings)
    return _by_content(parts, settings)


def _by_content(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """Standard input and files without a suffix: JSON or plain text."""
    stream = iter(parts)
    head = next(stream, b"")
    both = chain((head,), stream)
    if jsons.is_list(head):
        return jsons.read(both, settings)
    if jsons.is_lines(head):
        return jsons.read_lines(both, settings)
    return plain.read(both, settings)
