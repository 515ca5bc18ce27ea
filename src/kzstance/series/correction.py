"""The index corrected by hand labels: what the classifier gets wrong is measured, and taken out.

Prediction-powered (Angelopoulos et al. 2023): the index by the classifier over all statements, plus
how far it is from the hand labels on those that have one. The hand-labelled statements must be a
random sample of those that the correction is for. ``adjusted`` instead inverts the confusion of the
classifier (Bella et al. 2010's probabilistic adjusted count), which holds where the mix of labels
differs between the sample and the period, but the classifier errs alike on each label.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from kzstance.series.arrays import UNIT, Floats, Ints
from kzstance.series.groups import Units
from kzstance.series.intervals import estimate


@dataclass(frozen=True, slots=True)
class Corrected:
    """An index and its interval, in [−1, 1]; NaN where there is none."""

    index: float
    low: float
    high: float


def powered(found: Units, p_labelled: Floats, label: Ints, level: float) -> Corrected:
    """Prediction-powered index of the clusters ``found``, all of one group.

    ``p_labelled``, shape (statements, 4), and ``label`` (an index into ``LABELS``) are the
    hand-labelled statements'. The variance of all statements is that of ``intervals.estimate``.
    """
    over, under = _scores(found.p / UNIT)
    said, spoke = _scores(np.eye(4)[label])
    a, b = _scores(p_labelled)
    shift_over, shift_under = (said - a).mean(), (spoke - b).mean()
    bottom = under.mean() + shift_under
    if bottom <= 0:
        return Corrected(np.nan, np.nan, np.nan)
    index = (over.mean() + shift_over) / bottom
    one = np.zeros_like(found.group)
    plain = estimate(one, found.block, found.speaker, found.p)
    of_all = float(plain.variance[0]) * under.mean() ** 2
    rest = (said - a) - index * (spoke - b)
    of_hand = float(rest.var(ddof=1)) / len(rest)
    freedom = (of_all + of_hand) ** 2 / (
        of_all**2 / plain.freedom[0] + of_hand**2 / (len(rest) - 1)
    )
    reach = stdtrit(freedom, (1 + level) / 2) * np.sqrt(of_all + of_hand) / bottom
    return _bounded(index, index - reach, index + reach)


def _scores(p: Floats) -> tuple[Floats, Floats]:
    return p[:, 0] - p[:, 1], 1 - p[:, 3]


def adjusted(p: Floats, p_labelled: Floats, label: Ints) -> Floats:
    """Shares of the four labels among statements with probabilities ``p``, by the classifier's
    confusion on the hand-labelled ones; they sum to 1. A label that none of these has gets 0;
    NaN where they have one alone."""
    from scipy.optimize import minimize  # slow to load

    known = np.unique(label)
    if len(known) < 2:
        return np.full(4, np.nan)
    confusion = np.stack([p_labelled[label == k].mean(axis=0) for k in known], axis=1)
    mean = p.mean(axis=0)
    start = np.full(len(known), 1 / len(known))
    found = minimize(
        lambda x: float(((confusion @ x - mean) ** 2).sum()),
        start,
        method="SLSQP",
        bounds=[(0, 1)] * len(known),
        constraints={"type": "eq", "fun": lambda x: x.sum() - 1},
    )
    shares = np.zeros(4)
    shares[known] = found.x
    return shares


def adjusted_index(
    p: Floats,
    article: Ints,
    p_labelled: Floats,
    label: Ints,
    *,
    level: float,
    resamples: int,
    seed: int,
) -> Corrected:
    """The index of ``adjusted`` shares; its interval from a bootstrap over articles and labels."""

    def index(shares: Floats) -> float:
        related = 1 - shares[3]
        return float((shares[0] - shares[1]) / related) if related > 0 else np.nan

    rng = np.random.default_rng(seed)
    _, of = np.unique(article, return_inverse=True)
    order = np.argsort(of, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(of))[:-1])
    drawn = []
    for _ in range(resamples):
        rows = np.concatenate([parts[i] for i in rng.integers(0, len(parts), len(parts))])
        hand = rng.integers(0, len(label), len(label))
        drawn.append(index(adjusted(p[rows], p_labelled[hand], label[hand])))
    middle = index(adjusted(p, p_labelled, label))
    reach = ndtri((1 + level) / 2) * np.nanstd(drawn, ddof=1)
    return _bounded(middle, middle - reach, middle + reach)


def _bounded(index: float, low: float, high: float) -> Corrected:
    index, low, high = (float(np.clip(v, -1.0, 1.0)) for v in (index, low, high))
    return Corrected(index, low, high)
