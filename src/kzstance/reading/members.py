"""``.warc.gz``: a file of many gzip members, a record of a crawl in each.

A damaged member costs its record: it is read on from the next one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

_PIECE = 1 << 16
DAMAGED = "damaged"
"""The type of the record that stands for a damaged member."""
_RECORD = f"WARC/1.0\r\nWARC-Type: {DAMAGED}\r\nContent-Length: 0\r\n\r\n\r\n\r\n".encode()
_MAGIC = b"\x1f\x8b\x08"
_LARGE = 1 << 25  # bytes; no page is so large, and a longer member is given out as it comes
_HEAD = 1 << 10  # bytes that show whether a record begins


def records(file: Any) -> Iterator[bytes]:
    """The bytes of all members. Raises what a gzip file raises where no member follows a damaged
    one: zlib.error, and EOFError where the file breaks off."""
    raw = _Raw(file)
    while raw.begins():
        out: list[bytes] = []
        size = 0
        unpack = zlib.decompressobj(31)
        try:
            while not unpack.eof:
                piece = unpack.unconsumed_tail or raw.next()
                out.append(unpack.decompress(piece, 4 * _PIECE))
                size += len(out[-1])
                if not (piece or out[-1] or unpack.eof):
                    raise EOFError
                if size > _LARGE:
                    yield from out
                    out = []
                    raw.forget()
        except (zlib.error, EOFError):
            if size > _LARGE or not raw.search():
                yield from out
                raise
            yield _RECORD
        else:
            yield from out
            raw.forget(unpack.unused_data)


class _Raw:
    """The packed bytes from the beginning of a member on."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._bytes = bytearray()
        self._at = 0

    def begins(self) -> bool:
        """Whether there is another member; zeros may fill a file up."""
        while not self._bytes:
            part = self._file.read(_PIECE)
            if not part:
                return False
            self._bytes += part.lstrip(b"\0")
        return True

    def next(self) -> bytes:
        """What is not read yet of the member, or what comes after it; empty at the end."""
        if self._at == len(self._bytes):
            self._more()
        start, self._at = self._at, len(self._bytes)
        return bytes(self._bytes[start:])

    def forget(self, unread: bytes = b"") -> None:
        """A member begins with ``unread``, or what was read is not needed again."""
        self._bytes = bytearray(unread.lstrip(b"\0"))
        self._at = 0

    def search(self) -> bool:
        """Go to the next place after this member's beginning where a record is packed."""
        start = 1
        while True:
            place = self._bytes.find(_MAGIC, start)
            del self._bytes[: place if place >= 0 else 1 - len(_MAGIC)]
            start = 0
            if (place < 0 or len(self._bytes) < _HEAD) and self._more():
                continue
            if _is_record(bytes(self._bytes[:_HEAD])):
                self._at = 0
                return True
            if place < 0:
                return False
            start = 1

    def _more(self) -> bool:
        part = self._file.read(_PIECE)
        self._bytes += part
        return bool(part)


def _is_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, len(_RECORD)).startswith(b"WARC/")
    except zlib.error:
        return False
