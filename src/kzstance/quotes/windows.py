"""Whole articles through an encoder of limited length: word pieces, windows, stitching."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BREAK = re.compile(r"\n\s*")
# Tokenizers drop line breaks; a piece that stands for nothing else keeps them visible.
_PARAGRAPH = ("[unused1]", "<paragraph>")
_OPENING = ("[CLS]", "<s>")
_CLOSING = ("[SEP]", "</s>")


@dataclass(frozen=True)
class Pieces:
    """Word pieces of one article. ``offsets`` are characters; a paragraph break has (p, p)."""

    ids: list[int]
    offsets: list[tuple[int, int]]

    @property
    def breaks(self) -> list[int]:
        """Which pieces are breaks."""
        return [i for i, (start, end) in enumerate(self.offsets) if start == end]


def breaks(text: str) -> list[tuple[int, int]]:
    """The blanks around every line break, as one stretch each."""
    out = []
    for m in BREAK.finditer(text):
        start = m.start()
        while start and text[start - 1].isspace():
            start -= 1
        out.append((start, m.end()))
    return out


def pieces(text: str, tokenizer: Any) -> Pieces:
    """Tokenise paragraph by paragraph, a piece for the break between two.

    ``tokenizer`` is a ``tokenizers.Tokenizer``.
    """
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    mark = _piece(tokenizer, _PARAGRAPH)
    at = 0
    cuts = [*breaks(text), (len(text), len(text))]
    for start, end in cuts:
        if start > at:
            encoding = tokenizer.encode(text[at:start], add_special_tokens=False)
            ids += encoding.ids
            offsets += [_trimmed(text, s + at, e + at) for s, e in encoding.offsets]
        if end < len(text) and start > 0:
            ids.append(mark)
            offsets.append((start, start))
        at = end
    return Pieces(ids, offsets)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Some tokenizers give a word the blank before it."""
    while start < end and text[start].isspace():
        start += 1
    return start, end


def special(tokenizer: Any) -> tuple[int, int]:
    """Ids of the pieces that open and close a window."""
    return _piece(tokenizer, _OPENING), _piece(tokenizer, _CLOSING)


def _piece(tokenizer: Any, names: Sequence[str]) -> int:
    """Id of the first of ``names`` that the vocabulary has.

    Raises ValueError where it has none.
    """
    for name in names:
        index = tokenizer.token_to_id(name)
        if index is not None:
            return int(index)
    raise ValueError(f"tokenizer: expected one of {', '.join(names)} in the vocabulary")


def capitals(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """1 for every piece that begins with a capital letter: an uncased vocabulary drops them, and
    the encoder is told by its token types."""
    return [int(s < e and text[s].isupper()) for s, e in offsets]


def windows(n: int, breaks: Sequence[int], size: int, overlap: int) -> list[tuple[int, int]]:
    """Windows (start, end) of at most ``size`` that cover ``n`` pieces.

    One ends before the last of the ``breaks`` (pieces between paragraphs, ascending) in its second
    half, where nothing is cut in two; where there is none, it shares ``overlap`` pieces with the
    next.
    """
    cuts = []
    start = 0
    while n - start > size:
        end = start + size
        last = bisect_right(breaks, end) - 1
        whole = last >= 0 and breaks[last] > start + size // 2
        if whole:
            end = breaks[last]
        cuts.append((start, end))
        start = end if whole else end - overlap
    return [*cuts, (start, n)]


def stitch(
    n: int, spans: Sequence[tuple[int, int]], outputs: Sequence[NDArray[Any]]
) -> NDArray[Any]:
    """One row a piece: each from the window in which it stands farthest from an edge."""
    merged = np.zeros((n, outputs[0].shape[1]), dtype=np.float64)
    depth = np.full(n, -1)
    for (start, end), rows in zip(spans, outputs, strict=True):
        at = np.arange(start, end)
        left = at - start if start else np.full(end - start, n)
        right = end - 1 - at if end < n else np.full(end - start, n)
        here = np.minimum(left, right)
        better = here > depth[start:end]
        merged[at[better]] = rows[: end - start][better]
        depth[at[better]] = here[better]
    return merged
