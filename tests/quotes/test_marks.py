"""Quotation marks: every style, and what only looks like one."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.quotes.marks import MARK, find, kind_of


def quoted(text: str) -> list[str]:
    return [" … ".join(text[s:e] for s, e in q.spans) for q in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we go home" today.', ['"we go home"']),
        ("He said “we go home” today.", ["“we go home”"]),
        ("He said «we go home» today.", ["«we go home»"]),
        ("He said „we go home“ today.", ["„we go home“"]),
        ("He said „we go home” today.", ["„we go home”"]),
        ("He said »we go home« today.", ["»we go home«"]),
        ("He said ‘we go home’ today.", ["‘we go home’"]),
        ("He said ‚we go home‘ today.", ["‚we go home‘"]),
        ("He said ‹we go home› today.", ["‹we go home›"]),
        ("He said 'we go home' today.", ["'we go home'"]),
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("(“in brackets”) and —“after a dash”", ["“in brackets”", "“after a dash”"]),
    ],
)
def test_every_style(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "inner",
    [
        "“He told me ‘go home’ and left.”",
        "\"He told me 'go home' and left.\"",
        "«He read «The Map» twice.»",
        "«He read „The Map“ twice.»",
        "‘He told me “go home” and left.’",
        "„He read «The Map» twice.“",
    ],
)
def test_nested_quotations_are_one(inner: str) -> None:
    assert quoted(f"She said: {inner} Then she sat.") == [inner]


def test_reopened_in_each_paragraph() -> None:
    text = "He said: “One goes on.\n\n“Two goes on.\n\n“Three ends.” Then he left. “New.”"
    first, second = find(text)
    assert [text[s:e] for s, e in first.spans] == [
        "“One goes on.",
        "“Two goes on.",
        "“Three ends.”",
    ]
    assert first.closed
    assert text[slice(*second.spans[0])] == "“New.”"


@pytest.mark.parametrize("blank", ["\n \n", "\r\n\r\n", "\n\xa0\n\t\n"])
def test_a_line_of_blanks_does_not_close(blank: str) -> None:
    """It ended the quotation, so that its second paragraph was lost."""
    (q,) = find(f"He said: “One goes on.{blank}“Two ends.”")
    assert q.closed
    assert len(q.spans) == 2


def test_unclosed_ends_with_its_paragraph() -> None:
    text = "He said: “One goes on. \n\nThe next day came, and “two” was said."
    first, second = find(text)
    assert text[first.start : first.end] == "“One goes on."
    assert not first.closed
    assert text[second.start : second.end] == "“two”"


def test_reopened_and_never_closed() -> None:
    (q,) = find("“One goes on.\n“Two goes on.  ")
    assert not q.closed
    assert q.spans == ((0, 13), (14, 27))


@pytest.mark.parametrize(
    "text",
    [
        "It's the workers' right, isn't it?",
        "It’s the workers’ right, isn’t it?",
        "In the summer of ’14 the O’Rourkes’ house stood empty.",
        "No marks at all.",
        "",
        "“”",
        '"',
        "'",
    ],
)
def test_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_plural_apostrophe_inside_single_marks() -> None:
    assert quoted("He said ‘the workers’ rights matter’ and left.") == [
        "‘the workers’ rights matter’"
    ]
    assert quoted("He said ‘ask the workers’ and left.") == ["‘ask the workers’"]


def test_contraction_inside_single_marks() -> None:
    assert quoted("He said 'we don't go' and left.") == ["'we don't go'"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("“We go home”", "direct"),
        ("“We go home,”", "direct"),
        ("they go “home at once”", "mixed"),
        ("they go home", "indirect"),
    ],
)
def test_kind(content: str, expected: str) -> None:
    text = f"He said {content} on Monday."
    span = (8, 8 + len(content))
    assert kind_of(text, (span,), find(text)) == expected


def test_kind_of_pieces() -> None:
    text = "“We go,” he said, “at once,” and nobody stayed."
    quotes = find(text)
    assert kind_of(text, ((0, 8), (18, 28)), quotes) == "direct"
    assert kind_of(text, ((0, 8), (33, 46)), quotes) == "mixed"


ALPHABET = st.sampled_from("ab s.,\n “”„«»\"‘’‚‹›'")


@given(st.text(ALPHABET, max_size=120))
@settings(max_examples=300, deadline=None)
def test_spans_in_bounds_ordered_apart(text: str) -> None:
    spans = [s for q in find(text) for s in q.spans]
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(MARK.match(text[s]) for s, _ in spans)
    assert all("\n" not in text[s:e] for s, e in spans)


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "'",
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "‚",
        "‹",
        " 'a",
        " ‘a",
        " ‚a",
        " ‹a",
        " «a",
        "“a\n",
        "‘a\n",
        "‘a workers’ b ",
        " ‘s’ a",
        " ‘a «b “c",
        "« a» ‹b› ",
    ],
)
def test_time_is_linear_in_marks(unit: str) -> None:
    """A lone single mark, looked up anew at each place, made 100 KB take minutes."""
    text = unit * (100_000 // len(unit))
    begun = time.process_time()
    find(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said ''we go home,'' and left.", ["''we go home,''"]),
        ("``We go,'' he said. ''Home.''", ["``We go,''", "''Home.''"]),
        ("''He told me 'go home' and left.''", ["''He told me 'go home' and left.''"]),
        ("He is 5'11'' tall and \"glad of it\" too.", ['"glad of it"']),
    ],
)
def test_two_single_marks_are_one(text: str, expected: list[str]) -> None:
    """ "''Home''" was read as a quotation that ends with its first single mark."""
    assert quoted(text) == expected


def test_kind_costs_no_more_for_many_quotations() -> None:
    text = "“a b” c " * 12_000
    quotes = find(text)
    begun = time.process_time()
    kinds = {kind_of(text, ((i, i + 5),), quotes) for i in range(0, len(text) - 8, 8)}
    assert kinds == {"direct"}
    assert time.process_time() - begun < 2
