"""``.csv`` and ``.tsv``, row by row; the delimiter is found in the header."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from kzstance.config import Columns, Reading
from kzstance.reading.broken import Broken
from kzstance.reading.fields import Bad, Item, found_of, names_of, no_text
from kzstance.reading.lines import lines, row_limit

_DELIMITERS = ",;\t|"


class _Feed:
    """Lines for the csv module; knows those of the row being read, and how they were encoded."""

    def __init__(self, parts: Iterable[bytes], settings: Reading) -> None:
        self._lines = lines(parts, row_limit(settings.max_chars))
        self.row: list[str] = []
        self.start = 1
        self.encoding = "utf-8"
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        for number, text, encoding in self._lines:
            if text is None:
                raise Broken(
                    "max_chars",
                    f"line {number} is longer than reading.max_chars allows; the rest of the file "
                    "was not read: split the article or raise the limit",
                )
            for part in text.split("\r"):  # which the csv module takes for a fault
                if not self.row:
                    self.start, self.encoding = number, encoding
                elif encoding != "utf-8":
                    self.encoding = encoding
                self.row.append(part + "\n")
                yield self.row[-1]
        self.ended = True


def read(parts: Iterable[bytes], settings: Reading, suffix: str = ".csv") -> Iterator[Item]:
    """The rows under the header. A row with too few or too many fields is a Bad."""
    csv.field_size_limit(4 * settings.max_chars)
    feed = _Feed(parts, settings)
    source = iter(feed)
    first = next((line for line in source if line.strip()), None)
    if first is None:
        return
    delimiter = _delimiter(first, settings.columns, suffix)
    reader = csv.reader(_rest(first, source), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise _stopped(0, feed, str(error)) from None
    names = names_of(header, settings.columns)
    if "text" not in names:
        raise Broken("columns", no_text(header, settings.columns, "column"))
    feed.row.clear()
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _stopped(number, feed, str(error)) from None
        if row is None:
            return
        if not row:  # a blank line
            number -= 1
        elif feed.ended and _unclosed(feed.row, delimiter):
            raise _stopped(number, feed, "the file ends before")
        elif len(row) != len(header):
            yield Bad(
                number,
                "ragged",
                f"line {feed.start}: {len(row)} fields, {len(header)} expected as in the header; "
                "put quotation marks around fields that hold the delimiter",
            )
        else:
            yield found_of(dict(zip(header, row, strict=True)), names, number, feed.encoding)
        feed.row.clear()


def _rest(first: str, source: Iterator[str]) -> Iterator[str]:
    yield first
    yield from source


def _stopped(number: int, feed: _Feed, why: str) -> Broken:
    return Broken(
        "quotes",
        f"row {number}, which begins in line {feed.start}, does not end ({why}): a quotation mark "
        "there is not closed; the rows from there on were not read",
    )


def _unclosed(row: list[str], delimiter: str) -> bool:
    """Whether the file ended inside quotation marks, which the csv module passes over."""
    try:
        for _ in csv.reader(row, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _delimiter(header: str, columns: Columns, suffix: str) -> str:
    """The one with which the header has a text column; else the one that stands there most."""
    order = sorted(_DELIMITERS, key=lambda d: -header.count(d))
    if suffix == ".tsv":
        order = ["\t", *(d for d in order if d != "\t")]
    for delimiter in order:
        try:
            names = next(csv.reader([header], delimiter=delimiter))
        except csv.Error:
            continue
        if "text" in names_of(names, columns):
            return delimiter
    return order[0]
