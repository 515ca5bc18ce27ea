"""Statement and target → word pieces."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzstance.records import Query
from kzstance.stance.inputs import CLOSE, OPEN, encode

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


@given(QUERIES, WORDS, st.integers(32, 256))
@LIGHT
def test_never_too_long(tokenizer: Any, query: Query, target: str, most: int) -> None:
    """A max_tokens that the config allows held nothing for the statement, and overran."""
    ids, types = encode(query, target, tokenizer, most)
    assert len(ids) == len(types) <= most
    assert ids.count(tokenizer.token_to_id(OPEN)) == ids.count(tokenizer.token_to_id(CLOSE)) == 1
    assert ids[0] == tokenizer.token_to_id("[CLS]")
    assert ids[-1] == tokenizer.token_to_id("[SEP]")
    assert types == sorted(types)


@given(st.text(st.sampled_from("abgo w"), min_size=1, max_size=30), WORDS, WORDS)
@LIGHT
def test_markers_stand_around_the_statement(
    tokenizer: Any, text: str, before: str, after: str
) -> None:
    ids, _ = encode(Query(text, before, after), "russia", tokenizer, 256)
    first, last = (ids.index(tokenizer.token_to_id(m)) for m in (OPEN, CLOSE))
    assert ids[first + 1 : last] == tokenizer.encode(text, add_special_tokens=False).ids


def test_a_long_statement_keeps_its_beginning_and_end(tokenizer: Any) -> None:
    text = "russia " + "go " * 400 + "ukraine"
    ids, _ = encode(Query(text, "home " * 50, "home " * 50), "russia", tokenizer, 96)
    first, last = (ids.index(tokenizer.token_to_id(m)) for m in (OPEN, CLOSE))
    assert ids[first + 1] == tokenizer.token_to_id("russia")
    assert ids[last - 1] == tokenizer.token_to_id("ukraine")
    assert tokenizer.token_to_id("home") not in ids  # the context goes first


def test_context_nearest_to_the_statement_stays(tokenizer: Any) -> None:
    query = Query("go", "russia " + "we " * 200 + "will", "said " + "we " * 200 + "ukraine")
    ids, _ = encode(query, "home", tokenizer, 64)
    first, last = (ids.index(tokenizer.token_to_id(m)) for m in (OPEN, CLOSE))
    assert ids[first - 1] == tokenizer.token_to_id("will")
    assert ids[last + 1] == tokenizer.token_to_id("said")
    assert tokenizer.token_to_id("russia") not in ids
    assert tokenizer.token_to_id("ukraine") not in ids
    assert len(ids) == 64


@pytest.mark.parametrize(("actor", "told"), [("RUS", True), ("UKR", True), ("KAZ", False)])
def test_of_the_actor_only_the_parties_are_told(tokenizer: Any, actor: str, told: bool) -> None:
    """More would let the model label the speaker instead of the words."""
    plain = encode(Query("we go home"), "x", tokenizer, 128)
    assert (encode(Query("we go home", actor=actor), "x", tokenizer, 128) != plain) == told
