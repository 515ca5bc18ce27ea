"""A process of a run's own, at the other end of a pipe.

It ends with the run, whatever becomes of that, and leaves Ctrl-C to it.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from kzstance import interrupts

log = logging.getLogger(__name__)

_LOOK = 1.0  # seconds


@dataclass(frozen=True, eq=False)
class Child:
    """``pipe`` ends (EOFError) when the process does."""

    process: BaseProcess
    pipe: Connection

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def spawn(main: Callable[..., None], *arguments: Any) -> Child:
    """A new process in which ``main(pipe, *arguments)`` runs."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_live, args=(theirs, main, arguments), daemon=True)
    if sys.platform != "win32":
        resource_tracker.ensure_running()  # to start it inside would let Ctrl-C through again
    with interrupts.held():  # it would hear it, with a traceback, until its imports are done
        process.start()
    theirs.close()  # so that the pipe ends with the process
    return Child(process, ours)


def _live(pipe: Connection, main: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    interrupts.ignore()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        main(pipe, *arguments)
    except BaseException:  # it is the run that tells its user, in one line
        log.debug("process %d", os.getpid(), exc_info=True)
        os._exit(1)


def _end_with(parent: int) -> None:
    """A run that is killed cannot tell its processes; they look whether it is still there."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)
