"""A stream of bytes → lines of text, none longer than a limit.

A line that is UTF-8 is read as such, whatever the others are. Those that are not are read in one
encoding, found in all of them together: alone, a short line looks like anything.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kzstance.reading.decode import MIXED, SAMPLE, decoded, decodes, detect, eight_bit, mostly_utf8


class Line(NamedTuple):
    number: int
    text: str | None
    """Without its newline; None where the line is longer than the limit."""
    encoding: str


def row_limit(max_chars: int) -> int:
    """Bytes that a row may have: every character of the text written as ``\\uXXXX``."""
    return 6 * max_chars + (1 << 16)


def lines(parts: Iterable[bytes], limit: int) -> Iterator[Line]:
    """The lines, counted from 1. A last line that a break cut off is not given out."""
    stream = iter(parts)
    head = next(stream, b"")
    encoding = detect(head[:SAMPLE])
    stream = chain((head,), stream)
    wide = encoding.startswith(("utf-16", "utf-32"))
    if wide:
        stream = _narrow(stream, encoding)
    elif b"\r" in head and b"\n" not in head:
        stream = (part.replace(b"\r", b"\n") for part in stream)
    others = _Others(head)
    for number, line in enumerate(_split(stream, limit), start=1):
        if line is None:
            yield Line(number, None, encoding)
            continue
        text, found = _text(line, others)
        yield Line(number, text.lstrip("\ufeff"), encoding if wide else found)


class _Others:
    """The encoding of the lines that are no UTF-8."""

    def __init__(self, head: bytes) -> None:
        """``head``: the first bytes of the file."""
        self._sample = bytearray()
        self._read = 0
        self._name = "cp1252"
        for line in head.split(b"\n")[:-1]:
            if not decodes(line, "utf-8"):
                self._add(line)

    def name(self, line: bytes) -> str:
        if len(self._sample) < SAMPLE:
            self._add(line)
        if len(self._sample) > 2 * self._read:  # what is known by now may tell more
            self._read = len(self._sample)
            self._name = eight_bit(bytes(self._sample))
        return self._name

    def _add(self, line: bytes) -> None:
        self._sample += line[: SAMPLE - len(self._sample)] + b"\n"


def _text(line: bytes, others: _Others) -> tuple[str, str]:
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        name = MIXED if mostly_utf8(line) else others.name(line)
        return decoded(line, name), name


def _narrow(stream: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for part in stream:
        yield decoder.decode(part).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _split(stream: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    rest: list[bytes] = []
    size = 0
    for part in stream:
        *full, tail = part.split(b"\n")
        for piece in full:
            rest.append(piece)
            over = size + len(piece) > limit
            yield None if over else b"".join(rest).removesuffix(b"\r")
            rest, size = [], 0
        size += len(tail)
        if size <= limit:
            rest.append(tail)
        else:
            rest = []
    if size:
        yield None if size > limit else b"".join(rest)
