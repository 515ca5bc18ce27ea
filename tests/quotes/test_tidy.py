"""Last corrections of statements."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.quotes.marks import find
from kzstance.quotes.scare import is_name
from kzstance.quotes.tidy import drop_overlaps, reported, snap
from kzstance.records import Statement

TEXT = st.text(st.sampled_from("ab s.,\n “”«»\"‘’'"), min_size=1, max_size=60)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXT)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    return text, list(zip(edges[::2], edges[1::2], strict=False))


@given(cases())
@settings(max_examples=300, deadline=None)
def test_snap_stays_in_the_text(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = case
    out = snap(text, spans, find(text))
    assert all(0 <= s < e <= len(text) for s, e in out)
    assert all(a[1] <= b[0] for a, b in pairwise(out))
    assert all(text[s:e].strip() == text[s:e] for s, e in out)
    assert all(any(c.isalnum() for c in text[s:e]) for s, e in out)


def test_snap_takes_in_the_marks() -> None:
    text = "He said “we go home” on Monday."
    for span in ((9, 19), (8, 19), (9, 20), (7, 21)):
        assert snap(text, [span], find(text)) == ((8, 20),)


def test_snap_leaves_a_span_that_begins_before_the_quotation() -> None:
    text = "He said they “go home” on Monday."
    assert snap(text, [(8, 21)], find(text)) == ((8, 22),)


def test_snap_joins_pieces_that_blanks_part() -> None:
    text = "one two  three"
    assert snap(text, [(0, 7), (9, 14)], []) == ((0, 14),)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 12), st.floats(0, 1)), max_size=15))
@settings(max_examples=200, deadline=None)
def test_drop_overlaps(rows: list[tuple[int, int, float]]) -> None:
    statements = [Statement(((s, s + n),), "indirect", confidence=c) for s, n, c in rows]
    kept = drop_overlaps(statements)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert all(k in statements for k in kept)
    for s in statements:  # what is gone shares characters with something at least as sure
        assert s in kept or any(
            k.start < s.end and s.start < k.end and k.confidence >= s.confidence for k in kept
        )


def test_a_dateline_is_no_part_of_a_statement() -> None:
    for line, body in (
        ("ASTANA, Oct 1 (Steppe Wire) – ", "Kazakhstan does not accept it"),
        ("KYIV, UKRAINE — ", "the talks go on"),
        ("", "UN, EU and CSTO officials met — again"),
    ):
        text = f"Headline\n{line}{body}"
        spans = snap(text, [(9, len(text))], [])
        assert [text[s:e] for s, e in spans] == [body]


# -- names, titles, scare quotes. All people and their words are invented.


def quotation(text: str, cue: str | None = None, mention: str | None = None) -> Statement:
    """The quotation in the text as a statement."""
    q = find(text)[-1]
    spans = [
        (text.index(part), text.index(part) + len(part)) if part else None
        for part in (cue, mention)
    ]
    return Statement(q.spans, "direct", *spans)


@pytest.mark.parametrize(
    ("text", "cue", "mention"),
    [
        ("He spoke about the so-called “republics” at length.", "spoke about", "He"),
        ("It was dubbed “Northern Shield” at once.", "was dubbed", None),
        ("The army chief, known as “the cook”, was seen.", "known as", "The army chief"),
        ("She saw the film “River Days” in Velgrad.", None, "She"),
        ("An online meeting entitled “Oppose the bridge” on Thursday.", None, None),
        ("The head of the company “Steppe Rail” was there.", None, None),
        ("He praised the work of the frigate “Admiral Roe” there.", "praised", "He"),
        ("They sent their “volunteers” over the river.", None, "They"),
        ("Глава так называемой «республики» молчал.", None, None),
        ("Глава компании «Степные рельсы» молчал.", None, None),
        ("Учения под названием «Северный щит» начались.", None, None),
    ],
)
def test_names_and_scare_quotes(text: str, cue: str | None, mention: str | None) -> None:
    assert is_name(text, quotation(text, cue, mention))
    assert reported(text, [quotation(text, cue, mention)], [], []) == []


@pytest.mark.parametrize(
    ("text", "cue", "mention"),
    [
        ("Roe called it “a sham” on Monday.", "called", "Roe"),
        ("It was what Roe called “a perception problem”.", "called", "Roe"),
        ("There was a “deal”, as he put it.", "as he put it", "he"),
        ("There was a “deal”, as he put it.", None, "he"),
        ("“Absolutely not,” he said.", "said", "he"),
        ("“Absolutely not,” he said.", None, "he"),
        ("The crowd shouted “Shame!” for long.", "shouted", "The crowd"),
        ("The so-called minister: “We shall pay for the bridge.”", None, "minister"),
        ("Токманов назвал это «фарсом».", "назвал", "Токманов"),
        ("Roe told the newspaper: “Never”.", "told", "Roe"),  # what a colon introduces is no name
    ],
)
def test_short_statements_stay(text: str, cue: str | None, mention: str | None) -> None:
    assert not is_name(text, quotation(text, cue, mention))


# -- what the layout gives, and what the tagger finds in it

BLOCK = (
    "Roe welcomed the deal and said:\n\nVantomme says the bridge is ours. I agree.\n\nIt rained."
)


def at(part: str) -> tuple[int, int]:
    return BLOCK.index(part), BLOCK.index(part) + len(part)


def test_a_block_spoils_nothing_beside_it() -> None:
    """With one block in an article, everything else found in it was dropped."""
    whole = [
        Statement(
            (at("Vantomme says the bridge is ours. I agree."),), "direct", at("said"), at("Roe")
        )
    ]
    beside = Statement((at("the deal"),), "indirect", at("welcomed"), at("Roe"))
    again = Statement((at("I agree"),), "indirect", at("said"), at("Roe"))
    nested = Statement((at("the bridge is ours"),), "indirect", at("says"), at("Vantomme"))
    own = Statement((at("I agree."),), "indirect", None, at("I"))
    assert reported(BLOCK, [beside, again, nested, own], whole, []) == [beside, nested]
    assert reported(BLOCK, [beside, nested], whole, [(0, 32)]) == [nested]


def test_many_statements_cost_little() -> None:
    text = "“a b” c " * 12_000
    quotes = find(text)
    found = [Statement(((i, i + 5),), "direct", None, (i + 6, i + 7)) for i in range(0, 96_000, 8)]
    begun = time.process_time()
    assert all(snap(text, s.spans, quotes) == s.spans for s in found)
    assert len(drop_overlaps([*found, *found])) == len(found)
    reported(text, found, found[::2], [s.spans[0] for s in found[1::2]])
    assert time.process_time() - begun < 4
