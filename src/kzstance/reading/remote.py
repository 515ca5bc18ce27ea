"""Input that lies at an url: a path that fsspec opens."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kzstance.errors import InputError
from kzstance.urls import name_in, opened, unreachable

_Path: Any = type(Path())  # the class of this system; no name of it can be a base before 3.12

_ROOTED = ("file", "local")


class Remote(_Path):  # type: ignore[misc]
    """A file at an url, named as one; only what the readers ask of a path is there."""

    def __fspath__(self) -> str:
        protocol, _, rest = str(self).partition(":/")  # a path has no empty parts
        return f"{protocol}://{'/' if protocol in _ROOTED else ''}{rest}"

    def open(self, *_: Any, **__: Any) -> Any:
        system, path = opened(self.__fspath__())
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
        if glob.has_magic(path):
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
        yield Remote(system.unstrip_protocol(name)), name_in(system, name)
