"""Are two statements of one speaker one utterance? The evidence of a pair, and its probability.

The probability is a logistic regression (``same.toml``, fitted by scripts/fit_clusters.py): one for
two statements in one alphabet, one for a statement and its translation. It was fitted where a
statement has ``usual`` others to be compared with. Of somebody who speaks all day long two
statements are rarely one, however alike: with n others the odds are ``usual / n`` of those.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import Any, Literal

import numpy as np

from kzstance.clusters.nodes import Node
from kzstance.clusters.states import States, agreement
from kzstance.clusters.wording import lacking

Kind = Literal["retold", "translated"]

EVIDENCE = {
    "met": "how well the pieces of the shorter statement are met in the longer one",
    "back": "how well those of the longer one are met in the shorter one",
    "shared": "share of the shorter one's word 3-shingles that the longer one has",
    "lacking": "content words of the shorter one that the longer one lacks, up to 5",
    "lacking_back": "share of the longer one's content words that the shorter one lacks",
    "swapped": "shared word 3-shingles over all, where each has content words that the other lacks "
    "or `number` or `denies` is 1",
    "number": "1 where the shorter one has a number that the longer one lacks",
    "numbers": "1 where each has a number that the other lacks",
    "denies": "1 where one alone denies",
    "words": "log of the shorter one's words",
    "pieces": "log of the shorter one's weight in rare pieces",
    "days": "between them, up to 4",
}
_MANY_WORDS, _MANY_DAYS = 5, 4


def kind(a: Node, b: Node) -> Kind:
    return "retold" if a.wording.cyrillic == b.wording.cyrillic else "translated"


def evidence(a: Node, b: Node, states_a: States, states_b: States) -> dict[str, float]:
    """The value of each of ``EVIDENCE``; the order of the two does not matter."""
    found = agreement(states_a, states_b)
    if (len(a.words), a.words) > (len(b.words), b.words):
        a, b = b, a
    own, other = a.wording, b.wording
    common = len(np.intersect1d(a.shingles, b.shingles, assume_unique=True))
    jaccard = common / max(1, len(a.shingles) + len(b.shingles) - common)
    lacks, lacks_back = lacking(own.content, b.words), lacking(other.content, a.words)
    number = not own.numbers <= other.numbers
    conflict = number and not other.numbers <= own.numbers
    denies = own.denies != other.denies
    known = a.day is not None and b.day is not None
    return {
        "met": found.met,
        "back": found.back,
        "shared": common / max(1, len(a.shingles)),
        "lacking": float(min(lacks, _MANY_WORDS)),
        "lacking_back": lacks_back / max(1, len(other.content)),
        "swapped": jaccard * ((lacks > 0 and lacks_back > 0) or number or denies),
        "number": float(number),
        "numbers": float(conflict),
        "denies": float(denies),
        "words": log(1 + len(a.words)),
        "pieces": log(1 + found.size),
        "days": float(min(abs(a.day - b.day), _MANY_DAYS)) if known else 0.0,  # type: ignore[operator]
    }


def logit(a: Node, b: Node, states_a: States, states_b: States) -> float:
    """The log odds that the two are one utterance, each with the usual number of others."""
    weights = _fitted()[kind(a, b)]
    found = evidence(a, b, states_a, states_b)
    return float(weights["intercept"] + sum(weights[name] * v for name, v in found.items()))


def probability(logit: float, others: int) -> float:
    """That two statements are one utterance, 0 to 1. ``others`` are the statements that one of
    them is compared with."""
    z = logit + min(0.0, log(_fitted()["usual"] / max(1, others)))
    return 1 / (1 + exp(-z))


@lru_cache
def _fitted() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("same.toml").read_text("utf-8"))
