"""``.json`` (one object, a list, an object that holds a list), ``.jsonl`` and ``.ndjson``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from json import JSONDecodeError
from typing import Any

import orjson

from kzstance.config import Columns, Reading
from kzstance.reading.broken import Broken
from kzstance.reading.fields import Bad, Item, found_of, names_of, no_text
from kzstance.reading.jsonscan import Scan, pairs, whole_number
from kzstance.reading.lines import lines, row_limit
from kzstance.reading.sniff import is_list

_LISTS = {
    "articles", "items", "results", "docs", "documents", "records", "rows", "entries", "news",
    "stories", "hits",
}  # fmt: skip
"""Keys whose list is read item by item; under other names the object is read whole first."""


def read_lines(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """One object a line. A line that is none is a Bad; the rest goes on."""
    limit = row_limit(settings.max_chars)
    stream = lines(parts, limit)
    for number, text, encoding in stream:
        if text is None:
            yield Bad(
                number,
                "max_chars",
                f"a line of more than {limit} bytes, which reading.max_chars = "
                f"{settings.max_chars} allows; split the article or raise the limit",
            )
            continue
        if not text.strip(" \t\0"):
            continue
        try:
            value = _value(text)
        except (ValueError, RecursionError) as error:
            at = (
                f"column {error.colno}: {error.msg}"
                if isinstance(error, JSONDecodeError)
                else error
            )
            yield Bad(number, "json", f"not valid JSON at {at}; one object a line was expected")
            continue
        yield _row(value, number, encoding, settings.columns)


def read(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """The articles of a ``.json`` file, in their order; of several values one after the other."""
    scan = Scan(parts, row_limit(settings.max_chars))
    number = 0
    held: Item | None = None
    try:
        for value in _values(scan, settings.columns):
            number += 1
            if held is not None:
                yield held
                held = None
            item = _row(value, number, scan.encoding, settings.columns)
            if number == 1 and isinstance(value, _Lone):
                held = item
            else:
                yield item
    except Broken:
        if held is not None:
            yield held
        raise
    if held is not None:
        yield replace(held, row=None)  # the one article of its file needs no row number


def _values(scan: Scan, columns: Columns) -> Iterator[Any]:
    while first := scan.peek():
        if first == "[":
            yield from scan.items()
        elif first == "{":
            yield from _object(scan, columns)
        else:
            raise scan.broken(None, "an object or a list was expected")


class _Lone(dict[str, Any]):
    """An object that is itself an article."""


def _object(scan: Scan, columns: Columns) -> Iterator[Any]:
    """The object's rows: of its one list of objects; or the object itself, if it has a text."""
    whole = _Lone()
    streamed = False

    def stream(key: str) -> bool:
        return key.lower() in _LISTS and "text" not in names_of(whole, columns)

    for key, value in pairs(scan, stream):
        if key is None:
            streamed = True
            yield value
        else:
            whole[key] = value
    if "text" in names_of(whole, columns):
        yield whole
        return
    inner = [v for v in whole.values() if isinstance(v, dict)]
    lists = [v for d in (whole, *inner) for v in d.values() if _is_rows(v)]
    if len(lists) == 1:
        yield from lists[0]
    elif not streamed:
        yield whole


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _row(value: Any, number: int | None, encoding: str, columns: Columns) -> Item:
    if isinstance(value, Broken):
        return Bad(number, value.code, value.message)
    if not isinstance(value, dict):
        return Bad(number, "json", f"a {type(value).__name__}, an object with a text was expected")
    names = names_of(value, columns)
    if "text" not in names:
        own = value.get(names["id"]) if "id" in names else None
        return Bad(number, "columns", no_text(value, columns, "key"), str(own) if own else None)
    return found_of(value, names, number, encoding)


def _value(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:  # lone surrogates, NaN: Python's own reader takes them
        return json.loads(text.replace("\0", ""), strict=False, parse_int=whole_number)


def read_any_lines(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """A ``.jsonl`` file; one that holds a JSON list after all is read as such."""
    stream = iter(parts)
    head = next(stream, b"")
    reader = read if is_list(head) else read_lines
    return reader(chain((head,), stream), settings)
