"""On the path of a test: the reader of plain text does what libraries do in bad hours."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterable, Iterator
from importlib import import_module

from kzstance.config import Reading
from kzstance.reading.fields import Item

_READERS = import_module("kzstance.reading.read")._READERS
_READ = _READERS["plain"]


def _bad(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    body = b"".join(parts)
    if b"kills the reader" in body:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"sleeps in the reader" in body:
        time.sleep(600)
    if b"holds the lock of the reader" in body:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        ctypes.PyDLL(None).sleep(600)
    if b"fills the reader's memory" in body:
        bytearray(1 << 40)
    yield from _READ([body], settings)


_READERS["plain"] = _bad
