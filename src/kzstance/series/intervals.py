"""The interval of an index: a ratio of sums over clusters that articles and speakers hold together.

The variance is that of the linearised ratio, clustered both ways (Cameron, Gelbach and Miller
2011). A few articles tell little of their own variance, so it is weighted with the variance that
single labels have by the calibrated probabilities, as if ``PRIOR`` articles had shown that one
(Smyth 2004's moderated t): what the articles do not show, the classifier's own uncertainty says.
Articles count by how much they address the target, k = (Σ weight)² / Σ weight², not each as one.
benchmarks/intervals.py measures the coverage beside that of plainer intervals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from kzstance.series.arrays import UNIT, Floats, Ints, starts

_HALF = 20  # bits dropped before squaring, so that squares too are summed as whole numbers
_SPEAKERS = 3  # on each side; of fewer nothing is learnt about how speakers differ
# Three numbers that benchmarks/intervals.py was used to choose:
PRIOR = 2.0  # articles that the variance of single labels counts as
KNOWN = 6.0  # degrees of freedom that it brings
DOUBT = 0.1  # articles added to it, as if they showed favor, against and neutral alike
# Correlation of two statements of one actor in one article, where the article itself shows none:
# 0.30 toward Russia, 0.37 toward territorial integrity in data/stance/news.csv.
TOGETHER = 1 / 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """The index of each group and what its interval rests on, arrays of shape (groups,).

    ``related`` is Σ(1 − p_unrelated); ``variance`` that of the index, with ``freedom`` degrees of
    freedom. NaN where nothing is related.
    """

    index: Floats
    related: Floats
    variance: Floats
    freedom: Floats

    def ends(self, level: float) -> tuple[Floats, Floats]:
        """Lower and upper ends, within [−1, 1]."""
        reach = stdtrit(self.freedom, (1 + level) / 2) * np.sqrt(self.variance)
        return np.maximum(self.index - reach, -1.0), np.minimum(self.index + reach, 1.0)


def estimate(group: Ints, article: Ints, speaker: Ints, p: Ints) -> Estimate:
    """The index of the groups 0, 1, …, from clusters: arrays of shape (clusters,).

    ``p``, shape (clusters, 4), holds the probabilities in ``1 / UNIT``, in the order of
    ``LABELS``. A speaker under 0 is not known, and counts as one of its article alone.
    """
    n = int(group.max(initial=-1)) + 1
    over, under = _scores(p)
    person = _person(article, speaker)
    of, a, b = _sums(over, under, group)
    total = np.zeros(n)
    index = np.full(n, np.nan)
    total[of] = b
    with np.errstate(divide="ignore", invalid="ignore"):
        index[of] = a / b

        def squares(*parts: Ints) -> tuple[Floats, Floats]:
            """Σ error² and Σ weight² over the parts of each group."""
            of, a, b = _sums(over, under, group, *parts)
            weight = b.astype(np.float64)
            error: Floats = a - index[of] * weight
            return (
                np.bincount(of, error**2, n).astype(np.float64),
                np.bincount(of, weight**2, n).astype(np.float64),
            )

        by_article, together = squares(article)
        by_speaker, of_speaker = squares(person)
        by_both, _ = squares(article, person)
        articles, speakers = total**2 / together, total**2 / of_speaker
        shown = _corrected(by_article, articles)
        both = shown + _corrected(by_speaker, speakers) - by_both
        alone = _sums(over, (under >> _HALF) ** 2, group)[2] * 2.0 ** (2 * _HALF)
        of, a, _ = _sums(p[:, 0] + p[:, 1], under, group)
        taking = np.bincount(of, a, n) / total  # a side, of those that address the target
        # few that agree prove no agreement
        label = (articles * taking + DOUBT * 2 / 3) / (articles + DOUBT)
        label -= (articles * index / (articles + DOUBT)) ** 2
        expected = label * (TOGETHER * together + (1 - TOGETHER) * alone)
        free = articles - 1.0
        known = PRIOR * expected + free * np.maximum(shown, both)
        variance: Floats = known / (PRIOR + free) / total**2
        return Estimate(index, total / UNIT, variance, KNOWN + free)


def _scores(p: Ints) -> tuple[Ints, Ints]:
    """p(favor) − p(against) and 1 − p(unrelated), in ``1 / UNIT``."""
    return p[:, 0] - p[:, 1], UNIT - p[:, 3]


def _person(article: Ints, speaker: Ints) -> Ints:
    """A number for each speaker; one who is not known is one of its article alone."""
    return np.where(speaker >= 0, speaker, -1 - article)


def _sums(over: Ints, under: Ints, *parts: Ints) -> tuple[Ints, Ints, Ints]:
    """Of each combination of ``parts``, in order: the first of them, and both sums."""
    order = np.lexsort(parts[::-1])
    heads = starts(*(part[order] for part in parts))
    if not len(heads):
        return heads, heads, heads
    a, b = (np.add.reduceat(x[order], heads) for x in (over, under))
    return parts[0][order][heads], a, b


def _corrected(squares: Floats, parts: Floats) -> Floats:
    """The sums times k / (k − 1) for k parts. One part alone shows nothing: its sum is near 0, and
    the factor is bounded."""
    return squares * np.minimum(parts / np.maximum(parts - 1, 1e-9), 2.0)


def difference(one: Estimate, other: Estimate, shared: float = 0.0) -> tuple[float, float, float]:
    """``one`` minus ``other``, each of one group: the difference, its variance, its freedom.

    ``shared`` is the covariance of the two, where they rest on the same articles (``covariance``).
    The freedom is Satterthwaite's.
    """
    a, b = float(one.variance[0]), float(other.variance[0])
    variance = max(a + b - 2 * shared, 0.1 * (a + b))
    freedom = (a + b) ** 2 / (a**2 / one.freedom[0] + b**2 / other.freedom[0]) if a + b else 1.0
    return float(one.index[0] - other.index[0]), variance, float(freedom)


Clusters = tuple[Ints, Ints, Ints]
"""Article, speaker and probabilities of clusters, as ``estimate`` takes them."""


def covariance(one: Clusters, other: Clusters, indices: tuple[float, float]) -> float:
    """Of two indices through the articles and the speakers that they share."""

    def shared(*which: int) -> float:
        sums = []
        for (article, speaker, p), index in zip((one, other), indices, strict=True):
            over, under = _scores(p)
            parts = (article, _person(article, speaker))
            key = [parts[i] for i in which]
            # both parts as one number: ranks and codes are far under 2³¹
            joined = key[0] if len(key) == 1 else (key[0] << 31) + key[1]
            of, a, b = _sums(over, under, joined)
            sums.append((of, (a - index * b) / b.sum()))
        _, i, j = np.intersect1d(sums[0][0], sums[1][0], return_indices=True)
        return float((sums[0][1][i] * sums[1][1][j]).sum())

    by_article = shared(0)
    if min(len(np.unique(side[1])) for side in (one, other)) < _SPEAKERS:
        return by_article
    # what narrows the difference has to be shown both ways
    return min(by_article, by_article + shared(1) - shared(0, 1))
