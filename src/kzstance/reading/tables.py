"""``.csv`` and ``.tsv``, row by row; the delimiter is found in the header."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from kzstance.config import Columns, Reading
from kzstance.reading.broken import Broken
from kzstance.reading.fields import Bad, Item, found_of, names_of, no_text
from kzstance.reading.lines import lines, row_limit

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r'\s*"?sep=([^\w\s"]|\t)"?\s*', re.IGNORECASE)
_AGAIN = 1 << 26
"""Characters of a file that are read once more, after a quotation mark that was not closed."""


class _Line(NamedTuple):
    number: int
    text: str
    encoding: str


class _Feed:
    """Lines for the csv module; knows those of the row being read, and takes them back."""

    def __init__(self, parts: Iterable[bytes], settings: Reading) -> None:
        self._lines = self._of(parts, settings)
        self._back: deque[_Line] = deque()
        self.again = _AGAIN
        self.row: list[_Line] = []
        self.ended = False

    @staticmethod
    def _of(parts: Iterable[bytes], settings: Reading) -> Iterator[_Line]:
        for number, text, encoding in lines(parts, row_limit(settings.max_chars)):
            if text is None:
                raise Broken(
                    "max_chars",
                    f"line {number} is longer than reading.max_chars allows; the rest of the file "
                    "was not read: split the article or raise the limit",
                )
            for part in text.split("\r"):  # which the csv module takes for a fault
                yield _Line(number, part + "\n", encoding)

    def __iter__(self) -> Iterator[str]:
        while line := self._back.popleft() if self._back else next(self._lines, None):
            self.row.append(line)
            yield line.text
        self.ended = True

    @property
    def start(self) -> int:
        return self.row[0].number if self.row else 1

    @property
    def encoding(self) -> str:
        return next((n.encoding for n in reversed(self.row) if n.encoding != "utf-8"), "utf-8")

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.row]

    def take_back(self, at: int) -> bool:
        """Of the row's lines those from ``at`` on are read again; False where too many were."""
        self.again -= sum(len(line.text) for line in self.row[at:])
        if self.again < 0:
            return False
        self._back.extendleft(reversed(self.row[at:]))
        del self.row[at:]
        self.ended = False
        return True


def read(parts: Iterable[bytes], settings: Reading, suffix: str = ".csv") -> Iterator[Item]:
    """The rows under the header. A row with too few or too many fields is a Bad."""
    limit = 4 * settings.max_chars
    csv.field_size_limit(limit)
    feed = _Feed(parts, settings)
    source = iter(feed)
    first = next((line for line in source if line.strip()), None)
    said = _SEPARATOR.fullmatch(first or "")
    if said:  # as Excel writes it
        first = next((line for line in source if line.strip()), None)
    if first is None:
        return
    delimiter = said[1] if said else _delimiter(first, settings.columns, suffix)
    try:
        reader = csv.reader(chain((first,), source), delimiter=delimiter)
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise _stopped(0, feed, str(error)) from None
    names = names_of(header, settings.columns)
    if "text" not in names:
        raise Broken("columns", no_text(header, settings.columns, "column"))
    feed.row.clear()
    rows = _Rows(feed, header, delimiter, limit, bare=suffix == ".tsv" and delimiter == "\t")
    number = 0
    while (row := rows.next(number + 1)) is not None:
        number += bool(row)  # a blank line is none
        if isinstance(row, Bad):
            yield row
        elif row:
            yield found_of(_by_name(header, row), names, number, feed.encoding)
        feed.row.clear()


def _by_name(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Of two columns with one name the first that is not empty."""
    out: dict[str, str] = {}
    for name, value in zip(header, row, strict=True):
        out[name] = out.get(name) or value
    return out


class _Rows:
    """Rows of a table, one at a time; where a quotation mark is not closed, it goes on after it.

    ``bare``: a quotation mark may be one and enclose nothing, as many programs write ``.tsv``.
    """

    def __init__(
        self, feed: _Feed, header: Sequence[str], delimiter: str, limit: int, bare: bool
    ) -> None:
        self._feed, self._header, self._delimiter = feed, header, delimiter
        self._limit, self._bare = limit, bare
        self._reader = self._new()

    def next(self, number: int) -> list[str] | Bad | None:
        """The fields; none of a blank line, None at the end."""
        feed = self._feed
        try:
            row = next(self._reader, None)
        except csv.Error as error:
            return self._stopped(number, str(error))
        if row:
            fault = self._fault(feed.texts)
            if self._bare and fault:
                return self._without_marks(number, fault)
            if feed.ended and "unexpected end" in fault:
                return self._merged(number) or self._raise(number, "the file ends before")
            if fault and len(feed.row) > 1 and (merged := self._merged(number)):
                return merged
        return row and self._checked(number, row)

    def _new(self) -> Iterator[list[str]]:
        return csv.reader(iter(self._feed), delimiter=self._delimiter)

    def _fault(self, texts: Sequence[str]) -> str:
        """What is wrong with the quotation marks, which the csv module passes over."""
        if not any('"' in text for text in texts):
            return ""
        try:
            for _ in csv.reader(texts, delimiter=self._delimiter, strict=True):
                pass
        except csv.Error as error:
            return str(error)
        return ""

    def _checked(self, number: int, row: list[str]) -> list[str] | Bad:
        expected = len(self._header)
        if len(row) == expected or (len(row) > expected and not any(row[expected:])):
            return row[:expected]
        return Bad(
            number,
            "ragged",
            f"line {self._feed.start}: {len(row)} fields, {expected} expected as in the header; "
            "put quotation marks around fields that hold the delimiter",
        )

    def _without_marks(self, number: int, why: str) -> list[str] | Bad:
        """The first line alone, its quotation marks taken for text."""
        if not self._feed.take_back(1):
            self._raise(number, why)
        self._reader = self._new()
        return self._checked(number, self._feed.row[0].text.rstrip("\n").split(self._delimiter))

    def _merged(self, number: int) -> Bad | None:
        """Whether a line of the row is a row of its own; it is read on from there."""
        texts = self._feed.texts
        at = next((n for n in range(1, len(texts)) if self._is_row(texts[n])), None)
        start = self._feed.start
        if at is None or not self._feed.take_back(at):
            return None
        self._reader = self._new()
        return Bad(
            number,
            "quotes",
            f"row {number}, which begins in line {start}, has a quotation mark that is not closed "
            "in it: close it, or write it twice where it is text",
        )

    def _is_row(self, text: str) -> bool:
        """Whether a line has every field; in prose a space follows the comma."""
        if text.count(self._delimiter) + 1 < len(self._header) or self._fault((text,)):
            return False
        try:
            row = next(csv.reader((text,), delimiter=self._delimiter), [])
        except csv.Error:
            return False
        spaced = any(field[:1].isspace() for field in row)
        return len(row) == len(self._header) > 1 and not spaced

    def _stopped(self, number: int, why: str) -> list[str] | Bad:
        """A field that is too long: it ends somewhere, or its quotation mark is not closed."""
        feed = self._feed
        csv.field_size_limit(2 * self._limit + (1 << 16))
        try:
            more = csv.reader(chain(feed.texts, feed), delimiter=self._delimiter)
            next(more, None)
            fault = self._fault(feed.texts)
        except csv.Error as error:
            fault = str(error)
        finally:
            csv.field_size_limit(self._limit)
        if fault and self._bare:
            return self._without_marks(number, why)
        if fault:
            return self._merged(number) or self._raise(number, why)
        self._reader = self._new()
        return Bad(
            number,
            "max_chars",
            f"line {feed.start}: a field is longer than reading.max_chars allows; split the "
            "article or raise the limit",
        )

    def _raise(self, number: int, why: str) -> Bad:
        raise _stopped(number, self._feed, why)


def _stopped(number: int, feed: _Feed, why: str) -> Broken:
    return Broken(
        "quotes",
        f"row {number}, which begins in line {feed.start}, does not end ({why}): a quotation mark "
        "there is not closed; the rows from there on were not read",
    )


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
