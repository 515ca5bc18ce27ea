"""Gold attributions → the weights of the two linking models."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from kzstance.quotes.link import Scene, Vector, cue_features, source_features
from kzstance.records import Span

Case = tuple[Vector, int]


DROPPED = 0.15  # share of attributions whose cue is taken away, as the tagger overlooks some


@dataclass
class Cases:
    """(features of the candidates, index of the right one) of the three choices."""

    cue: list[Case] = field(default_factory=list)
    source: list[Case] = field(default_factory=list)
    bare: list[Case] = field(default_factory=list)


def cases(docs: Iterable[dict[str, Any]], seed: int = 0) -> Cases:
    """Training cases: every article as it is, and once with cues taken away."""
    rng = random.Random(seed)
    out = Cases()
    for doc in docs:
        rows = [r for r in doc["attributions"] if r["cue"]]
        _collect(out, doc["text"], rows, set())
        _collect(out, doc["text"], rows, {i for i in range(len(rows)) if rng.random() < DROPPED})
    return out


def _collect(out: Cases, text: str, rows: list[dict[str, Any]], dropped: set[int]) -> None:
    contents = [(s, e) for r in rows for s, e in r["content"]]
    cues = [_whole(r["cue"]) for i, r in enumerate(rows) if i not in dropped]
    sources = sorted({_whole(r["source"]) for r in rows if r["source"]})
    scene = Scene(text, contents, cues, sources)
    for i, row in enumerate(rows):
        cue = _whole(row["cue"])
        source = _whole(row["source"]) if row["source"] else None
        for s, e in row["content"]:
            candidates, features = cue_features(scene, (s, e))
            named = [scene.cues[c] if c >= 0 else None for c in candidates]
            _add(out.cue, features, named, None if i in dropped else cue)
        anchor = (row["content"][0][0], row["content"][0][1]) if i in dropped else cue
        candidates, features = source_features(scene, anchor)
        named = [scene.sources[c] if c >= 0 else None for c in candidates]
        _add(out.bare if i in dropped else out.source, features, named, source)


def _add(to: list[Case], features: Vector, named: list[Span | None], right: Span | None) -> None:
    if right in named:
        to.append((features, named.index(right)))


def _whole(spans: list[list[int]]) -> Span:
    return min(s for s, _ in spans), max(e for _, e in spans)


def fit_logit(data: list[Case], l2: float = 1e-4) -> tuple[Vector, float]:
    """Weights of a conditional logit, and the share of cases that they get right."""
    width = max(len(rows) for rows, _ in data)
    dims = data[0][0].shape[1]
    x = np.zeros((len(data), width, dims), dtype=np.float32)
    pad = np.full((len(data), width), -1e9, dtype=np.float32)
    y = np.array([right for _, right in data])
    for i, (rows, _) in enumerate(data):
        x[i, : len(rows)] = rows
        pad[i, : len(rows)] = 0
    features, mask, truth = torch.from_numpy(x), torch.from_numpy(pad), torch.from_numpy(y)
    weights = torch.zeros(dims, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(features @ weights + mask, truth)
        loss = loss + l2 * weights.square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        right = ((features @ weights + mask).argmax(1) == truth).float().mean().item()
    return weights.detach().numpy().astype(np.float64), right
