"""Inputs → articles in the spool, in the order of the inputs.

Readers are processes of their own: what an article does to one, a crash of a library, no end, too
much memory, costs that article and no other, and the run goes on with a new reader. The engine
``serial`` reads in its own process. Standard input is always read so, and a pipe such as
``<(zcat …)``, of which another process has no descriptor.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from kzstance.config import Config
from kzstance.errors import KzstanceError
from kzstance.limits import Watch, bound_memory
from kzstance.reading import Entry
from kzstance.reading.language import model
from kzstance.records import Reject
from kzstance.runs.child import Child, spawn
from kzstance.runs.portions import Item, Portion, Told, lost_at, portion_read, portions
from kzstance.runs.spool import Spool

_STARTS = 5  # readers one after another that die before they have read anything
_READY = "ready"


def listed(entries: Iterable[Entry], config: Config, spool: Spool) -> Generator[Item, None, None]:
    """Every article of the inputs, and what is left out.

    Raises KzstanceError where the spool cannot be written.
    """
    if config.runs.engine == "serial":
        model()
        for portion in portions(entries):
            for told in portion_read(portion, config, spool):
                yield from told.items
        return
    pool = _Pool(config, spool, portions(entries))
    try:
        yield from pool.items()
    finally:
        pool.close()


@dataclass(eq=False)
class _Job:
    """A portion that a reader has; ``reader`` is None of what the run itself reads."""

    portion: Portion
    reader: Child | None
    tried: tuple[int, int] | None = None
    """Where the reader before died, in a careful reading."""
    making: Reject | None = None
    """Of what the reader makes an article now, as far as it told: the reject."""


class _Pool:
    """Readers read ahead until their pipes are full; what they tell is taken in order."""

    def __init__(self, config: Config, spool: Spool, portions: Iterator[Portion]) -> None:
        self._config, self._spool, self._portions = config, spool, portions
        self._jobs: deque[_Job] = deque()
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._stillborn = 0

    def items(self) -> Iterator[Item]:
        self._deal()
        while self._jobs:
            yield from self._of_job(self._jobs[0])
            self._jobs.popleft()
            self._deal()

    def _deal(self) -> None:
        """A portion for every reader."""
        while len(self._jobs) < self._config.runs.readers:
            portion = next(self._portions, None)
            if portion is None:
                return
            job = _Job(portion, None)
            if not portion.own:
                self._give(job)
            self._jobs.append(job)

    def _give(self, job: _Job) -> None:
        job.reader = self._idle.pop() if self._idle else spawn(_serve, self._config, self._spool)
        self._busy.add(job.reader)
        with suppress(OSError):  # it died; its pipe tells
            job.reader.pipe.send(job.portion)

    def _of_job(self, job: _Job) -> Iterator[Item]:
        if job.reader is None:
            for told in portion_read(job.portion, self._config, self._spool):
                yield from told.items
            return
        while True:
            try:
                answer = job.reader.pipe.recv()
            except (EOFError, OSError):
                yield from self._died(job, job.reader)
                continue
            if isinstance(answer, KzstanceError):
                raise answer
            self._stillborn = 0
            if answer is None:
                self._busy.remove(job.reader)
                self._idle.append(job.reader)
                return
            if isinstance(answer, Told):
                job.portion = replace(
                    job.portion, file=answer.file, item=answer.item, careful=answer.careful
                )
                job.making = answer.making
                yield from answer.items

    def _died(self, job: _Job, reader: Child) -> Iterator[Item]:
        """Another reader goes on, carefully; over what a second such one dies, it is left out."""
        reader.kill()
        self._busy.remove(reader)
        self._stillborn += 1
        if self._stillborn == _STARTS:
            raise KzstanceError(
                f"{_STARTS} readers one after another died before they read anything (for want of "
                "memory?); start the same command again, it goes on, with more runs.worker_bytes"
            )
        portion = replace(job.portion, careful=True)
        here, making = (portion.file, portion.item), job.making
        if job.tried == here and portion.file < len(portion.entries):
            reject, portion = lost_at(portion, making, self._config)
            yield reject
        job.tried = here if job.portion.careful else None
        job.portion, job.making = portion, None
        self._give(job)

    def close(self) -> None:
        for reader in (*self._idle, *self._busy):
            reader.kill()


def _serve(pipe: Connection, config: Config, spool: Spool) -> None:
    """A reader's whole life: one portion after another, each with an end."""
    watch = Watch()  # a process beside this one, with memory of its own
    bound_memory(config.runs.worker_bytes)
    model()  # not in an article's time
    with suppress(EOFError, OSError):
        while True:
            portion: Portion = pipe.recv()
            pipe.send(_READY)
            try:
                for told in portion_read(portion, config, spool, watch):
                    pipe.send(told)
            except KzstanceError as error:
                pipe.send(error)
            watch.stop()
            pipe.send(None)
