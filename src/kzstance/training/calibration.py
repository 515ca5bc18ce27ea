"""Temperatures that make a classifier's probabilities as sure as it is right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def temperature(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """The temperature that makes the labels most likely (Guo et al. 2017).

    ``logits``: (rows, classes), of rows that the model was not trained on.
    """
    from scipy.optimize import minimize_scalar

    def loss(t: float) -> float:
        z = logits / t
        z = z - z.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]))

    return float(minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded").x)
