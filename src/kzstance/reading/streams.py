"""Chunks of bytes as a file that other libraries can read."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

IN_MEMORY = 1 << 26
"""Bytes of a file; what is longer goes to disk, or is read as it comes."""


class Stream(io.RawIOBase):
    """Read-only, not seekable, over an iterable of bytes."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # a writable buffer
        while not self._rest:
            try:
                self._rest = memoryview(next(self._parts))
            except StopIteration:
                return 0
        n = min(len(view), len(self._rest))
        view[:n], self._rest = self._rest[:n], self._rest[n:]
        return n


@contextmanager
def seekable(parts: Iterable[bytes]) -> Iterator[IO[Any]]:
    """All of a stream, for a reader that jumps about in it; on disk where it is long."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        for part in parts:
            file.write(part)
        file.seek(0)
        yield file
