"""Articles on their way from the readers to the workers.

A reader writes what it has read into small files, parts; between processes goes only where an
article stands. Parts lie in RUN/spool, of a run on many machines at an url beside its shards.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kzstance.output import made
from kzstance.records import Article
from kzstance.runs.folder import write_table
from kzstance.urls import opened, reached, remove, send


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that stands in the spool: all that its text is not needed for."""

    id: str
    text: str
    """sha256 of the text."""
    rest: str
    """sha256 of everything beside the id that a stage or a table takes of it."""
    characters: int
    source: str
    encoding: str
    part: str
    row: int

    @property
    def key(self) -> str:
        """What makes an article another one: its id, and what is taken of it."""
        return _sha256(self.id, self.rest)


@dataclass(frozen=True)
class Spool:
    """``root``: the folder of parts on this machine. ``url``: where other machines find them."""

    root: Path
    url: str | None = None

    def write(self, part: str, articles: Sequence[Article]) -> list[Listed]:
        """Keep a part.

        Raises InputError where it cannot be written.
        """
        import pyarrow as pa

        path = made(self.root) / part
        write_table(path, pa.Table.from_pylist([asdict(a) for a in articles]))
        if self.url is not None:
            with reached(self.url):
                system, place = opened(self.url)
                send(system, path, f"{place}/{part}")
        return [_listed(a, part, row) for row, a in enumerate(articles)]

    def articles(self, listed: Sequence[Listed]) -> list[Article]:
        """The articles themselves, under the ids that they have in the run."""
        parts = {part: self._part(part) for part in {item.part for item in listed}}
        return [replace(parts[item.part][item.row], id=item.id) for item in listed]

    def _part(self, part: str) -> list[Article]:
        import pyarrow.parquet as pq

        path = self.root / part
        if self.url is not None and not path.is_file():
            made(self.root)
            with reached(self.url):
                system, place = opened(self.url)
                system.get_file(f"{place}/{part}", str(path))
        return [Article(**row) for row in pq.read_table(path).to_pylist()]

    @contextmanager
    def empty(self) -> Iterator[None]:
        """No part from before, and none left behind."""
        self._drop()
        try:
            yield
        finally:
            self._drop()

    def _drop(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        if self.url is not None:
            with reached(self.url):
                system, place = opened(self.url)
                remove(system, place)


def _listed(article: Article, part: str, row: int) -> Listed:
    a = article
    rest = _sha256(a.title, a.date, a.date_source, a.outlet, a.url, a.lang, a.text)
    return Listed(a.id, _sha256(a.text), rest, len(a.text), a.source, a.encoding, part, row)


def _sha256(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:32]
