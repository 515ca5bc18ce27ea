"""Input that lies at an url: a path that fsspec opens."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kzstance.errors import InputError
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


def found(url: str) -> Iterator[tuple[Remote, str]]:
    """The files at an url: one, those under a folder, those that match a pattern; by name. With
    each the one name that it has however it is given.

    Raises InputError where there is none.
    """
    system, path = opened(url)
    try:
        # A key may hold [, ? and *, so that what exists is no pattern.
        if glob.has_magic(path) and not system.exists(path):
            names = [str(p) for p in system.glob(path) if system.isfile(p)]
        else:
            names = [path] if system.isfile(path) else [str(p) for p in system.find(path)]
    except Exception as error:  # each protocol has errors of its own
        raise unreachable(url, error) from None
    if not names:
        raise InputError(
            f"input {url}: no file is there; expected the url of a file, a folder or a pattern"
        )
    for name in sorted(names):
        yield Remote.at(system.unstrip_protocol(name)), name_in(system, name)
