"""Which content belongs to which cue, and which cue to which source.

Every attribution has one cue, so the cue is the anchor: each piece of content picks a cue,
each cue picks a source or none. Both choices are conditional logit models over features of
position alone (distance, order, sentence and paragraph ends, what stands between), fitted on
gold spans; the weights are a small JSON file in the model's folder.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kzstance.records import Span

_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“«‘'(\[]*[A-ZА-ЯЁ])|\n")
_QUOTES = tuple('“"„«‘')
_LOOSE = re.compile(r"[\s,.:;–—-]*(?:that\s+|, )?[\s,.:;–—-]*")
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
        ends = list(_SENTENCE_END.finditer(text))
        self._sentences = [m.end() for m in ends]
        self._paragraphs = [m.end() for m in ends if "\n" in m.group()]
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
            float(self.text[b[0] : b[1]].lower().startswith(("according", "per "))),
        ]
        none = [0.0] * len(half)
        return half + none if before else none + half

    def near(self, spans: Sequence[Span], at: Span) -> range:
        """Candidates of ``spans`` around ``at``."""
        i = bisect_left(spans, at)
        return range(max(0, i - _REACH), min(len(spans), i + _REACH))


def cue_features(scene: Scene, piece: Span) -> tuple[list[int], Vector]:
    """Candidate cues of a piece of content, and a row of features for each."""
    candidates = list(scene.near(scene.cues, piece))
    rows = [scene.pair(piece, scene.cues[i]) for i in candidates]
    return candidates, np.array(rows)


def source_features(scene: Scene, cue: Span) -> tuple[list[int], Vector]:
    """Candidate sources of a cue (-1: none), and a row of features for each."""
    near = list(scene.near(scene.sources, cue))
    rows = [[*scene.pair(cue, scene.sources[i]), 0.0, 0.0] for i in near]
    width = len(scene.pair(cue, cue))
    alone = not any(row[0] + row[width // 2] and not (row[2] or row[3]) for row in rows)
    rows.append([*[0.0] * width, 1.0, float(alone)])
    return [*near, -1], np.array(rows)


def _softmax(scores: Vector) -> Vector:
    e = np.exp(scores - scores.max())
    return np.asarray(e / e.sum())


def link(scene: Scene, cue_weights: Vector, source_weights: Vector, max_gap: int) -> list[Link]:
    """The attributions of an article, in the order of their first piece.

    A cue without content gives none; content without any cue within ``max_gap`` characters
    gives one without cue and source.
    """
    pieces: dict[int, list[tuple[Span, float]]] = {}
    alone: list[Link] = []
    for piece in scene.contents:
        candidates, rows = cue_features(scene, piece)
        if not candidates:
            alone.append(Link((piece,), None, None, 0.2))
            continue
        p = _softmax(rows @ cue_weights)
        best = int(p.argmax())
        cue = scene.cues[candidates[best]]
        if max(cue[0] - piece[1], piece[0] - cue[1]) > max_gap and not _chained(
            scene, piece, [s for s, _ in pieces.get(candidates[best], [])], max_gap
        ):
            alone.append(Link((piece,), None, None, 0.2))
            continue
        pieces.setdefault(candidates[best], []).append((piece, float(p[best])))
    links = alone
    for index, parts in pieces.items():
        cue = scene.cues[index]
        candidates, rows = source_features(scene, cue)
        p = _softmax(rows @ source_weights)
        best = int(p.argmax())
        source = scene.sources[candidates[best]] if candidates[best] >= 0 else None
        confidence = float(p[best]) * min(c for _, c in parts)
        links.append(Link(tuple(s for s, _ in parts), cue, source, confidence))
    return sorted(links, key=lambda x: x.content[0])


def _chained(scene: Scene, piece: Span, others: Sequence[Span], max_gap: int) -> bool:
    """A long quotation goes on: near another piece of the same statement."""
    return any(0 <= piece[0] - end <= max_gap for _, end in others)
