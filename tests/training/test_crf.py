"""The conditional random field: its loss is what enumeration of all sequences gives."""

from __future__ import annotations

import itertools

import pytest
import torch

from kzstance.quotes.tags import TAGS
from kzstance.training.crf import IGNORED, TransitionLoss

N = len(TAGS)


def enumerated(scores: torch.Tensor, moves: torch.Tensor, tags: list[int]) -> float:
    """-log of the share of ``tags`` among all sequences, one by one."""

    def weight(path: tuple[int, ...] | list[int]) -> float:
        inside = sum(float(scores[i, t]) for i, t in enumerate(path))
        return inside + sum(float(moves[a, b]) for a, b in itertools.pairwise(path))

    every = [weight(path) for path in itertools.product(range(N), repeat=len(tags))]
    return float(torch.logsumexp(torch.tensor(every), 0)) - weight(tags)


@pytest.mark.parametrize("seed", range(3))
def test_loss_equals_enumeration(seed: int) -> None:
    torch.manual_seed(seed)
    loss = TransitionLoss()
    loss.transitions.data = torch.randn(N, N) * 0.5
    scores = torch.randn(2, 6, N)
    long = [TAGS.index(t) for t in ("B-content", "E-content", "S-cue")]
    short = [TAGS.index("O"), TAGS.index("S-source")]
    tags = torch.full((2, 6), IGNORED)
    tags[0, 1:4] = torch.tensor(long)
    tags[1, 2:4] = torch.tensor(short)
    moves = (loss.forbidden + loss.transitions).detach()
    expected = enumerated(scores[0, 1:4], moves, long) + enumerated(scores[1, 2:4], moves, short)
    assert float(loss(scores, tags)) == pytest.approx(expected / 5, rel=1e-4)


def test_gradients_are_finite_over_long_windows() -> None:
    torch.manual_seed(0)
    loss = TransitionLoss()
    scores = (torch.randn(3, 383, N) * 8).requires_grad_()
    tags = torch.zeros((3, 383), dtype=torch.long)
    tags[2, 50:] = IGNORED
    loss(scores, tags).backward()
    assert scores.grad is not None
    assert bool(torch.isfinite(scores.grad).all())
    assert not scores.grad[2, 50:].any()
