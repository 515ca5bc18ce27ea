"""How shards are worked through: one after another here, or in spawned processes."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from kzstance.config import Config
from kzstance.errors import KzstanceError
from kzstance.pipeline import Pipeline
from kzstance.runs.shards import Shard, work

_LOOK = 1.0  # seconds
_pipeline: Pipeline | None = None
_config: Config | None = None


def serial(
    config: Config, root: Path, todo: Iterable[Shard]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """In this process."""
    pipeline: Pipeline | None = None
    for shard in todo:
        pipeline = pipeline or Pipeline(config)
        yield shard.name, work(pipeline, config, root, shard)


def one_thread(config: Config) -> Config:
    """The config of a worker: as many workers as cores, one thread in each."""
    return config.model_copy(update={"runs": config.runs.model_copy(update={"threads": 1})})


def processes(
    config: Config, root: Path, todo: Iterable[Shard], workers: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """In ``workers`` spawned processes, the models loaded once in each, one thread each."""
    single = one_thread(config)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start, (single,)) as pool:
        pending: set[Future[tuple[str, dict[str, Any]]]] = set()
        try:
            for shard in todo:
                pending.add(pool.submit(_task, root, shard))
                if len(pending) >= 2 * workers:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield future.result()
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BrokenProcessPool:
            raise KzstanceError(
                f"a worker was ended from outside (for want of memory?), one of {workers}; start "
                "the same command again, it goes on, with fewer --workers"
            ) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start(config: Config) -> None:
    global _config
    _config = config
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """A run that is killed cannot tell its workers; they look whether it is still there."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _task(root: Path, shard: Shard) -> tuple[str, dict[str, Any]]:
    global _pipeline  # one a process: that is what the worker is for
    if _config is None:
        raise RuntimeError("worker not started")
    # Not in _start: what is raised there does not reach the parent.
    _pipeline = _pipeline or Pipeline(_config)
    return shard.name, work(_pipeline, _config, root, shard)
