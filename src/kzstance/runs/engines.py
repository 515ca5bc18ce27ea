"""How shards are worked through: one after another here, or in spawned processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import Any

from kzstance.config import Config
from kzstance.pipeline import Pipeline
from kzstance.runs.shards import Shard, work

_pipeline: Pipeline | None = None
_config: Config | None = None


def serial(
    config: Config, root: Path, todo: Iterable[Shard]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """In this process."""
    pipeline: Pipeline | None = None
    for shard in todo:
        pipeline = pipeline or Pipeline(config)
        yield shard.number, work(pipeline, config, root, shard)


def processes(
    config: Config, root: Path, todo: Iterable[Shard], workers: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    """In ``workers`` spawned processes, the models loaded once in each, one thread each."""
    single = config.model_copy(update={"runs": config.runs.model_copy(update={"threads": 1})})
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start, (single,)) as pool:
        pending: set[Future[tuple[int, dict[str, Any]]]] = set()
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
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start(config: Config) -> None:
    global _pipeline, _config  # one pipeline a process: that is what the worker is for
    _config = config
    _pipeline = Pipeline(config)


def _task(root: Path, shard: Shard) -> tuple[int, dict[str, Any]]:
    if _pipeline is None or _config is None:
        raise RuntimeError("worker not started")
    return shard.number, work(_pipeline, _config, root, shard)
