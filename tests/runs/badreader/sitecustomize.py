"""On the path of a test: readers do what libraries do in bad hours."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from kzstance.config import Reading
from kzstance.reading.fields import Found, Item

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

_DRAWN = import_module("kzstance.reading.drawn")
_BUILD = _DRAWN.build
_ROWS = _READERS["jsonl"]


def _build(item: Item, *others: Any) -> Any:
    text = item.text if isinstance(item, Found) else ""
    if "The row kills" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "The row sleeps" in text:
        time.sleep(600)
    return _BUILD(item, *others)


def _rows(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    for item in _ROWS(parts, settings):
        if isinstance(item, Found) and "The row holds up the file" in item.text:
            os.kill(os.getpid(), signal.SIGKILL)
        yield item


_DRAWN.build = _build
_READERS["jsonl"] = _rows
