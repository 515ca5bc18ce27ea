"""Input that lies at an url: a path that fsspec opens."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kzstance.errors import InputError
from kzstance.reading.walk import Entry, a_run, hidden, is_run, readable
from kzstance.urls import name_in, opened, unreachable

_Path: Any = type(Path())  # the class of this system; no name of it can be a base before 3.12


class Remote(_Path):  # type: ignore[misc]
    """A file at an url, named as one; only what the readers ask of a path is there.

    A path folds ``//`` and ``/./``, which an object's key may hold: the url is kept beside it.
    """

    url = ""

    @classmethod
    def at(cls, url: str) -> Remote:
        remote = cls(url)
        remote.url = url
        return remote

    def __reduce__(self) -> Any:
        return Remote.at, (self.url,)

    def __fspath__(self) -> str:
        return self.url

    def __truediv__(self, member: str) -> Remote:
        return Remote.at(f"{self.url}/{member}")

    def open(self, *_: Any, **__: Any) -> Any:
        system, path = opened(self.url)
        return system.open(path, "rb")

    def is_file(self, **_: Any) -> bool:
        """Never a file of this machine, which could be read in place."""
        return False


def found(url: str) -> Iterator[tuple[Entry, str]]:
    """What is at an url: a file, what lies under a folder, the files that match a pattern. With
    each the one name that it has however it is given.

    Raises InputError where there is nothing.
    """
    system, path = opened(url)
    some = False
    try:
        for entry, name in _entries(system, path):
            some = True
            yield entry, name_in(system, name)
    except Exception as error:  # each protocol has errors of its own
        raise unreachable(url, error) from None
    if not some:
        raise InputError(
            f"input {url}: no file is there; expected the url of a file, a folder or a pattern"
        )


def _entries(system: Any, path: str) -> Iterator[tuple[Entry, str]]:
    # A key may hold [, ? and *, so that what exists is no pattern.
    if glob.has_magic(path) and not system.exists(path):
        for name in _matches(system, path):
            yield readable(_at(system, name)), name
    elif system.isfile(path):
        yield _at(system, path), path
    else:
        yield from _under(system, path)


def _at(system: Any, name: str) -> Remote:
    return Remote.at(system.unstrip_protocol(name))


def _matches(system: Any, pattern: str) -> list[str]:
    """As on this machine: hidden names only where the pattern names some."""
    parts = pattern.split("/")
    fixed = next(n for n, part in enumerate(parts) if glob.has_magic(part))
    every = any(map(hidden, parts[fixed:]))
    names = sorted(str(p) for p in system.glob(pattern) if system.isfile(p))
    return [n for n in names if every or not any(map(hidden, n.split("/")[fixed:]))]


def _under(system: Any, top: str) -> Iterator[tuple[Entry, str]]:
    """By the rules and in the order of a walk, but from one listing: stores have no folders."""
    start = top.rstrip("/") + "/"
    names = [str(p) for p in system.find(top)]
    names = [n for n in names if not any(map(hidden, n.removeprefix(start).split("/")))]
    names.sort(key=lambda n: n.replace("/", "\0"))  # part by part
    runs = _runs(system, names, start)
    told: set[str] = set()
    for name in names:
        run = next((f for f in _folders(name, start) if f in runs), None)
        if run is None:
            yield readable(_at(system, name)), name
        elif run not in told:
            told.add(run)
            yield a_run(_at(system, run)), run


def _runs(system: Any, names: list[str], start: str) -> set[str]:
    """The folders that kzstance wrote; not the one that was given."""
    inside: dict[str, set[str]] = {
        n.removesuffix("/run.json"): set() for n in names if n.endswith("/run.json")
    }
    for name in names if inside else ():
        for folder in _folders(name, start):
            if folder in inside:
                inside[folder].add(name[len(folder) + 1 :].partition("/")[0])
    return {f for f, children in inside.items() if is_run(_at(system, f), children)}


def _folders(name: str, start: str) -> Iterator[str]:
    """Those under ``start`` that a file lies in, the outermost first."""
    end = name.find("/", len(start))
    while end >= 0:
        yield name[:end]
        end = name.find("/", end + 1)
