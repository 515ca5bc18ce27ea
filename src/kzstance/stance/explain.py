"""Which words carried a label: each word of a statement is left out in turn (occlusion).

A word's weight is what the label's probability loses without it. It works for every stance
stage, since it only asks the stage again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kzstance.records import Query, Stance

MAX_PIECES = 48  # questions for one statement; a longer one is left out by several words at once
_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")


@dataclass(frozen=True, slots=True)
class Weight:
    """``text[start:end]`` of the statement, and what the label's probability loses without it."""

    start: int
    end: int
    weight: float


Classify = Callable[[Sequence[Query]], list[dict[str, Stance]]]


def explain(
    query: Query, stances: Mapping[str, Stance], classify: Classify
) -> dict[str, list[Weight]]:
    """The weight of every word of ``query.text`` for the label toward each target, in text order.

    ``stances`` is what ``classify`` said of the whole query.
    """
    pieces = word_pieces(query.text)
    without = classify([replace(query, text=left_out(query.text, [p])) for p in pieces])
    out: dict[str, list[Weight]] = {}
    for target, stance in stances.items():
        k = max(range(4), key=lambda i: stance.probabilities[i])
        out[target] = [
            Weight(s, e, round(stance.probabilities[k] - w[target].probabilities[k], 4))
            for (s, e), w in zip(pieces, without, strict=True)
        ]
    return out


def word_pieces(text: str) -> list[tuple[int, int]]:
    """The words' offsets; of a long text, runs of words, ``MAX_PIECES`` at most."""
    words = [m.span() for m in _WORD.finditer(text)]
    step = -(-len(words) // MAX_PIECES) or 1
    runs = [words[i : i + step] for i in range(0, len(words), step)]
    return [(run[0][0], run[-1][1]) for run in runs]


def left_out(text: str, pieces: Sequence[tuple[int, int]]) -> str:
    """``text`` without ``pieces`` (apart, in order)."""
    at, kept = 0, []
    for start, end in pieces:
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])
