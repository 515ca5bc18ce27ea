"""What an article may cost: seconds, and the bytes of the process that works on it.

An article over a limit is given up, with the limit's name, and the next one goes on. What does
not give up, a library that never comes back, ends its process, and the engine replaces that.
"""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from kzstance import guard, interrupts

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

    # Ticks, and no clock: a process that was stopped, by Ctrl-Z or with its machine, gets one.
    each, left, used = guard.tick(seconds), seconds, time.thread_time()

    def over(*_: object) -> None:
        nonlocal left, used
        now = time.thread_time()
        left -= max(each, now - used)  # of the ticks during one call of a library Python tells one
        used = now
        if left < each / 2:
            # again and again: what is raised while an object is being cleared away is lost
            signal.setitimer(signal.ITIMER_REAL, _AGAIN, _AGAIN)
            raise Overdue

    before = signal.signal(signal.SIGALRM, over)
    try:
        signal.setitimer(signal.ITIMER_REAL, each, each)
        yield
    finally:
        left = math.inf  # nothing is raised from here on
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Watch:
    """Ends this process where something takes a second more than its time: see guard.py."""

    def __init__(self) -> None:
        self._set = 0.0
        self._seconds = 0.0
        self._start()

    def _start(self) -> None:
        with interrupts.held():
            self._guard = subprocess.Popen(  # noqa: S603 (our own file)
                [sys.executable, "-I", "-S", guard.__file__, str(os.getpid())],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def __call__(self, seconds: float) -> None:
        now = time.monotonic()
        if seconds == self._seconds and now - self._set < _SLACK:
            return  # an order each time would be too dear for a line of a table
        self._order(seconds + _GRACE)
        self._set, self._seconds = now, seconds

    def stop(self) -> None:
        if self._seconds:
            self._order(0.0)
        self._seconds = 0.0

    def _order(self, seconds: float) -> None:
        order = guard.ORDER.pack(seconds)
        try:
            self._orders.write(order)
        except OSError:  # somebody ended it
            self._start()
            self._orders.write(order)

    @property
    def _orders(self) -> IO[bytes]:
        assert self._guard.stdin is not None  # noqa: S101 (a pipe was asked for)
        return self._guard.stdin


def bound_memory(size: int) -> None:
    """No more than ``size`` bytes of data for this process: what asks for more gets MemoryError."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    size = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (size, hard))
