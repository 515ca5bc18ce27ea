"""Windows over long articles, and the pieces that they are made of."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzstance.quotes.windows import breaks, pieces, stitch, windows


@st.composite
def shapes(draw: st.DrawFn) -> tuple[int, list[int], int, int]:
    n, size = draw(st.integers(0, 1500)), draw(st.integers(2, 200))
    breaks = sorted(draw(st.sets(st.integers(0, max(0, n - 1)), max_size=30)))
    return n, breaks, size, draw(st.integers(0, size - 1))


@given(shapes())
@settings(max_examples=200, deadline=None)
def test_windows_cover_everything_and_part_at_paragraphs(
    shape: tuple[int, list[int], int, int],
) -> None:
    n, breaks, size, overlap = shape
    cuts = windows(n, breaks, size, overlap)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == n
    assert all(0 <= e - s <= size for s, e in cuts)
    for (start, end), (following, _) in pairwise(cuts):
        assert start < following
        near = [b for b in breaks if start + size // 2 < b <= start + size]
        expected = (near[-1], near[-1]) if near else (start + size, start + size - overlap)
        assert (end, following) == expected


@given(st.integers(1, 80), st.integers(4, 30), st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_stitch_takes_the_deepest(n: int, size: int, overlap: int) -> None:
    cuts = windows(n, [], size, overlap)
    outputs = [np.full((e - s, 1), float(k)) for k, (s, e) in enumerate(cuts)]
    merged = stitch(n, cuts, outputs)[:, 0]

    def depth(k: int, i: int) -> int:
        s, e = cuts[k]
        left = i - s if s else n  # the article's own edges are no edges
        right = e - 1 - i if e < n else n
        return min(left, right)

    for i in range(n):
        inside = [k for k, (s, e) in enumerate(cuts) if s <= i < e]
        assert depth(int(merged[i]), i) == max(depth(k, i) for k in inside)


@given(st.text(st.sampled_from("ab go.’é İ\n\t “”"), max_size=80))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_offsets_index_the_text(tokenizer: Any, text: str) -> None:
    article = pieces(text, tokenizer)
    mark = tokenizer.token_to_id("[unused1]")
    assert len(article.ids) == len(article.offsets)
    at = 0
    covered = set()
    for piece, (s, e) in zip(article.ids, article.offsets, strict=True):
        assert at <= s <= e <= len(text)
        at = e
        assert (s == e) == (piece == mark)
        covered |= set(range(s, e))
    assert covered == {i for i, c in enumerate(text) if not c.isspace()}


def test_one_break_between_paragraphs(tokenizer: Any) -> None:
    article = pieces("\n\nwe go \n \n home\n", tokenizer)
    mark = tokenizer.token_to_id("[unused1]")
    assert article.ids.count(mark) == 1
    assert article.offsets[article.ids.index(mark)] == (7, 7)


def test_breaks_are_whole_stretches_of_blanks() -> None:
    assert breaks("a \n\t\n b\nc") == [(1, 6), (7, 8)]


def test_blanks_cost_linear_time() -> None:
    """Blanks without a line break were scanned anew from each of them."""
    begun = time.perf_counter()
    assert breaks("a" + " " * 200_000 + "b" + "\n" * 200_000) == [(200_002, 400_002)]
    assert time.perf_counter() - begun < 5
