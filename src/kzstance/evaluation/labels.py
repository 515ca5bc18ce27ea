"""Classification measures over the four labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kzstance.evaluation.bootstrap import interval
from kzstance.records import LABELS

Pair = tuple[int, NDArray[np.float64]]
"""A gold label's index, and the four probabilities."""

Measure = Callable[[NDArray[np.int64], NDArray[np.int64]], float]


def macro_f1(
    gold: NDArray[np.int64], found: NDArray[np.int64], labels: Sequence[int] | None = None
) -> float:
    """Mean F1 over ``labels``, by default those that occur in gold or found."""
    present = labels if labels is not None else sorted(set(gold.tolist()) | set(found.tolist()))
    return float(np.mean([f1(gold, found, k) for k in present])) if len(present) else 0.0


def f1(gold: NDArray[np.int64], found: NDArray[np.int64], label: int) -> float:
    right = int(((gold == label) & (found == label)).sum())
    total = int((gold == label).sum() + (found == label).sum())
    return 2 * right / total if total else 0.0


def kappa(gold: NDArray[np.int64], found: NDArray[np.int64]) -> float:
    """Cohen's κ."""
    n = len(gold)
    agreed = float((gold == found).mean())
    chance = sum((gold == k).sum() * (found == k).sum() for k in range(4)) / n**2
    return float((agreed - chance) / (1 - chance)) if chance < 1 else 1.0


def calibration_error(gold: NDArray[np.int64], p: NDArray[np.float64], bins: int = 10) -> float:
    """Expected calibration error of the top label, bins of equal width."""
    return expected_error(p.argmax(axis=1) == gold, p.max(axis=1), bins)


def expected_error(right: NDArray[np.bool_], sure: NDArray[np.float64], bins: int = 10) -> float:
    """Mean distance of confidence and share right over bins of equal width, by their size."""
    at = np.minimum((sure * bins).astype(int), bins - 1)
    out = 0.0
    for b in range(bins):
        inside = at == b
        if inside.any():
            out += inside.mean() * abs(right[inside].mean() - sure[inside].mean())
    return float(out)


def at_coverage(
    right: NDArray[np.bool_], sure: NDArray[np.float64], shares: Sequence[float]
) -> dict[str, dict[str, float]]:
    """Share of the rows that are kept, the surest first → their accuracy, and the confidence of
    the last of them: the risk–coverage curve."""
    order = np.argsort(-sure, kind="stable")
    out = {}
    for share in shares:
        kept = order[: max(1, round(share * len(order)))]
        out[f"{share:.0%}"] = {
            "accuracy": float(right[kept].mean()),
            "least confidence": float(sure[kept].min()),
        }
    return out


def _over(measure: Measure, sample: Sequence[Pair]) -> float:
    return measure(np.array([g for g, _ in sample]), np.array([int(q.argmax()) for _, q in sample]))


def measures(pairs: Sequence[Pair], *, resamples: int = 1000) -> dict[str, Any]:
    """All measures of one target, with 95 % bootstrap intervals over rows."""
    gold = np.array([g for g, _ in pairs])
    p = np.array([q for _, q in pairs])
    found = p.argmax(axis=1)

    present = sorted(set(gold.tolist()))
    favor, against = LABELS.index("favor"), LABELS.index("against")
    named: dict[str, Measure] = {
        "accuracy": lambda g, f: float((g == f).mean()),
        "macro_f1": lambda g, f: macro_f1(g, f, range(4)),
        "macro_f1_present": lambda g, f: macro_f1(g, f, present),
        "f_avg": lambda g, f: (f1(g, f, favor) + f1(g, f, against)) / 2,
        "kappa": kappa,
    }
    out: dict[str, Any] = {"n": len(pairs)}
    for name, measure in named.items():
        out[name] = measure(gold, found)
        out[f"{name}_95"] = interval(pairs, partial(_over, measure), resamples=resamples)
    out["f1"] = {label: f1(gold, found, i) for i, label in enumerate(LABELS)}
    out["ece"] = calibration_error(gold, p)
    out["brier"] = float(((p - np.eye(4)[gold]) ** 2).sum(axis=1).mean())
    out["coverage"] = at_coverage(found == gold, p.max(axis=1), [x / 10 for x in range(10, 0, -1)])
    out["confusion"] = {
        f"gold {a}": {b: int(((gold == i) & (found == j)).sum()) for j, b in enumerate(LABELS)}
        for i, a in enumerate(LABELS)
    }
    return out
