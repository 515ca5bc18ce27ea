"""Statement and targets → word pieces."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzstance.records import Query
from kzstance.stance.inputs import TARGET_TOKENS, Encoded, encode

WORDS = st.text(st.sampled_from("abgo w’.,“” İ"), max_size=200)
QUERIES = st.builds(
    Query,
    text=WORDS,
    context_before=WORDS,
    context_after=WORDS,
    cue=st.none() | WORDS,
    mention=st.none() | WORDS,
    speaker=st.none() | WORDS,
    actor=st.sampled_from([None, "KAZ", "RUS", "UKR"]),
)
LIGHT = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def statement(row: Encoded, tokenizer: Any) -> tuple[int, int]:
    first, last = (row.ids.index(tokenizer.token_to_id(m)) for m in "{}")
    return first, last


@given(QUERIES, st.lists(WORDS, max_size=4), st.integers(32, 256))
@LIGHT
def test_never_too_long(tokenizer: Any, query: Query, targets: list[str], most: int) -> None:
    """A max_tokens that the config allows held nothing for the statement, and overran."""
    row = encode(query, targets, tokenizer, most)
    assert len(row.ids) == len(row.blocks) == len(row.positions)
    width = row.blocks.count(0)
    assert width <= most
    assert row.positions[:width] == list(range(width))
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    assert (row.ids[0], row.ids[width - 1]) == (cls, sep)
    assert row.ids.count(tokenizer.token_to_id("{")) == 1
    assert row.blocks == sorted(row.blocks)
    assert len(row.starts) == len(targets)
    for number, start in enumerate(row.starts, 1):
        assert (row.ids[start], row.blocks[start], row.positions[start]) == (cls, number, width)
        assert 2 <= row.blocks.count(number) <= TARGET_TOKENS + 2


@given(QUERIES, WORDS, WORDS)
@LIGHT
def test_a_target_looks_the_same_beside_any_other(
    tokenizer: Any, query: Query, a: str, b: str
) -> None:
    alone, both = encode(query, [b], tokenizer, 96), encode(query, [a, b], tokenizer, 96)
    first, second = alone.starts[0], both.starts[1]
    assert alone.ids[:first] == both.ids[: both.starts[0]]
    assert alone.ids[first:] == both.ids[second:]
    assert alone.positions[first:] == both.positions[second:]


@given(st.text(st.sampled_from("abgo w"), min_size=1, max_size=30), WORDS, WORDS)
@LIGHT
def test_markers_stand_around_the_statement(
    tokenizer: Any, text: str, before: str, after: str
) -> None:
    row = encode(Query(text, before, after), ["russia"], tokenizer, 256)
    first, last = statement(row, tokenizer)
    assert row.ids[first + 1 : last] == tokenizer.encode(text, add_special_tokens=False).ids


def test_a_long_statement_keeps_its_beginning_and_end(tokenizer: Any) -> None:
    text = "russia " + "go " * 400 + "ukraine"
    row = encode(Query(text, "home " * 50, "home " * 50), ["we"], tokenizer, 96)
    first, last = statement(row, tokenizer)
    assert row.ids[first + 1] == tokenizer.token_to_id("russia")
    assert row.ids[last - 1] == tokenizer.token_to_id("ukraine")
    assert tokenizer.token_to_id("home") not in row.ids  # the context goes first


def test_context_nearest_to_the_statement_stays(tokenizer: Any) -> None:
    query = Query("go", "russia " + "we " * 200 + "will", "said " + "we " * 200 + "ukraine")
    row = encode(query, ["home"], tokenizer, 64)
    first, last = statement(row, tokenizer)
    assert row.ids[first - 1] == tokenizer.token_to_id("will")
    assert row.ids[last + 1] == tokenizer.token_to_id("said")
    assert tokenizer.token_to_id("russia") not in row.ids
    assert tokenizer.token_to_id("ukraine") not in row.ids
    assert row.blocks.count(0) == 64


@pytest.mark.parametrize(("actor", "told"), [("RUS", True), ("UKR", True), ("KAZ", False)])
def test_of_the_actor_only_the_parties_are_told(tokenizer: Any, actor: str, told: bool) -> None:
    """More would let the model label the speaker instead of the words."""
    plain = encode(Query("we go home"), ["x"], tokenizer, 128)
    assert (encode(Query("we go home", actor=actor), ["x"], tokenizer, 128) != plain) == told
