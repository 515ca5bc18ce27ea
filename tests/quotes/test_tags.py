"""The tag scheme: there and back, and only legal sequences."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.quotes.tags import (
    FORBIDDEN,
    NAME_FORBIDDEN,
    NAME_TAGS,
    ROLES,
    TAGS,
    decode,
    encode,
    viterbi,
)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[tuple[tuple[int, int], str]]]:
    """Offsets of tokens, and spans of whole tokens with a role, apart from each other."""
    offsets, at = [], 0
    for width, gap in draw(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 2)), max_size=40)):
        offsets.append((at, at + width))
        at += width + gap
    spans, i = [], 0
    while i < len(offsets):
        length = draw(st.integers(0, 5))
        if length:
            last = min(i + length, len(offsets)) - 1
            role = draw(st.sampled_from(ROLES))
            spans.append(((offsets[i][0], offsets[last][1]), role))
            i = last + 1
        else:
            i += 1
    return offsets, spans


@given(layouts())
@settings(max_examples=200, deadline=None)
def test_round_trip(case: tuple[list[tuple[int, int]], list[tuple[tuple[int, int], str]]]) -> None:
    offsets, spans = case
    found = [((s, e), role) for role, _, _, s, e in decode(encode(offsets, spans), offsets)]
    assert found == spans


def test_a_token_that_a_span_cuts_belongs_to_it() -> None:
    offsets = [(0, 4), (5, 9), (10, 14)]
    tags = encode(offsets, [((7, 12), "content")])
    assert [TAGS[t] for t in tags] == ["O", "B-content", "E-content"]


def test_a_paragraph_break_alone_has_no_tag_and_inside_a_span_goes_on_with_it() -> None:
    assert encode([(3, 3)], [((0, 9), "cue")]) == [0]
    tags = encode([(0, 4), (4, 4), (5, 9)], [((0, 9), "content")])
    assert [TAGS[t] for t in tags] == ["B-content", "I-content", "E-content"]


def legal(names: list[str]) -> bool:
    opened = ""
    for name in names:
        goes_on = name[0] in "IE"
        if goes_on != bool(opened) or (goes_on and name[2:] != opened):
            return False
        opened = name[2:] if name[0] in "BI" else ""
    return not opened


@given(st.integers(0, 30), st.integers(0, 2**32 - 1))
@settings(max_examples=150, deadline=None)
def test_viterbi_gives_legal_sequences(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(0, 5, (n, len(TAGS)))
    path = viterbi(scores)
    assert len(path) == n
    assert legal([TAGS[t] for t in path])


def test_learned_steps_decide_between_equal_scores() -> None:
    moves = FORBIDDEN.copy()
    moves[TAGS.index("S-cue"), TAGS.index("S-source")] = 1.0
    scores = np.full((2, len(TAGS)), -9.0)
    scores[0, TAGS.index("S-cue")] = 0.0
    scores[1, [TAGS.index("O"), TAGS.index("S-source")]] = 0.0
    assert [TAGS[t] for t in viterbi(scores, moves)] == ["S-cue", "S-source"]
    assert [TAGS[t] for t in viterbi(scores)] == ["S-cue", "O"]


@given(st.integers(1, 20), st.integers(0, 2**32 - 1))
@settings(max_examples=50, deadline=None)
def test_names_are_legal_sequences_of_their_own(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(0, 5, (n, len(NAME_TAGS)))
    assert legal([NAME_TAGS[t] for t in viterbi(scores, NAME_FORBIDDEN, NAME_TAGS)])


def test_viterbi_keeps_a_legal_best() -> None:
    names = ["B-source", "E-source", "S-cue", "O", "B-content", "I-content", "E-content"]
    scores = np.full((len(names), len(TAGS)), -5.0)
    for i, name in enumerate(names):
        scores[i, TAGS.index(name)] = 0.0
    assert [TAGS[t] for t in viterbi(scores)] == names


def test_viterbi_closes_what_the_model_left_open() -> None:
    scores = np.full((3, len(TAGS)), -9.0)
    for i, name in enumerate(["B-content", "I-content", "I-content"]):
        scores[i, TAGS.index(name)] = 0.0
    assert legal([TAGS[t] for t in viterbi(scores)])
