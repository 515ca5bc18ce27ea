"""A stance stage for tests: probabilities from the letters alone, no model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from kzstance.records import Query, Stance
from kzstance.registry import register


@register("fixedstance.v1")
class Fixed:
    def __init__(self, settings: Any, targets: Any, threads: int = 1) -> None:
        self._targets = list(targets)

    def classify(self, queries: Sequence[Query]) -> list[dict[str, Stance]]:
        return [{t: self._one(q, t) for t in self._targets} for q in queries]

    def toward(self, queries: Sequence[Query], targets: Sequence[str]) -> list[Stance]:
        return [self._one(q, t) for q, t in zip(queries, targets, strict=True)]

    def _one(self, query: Query, target: str) -> Stance:
        a, b, c = hashlib.sha256(f"{target}|{query.text}".encode()).digest()[:3]
        total = a + b + c + 100
        p = [round(x / total, 4) for x in (a, b, c)]
        return Stance((p[0], p[1], p[2], round(1 - sum(p), 4)))
