"""What an engine's workers are given: shards, and those again whose worker was lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kzstance.config import Config
from kzstance.runs.shards import Shard, refuse
from kzstance.runs.store import Store

_ATTEMPTS = 2
Done = tuple[str, dict[str, Any]]
"""A shard's name and its record."""


@dataclass(frozen=True)
class Task:
    shard: Shard
    lost: int = 0
    """How many workers it has cost."""


class Tasks:
    """The shards of a run, for engines whose workers can be lost.

    A shard that has cost ``_ATTEMPTS`` workers is taken apart, and an article that has, alone, is
    rejected. ``begun`` is told of every attempt.
    """

    def __init__(
        self, config: Config, store: Store, shards: Iterator[Shard], begun: Callable[[Shard], None]
    ) -> None:
        self._config, self._store = config, store
        self._shards, self._begun = shards, begun
        self._again: deque[Task] = deque()

    def next(self) -> Task | None:
        """None where nothing is left, but for what workers have in hand."""
        if self._again:
            task = self._again.popleft()
        elif (shard := next(self._shards, None)) is not None:
            task = Task(shard)
        else:
            return None
        self._begun(task.shard)
        return task

    def lost(self, task: Task) -> list[Done]:
        """The worker that had it is gone; what there is nothing more to do about is returned."""
        shard = task.shard
        if task.lost + 1 < _ATTEMPTS:
            self._again.append(replace(task, lost=task.lost + 1))
        elif len(shard.listed) > 1:
            self._again.extend(Task(Shard((a,))) for a in shard.listed)
        else:
            return [(shard.name, refuse(self._config, self._store, shard))]
        return []
