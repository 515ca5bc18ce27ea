"""The engine ``ray``: actors on this machine or on a cluster, one task a shard.

An actor holds the models. One that dies (its node too), or is longer at a shard than
``runs.shard_seconds``, is replaced, and its shard is tried again; a shard that has cost
``_ATTEMPTS`` actors is taken apart, and an article that has, alone, is rejected. The run's folder
has to lie where every node sees it.
"""

from __future__ import annotations

import socket
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kzstance.config import Config
from kzstance.errors import ConfigError, KzstanceError
from kzstance.pipeline import Pipeline
from kzstance.runs.engines import one_thread
from kzstance.runs.shards import Shard, refuse, work

_ATTEMPTS = 2
_LOOK, _ANSWER = 1.0, 10.0  # seconds
Done = tuple[str, dict[str, Any]]


class Worker:
    """What an actor holds."""

    def __init__(self, config: Config, root: Path) -> None:
        self._config, self._root = config, root
        self._pipeline: Pipeline | None = None

    def ready(self) -> None:
        """Answers once the actor has a place; one that finds none waits, and no shard with it."""

    def work(self, shard: Shard) -> Done:
        self._pipeline = self._pipeline or Pipeline(self._config)
        return shard.name, work(self._pipeline, self._config, self._root, shard)


def actors(config: Config, root: Path, todo: Iterable[Shard]) -> Iterator[Done]:
    """Work through the shards with ``runs.workers`` actors, at ``runs.ray_address`` or here.

    Raises ConfigError where Ray is not installed or the address does not answer.
    """
    ray = _started(config)
    try:
        yield from _Pool(ray, config, root).work(iter(todo))
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
    why = " ".join(str(error).split())[:200]
    return ConfigError(
        f"runs.ray_address {address!r}: no cluster answers ({why}); give the address that "
        "ray start printed, host:port, or none to start Ray here"
    )


class _Pool:
    def __init__(self, ray: Any, config: Config, root: Path) -> None:
        single = one_thread(config)
        self._ray, self._config, self._root = ray, config.runs, root.resolve()
        worker: Any = ray.remote(Worker)
        self._new: Callable[[], Any] = lambda: worker.options(num_cpus=1).remote(single, self._root)
        self._targets = list(config.targets)
        self._again: deque[tuple[Shard, int]] = deque()
        self._starting: dict[Any, Any] = {}
        self._running: dict[Any, tuple[Any, Shard, int, float]] = {}

    def work(self, todo: Iterator[Shard]) -> Iterator[Done]:
        for _ in range(self._config.workers):
            self._begin()
        idle: list[Any] = []
        while True:
            while idle and (task := self._next(todo)) is not None:
                actor = idle.pop()
                reference = actor.work.remote(task[0])
                self._running[reference] = (actor, *task, time.monotonic())
            if idle and not self._running:
                return  # nothing is left to do
            waited = [*self._running, *self._starting]
            ready, _ = self._ray.wait(waited, num_returns=1, timeout=_LOOK)
            for reference in ready:
                if reference in self._starting:
                    actor = self._starting.pop(reference)
                    try:
                        self._ray.get(reference)
                        idle.append(actor)
                    except self._ray.exceptions.RayError:
                        self._begin()  # its node died before it began
                    continue
                actor, shard, attempts, _ = self._running.pop(reference)
                try:
                    yield self._ray.get(reference)
                    idle.append(actor)
                except self._ray.exceptions.RayTaskError as error:
                    raise _own(error) from None
                except self._ray.exceptions.RayError:
                    yield from self._lost(shard, attempts + 1, "its worker died")
            for reference, (actor, shard, attempts, began) in list(self._running.items()):
                if time.monotonic() - began > self._config.shard_seconds:
                    del self._running[reference]
                    self._ray.kill(actor)
                    yield from self._lost(shard, attempts + 1, "longer than runs.shard_seconds")

    def _begin(self) -> None:
        actor = self._new()
        self._starting[actor.ready.remote()] = actor

    def _next(self, todo: Iterator[Shard]) -> tuple[Shard, int] | None:
        if self._again:
            return self._again.popleft()
        shard = next(todo, None)
        return None if shard is None else (shard, 0)

    def _lost(self, shard: Shard, attempts: int, why: str) -> Iterator[Done]:
        self._begin()
        if attempts < _ATTEMPTS:
            self._again.append((shard, attempts))
        elif len(shard.articles) > 1:
            each = zip(shard.articles, shard.keys, strict=True)
            self._again.extend((Shard((a,), (k,)), 0) for a, k in each)
        else:
            yield shard.name, refuse(self._targets, self._root, shard, why)


def _own(error: Any) -> BaseException:
    """What was raised in an actor: our own errors as they are."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, KzstanceError):
        return cause
    return KzstanceError(f"a worker failed ({' '.join(str(cause or error).split())[:300]})")
