"""The ruled quote stage on the real parse. All people and their words are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kzstance.config import load
from kzstance.quotes.rules import Rules
from kzstance.records import Article, Statement

Found = tuple[str, str, str | None, str | None]


@pytest.fixture(scope="module")
def stage() -> Rules:
    return Rules(load().quotes)


@pytest.fixture
def find(stage: Rules, nlp: Any) -> Callable[..., list[Found]]:
    """(text, kind, cue, mention) of every statement."""

    def run(text: str, title: str | None = None) -> list[Found]:
        rows: list[Statement] = stage.find([Article("a", text, title)], [nlp(text)])[0]
        return [
            (
                s.text(text),
                s.kind,
                text[slice(*s.cue)] if s.cue else None,
                text[slice(*s.mention)] if s.mention else None,
            )
            for s in rows
        ]

    return run


def test_direct(find: Callable[..., list[Found]]) -> None:
    text = "“We will build the bridge next year,” said Dana Orbelindze, the minister."
    (row,) = find(text)
    assert row[:3] == ("“We will build the bridge next year,”", "direct", "said")
    assert "Dana Orbelindze" in str(row[3])


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“"])
def test_direct_in_every_style(find: Callable[..., list[Found]], marks: str) -> None:
    a, b = marks
    (row,) = find(f"Orbelindze said: {a}We will build the bridge next year.{b}")
    assert row == (f"{a}We will build the bridge next year.{b}", "direct", "said", "Orbelindze")


def test_indirect(find: Callable[..., list[Found]]) -> None:
    (row,) = find("Dana Orbelindze said that the bridge would open in the spring.")
    assert row == ("the bridge would open in the spring", "indirect", "said", "Dana Orbelindze")


def test_indirect_behind_letters_that_grow_in_small(find: Callable[..., list[Found]]) -> None:
    """ "İ" has two code points in small letters, which moved the start of the content."""
    text = "İİİİ is a town. Dana Orbelindze said that the bridge would open in the spring."
    assert find(text)[-1][0] == "the bridge would open in the spring"


def test_mixed(find: Callable[..., list[Found]]) -> None:
    (row,) = find("Dana Orbelindze said that the bridge was “a gift to the valley” and to all.")
    assert row[1] == "mixed"
    assert "“a gift to the valley”" in row[0]
    assert row[3] == "Dana Orbelindze"


def test_according_to(find: Callable[..., list[Found]]) -> None:
    (row,) = find("According to the ministry, the bridge will open in the spring.")
    assert row[:3] == ("the bridge will open in the spring.", "indirect", "According to")
    assert row[3] == "the ministry"


def test_according_to_at_the_end(find: Callable[..., list[Found]]) -> None:
    (row,) = find("The bridge will open in the spring, according to Dana Orbelindze.")
    assert row[0] == "The bridge will open in the spring"
    assert row[3] == "Dana Orbelindze"


def test_split_by_its_cue(find: Callable[..., list[Found]]) -> None:
    text = "“The bridge,” Orbelindze said, “will open in the spring.” Rain fell."
    (row,) = find(text)
    assert row == (
        "“The bridge,” “will open in the spring.”",
        "direct",
        "said",
        "Orbelindze",
    )


def test_scare_quotes_are_no_statement(find: Callable[..., list[Found]]) -> None:
    assert find("The “new” bridge stands near the “Old Mill” restaurant.") == []


def test_several_paragraphs(find: Callable[..., list[Found]]) -> None:
    text = (
        "Orbelindze said: “The bridge will open in the spring.\n\n"
        "“And the tunnel will follow in the autumn.”\n\nNobody else came."
    )
    (row,) = find(text)
    assert row[0].startswith("“The bridge") and row[0].endswith("in the autumn.”")
    assert row[3] == "Orbelindze"


def test_judging_verb(find: Callable[..., list[Found]]) -> None:
    rows = find("Orbelindze accused the council of wasting the money of the valley.")
    assert any("wasting the money of the valley" in r[0] and r[2] == "accused" for r in rows)


def test_relative_clause_is_no_part_of_the_mention(find: Callable[..., list[Found]]) -> None:
    (row,) = find("Dana Orbelindze, who leads the ministry, said the bridge would open soon.")
    assert row[3] == "Dana Orbelindze"


def test_turns_and_parse_together(find: Callable[..., list[Found]]) -> None:
    text = (
        "MR. VANTOMME: Orbelindze said that the bridge would open in the spring.\n\n"
        "Q Is it true, sir?\n\nMR. VANTOMME: I think it is true, yes.\n"
    )
    rows = find(text)
    assert [r[3] for r in rows] == ["MR. VANTOMME", "Orbelindze", "MR. VANTOMME"]


def test_statements_lie_in_the_text(stage: Rules, nlp: Any) -> None:
    text = "«Odd” “text‘ with 'marks« said nobody: \"according to said, that said that “"
    for s in stage.find([Article("a", text)], [nlp(text)])[0]:
        for span in (*s.spans, s.cue, s.mention):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_empty_text(stage: Rules, nlp: Any) -> None:
    assert stage.find([Article("a", " ")], [nlp(" ")]) == [[]]
