"""One run at a time in a folder, and at an url."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import orjson
from filelock import FileLock, Timeout

from kzstance.errors import InputError
from kzstance.runs.folder import RunFolder
from kzstance.urls import opened, reached

_BEAT = 60.0  # seconds
_DEAD = 600.0  # without a sign of life


@contextmanager
def alone(folder: RunFolder) -> Iterator[None]:
    """Make the folder and hold its lock; InputError where another run holds it."""
    path = folder.path
    lock = FileLock(folder.lock_file, timeout=0)
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise InputError(
            f"{path}: another run is at work in it; wait for it, or give another --out"
        ) from None
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written ({error.strerror}); give another --out"
        ) from None
    try:
        yield
    finally:
        folder.lock_file.unlink(missing_ok=True)
        lock.release()


@contextmanager
def alone_at(url: str) -> Iterator[None]:
    """Leave a sign of life at the url; InputError where another run's is younger than 10 minutes.

    Object stores know no locks: two runs that start in the same second are not kept apart.
    """
    name = RunFolder.lock_name
    with reached(url):
        system, path = opened(url)
        place = f"{path}/{name}"
        sign = _sign(system, place)
        if sign is not None and _lives(sign):
            raise InputError(
                f"{url}: another run is at work there, on {sign.get('host')}; wait for it, give "
                f"another --out, or if it was killed, start again in {_DEAD / 60:g} minutes or "
                f"remove {name}"
            )
        _beat(system, place)
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT):
            with suppress(Exception):  # each protocol has errors of its own; the next one may come
                _beat(system, place)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        with suppress(Exception):
            system.rm(place)


def _beat(system: Any, place: str) -> None:
    with suppress(OSError, NotImplementedError):  # folders that object stores do not have
        system.makedirs(place.rpartition("/")[0], exist_ok=True)
    sign = {"host": socket.gethostname(), "process": os.getpid(), "at": time.time()}
    system.pipe_file(place, orjson.dumps(sign))


def _sign(system: Any, place: str) -> dict[str, Any] | None:
    try:
        found = orjson.loads(system.cat_file(place))
    except (FileNotFoundError, orjson.JSONDecodeError):
        return None
    return found if isinstance(found, dict) else None


def _lives(sign: dict[str, Any]) -> bool:
    host, process, at = (sign.get(k) for k in ("host", "process", "at"))
    if host == socket.gethostname() and isinstance(process, int):
        with suppress(PermissionError):
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                return False
    return isinstance(at, int | float) and time.time() - at < _DEAD
