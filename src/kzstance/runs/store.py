"""Where a run's shards are kept: a folder, and its copy where the run's folder is an url.

A run at an url is made in a folder of this machine. Every finished shard is copied to the url at
once, the tables at the end, and a run that goes on begins by fetching what is there.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kzstance.errors import InputError, KzstanceError
from kzstance.output import TEMPORARY, made
from kzstance.runs.folder import RunFolder
from kzstance.runs.spool import Spool
from kzstance.urls import of_this_machine, opened, reached, remove, send

DONE = "done.json"
_RUN = RunFolder(Path())
_SHARDS, _RECORD = _RUN.shards.name, _RUN.record_file.name
_TABLES = (
    _RUN.statements_dir.name,
    _RUN.articles_file.name,
    _RUN.rejects_file.name,
    _RUN.skipped_file.name,
    _RECORD,
    _RUN.ledger_file.name,
)
_OWN = (*_TABLES, _SHARDS)


@dataclass(frozen=True)
class Store:
    """``root``: the folder of shards on this machine. ``url``: the run's folder elsewhere."""

    root: Path
    spool: Spool
    url: str | None = None

    def put(self, name: str) -> None:
        """Copy a finished shard to the url, its record last."""
        if self.url is None:
            return
        files = sorted((self.root / name).iterdir(), key=lambda p: p.name == DONE)
        with reached(self.url):
            system, path = opened(self.url)
            for file in files:
                send(system, file, f"{path}/{_SHARDS}/{name}/{file.name}")

    def get(self, name: str) -> None:
        """Fetch a shard that another machine finished."""
        if self.url is not None and not (self.root / name / DONE).is_file():
            with reached(self.url):
                system, path = opened(self.url)
                _fetch(system, f"{path}/{_SHARDS}/{name}", self.root / name)

    def tell(self, file: Path) -> None:
        """Copy a file of the run's folder to the url."""
        if self.url is not None:
            with reached(self.url):
                system, path = opened(self.url)
                send(system, file, f"{path}/{file.name}")

    def remove(self, name: str) -> None:
        shutil.rmtree(self.root / name, ignore_errors=True)
        if self.url is not None:
            with reached(self.url):
                system, path = opened(self.url)
                remove(system, f"{path}/{_SHARDS}/{name}")

    def sweep(self) -> None:
        """Remove what killed workers were just writing."""
        for left in self.root.rglob(f"*{TEMPORARY}"):
            left.unlink(missing_ok=True)

    def drop(self) -> None:
        """Forget every shard."""
        shutil.rmtree(self.root, ignore_errors=True)
        if self.url is not None:
            with reached(self.url):
                system, path = opened(self.url)
                remove(system, f"{path}/{_SHARDS}")


@contextmanager
def mirrored(url: str) -> Iterator[Path]:
    """A folder with the run that lies at the url; its tables are put there at the end.

    Raises InputError where something else lies there.
    """
    with TemporaryDirectory(prefix="kzstance-") as name:
        folder = Path(name)
        with reached(url):
            system, path = opened(url)
            if _is_run(system, path):
                _fetch(system, path, folder, _OWN)
            elif _holds(system, path):
                raise InputError(f"{url}: not empty and no run; give another --out")
        try:
            yield folder
        except KzstanceError as error:
            raise type(error)(str(error).replace(name, url)) from error
        with reached(url):
            files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
            for file in sorted(files, key=lambda p: p.name == _RECORD):
                own = file.relative_to(folder)
                if own.parts[0] in _TABLES:
                    send(system, file, f"{path}/{own.as_posix()}")


def local(given: str) -> Path:
    """A run's folder: as it stands, or of one at an url a copy of its tables, as long as this
    process lives.

    Raises InputError where no run is at the url.
    """
    place = of_this_machine(given)
    if place is not None:
        return place
    with reached(given):
        system, path = opened(given)
        if not _is_run(system, path):
            raise InputError(f"{given}: no run is there (no {_RECORD}); check the url")
        copy = TemporaryDirectory(prefix="kzstance-")
        atexit.register(copy.cleanup)
        _fetch(system, path, Path(copy.name), _TABLES)
    return Path(copy.name)


def _is_run(system: Any, path: str) -> bool:
    return bool(system.exists(f"{path}/{_RECORD}"))


def _holds(system: Any, path: str) -> bool:
    try:
        found = (str(p) for p in system.find(path, maxdepth=2))
        return any(not p.endswith(("/", f"/{_RUN.lock_name}")) for p in found)
    except FileNotFoundError:
        return False


def _fetch(system: Any, path: str, folder: Path, only: Collection[str] | None = None) -> None:
    """``only``: the names in the folder that are wanted."""
    top = path.rstrip("/") + "/"
    for file in sorted(system.find(path)):
        own = Path(file.removeprefix(top))
        # Object stores keep empty objects where somebody made a "folder".
        if file.endswith("/") or not own.parts or own.is_absolute() or ".." in own.parts:
            continue
        if only is None or own.parts[0] in only:
            made((folder / own).parent)
            system.get_file(file, str(folder / own))
