"""A process beside a worker that ends it where something takes longer than its time.

No thread: a library may hold Python's lock and never come back. It counts ticks and looks at no
clock: while both are stopped, by Ctrl-Z, a batch system, a machine that sleeps, no time goes by.

A worker starts this file alone, so it imports nothing of the program.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
import threading
from queue import Empty, SimpleQueue

ORDER = struct.Struct("d")
"""The seconds that the worker has from now on; 0 where nothing is to be watched."""


def tick(seconds: float) -> float:
    """The length of a tick: what a stop costs, at most."""
    return min(1.0, seconds / 10)


def guard(pid: int, orders: int) -> None:
    """Until the worker is gone, or over its time."""
    given: SimpleQueue[float | None] = SimpleQueue()
    threading.Thread(target=_take, args=(orders, given), daemon=True).start()
    left, each = 0.0, None
    while True:
        try:
            seconds = given.get(timeout=each)
        except Empty:
            left -= each or 0.0
            if left < (each or 0.0) / 2:
                # Windows knows no other
                os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
                return
            continue
        if seconds is None:
            return
        left, each = seconds, tick(seconds) if seconds else None


def _take(orders: int, given: SimpleQueue[float | None]) -> None:
    while order := os.read(orders, ORDER.size):
        given.put(ORDER.unpack(order)[0])
    given.put(None)


if __name__ == "__main__":
    guard(int(sys.argv[1]), sys.stdin.fileno())
