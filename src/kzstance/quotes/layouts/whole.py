"""The statements that the layout of a text gives, and the stretches that are no statements."""

from __future__ import annotations

from collections.abc import Sequence

from kzstance.quotes.layouts.asides import asides
from kzstance.quotes.layouts.authors import author, heading
from kzstance.quotes.layouts.blocks import Page, blocks
from kzstance.quotes.layouts.headlines import headlines
from kzstance.quotes.layouts.interviews import interviewee
from kzstance.quotes.layouts.lines import (
    ends_sentence,
    first_person,
    is_day,
    lines,
    paragraphs,
    reports,
    sentences,
)
from kzstance.quotes.layouts.posts import posts
from kzstance.quotes.layouts.transcripts import Turn, turns
from kzstance.quotes.layouts.voice import signature, speaks
from kzstance.records import Span, Statement


def statements(text: str, title: str | None) -> tuple[list[Statement], list[Span]]:
    """Statements that the layout gives, and the stretches in which nothing else is one:
    reporters' questions, links, captions, the outlet's own words about itself.

    In a transcript each paragraph of a turn is one direct statement of the person whose label
    opens the turn. In a text of one author (headline, first line or signature) each sentence is
    one. In an article, a post, a block that a line introduces, or a headline that ends in its
    source is one.
    """
    aside = asides(text)
    found = turns(text, aside)
    if any(t.label for t in found):
        said, questions = _transcript(text, title, found, aside)
        return said, sorted([*questions, *aside])
    if found:
        said, questions = _unlabelled(text, title, found, aside)
        if said:
            return said, sorted([*questions, *aside])
    said = _authored(text, title, aside)
    if not said:
        page = Page(text, aside)
        said = _apart([*posts(page), *blocks(page), *headlines(page)])
    return said, aside


def _transcript(
    text: str, title: str | None, found: Sequence[Turn], aside: Sequence[Span]
) -> tuple[list[Statement], list[Span]]:
    said: list[Statement] = []
    questions = [t.body for t in found if t.label is None]
    who = None
    if answers := [t.body for t in found if t.answer]:
        who = interviewee(text, title, found[0].body[0], answers)
        if who is None and not any(first_person(text[slice(*a)]) for a in answers):
            return [], questions  # the outlet's own questions and answers
    article = _tells(text, found[0])
    for turn in found:
        if turn.label is None:
            continue
        name: str | None = None
        mention: Span | None = turn.label
        if turn.answer:
            name, mention = who or (None, None)
        elif text[turn.label[1] : turn.body[0]].strip(" \t*_")[:1] != ":":
            name = text[slice(*turn.label)]  # a line of its own, a role after it
        rows = paragraphs(text, turn.body, aside)
        if article:
            rows = _own(text, rows, last=turn is found[-1])
        said += [
            Statement((s,), "direct", mention=mention, confidence=0.97, author=name) for s in rows
        ]
    return said, questions


def _tells(text: str, first: Turn) -> bool:
    """Does an article begin before the first turn, which may go on behind the last?"""
    start = text.rfind("\n", 0, (first.label or first.body)[0]) + 1
    return any(
        ends_sentence(text[s:e]) and text[e - 3] != "." and len(text[s:e].split()) >= 6
        for s, e in lines(text, (0, start))  # not "Centre of the Arts, Washington, D.C."
    )


def _own(text: str, rows: list[Span], last: bool) -> list[Span]:
    """The paragraphs of a turn in an article, up to where the article goes on: at one that
    reports others, and behind the last label at one that does not say "I" or "we"."""
    for i, (start, end) in enumerate(rows):
        body = text[start:end]
        if i and not first_person(body) and (last or reports(body)):
            return rows[:i]
    return rows


def _unlabelled(
    text: str, title: str | None, found: Sequence[Turn], aside: Sequence[Span]
) -> tuple[list[Statement], list[Span]]:
    """An interview that labels the questions alone: below each stands the answer."""
    rows = [paragraphs(text, turn.body, aside) or [turn.body] for turn in found]
    who = interviewee(text, title, found[0].body[0], [a for _, *rest in rows for a in rest])
    said: list[Statement] = []
    questions: list[Span] = []
    for i, (question, *answer) in enumerate(rows):
        questions.append(question)
        if i + 1 == len(rows):
            answer = _own(text, answer, last=True)
        if who and text[slice(*question)].rstrip("*_ ")[-1:] == "?":
            said += [
                Statement((s,), "direct", mention=who[1], confidence=0.9, author=who[0])
                for s in answer
            ]
    return said, questions


def _authored(text: str, title: str | None, aside: Sequence[Span]) -> list[Statement]:
    top = heading(text)
    head, who, mention = title, author(title), None
    if who is None and top:
        (start, end), who, mention = top
        head = text[start:end]
    elif who is None:
        mention = signature(text)
        who = text[slice(*mention)].rstrip(".") if mention else None
    if who is None or not speaks(text, head):
        return []
    rows = [x for x in paragraphs(text, (0, len(text)), aside) if not is_day(text, x)]
    skip = {top[0]} if top else set()
    if mention:
        skip |= {x for x in rows if x[0] <= mention[0] < x[1]}
    return [
        Statement((s,), "direct", mention=mention, confidence=0.9, author=who)
        for row in _body(text, rows, title)
        if row not in skip
        for s in sentences(text, row)
    ]


def _body(text: str, rows: Sequence[Span], title: str | None) -> Sequence[Span]:
    """Without the lines above the first sentence: headline, place, time, salutation."""
    head = " ".join((title or "").split())
    for i, (start, end) in enumerate(rows[:8]):
        line = text[start:end]
        if " ".join(line.split()) != head and (ends_sentence(line) or len(line.split()) >= 12):
            return rows[i:]
    return rows


def _apart(found: Sequence[Statement]) -> list[Statement]:
    """In order, without one that begins in another."""
    out: list[Statement] = []
    for s in sorted(found, key=lambda s: s.spans):
        if not out or out[-1].end <= s.start:
            out.append(s)
    return out
