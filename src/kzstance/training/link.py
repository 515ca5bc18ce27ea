"""Gold attributions → the weights of the two linking models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import torch

from kzstance.quotes.link import Scene, Vector, cue_features, source_features
from kzstance.records import Span

Case = tuple[Vector, int]


def cases(docs: Iterable[dict[str, Any]]) -> tuple[list[Case], list[Case]]:
    """(features of the candidates, index of the right one) for cues and for sources."""
    cue_cases: list[Case] = []
    source_cases: list[Case] = []
    for doc in docs:
        owner: dict[Span, Span] = {}
        speaker: dict[Span, Span | None] = {}
        for row in doc["attributions"]:
            if not row["cue"]:
                continue
            cue = _whole(row["cue"])
            owner |= dict.fromkeys(row["content"], cue)
            speaker[cue] = _whole(row["source"]) if row["source"] else None
        sources = sorted({s for s in speaker.values() if s})
        scene = Scene(doc["text"], list(owner), list(speaker), sources)
        for piece, cue in owner.items():
            candidates, rows = cue_features(scene, piece)
            right = [i for i, c in enumerate(candidates) if scene.cues[c] == cue]
            if right:
                cue_cases.append((rows, right[0]))
        for cue, source in speaker.items():
            candidates, rows = source_features(scene, cue)
            right = [
                i
                for i, c in enumerate(candidates)
                if (scene.sources[c] if c >= 0 else None) == source
            ]
            if right:
                source_cases.append((rows, right[0]))
    return cue_cases, source_cases


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
