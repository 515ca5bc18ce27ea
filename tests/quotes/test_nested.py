"""Statements inside statements, with a reader by hand. All words are invented."""

from __future__ import annotations

import re

import pytest

from kzstance.quotes.marks import find
from kzstance.quotes.nested import inner
from kzstance.records import Span, Statement


def read(body: str) -> list[Statement]:
    """ "X said Y": the plainest reader there is."""
    m = re.match(r"(?P<who>\w+(?: \w+)?) (?P<cue>said|denied) (?P<what>.+?)[,.”]*$", body)
    if m is None:
        return []
    return [Statement((m.span("what"),), "indirect", m.span("cue"), m.span("who"), 0.9)]


def outer(text: str, start: str) -> Statement:
    at = text.index(start)
    return Statement(((at, len(text) - 1),), "indirect", (4, 8), (0, 3), 0.8)


def test_offsets_count_in_the_whole_text() -> None:
    text = "Roe said that Doe denied the whole of the charge."
    statement = outer(text, "that")
    (found,) = inner(text, statement, find(text), read)
    assert found.text(text) == "the whole of the charge"
    assert found.mention and text[slice(*found.mention)] == "Doe"
    assert found.cue and text[slice(*found.cue)] == "denied"
    assert found.nested_in == statement.spans
    assert found.confidence == pytest.approx(0.72)


def test_inside_quotation_marks_of_the_outer_one() -> None:
    text = "Roe said: “Doe said the bridge is closed.”"
    span: Span = (10, len(text))
    found = inner(text, Statement((span,), "direct", (4, 8), (0, 3)), find(text), read)
    assert [(f.text(text), f.kind) for f in found] == [("the bridge is closed", "indirect")]


@pytest.mark.parametrize(
    "body",
    [
        "that he said the bridge was closed",  # the speaker again
        "that Doe denied it",  # too short to stand alone
        "that the river is long and the bridge is new",  # nobody attributes anything
    ],
)
def test_what_is_no_statement_of_another(body: str) -> None:
    text = f"Roe said {body}."
    assert inner(text, outer(text, "that"), [], read) == []


def test_a_statement_without_a_verb_of_saying_is_not_read_again() -> None:
    text = "Roe said that the river is long."

    def never(body: str) -> list[Statement]:
        raise AssertionError(body)

    assert inner(text, outer(text, "that"), [], never) == []
