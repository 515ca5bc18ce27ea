"""What an article may cost: seconds, and the bytes of the process that works on it.

An article over a limit is given up, with the limit's name, and the next one goes on. What does
not give up, a library that never comes back, ends its process, and the engine replaces that.
"""

from __future__ import annotations

import faulthandler
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LIMITS = ("article_seconds", "worker_bytes")
"""Settings of ``runs``; the names under which articles are rejected."""
_PART = 100_000  # characters
_LONGEST = 100_000_000.0  # seconds, three years: the system's timers overflow at some hundred
_GRACE = 1.0  # seconds
_SLACK = 0.2
_AGAIN = 0.3


class Overdue(BaseException):
    """The time is over. No Exception, so that no stage takes it for one of its own."""


def allowed(seconds: float, characters: int) -> float:
    """``seconds`` for every 100,000 characters begun, no more than a timer can hold."""
    return min(seconds * max(1, math.ceil(characters / _PART)), _LONGEST)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises Overdue inside after ``seconds``: in the main thread, where the system has timers."""
    if threading.current_thread() is not threading.main_thread() or sys.platform == "win32":
        yield
        return

    def over(*_: object) -> None:
        raise Overdue

    before = signal.signal(signal.SIGALRM, over)
    try:
        # again and again: what is raised while an object is being cleared away is lost
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Watch:
    """Ends this process where something takes a second more than its time.

    The standard library's watchdog looks without Python's own lock, which a library may hold.
    """

    def __init__(self) -> None:
        self._nowhere = Path(os.devnull).open("w")  # noqa: SIM115 (written to as the process ends)
        self._set = 0.0
        self._seconds = 0.0

    def __call__(self, seconds: float) -> None:
        now = time.monotonic()
        if seconds == self._seconds and now - self._set < _SLACK:
            return  # it is a thread of its own each time: too dear for a line of a table
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=self._nowhere)
        self._set, self._seconds = now, seconds

    def stop(self) -> None:
        faulthandler.cancel_dump_traceback_later()
        self._seconds = 0.0


def bound_memory(size: int) -> None:
    """No more than ``size`` bytes of data for this process: what asks for more gets MemoryError."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    size = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (size, hard))
