"""Pairs of nodes that may be one statement, without comparing each with each.

A statement that shares at least the share τ of its features (n-grams of words, or stems) with a
longer one shares at least one of its ``n - ceil(τ n) + 1`` rarest (the prefix filter); those alone
are looked up, among the statements of the same speaker, of the same actor, and of near-duplicate
articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from hashlib import blake2b
from math import ceil

import numpy as np
import numpy.typing as npt

from kzstance.clusters.nodes import Node
from kzstance.clusters.wording import stems

CONTAINED = 0.8  # share of the shorter statement's n-grams in the longer one
RETOLD = 0.15  # share of the shorter statement's stems in the longer one, to look at the pair at all
NEIGHBOURS = 64  # statements before and after, by date, that one n-gram proposes at most
_NO_DAY = 10_000_000  # sorts after every date

Ints = npt.NDArray[np.int64]


Pair = tuple[int, int]


def candidates(nodes: Sequence[Node], threshold: float, days: int) -> list[Pair]:
    """Pairs (i, j) of indices, i < j, sorted; a superset of those whose wording is alike.

    ``threshold`` is the Jaccard similarity asked for, ``days`` the difference of the dates.
    Exact as long as no n-gram stands in more than ``NEIGHBOURS`` statements of one speaker or
    actor in the window, or of one group of articles; beyond, the nearest by date are proposed.
    """
    # A short statement has to be equal: it is looked up whole.
    features = [frozenset() if n.short else n.shingles for n in nodes]
    return _sharing(nodes, features, min(threshold, CONTAINED), days)


def retold(nodes: Sequence[Node], days: int) -> list[Pair]:
    """The same of pairs that may be one statement in other words: they share stems."""
    number: dict[str, int] = {}
    features = [
        frozenset(number.setdefault(s, len(number)) for s in sorted(stems(n.wording))) for n in nodes
    ]
    return _sharing(nodes, features, RETOLD, days)


def translated(nodes: Sequence[Node], days: int) -> list[Pair]:
    """The same of pairs in two alphabets: each with the nearest by date of its speaker or actor."""
    found: set[Pair] = set()
    for key in ("speaker", "actor"):
        of: dict[str, tuple[list[Pair], list[Pair]]] = {}
        for i, n in enumerate(nodes):
            name = getattr(n, key)
            if name and n.day is not None and not n.short:
                of.setdefault(name, ([], []))[n.wording.cyrillic].append((n.day, i))
        for latin, cyrillic in of.values():
            latin.sort()
            for day, i in cyrillic:
                first = bisect_left(latin, (day - days, -1))
                last = bisect_left(latin, (day + days + 1, -1))
                near = sorted(latin[first:last], key=lambda x: (abs(x[0] - day), x[1]))
                found.update((min(i, j), max(i, j)) for _, j in near[:NEIGHBOURS])
    return sorted(found)


def _sharing(
    nodes: Sequence[Node], features: Sequence[frozenset[int]], share: float, days: int
) -> list[Pair]:
    node, feature, probe = _features(nodes, features, share)
    size = np.array([len(f) for f in features], dtype=np.int64)
    day = np.array([_NO_DAY if n.day is None else n.day for n in nodes], dtype=np.int64)
    found: list[Ints] = []
    for owner, key in _keys(nodes):
        if not len(owner):
            continue
        dated = bool((key >= 0).all())
        order = np.argsort(owner, kind="stable")
        owner, key = owner[order], key[order]
        left = np.searchsorted(owner, node, "left")
        times = np.searchsorted(owner, node, "right") - left
        entry = np.repeat(np.arange(len(node)), times)
        within = np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times)
        block = key[np.repeat(left, times) + within]
        found.append(
            _neighbours(node[entry], feature[entry], probe[entry], block, day, size, days, dated)
        )
    if not found:
        return []
    codes = np.unique(np.concatenate(found))
    return list(zip((codes // len(nodes)).tolist(), (codes % len(nodes)).tolist(), strict=True))


def _features(
    nodes: Sequence[Node], features: Sequence[frozenset[int]], share: float
) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """For each feature of each node: the node, the feature, whether it is looked up."""
    often: Counter[int] = Counter()
    for own in features:
        often.update(own)
    node: list[int] = []
    feature: list[int] = []
    probe: list[bool] = []
    exact = Fraction(repr(share))  # 0.6 * 5 is 3, not 3.0000000000000004
    for i, n in enumerate(nodes):
        whole = blake2b(" ".join(n.words).encode("utf-8", "surrogatepass"), digest_size=7)
        node.append(i)
        feature.append(int.from_bytes(whole.digest(), "little") + (1 << 32))
        probe.append(True)
        grams = sorted(features[i], key=lambda g: (often[g], g))
        prefix = len(grams) - ceil(exact * len(grams)) + 1
        node += [i] * len(grams)
        feature += grams
        probe += [k < prefix for k in range(len(grams))]
    return (
        np.array(node, dtype=np.int64),
        np.array(feature, dtype=np.int64),
        np.array(probe, dtype=np.bool_),
    )


def _keys(nodes: Sequence[Node]) -> list[tuple[Ints, Ints]]:
    """Blocks: (nodes, keys) by speaker and actor (dated nodes; keys ≥ 0), by group (keys < 0)."""
    number: dict[str, int] = {}

    def column(pairs: list[tuple[int, int]]) -> tuple[Ints, Ints]:
        array = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return array[:, 0], array[:, 1]

    def of(value: str) -> int:
        return number.setdefault(value, len(number))

    dated = [(i, n) for i, n in enumerate(nodes) if n.day is not None]
    groups = sorted({g for n in nodes for g in n.groups})
    rank = {g: -1 - k for k, g in enumerate(groups)}
    return [
        column([(i, of("s" + n.speaker)) for i, n in dated if n.speaker]),
        column([(i, of("a" + n.actor)) for i, n in dated if n.actor]),
        column([(i, rank[g]) for i, n in enumerate(nodes) for g in sorted(n.groups)]),
    ]


def _neighbours(
    node: Ints,
    feature: Ints,
    probe: npt.NDArray[np.bool_],
    block: Ints,
    day: Ints,
    size: Ints,
    days: int,
    dated: bool,
) -> Ints:
    """Codes ``i * len(day) + j`` of the pairs that share block and n-gram."""
    order = np.lexsort((node, day[node], feature, block))
    node, feature, probe, block = node[order], feature[order], probe[order], block[order]
    found: list[Ints] = [np.empty(0, dtype=np.int64)]
    live = np.arange(len(node))  # entries that still share block and n-gram with a later one
    for step in range(1, NEIGHBOURS + 1):
        live = live[live + step < len(node)]
        after = live + step
        same = (block[live] == block[after]) & (feature[live] == feature[after])
        if dated:
            same &= day[node[after]] - day[node[live]] <= days
        live, after = live[same], after[same]
        if not len(live):
            break
        a, b = node[live], node[after]
        looked = np.where(size[a] < size[b], probe[live], probe[after])
        looked |= (size[a] == size[b]) & probe[live]
        a, b = a[looked], b[looked]
        found.append(np.unique(np.minimum(a, b) * len(day) + np.maximum(a, b)))
    codes: Ints = np.concatenate(found)
    return np.compress(codes // len(day) != codes % len(day), codes)
