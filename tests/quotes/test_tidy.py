"""Last corrections of statements."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.quotes.marks import find
from kzstance.quotes.tidy import drop_overlaps, snap
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
