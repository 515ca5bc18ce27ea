"""The part of the article that a statement rests on, cut into pieces to highlight in place."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

STATEMENT, CUE, MENTION = 1, 2, 4  # bits; a piece may be several at once
AROUND = 280  # characters of the article shown before and after
FAR = 900  # a cue or mention farther from the statement than this is not shown
LONGEST = 4000  # characters of one excerpt

Piece = tuple[int, str]


def excerpt(row: Mapping[str, Any], article: str | None) -> tuple[list[Piece], bool, bool]:
    """Pieces (bits, text), and whether the article goes on before and after them."""
    if article is None or not 0 <= row["start"] < row["end"] <= len(article):
        return _from_context(row)
    marks = [(s, e, STATEMENT) for s, e in row["spans"]]
    for name, bit in (("cue", CUE), ("mention", MENTION)):
        start, end = row[f"{name}_start"], row[f"{name}_end"]
        if start is None or end is None or not 0 <= start < end <= len(article):
            continue
        if row["start"] - FAR <= start and end <= row["end"] + FAR:
            marks.append((start, end, bit))
    left = _word(article, min(m[0] for m in marks) - AROUND, +1)
    right = _word(article, max(m[1] for m in marks) + AROUND, -1)
    if right - left > LONGEST:
        left = max(left, row["start"] - AROUND - FAR)
        right = min(right, left + LONGEST)
    return _pieces(article, left, right, marks), left > 0, right < len(article)


def _word(text: str, at: int, step: int) -> int:
    """``at``, moved by at most 30 characters to a space, so that no word is cut."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    for moved in range(at, at + 30 * step, step):
        if 0 <= moved < len(text) and text[moved].isspace():
            return moved + 1 if step > 0 else moved
    return at


def _pieces(text: str, left: int, right: int, marks: list[tuple[int, int, int]]) -> list[Piece]:
    edges = {left, right}
    for start, end, _ in marks:
        edges |= {edge for edge in (start, end) if left < edge < right}
    cuts = sorted(edges)
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        bits = 0
        for s, e, bit in marks:
            if s <= start and end <= e:
                bits |= bit
        if pieces and pieces[-1][0] == bits:
            pieces[-1] = (bits, pieces[-1][1] + text[start:end])
        else:
            pieces.append((bits, text[start:end]))
    return pieces


def _from_context(row: Mapping[str, Any]) -> tuple[list[Piece], bool, bool]:
    """Where the article's text is not at hand: what the classifier saw."""
    parts = [(0, row["context_before"]), (STATEMENT, row["text"]), (0, row["context_after"])]
    pieces = [
        (bits, f"{text} " if bits == 0 and i == 0 else text)
        for i, (bits, text) in enumerate(parts)
        if text
    ]
    return pieces, True, True
