"""Pairs of nodes that may be one utterance, each with its probability.

Compared are the statements of one speaker within the window of days, those of one actor of which
one has no speaker, and those of near-duplicate articles that lack a date or a source. In a full
window a statement is compared with those that share most of its rarer words, and with those in the
other alphabet whose mean vectors are nearest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from math import log

import numpy as np

from kzstance.clusters.alike import related
from kzstance.clusters.nodes import Node
from kzstance.clusters.same import logit, probability
from kzstance.clusters.states import Floats, Reader, States

TRIED = 16  # others of a full window that a statement is compared with
FULL = 48  # others; of somebody who speaks more, one says little new in few words of the other
COVERED = 0.7  # words of the shorter statement, at least, that are in the longer one then, as of
# the rarer ones of the one that has fewer
PART = 0.2  # of the longer one's words that the shorter one has, at least, then
SHORT = 5  # words; a shorter one has to be equal then
_COMMON = 256  # statements of a window; a stem of more says nothing of two of them
_KEPT = 4096  # states in memory: those of a week of somebody who speaks all day
LEAST = 0.05  # probability of a pair that is worth keeping

Pair = tuple[float, int, int]
"""Probability, and two places in the list of nodes, the first under the second."""


def likely(nodes: Sequence[Node], reader: Reader, days: int) -> list[Pair]:
    """Every pair that may be one utterance, sorted by place, dates at most ``days`` apart."""
    speakers: defaultdict[str, list[int]] = defaultdict(list)
    actors: defaultdict[str, list[int]] = defaultdict(list)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i, n in enumerate(nodes):
        if n.day is not None:
            if n.speaker:
                speakers[n.speaker].append(i)
            if n.actor:
                actors[n.actor].append(i)
        for group in n.groups:
            groups[group].append(i)
    blocks = [
        *speakers.values(),
        *(_beside_vague(nodes, block, days) for block in actors.values()),
        *(_lacking(nodes, block) for block in groups.values()),
    ]
    known: dict[tuple[int, int], float] = {}
    found = {
        (i, j): p
        for block in blocks
        if len(block) > 1
        for p, i, j in _of(nodes, block, reader, days, known)
    }
    return [(p, i, j) for (i, j), p in sorted(found.items())]


def _vague(node: Node) -> bool:
    return node.speaker is None or node.speaker.startswith("name:")


def _beside_vague(nodes: Sequence[Node], block: Sequence[int], days: int) -> list[int]:
    """Those of an actor that have no speaker with an id, and what lies near them in time."""
    vague = sorted(nodes[i].day or 0 for i in block if _vague(nodes[i]))

    def near(day: int) -> bool:
        return bisect_left(vague, day - days) < bisect_right(vague, day + days)

    return [i for i in block if near(nodes[i].day or 0)]


def _lacking(nodes: Sequence[Node], block: Sequence[int]) -> list[int]:
    """The block, where one in it lacks a date or a source."""
    lacks = any(nodes[i].day is None or not (nodes[i].speaker or nodes[i].actor) for i in block)
    return list(block) if lacks else []


def _of(
    nodes: Sequence[Node],
    block: Sequence[int],
    reader: Reader,
    days: int,
    known: dict[tuple[int, int], float],
) -> Iterator[Pair]:
    """``known``: the log odds of pairs that another block has too, which cost most of the time."""
    dated = all(nodes[i].day is not None for i in block)
    order = sorted(block, key=lambda i: (nodes[i].day or 0 if dated else 0, i))
    when = [nodes[i].day or 0 if dated else 0 for i in order]
    states = lru_cache(maxsize=_KEPT)(reader.states)
    window = _Window([nodes[i] for i in order])
    for place, i in enumerate(order):
        first = bisect_left(when, when[place] - days)
        others = bisect_right(when, when[place] + days) - first - 1
        for before in window.candidates(place, first, states):
            a, b = nodes[i], nodes[order[before]]
            if not _comparable(a, b, days) or (others > FULL and not _covered(a, b)):
                continue
            pair = min(i, order[before]), max(i, order[before])
            if a.words == b.words:
                yield 1.0, *pair
                continue
            if pair not in known:
                known[pair] = logit(a, b, states(a.text), states(b.text))
            p = probability(known[pair], others)
            if p >= LEAST:
                yield p, *pair


def _covered(a: Node, b: Node) -> bool:
    """Whether most words of the shorter one are in the longer one, or they are translations."""
    if a.wording.cyrillic != b.wording.cyrillic:
        return True
    if a.words == b.words:
        return True
    few, many = sorted((set(a.words), set(b.words)), key=len)
    rare, rarer = sorted((set(a.wording.stems), set(b.wording.stems)), key=len)
    return (
        len(few) >= max(SHORT, PART * len(many))
        and len(few & many) >= COVERED * len(few)
        and len(rare & rarer) >= COVERED * len(rare)
    )


def _comparable(a: Node, b: Node, days: int) -> bool:
    return (a.articles != b.articles or len(a.articles) > 1) and related(a, b, days)


class _Window:
    """Which of the statements before are worth comparing."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        often = Counter(stem for n in nodes for stem in n.wording.stems)
        self._weight = {stem: log(1 + len(nodes) / count) for stem, count in often.items()}
        self._size = [sum(self._weight[s] for s in n.wording.stems) for n in nodes]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._alphabets: dict[bool, list[int]] = {True: [], False: []}
        self._means: dict[int, Floats] = {}

    def candidates(self, place: int, first: int, states: Callable[[str], States]) -> Sequence[int]:
        """Of the statements from ``first`` on before ``place``; each place is asked for once, in
        order."""
        own = self._nodes[place]
        for stem in own.wording.stems:
            self._places[stem].append(place)
        self._alphabets[own.wording.cyrillic].append(place)
        if place - first <= TRIED:
            return range(first, place)
        shared: defaultdict[int, float] = defaultdict(float)
        for stem in own.wording.stems:
            places = self._places[stem]
            since = bisect_left(places, first)
            for other in places[since:-1] if len(places) - since <= _COMMON else ():
                shared[other] += self._weight[stem] / min(self._size[place], self._size[other])
        alike = nlargest(TRIED, shared, key=lambda other: (shared[other], -other))
        other_alphabet = self._alphabets[not own.wording.cyrillic]
        foreign = other_alphabet[bisect_left(other_alphabet, first) :]
        if len(foreign) > TRIED:
            means: Floats = np.stack([self._mean(o, states) for o in foreign])
            nearest = np.argsort(-(means @ self._mean(place, states)), kind="stable")
            foreign = [foreign[k] for k in nearest[:TRIED]]
        return alike + foreign

    def _mean(self, place: int, states: Callable[[str], States]) -> Floats:
        """Kept apart from the states, which are a hundred times larger."""
        if place not in self._means:
            self._means[place] = states(self._nodes[place].text).mean
        return self._means[place]
