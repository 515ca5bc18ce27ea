"""Pairs to clusters, the likeliest first, as long as the whole cluster stays sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import product

from kzstance.clusters.alike import same_speaker
from kzstance.clusters.nodes import Node
from kzstance.clusters.pairs import Pair
from kzstance.clusters.unions import Unions


class _Cluster:
    """What the members of a cluster have in common."""

    def __init__(self, node: Node) -> None:
        self.speakers = {node.speaker: node} if node.speaker else {}
        self.actors = {node.actor} if node.actor else set()
        self.days = (node.day, node.day) if node.day is not None else None
        self.texts = dict.fromkeys(node.articles, node.words)

    def admits(self, other: _Cluster, days: int) -> bool:
        if self.speakers and other.speakers:
            pairs = product(self.speakers.values(), other.speakers.values())
            agree = all(same_speaker(a, b) is not False for a, b in pairs)
        else:
            agree = not (self.actors and other.actors) or not self.actors.isdisjoint(other.actors)
        if not agree:
            return False
        span = self._span(other)
        if span is not None and span[1] - span[0] > days:
            return False
        few, many = sorted((self.texts, other.texts), key=len)
        return all(many.get(article, text) == text for article, text in few.items())

    def absorb(self, other: _Cluster) -> None:
        self.days = self._span(other)
        self.speakers |= other.speakers
        self.actors |= other.actors
        few, many = sorted((self.texts, other.texts), key=len)
        many.update(few)
        self.texts = many

    def _span(self, other: _Cluster) -> tuple[int, int] | None:
        if self.days is None or other.days is None:
            return self.days or other.days
        return min(self.days[0], other.days[0]), max(self.days[1], other.days[1])


def join(nodes: Sequence[Node], pairs: Sequence[Pair], threshold: float, days: int) -> Unions:
    """The clusters as disjoint sets of the indices of ``nodes``.

    ``pairs`` are (probability, i, j). The two clusters whose members are the likeliest to be one
    utterance, taken together (the mean over all pairs of a member of each; a pair not given counts
    0), are joined first, as long as that mean reaches ``threshold``. Two are not joined where the
    cluster would hold two speakers or, with no speaker known, two actors, would stretch over more
    than ``days``, or would hold two different statements of one article.
    """
    sets = Unions(len(nodes))
    clusters = {i: _Cluster(node) for i, node in enumerate(nodes)}
    sizes = dict.fromkeys(clusters, 1)
    links: defaultdict[int, dict[int, float]] = defaultdict(dict)  # sums of probabilities
    for p, i, j in pairs:
        links[i][j] = links[j][i] = p
    queue = [(-p, i, j) for p, i, j in pairs if p >= threshold]
    heapify(queue)
    while queue:
        mean, a, b = heappop(queue)
        if a not in clusters or b not in clusters:
            continue
        if -mean != links[a].get(b, 0.0) / (sizes[a] * sizes[b]):
            continue  # one of them has grown since
        if not clusters[a].admits(clusters[b], days):
            continue
        root = sets.union(a, b)
        gone = b if root == a else a
        clusters[root].absorb(clusters.pop(gone))
        sizes[root] += sizes.pop(gone)
        for other, p in links.pop(gone).items():
            del links[other][gone]
            if other != root:
                links[root][other] = links[other][root] = links[root].get(other, 0.0) + p
        for other, p in links[root].items():
            mean = p / (sizes[root] * sizes[other])
            if mean >= threshold:
                heappush(queue, (-mean, min(root, other), max(root, other)))
    return sets
