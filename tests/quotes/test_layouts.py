"""Transcripts and texts of one author. All people and their words are invented."""

from __future__ import annotations

import time

import pytest

from kzstance.quotes.layouts import author, statements, turns

BRIEFING = """Press Briefing by Press Secretary Mira Dolanovic

12:05 P.M. EDT

MS. DOLANOVIC: Good afternoon, everyone. Please sit down.

I have two things to announce today.

Q Thank you, Mira. What about the bridge?

MS. DOLANOVIC: The bridge will open in the spring, as we said.

(Laughter.)

THE PRESIDENT: And I shall be there to cross it first.

Q And the tunnel, sir?

THE PRESIDENT (smiling): No tunnel this year, I am sorry.

END 12:20 P.M. EDT
"""


def said(text: str, title: str | None = None) -> list[tuple[str | None, str]]:
    found, _ = statements(text, title)
    return [(text[slice(*s.mention)] if s.mention else s.author, s.text(text)) for s in found]


def test_briefing() -> None:
    assert said(BRIEFING) == [
        ("MS. DOLANOVIC", "Good afternoon, everyone. Please sit down."),
        ("MS. DOLANOVIC", "I have two things to announce today."),
        ("MS. DOLANOVIC", "The bridge will open in the spring, as we said."),
        ("THE PRESIDENT", "And I shall be there to cross it first."),
        ("THE PRESIDENT", "No tunnel this year, I am sorry."),
    ]


def test_questions_are_no_statements() -> None:
    _, questions = statements(BRIEFING, None)
    assert ["bridge" in BRIEFING[s:e] or "tunnel" in BRIEFING[s:e] for s, e in questions] == [
        True,
        True,
    ]


def test_capital_surnames() -> None:
    text = (
        "ORBELINDZE: We have read the paper with care.\n\n"
        "VANTOMME: So have we, and we like it.\n\n"
        "ORBELINDZE: Then let us sign it today.\n"
    )
    assert [who for who, _ in said(text)] == ["ORBELINDZE", "VANTOMME", "ORBELINDZE"]


def test_interview_with_full_names() -> None:
    text = (
        "Reporter: What do you make of the vote?\n\n"
        "Dana Orbelindze: It was a close vote, closer than I thought.\n\n"
        "Reporter: Will there be another one?\n\n"
        "Dana Orbelindze: That is for the voters to say.\n"
    )
    assert [who for who, _ in said(text)] == ["Dana Orbelindze"] * 2


def test_audience_and_moderator_separate_turns() -> None:
    text = (
        "MR. VANTOMME: Thank you for having me here.\n\n"
        "AUDIENCE MEMBER: We love you, sir, we really do!\n\n"
        "MR. VANTOMME: And I love this town very much.\n\n"
        "MODERATOR: We have time for one more.\n"
    )
    assert [who for who, _ in said(text)] == ["MR. VANTOMME", "MR. VANTOMME"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said one thing: the bridge will open.\n\nNote: this text was edited.\n",
        "VELGRAD, May 3 — The council met on Monday. It was short.\n\nNobody spoke to the press.\n",
        "Three points stand out:\n\nFirst: money.\n\nSecond: time.\n\nThird: people.\n",
        "Read more: here\n\nSource: the ministry\n",
        "One line only.",
        "",
    ],
)
def test_prose_is_no_transcript(text: str) -> None:
    assert turns(text) == []
    assert statements(text, "Bridge to open in the spring") == ([], [])


def test_a_dateline_is_no_part_of_the_label_below_it() -> None:
    """A label could reach over the line break: "VELGRAD\\nMR. VANTOMME"."""
    text = (
        "VELGRAD\nMR. VANTOMME: Good day to all of you.\nMS. DOLANOVIC: Thank you all so much.\n"
        "MR. VANTOMME: It is good to be here.\n"
    )
    assert [text[slice(*t.label)] for t in turns(text) if t.label] == [
        "MR. VANTOMME",
        "MS. DOLANOVIC",
        "MR. VANTOMME",
    ]


def test_capitals_cost_linear_time() -> None:
    """The words of a label could be cut in any way, which took hours for one line of capitals."""
    begun = time.perf_counter()
    turns("A" * 5000 + "\n" + "AB " * 5000)
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Remarks by President Orbelindze at the Opening of the Bridge", "President Orbelindze"),
        (
            "Statement by Foreign Minister Dana Orbelindze on the Vote",
            "Foreign Minister Dana Orbelindze",
        ),
        ("Statement from President Vantomme", "President Vantomme"),
        ("Remarks as Prepared for Delivery by Mira Dolanovic", "Mira Dolanovic"),
        ("Op-Ed by Mira Dolanovic: The Small Print", "Mira Dolanovic"),
        ("Bridge to open in the spring", None),
        ("President Vantomme remarks on weather", None),
        ("", None),
        (None, None),
    ],
)
def test_author(title: str | None, expected: str | None) -> None:
    assert author(title) == expected


def test_every_paragraph_of_an_authors_text() -> None:
    text = "We shall build the bridge.\n\n(Applause.)\n\n* * *\n\nAnd we shall cross it together.\n"
    assert said(text, "Remarks by President Vantomme at the River") == [
        ("President Vantomme", "We shall build the bridge."),
        ("President Vantomme", "And we shall cross it together."),
    ]


def test_turns_win_over_the_headline() -> None:
    who = {name for name, _ in said(BRIEFING, "Remarks by President Vantomme in Press Briefing")}
    assert who == {"MS. DOLANOVIC", "THE PRESIDENT"}
