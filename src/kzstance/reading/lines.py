"""A stream of bytes → lines of text, each decoded on its own, none longer than a limit."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kzstance.reading.broken import Broken
from kzstance.reading.decode import SAMPLE, decode, detect


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
    for number, line in enumerate(_split(stream, limit), start=1):
        if line is None:
            yield Line(number, None, encoding)
            continue
        text, found = _text(line)
        yield Line(number, text.lstrip("\ufeff"), encoding if wide else found)


def _text(line: bytes) -> tuple[str, str]:
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return decode(line)
    except Broken:  # one strange line in a file of text
        return line.decode("cp1252", "replace"), "cp1252"


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
