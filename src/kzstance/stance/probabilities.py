"""Logits → a stance: probabilities rounded so that they still sum to 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kzstance.records import Stance

DIGITS = 4


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Along the last axis."""
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def stance_of(p: NDArray[np.float64], abstain_below: float) -> Stance:
    """Four probabilities in the order of ``LABELS``, rounded; the label takes what is left."""
    rounded = [round(float(x), DIGITS) for x in p]
    top = max(range(4), key=lambda i: rounded[i])
    rounded[top] = round(1.0 - sum(x for i, x in enumerate(rounded) if i != top), DIGITS)
    return Stance((rounded[0], rounded[1], rounded[2], rounded[3]), rounded[top] < abstain_below)
