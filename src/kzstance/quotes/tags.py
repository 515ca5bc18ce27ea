"""The tag scheme of the quote tagger: BIOES over source, cue and content.

PolNeAR gives every token at most one role, so that a single sequence of tags carries all
three. The end tag (E) lets the decoder learn where a statement stops, not only where it starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

ROLES = ("content", "source", "cue")
TAGS = ("O", *(f"{p}-{r}" for r in ROLES for p in "BIES"))
INDEX = {tag: i for i, tag in enumerate(TAGS)}

Span = tuple[int, int]


def encode(offsets: Sequence[Span], spans: Iterable[tuple[Span, str]]) -> list[int]:
    """Tag index of every token; ``spans`` are (characters, role). A token belongs to a span
    when they share a character; where spans meet, the first one wins."""
    tags = [0] * len(offsets)
    for (start, end), role in spans:
        inside = [
            i
            for i, (s, e) in enumerate(offsets)
            if s < end and e > start and e > s and tags[i] == 0
        ]
        for i in inside:
            tags[i] = INDEX[f"I-{role}"]
        if len(inside) == 1:
            tags[inside[0]] = INDEX[f"S-{role}"]
        elif inside:
            tags[inside[0]] = INDEX[f"B-{role}"]
            tags[inside[-1]] = INDEX[f"E-{role}"]
    return tags


def _allowed() -> NDArray[np.bool_]:
    """allowed[a, b]: may tag b follow tag a?"""
    n = len(TAGS)
    allowed = np.zeros((n, n), dtype=bool)
    for a, left in enumerate(TAGS):
        for b, right in enumerate(TAGS):
            open_left = left[0] in "BI"
            goes_on = right[0] in "IE"
            same = left[2:] == right[2:]
            allowed[a, b] = (open_left and goes_on and same) or (not open_left and not goes_on)
    return allowed


_FORBIDDEN = np.where(_allowed(), 0.0, -1e9)
_STARTS = np.array([0.0 if t[0] in "OBS" else -1e9 for t in TAGS])
_ENDS = np.array([0.0 if t[0] in "OES" else -1e9 for t in TAGS])


def viterbi(scores: NDArray[np.float64]) -> list[int]:
    """The best legal tag sequence for ``scores`` (tokens, tags), log-probabilities."""
    n = len(scores)
    if n == 0:
        return []
    best = scores[0] + _STARTS
    back = np.zeros((n, len(TAGS)), dtype=np.int64)
    for t in range(1, n):
        through = best[:, None] + _FORBIDDEN
        back[t] = through.argmax(axis=0)
        best = through.max(axis=0) + scores[t]
    path = [int((best + _ENDS).argmax())]
    for t in range(n - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return path[::-1]


def decode(tags: Sequence[int], offsets: Sequence[Span]) -> list[tuple[str, int, int, int, int]]:
    """(role, first token, last token, start character, end character) of every span."""
    spans = []
    first = -1
    for i, tag in enumerate(tags):
        name = TAGS[tag]
        if name[0] in "BS":
            first = i
        if name[0] in "ES" and first >= 0:
            spans.append((name[2:], first, i, offsets[first][0], offsets[i][1]))
            first = -1
    return spans
