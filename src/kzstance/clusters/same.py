"""Are two statements of one speaker one utterance? Evidence of a pair, and its probability.

The probability is a logistic regression (``same.toml``, fitted by scripts/fit_clusters.py): one for
two statements in one alphabet, one for a statement and its translation.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from math import exp, log
from pathlib import Path

from kzstance.clusters.nodes import Node
from kzstance.clusters.states import States, agreement
from kzstance.clusters.wording import lacking

KINDS = ("retold", "translated")
EVIDENCE = {
    "met": "how well the pieces of the shorter statement are met in the longer one",
    "back": "the same the other way round",
    "worst": "how badly the worst met rare piece of the shorter one is met",
    "shared": "share of the shorter one's word 3-shingles that the longer one has",
    "lacking": "share of its content words that the longer one lacks",
    "lacking_few": "the same, times `shared`: alike but for a word",
    "lacking_back": "share of the longer one's content words that the shorter one lacks",
    "numbers": "1 where each has a number that the other lacks",
    "names": "share of the shorter one's names that the longer one lacks",
    "denies": "1 where one alone denies",
    "length": "log of the shorter one's words",
    "ratio": "words of the shorter over those of the longer one",
    "near": "1 where they stand in near-duplicate articles",
}


def kind(a: Node, b: Node) -> str:
    return KINDS[a.wording.cyrillic != b.wording.cyrillic]


def evidence(a: Node, b: Node, states_a: States, states_b: States) -> dict[str, float]:
    """The value of each of ``EVIDENCE``; the order of the two does not matter."""
    if (len(a.words), a.words) > (len(b.words), b.words):
        a, b, states_a, states_b = b, a, states_b, states_a
    met, back, worst = agreement(states_a, states_b)
    own, other = a.wording, b.wording
    shared = len(a.shingles & b.shingles) / max(1, len(a.shingles))
    missing = _share(lacking(own.content, b.words), own.content)
    return {
        "met": met,
        "back": back,
        "worst": worst,
        "shared": shared,
        "lacking": missing,
        "lacking_few": missing * shared,
        "lacking_back": _share(lacking(other.content, a.words), other.content),
        "numbers": float(not (own.numbers <= other.numbers or other.numbers <= own.numbers)),
        "names": _share(lacking(own.names, b.words), own.names),
        "denies": float(own.denies != other.denies),
        "length": log(1 + len(a.words)),
        "ratio": len(a.words) / len(b.words),
        "near": float(not a.groups.isdisjoint(b.groups)),
    }


def probability(a: Node, b: Node, states_a: States, states_b: States) -> float:
    """That the two are one utterance, 0 to 1; 1 where their words are the same."""
    if a.words == b.words:
        return 1.0
    weights = _weights()[kind(a, b)]
    found = evidence(a, b, states_a, states_b)
    z = weights["intercept"] + sum(w * found[k] for k, w in weights.items() if k in found)
    return 1 / (1 + exp(-z))


def _share(part: int, whole: object) -> float:
    return part / max(1, len(whole))  # type: ignore[arg-type]


@lru_cache
def _weights() -> dict[str, dict[str, float]]:
    return tomllib.loads(Path(__file__).with_name("same.toml").read_text("utf-8"))
