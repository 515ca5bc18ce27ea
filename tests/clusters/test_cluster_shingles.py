from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kzstance.clusters.shingles import hashed, jaccard, normalise


def test_normalise_is_blind_to_case_and_marks() -> None:
    assert normalise("“We don’t, of course, RECOGNISE…”") == "we dont of course recognise"
    assert normalise("'We don't of course — recognise'") == "we dont of course recognise"
    assert normalise("«Мы  не признаём»") == "мы не признаём"
    assert normalise("?!") == ""


def test_hashes_are_the_same_in_every_process() -> None:
    assert hashed(["we", "do", "not"], 3).tolist() == hashed(["we", "do", "not"], 3).tolist()
    assert hashed(["a", "b", "c"], 3).tolist() == [2871597795]


def test_short_and_empty() -> None:
    assert len(hashed([], 3)) == 0
    assert len(hashed(["one"], 3)) == 1
    assert hashed(["one", "two"], 2).tolist() != hashed(["two", "one"], 2).tolist()


@given(st.lists(st.sampled_from("abcdefg"), max_size=30), st.integers(1, 6))
def test_as_many_hashes_as_different_grams(words: list[str], size: int) -> None:
    width = min(size, len(words))
    grams = {tuple(words[i : i + width]) for i in range(len(words) - width + 1)} - {()}
    found = hashed(words, size)
    assert len(found) == len(grams)
    assert np.all(np.diff(found.astype(np.int64)) > 0)


def test_jaccard() -> None:
    a, b = hashed(list("abcd"), 1), hashed(list("cdef"), 1)
    assert jaccard(a, b) == 2 / 6
    assert jaccard(a, a) == 1
    assert jaccard(a[:0], b[:0]) == 0
