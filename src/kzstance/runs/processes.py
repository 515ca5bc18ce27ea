"""The engine ``processes``: spawned workers on this machine, replaced when they die."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait

from kzstance.config import Config
from kzstance.errors import KzstanceError, said
from kzstance.runs.child import Child, spawn
from kzstance.runs.engines import Worker
from kzstance.runs.shards import Shard
from kzstance.runs.store import Store
from kzstance.runs.tasks import Done, Task, Tasks

_STARTS = 5  # workers one after another that die before they are ready


def processes(
    config: Config, store: Store, todo: Iterator[Shard], begun: Callable[[Shard], None]
) -> Generator[Done, None, None]:
    """With ``runs.workers`` processes, the models loaded once in each, one thread each.

    Raises KzstanceError where one worker after another dies before it is ready.
    """
    pool = _Pool(config, store, Tasks(config, store, todo, begun))
    try:
        yield from pool.work()
    finally:
        pool.close()


@dataclass(eq=False)
class _Hand:
    child: Child
    ready: bool = False
    """Whether its models are loaded."""
    task: Task | None = None


class _Pool:
    def __init__(self, config: Config, store: Store, tasks: Tasks) -> None:
        self._config, self._store, self._tasks = config, store, tasks
        self._hands: list[_Hand] = []
        self._stillborn = 0

    def work(self) -> Iterator[Done]:
        for _ in range(self._config.runs.workers):
            self._start()  # the models are loaded while the first articles are read
        task = self._tasks.next()
        while task is not None or any(h.task for h in self._hands):
            for hand in self._hands:
                if task is not None and hand.ready and hand.task is None:
                    hand.task = task
                    with suppress(OSError):  # it died; its pipe tells
                        hand.child.pipe.send(task.shard)
                    task = self._tasks.next()
            ready = wait([h.child.pipe for h in self._hands])
            for hand in [h for h in self._hands if h.child.pipe in ready]:
                yield from self._answered(hand)
            task = task or self._tasks.next()

    def _start(self) -> None:
        self._hands.append(_Hand(spawn(_serve, self._config, self._store)))

    def _answered(self, hand: _Hand) -> Iterator[Done]:
        try:
            answer = hand.child.pipe.recv()
        except (EOFError, OSError):
            yield from self._died(hand)
            return
        if isinstance(answer, KzstanceError):
            raise answer
        if hand.ready:
            hand.task = None
            yield answer
        hand.ready, self._stillborn = True, 0

    def _died(self, hand: _Hand) -> Iterator[Done]:
        self._hands.remove(hand)
        hand.child.kill()
        if not hand.ready:
            self._stillborn += 1
            if self._stillborn == _STARTS:
                raise KzstanceError(
                    f"{_STARTS} workers one after another died while they loaded the models (for "
                    "want of memory?); start the same command again, it goes on, with fewer "
                    "--workers or more runs.worker_bytes"
                )
        self._start()
        if hand.task is not None:
            yield from self._tasks.lost(hand.task)

    def close(self) -> None:
        for hand in self._hands:
            hand.child.kill()


def _serve(pipe: Connection, config: Config, store: Store) -> None:
    """A worker's whole life: it says that it is ready, then answers one shard after another."""
    worker = Worker(config, store)
    _reply(pipe, worker.ready)
    with suppress(EOFError, OSError):
        while True:
            shard: Shard = pipe.recv()
            _reply(pipe, partial(worker.work, shard))


def _reply(pipe: Connection, what: Callable[[], object]) -> None:
    try:
        answer = what()
    except KzstanceError as error:
        answer = error
    except Exception as error:
        answer = KzstanceError(f"a worker failed ({type(error).__name__}: {said(error)})")
    pipe.send(answer)
