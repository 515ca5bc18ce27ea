"""The tag scheme of the tagger: BIOES over source, cue and content, and over named entities.

PolNeAR gives every token at most one role, so that a single sequence of tags carries all
three. The end tag (E) lets the decoder learn where a statement stops, not only where it starts.
Names of persons and organisations are a second sequence of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

ROLES = ("content", "source", "cue")
NAMES = ("PERSON", "ORG")


def _tags(roles: Sequence[str]) -> tuple[str, ...]:
    return ("O", *(f"{p}-{r}" for r in roles for p in "BIES"))


TAGS = _tags(ROLES)
NAME_TAGS = _tags(NAMES)

Span = tuple[int, int]


def encode(
    offsets: Sequence[Span], spans: Iterable[tuple[Span, str]], names: Sequence[str] = TAGS
) -> list[int]:
    """Index in ``names`` of every token's tag; ``spans`` are (characters, role). A token belongs
    to a span when they share a character, or when they stand for a break inside it; where spans
    meet, the first one wins."""
    index = {tag: i for i, tag in enumerate(names)}
    tags = [0] * len(offsets)
    first, last = [s for s, _ in offsets], [e for _, e in offsets]
    for (start, end), role in spans:
        near = range(bisect_right(last, start), bisect_left(first, end))
        inside = [i for i in near if last[i] > first[i] and tags[i] == 0]
        for i in range(inside[0], inside[-1] + 1) if inside else ():
            tags[i] = index[f"I-{role}"]
        if len(inside) == 1:
            tags[inside[0]] = index[f"S-{role}"]
        elif inside:
            tags[inside[0]] = index[f"B-{role}"]
            tags[inside[-1]] = index[f"E-{role}"]
    return tags


def _allowed(names: Sequence[str]) -> NDArray[np.bool_]:
    """allowed[a, b]: may tag b follow tag a?"""
    n = len(names)
    allowed = np.zeros((n, n), dtype=bool)
    for a, left in enumerate(names):
        for b, right in enumerate(names):
            open_left = left[0] in "BI"
            goes_on = right[0] in "IE"
            same = left[2:] == right[2:]
            allowed[a, b] = (open_left and goes_on and same) or (not open_left and not goes_on)
    return allowed


FORBIDDEN = np.where(_allowed(TAGS), 0.0, -1e9)
NAME_FORBIDDEN = np.where(_allowed(NAME_TAGS), 0.0, -1e9)


def viterbi(
    scores: NDArray[np.float64],
    moves: NDArray[np.float64] = FORBIDDEN,
    names: Sequence[str] = TAGS,
) -> list[int]:
    """The best legal tag sequence for ``scores`` (tokens, tags), log-probabilities; ``moves``
    (tags, tags) is added for each step from one tag to the next."""
    n = len(scores)
    if n == 0:
        return []
    best = scores[0] + [0.0 if t[0] in "OBS" else -1e9 for t in names]
    back = np.zeros((n, len(names)), dtype=np.int64)
    for t in range(1, n):
        through = best[:, None] + moves
        back[t] = through.argmax(axis=0)
        best = through.max(axis=0) + scores[t]
    last = best + [0.0 if t[0] in "OES" else -1e9 for t in names]
    path = [int(last.argmax())]
    for t in range(n - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return path[::-1]


def decode(
    tags: Sequence[int], offsets: Sequence[Span], names: Sequence[str] = TAGS
) -> list[tuple[str, int, int, int, int]]:
    """(role, first token, last token, start character, end character) of every span."""
    spans = []
    first = -1
    for i, tag in enumerate(tags):
        name = names[tag]
        if name[0] in "BS":
            first = i
        if name[0] in "ES" and first >= 0:
            spans.append((name[2:], first, i, offsets[first][0], offsets[i][1]))
            first = -1
    return spans
