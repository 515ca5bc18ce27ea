"""The engine ``serial``, and what the workers of the others have in common."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Generator, Iterator

from kzstance.config import Config
from kzstance.errors import KzstanceError
from kzstance.limits import Watch, bound_memory
from kzstance.pipeline import Pipeline
from kzstance.runs.shards import Shard, work
from kzstance.runs.store import Store
from kzstance.runs.tasks import Done

log = logging.getLogger(__name__)


def serial(
    config: Config, store: Store, todo: Iterator[Shard], begun: Callable[[Shard], None]
) -> Generator[Done, None, None]:
    """One shard after another, in this process."""
    pipeline: Pipeline | None = None
    for shard in todo:
        begun(shard)
        pipeline = pipeline or Pipeline(config)
        yield shard.name, work(pipeline, config, store, shard)


class Worker:
    """Works through shards in a process of its own, with one thread: as many workers as cores."""

    def __init__(self, config: Config, store: Store) -> None:
        runs = config.runs.model_copy(update={"threads": 1})
        self._config, self._store = config.model_copy(update={"runs": runs}), store
        self._pipeline: Pipeline | None = None

    def ready(self) -> None:
        """Load the models; what they raise is an answer."""
        watch = Watch()  # a process beside this one, with memory of its own
        bound_memory(self._config.runs.worker_bytes)
        self._pipeline = Pipeline(self._config, watch)

    def work(self, shard: Shard) -> Done:
        if self._pipeline is None:
            raise RuntimeError("ready() comes first")
        try:
            return shard.name, work(self._pipeline, self._config, self._store, shard)
        except KzstanceError:
            raise
        except Exception:  # outside of an article's own limits, while its tables were written
            log.debug("shard %s", shard.name, exc_info=True)
            os._exit(1)  # then it is tried again, and article by article
