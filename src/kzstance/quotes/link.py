"""Which content belongs to which cue, and which cue to which source.

An attribution has one cue, so the cue is the anchor: each piece of content picks a cue, each cue
picks a source or none. Where the cue was overlooked a piece picks none, and then its source by
itself. All choices are conditional logit models over features of position alone (distance,
order, sentence and paragraph ends, what stands between), fitted on gold spans; the weights are
a small JSON file in the model's folder.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kzstance.records import Span
from kzstance.sentences import ends

_QUOTES = tuple('“"„«‘')
_LOOSE = re.compile(r"[\s,.:;–—-]*+(?:(?:that|что)\s[\s,.:;–—-]*+)?")
HALF = 17  # features of one direction
_REACH = 12  # candidates on each side; beyond, no gold link in the training set lies

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Link:
    """One attribution: the pieces of content, their cue, the source, and how sure the link is."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    confidence: float


class Scene:
    """One article's spans and where its sentences and paragraphs end. All spans sorted."""

    def __init__(
        self, text: str, contents: Sequence[Span], cues: Sequence[Span], sources: Sequence[Span]
    ) -> None:
        self.text = text
        self.contents, self.cues, self.sources = (sorted(x) for x in (contents, cues, sources))
        self._sentences = ends(text)
        self._paragraphs = [m.end() for m in re.finditer("\n", text)]
        self._starts = {
            name: [s for s, _ in spans]
            for name, spans in (
                ("contents", self.contents),
                ("cues", self.cues),
                ("sources", self.sources),
            )
        }

    def _count(self, marks: Sequence[int], low: int, high: int) -> int:
        return bisect_left(marks, high) - bisect_left(marks, low)

    def pair(self, a: Span, b: Span) -> list[float]:
        """Features of the way from ``a`` to ``b``, one half for each direction."""
        before = b[0] < a[0]
        low, high = (b[1], a[0]) if before else (a[1], b[0])
        gap = max(0, high - low)
        between = self.text[low:high] if gap < 40 else "x" * 40
        sentences = self._count(self._sentences, low, high + 1)
        paragraphs = self._count(self._paragraphs, low, high + 1)
        cues = self._count(self._starts["cues"], low, high)
        contents = self._count(self._starts["contents"], low, high)
        sources = self._count(self._starts["sources"], low, high)
        half = [
            1.0,
            float(np.log1p(gap)),
            float(sentences == 1),
            float(sentences >= 2),
            float(paragraphs == 1),
            float(paragraphs >= 2),
            float(cues == 1),
            float(cues >= 2),
            float(contents == 1),
            float(contents >= 2),
            float(sources == 1),
            float(sources >= 2),
            float(_LOOSE.fullmatch(between) is not None),
            float(self.text.startswith(_QUOTES, a[0])),
            float(self.text.startswith(_QUOTES, a[0]) and sentences > 0),
            float(self.text[b[0] : b[1]].rstrip().endswith(":")),
            float(self.text[b[0] : b[1]].lower().startswith(("according", "per ", "по "))),
        ]
        none = [0.0] * len(half)
        return half + none if before else none + half

    def near(self, spans: Sequence[Span], at: Span) -> range:
        """Candidates of ``spans`` around ``at``."""
        i = bisect_left(spans, at)
        return range(max(0, i - _REACH), min(len(spans), i + _REACH))


def cue_features(scene: Scene, piece: Span) -> tuple[list[int], Vector]:
    """Candidate cues of a piece of content (-1: none), and a row of features for each."""
    near = list(scene.near(scene.cues, piece))
    rows = [[*scene.pair(piece, scene.cues[i]), *[0.0] * 5] for i in near]
    alone = not any((row[0] or row[HALF]) and not _apart(row) for row in rows)
    quoted = scene.text.startswith(_QUOTES, piece[0])
    whole = scene.text[piece[0] - 1 : piece[0]] in ("", "\n") and (
        scene.text[piece[1] : piece[1] + 1] in ("", "\n")
    )
    after_quote = scene.text[max(0, piece[0] - 40) : piece[0]].rstrip()[-1:] in tuple('”"»')
    none = [1.0, float(alone), float(quoted), float(quoted and whole), float(after_quote)]
    rows.append([*[0.0] * (2 * HALF), *none])
    return [*near, -1], np.array(rows)


def source_features(scene: Scene, anchor: Span) -> tuple[list[int], Vector]:
    """Candidate sources of a cue or a piece (-1: none), and a row of features for each."""
    near = list(scene.near(scene.sources, anchor))
    rows = [[*scene.pair(anchor, scene.sources[i]), 0.0, 0.0] for i in near]
    alone = not any((row[0] or row[HALF]) and not _apart(row) for row in rows)
    rows.append([*[0.0] * (2 * HALF), 1.0, float(alone)])
    return [*near, -1], np.array(rows)


def _apart(row: Sequence[float]) -> bool:
    """Does a sentence end lie between?"""
    return bool(row[2] or row[3] or row[HALF + 2] or row[HALF + 3])


def _softmax(scores: Vector) -> Vector:
    e = np.exp(scores - scores.max())
    return np.asarray(e / e.sum())


@dataclass(frozen=True)
class Weights:
    """Of the three choices: piece → cue, cue → source, piece without a cue → source; and what
    makes a probability of two confidences, that of the link and that of the content's edges:
    their slopes and the intercept (logistic regression on their log-odds)."""

    cue: Vector
    source: Vector
    bare: Vector
    confidence: tuple[float, float, float] = (1.0, 0.0, 0.0)

    def calibrated(self, link: float, edges: float) -> float:
        """How probable it is that a statement is one, of this source."""
        a, b, intercept = self.confidence
        return float(1 / (1 + np.exp(-(a * logit(link) + b * logit(edges) + intercept))))


def logit(p: float) -> float:
    """Log-odds, kept finite."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def link(scene: Scene, weights: Weights, max_gap: int) -> list[Link]:
    """The attributions of an article, in the order of their first piece.

    A cue without content gives none. No link is longer than ``max_gap`` characters, but a long
    quotation goes on from piece to piece.
    """
    pieces: dict[int, list[tuple[Span, float]]] = {}
    links: list[Link] = []
    for piece in scene.contents:
        candidates, rows = cue_features(scene, piece)
        p = _softmax(rows @ weights.cue)
        best = candidates[int(p.argmax())]
        if best < 0 or not _reachable(piece, scene.cues[best], pieces.get(best, []), max_gap):
            links.append(_bare(scene, piece, weights, max_gap))
        else:
            pieces.setdefault(best, []).append((piece, float(p.max())))
    for index, parts in pieces.items():
        cue = scene.cues[index]
        source, sure = _source(scene, cue, weights.source)
        confidence = sure * min(c for _, c in parts)
        links.append(Link(tuple(s for s, _ in parts), cue, source, confidence))
    return sorted(links, key=lambda x: x.content[0])


def _source(scene: Scene, anchor: Span, weights: Vector) -> tuple[Span | None, float]:
    candidates, rows = source_features(scene, anchor)
    p = _softmax(rows @ weights)
    best = candidates[int(p.argmax())]
    return (scene.sources[best] if best >= 0 else None), float(p.max())


def _bare(scene: Scene, piece: Span, weights: Weights, max_gap: int) -> Link:
    """A piece without a cue; its source, if one is near, is less sure than with one."""
    source, sure = _source(scene, piece, weights.bare)
    if source is not None and max(source[0] - piece[1], piece[0] - source[1]) > max_gap:
        source = None
    return Link((piece,), None, source, 0.7 * sure)


def _reachable(piece: Span, cue: Span, others: Sequence[tuple[Span, float]], max_gap: int) -> bool:
    near = max(cue[0] - piece[1], piece[0] - cue[1]) <= max_gap
    return near or any(0 <= piece[0] - end <= max_gap for (_, end), _ in others)
