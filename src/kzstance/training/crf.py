"""A linear-chain conditional random field over tag scores, for training.

The decoder (``kzstance.quotes.tags.viterbi``) uses the same transitions. Windows are cut anywhere,
so a window may begin or end inside a span: only the step from one tag to the next is constrained.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from kzstance.quotes.tags import FORBIDDEN

IGNORED = -100
NEVER = -1e4  # logarithm of the weight of what is not allowed


class TransitionLoss(nn.Module):
    """Negative log-likelihood of tag sequences, with learned transitions between tags."""

    forbidden: Tensor

    def __init__(self) -> None:
        super().__init__()
        forbidden = torch.from_numpy(FORBIDDEN).float().clamp(min=NEVER)
        self.register_buffer("forbidden", forbidden, persistent=False)
        self.transitions = nn.Parameter(torch.zeros_like(forbidden))

    def forward(self, scores: Tensor, tags: Tensor) -> Tensor:
        """Mean over the tagged tokens. ``scores`` (rows, tokens, tags), ``tags`` (rows, tokens)
        with ``IGNORED`` before the first and after the last tagged token of a row."""
        scores = scores.float()
        moves = self.forbidden + self.transitions
        inside = tags != IGNORED
        at = tags.clamp(min=0)
        picked = scores.gather(2, at[..., None])[..., 0]
        steps = moves[at[:, :-1], at[:, 1:]] * (inside[:, :-1] & inside[:, 1:])
        right = (picked * inside).sum() + steps.sum()
        total = _log_partition(scores, inside, moves).sum()
        return (total - right) / inside.sum()


def _log_partition(scores: Tensor, inside: Tensor, moves: Tensor) -> Tensor:
    """Log of the summed weight of all tag sequences of each row.

    The product of one matrix a token, taken pair by pair, so that its depth is logarithmic.
    """
    rows, length, tags = scores.shape
    first = inside & (inside.cumsum(dim=1) == 1)
    step = moves.expand(rows, length, tags, tags) * ~first[..., None, None]
    step = step + scores[:, :, None, :]
    nothing = torch.full((tags, tags), NEVER, device=scores.device).fill_diagonal_(0.0)
    product = torch.where(inside[..., None, None], step, nothing)
    while product.shape[1] > 1:
        if product.shape[1] % 2:
            product = torch.cat([product, nothing.expand(rows, 1, tags, tags)], dim=1)
        product = _times(product[:, 0::2], product[:, 1::2])
    return torch.logsumexp(product[:, 0, 0], dim=1)


def _times(a: Tensor, b: Tensor) -> Tensor:
    """The product of matrices that are given, and returned, as logarithms."""
    top_a = a.detach().amax(dim=-1, keepdim=True)
    top_b = b.detach().amax(dim=-2, keepdim=True)
    return ((a - top_a).exp() @ (b - top_b).exp()).clamp(min=1e-35).log() + top_a + top_b
