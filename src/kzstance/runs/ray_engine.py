"""The engine ``ray``: actors on this machine or on a cluster, one task a shard.

An actor holds the models. One that dies, its node too, is replaced, and its shard is tried again.
The run's folder has to lie where every node sees it: on a shared disk, or at an url.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kzstance.config import Config
from kzstance.errors import ConfigError, KzstanceError, said
from kzstance.runs.engines import Worker
from kzstance.runs.shards import Shard
from kzstance.runs.store import Store
from kzstance.runs.tasks import Done, Task, Tasks

_ANSWER = 10.0  # seconds
_STARTS = 20  # actors one after another that die before they are ready: a node may take many


def actors(
    config: Config, store: Store, todo: Iterator[Shard], begun: Callable[[Shard], None]
) -> Generator[Done, None, None]:
    """Work through the shards with ``runs.workers`` actors, at ``runs.ray_address`` or here.

    Raises ConfigError where Ray is not installed or the address does not answer.
    """
    spool = replace(store.spool, root=store.spool.root.resolve())
    store = replace(store, root=store.root.resolve(), spool=spool)
    ray = _started(config)
    try:
        yield from _Pool(ray, config, store, Tasks(config, store, todo, begun)).work()
    finally:
        ray.shutdown()


def _started(config: Config) -> Any:
    try:
        import ray
    except ImportError:
        raise ConfigError(
            "engine ray: Ray is not installed; pip install 'kzstance[ray]', or take the engine "
            "processes"
        ) from None
    address = config.runs.ray_address
    if address:
        _answers(address)
    where: dict[str, Any] = {"address": address} if address else {"num_cpus": config.runs.workers}
    try:
        ray.init(log_to_driver=False, logging_level="ERROR", include_dashboard=False, **where)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise _silent(address, error) from None
    return ray


def _answers(address: str) -> None:
    """ConfigError where nobody listens there: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_ANSWER).close()
    except (OSError, ValueError) as error:
        raise _silent(address, error) from None


def _silent(address: str, error: Exception) -> ConfigError:
    return ConfigError(
        f"runs.ray_address {address!r}: no cluster answers ({said(error)}); give the address that "
        "ray start printed, host:port, or none to start Ray here"
    )


class _Actor(Worker):
    """Of a run at an url each keeps its shards only until they are there."""

    def __init__(self, config: Config, store: Store) -> None:
        self._own = TemporaryDirectory(prefix="kzstance-") if store.url else None
        if self._own is not None:
            own = Path(self._own.name)
            spool = replace(store.spool, root=own / store.spool.root.name)
            store = replace(store, root=own / store.root.name, spool=spool)
        super().__init__(config, store)

    def work(self, shard: Shard) -> Done:
        done = super().work(shard)
        if self._own is not None:
            for folder in Path(self._own.name).iterdir():
                shutil.rmtree(folder, ignore_errors=True)
        return done


class _Pool:
    def __init__(self, ray: Any, config: Config, store: Store, tasks: Tasks) -> None:
        self._ray, self._workers, self._tasks = ray, config.runs.workers, tasks
        worker: Any = ray.remote(_Actor)
        self._new: Callable[[], Any] = lambda: worker.options(num_cpus=1).remote(config, store)
        self._starting: dict[Any, Any] = {}
        self._running: dict[Any, tuple[Any, Task]] = {}
        self._stillborn = 0

    def work(self) -> Iterator[Done]:
        task = self._tasks.next()
        if task is not None:
            for _ in range(self._workers):
                self._begin()
        idle: list[Any] = []
        while task is not None or self._running:
            while task is not None and idle:
                actor = idle.pop()
                self._running[actor.work.remote(task.shard)] = (actor, task)
                task = self._tasks.next()
            ready, _ = self._ray.wait([*self._running, *self._starting], num_returns=1)
            for reference in ready:
                if reference in self._starting:
                    idle += self._begun(reference)
                    continue
                actor, had = self._running.pop(reference)
                try:
                    yield self._ray.get(reference)
                    idle.append(actor)
                except self._ray.exceptions.RayTaskError as error:
                    raise _own(error) from None
                except self._ray.exceptions.RayError:
                    self._begin()
                    yield from self._tasks.lost(had)
            task = task or self._tasks.next()

    def _begin(self) -> None:
        """An actor that finds no place waits, and no shard with it."""
        actor = self._new()
        self._starting[actor.ready.remote()] = actor

    def _begun(self, reference: Any) -> list[Any]:
        actor = self._starting.pop(reference)
        try:
            self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            raise _own(error) from None
        except self._ray.exceptions.RayError as error:  # its node died before it began
            self._stillborn += 1
            if self._stillborn == _STARTS:
                raise KzstanceError(
                    f"{_STARTS} Ray actors one after another died while they loaded the models "
                    f"({said(error)}); look at Ray's logs"
                ) from None
            self._begin()
            return []
        self._stillborn = 0
        return [actor]


def _own(error: Any) -> BaseException:
    """What was raised in an actor: our own errors as they are."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, KzstanceError):
        return cause
    return KzstanceError(f"a worker failed ({said(cause or error)})")
