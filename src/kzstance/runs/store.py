"""Where a run's shards are kept: a folder, and its copy where the run's folder is an url.

A run at an url is made in a folder of this machine. Every finished shard is copied to the url at
once, the tables at the end, and a run that goes on begins by fetching what is there.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kzstance.errors import KzstanceError
from kzstance.urls import is_url, opened, unreachable

DONE = "done.json"
_SHARDS = "shards"


@dataclass(frozen=True)
class Store:
    """``root``: the folder of shards on this machine. ``url``: the run's folder elsewhere."""

    root: Path
    url: str | None = None

    def put(self, name: str) -> None:
        """Copy a finished shard to the url, its record last."""
        if self.url is None:
            return
        files = sorted((self.root / name).iterdir(), key=lambda p: p.name == DONE)
        with _told(self.url):
            system, path = opened(self.url)
            for file in files:
                _send(system, file, f"{path}/{_SHARDS}/{name}/{file.name}")

    def get(self, name: str) -> None:
        """Fetch a shard that another machine finished."""
        if self.url is not None and not (self.root / name / DONE).is_file():
            with _told(self.url):
                system, path = opened(self.url)
                _fetch(system, f"{path}/{_SHARDS}/{name}", self.root / name)

    def tell(self, file: Path) -> None:
        """Copy a file of the run's folder to the url."""
        if self.url is not None:
            with _told(self.url):
                system, path = opened(self.url)
                _send(system, file, f"{path}/{file.name}")

    def drop(self) -> None:
        """Forget every shard."""
        shutil.rmtree(self.root, ignore_errors=True)
        if self.url is not None:
            with _told(self.url):
                system, path = opened(self.url)
                if system.exists(f"{path}/{_SHARDS}"):
                    system.rm(f"{path}/{_SHARDS}", recursive=True)


@contextmanager
def mirrored(url: str) -> Iterator[Path]:
    """A folder with what lies at the url; what it holds at the end, shards aside, is put there."""
    with TemporaryDirectory(prefix="kzstance-") as name:
        folder = Path(name)
        with _told(url):
            system, path = opened(url)
            if system.exists(path):
                _fetch(system, path, folder)
        yield folder
        with _told(url):
            system, path = opened(url)
            files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
            for file in sorted(files, key=lambda p: p.name == "run.json"):
                own = file.relative_to(folder)
                if own.parts[0] != _SHARDS and not own.name.startswith("."):
                    _send(system, file, f"{path}/{own.as_posix()}")


def local(given: str) -> Path:
    """A run's folder: as it stands, or of one at an url a copy of its tables, as long as this
    process lives.

    Raises InputError where the url cannot be read.
    """
    if not is_url(given):
        return Path(given)
    copy = TemporaryDirectory(prefix="kzstance-")
    atexit.register(copy.cleanup)
    with _told(given):
        system, path = opened(given)
        _fetch(system, path, Path(copy.name), without=(_SHARDS,))
    return Path(copy.name)


def _send(system: Any, file: Path, path: str) -> None:
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    system.put_file(str(file), path)


def _fetch(system: Any, path: str, folder: Path, without: tuple[str, ...] = ()) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    top = path.rstrip("/") + "/"
    for file in sorted(system.find(path)):
        own = Path(file.removeprefix(top))
        if own.is_absolute() or ".." in own.parts or own.parts[0] in without:
            continue
        (folder / own).parent.mkdir(parents=True, exist_ok=True)
        system.get_file(file, str(folder / own))


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except KzstanceError:
        raise
    except Exception as error:  # each protocol has errors of its own
        raise unreachable(url, error) from error
