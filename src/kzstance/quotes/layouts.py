"""Texts that are somebody's words as a whole: transcripts with turns, speeches, statements.

In a transcript each paragraph of a turn is one direct statement of the person whose label
opens the turn. Questions of unnamed reporters (``Q``) separate turns and are no statements.
In a text without turns whose headline names its author ("Remarks by …", "Statement from …") each
sentence is a direct statement of that author.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kzstance.records import Span, Statement
from kzstance.sentences import ends

# A label at the start of a paragraph: MR. KIRBY:  TOKAYEV:  THE PRESIDENT:  Dana Reed:  Q
_WORD = r"[A-ZÀ-ÞА-ЯЁҚҒҮҰІӘӨҢҺ][A-ZÀ-ÞА-ЯЁҚҒҮҰІӘӨҢҺ.’'\-]*"
_UPPER = rf"{_WORD}(?:[^\S\n]{_WORD}){{0,5}}[^\S\n]?"
_MIXED = r"(?:(?:Mr|Ms|Mrs|Dr)\.[^\S\n])?[A-ZА-ЯЁ][\w.’'\-]+(?:[^\S\n][A-ZА-ЯЁ][\w.’'\-]+){0,4}"
_LABEL = re.compile(
    rf"^[ \t*_]*(?P<label>{_UPPER}|{_MIXED})(?P<note>\s?\([^()\n]{{1,60}}\))?[ \t*_]*:[ \t*_]+(?=\S)",
    re.MULTILINE,
)
_QUESTION = re.compile(
    r"^[ \t*_]*(?:Q|QUESTION|Question|Reporter|REPORTER)(?::|\s{1,4}(?=[\"“(A-Z]))", re.MULTILINE
)
_NOT_LABELS = {
    "NOTE",
    "SUBJECT",
    "FROM",
    "TO",
    "DATE",
    "CONTACT",
    "READ MORE",
    "ALSO READ",
    "UPDATE",
    "WATCH",
    "RELATED",
    "FACT SHEET",
    "END",
    "PHOTO",
    "IMAGE",
    "SOURCE",
    "WHEREAS",
    "BREAKING",
}
_NOBODY = {
    "AUDIENCE",
    "AUDIENCE MEMBER",
    "AUDIENCE MEMBERS",
    "AIDE",
    "OPERATOR",
    "MODERATOR",
    "CHILD",
    "Q",
    "QUESTION",
    "REPORTER",
    "PARTICIPANT",
    "SPEAKER",
    "INTERVIEWER",
    "HOST",
    "VOICE",
    "STAFF",
}
_TITLED = re.compile(
    r"(?:MR|MS|MRS|DR|THE|PRESIDENT|VICE|PRIME|SECRETARY|MINISTER|FOREIGN|AMBASSADOR|CHANCELLOR|GENERAL|SENATOR)\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"[^\n]+")
_STAGE = re.compile(
    r"\s*(?:\([^)]*\)|\[[^\]]*\]|\d{1,2}:\d\d\s*[AP]\.?M\.?.*|END\b.*|[-—–* ]+)\.?\s*"
)
_TITLE = re.compile(
    r"^(?:[\w\s]{0,30}\b)?(?:Remarks|Statement|Message|Address|Speech|Letter|Op-Ed|Opening Remarks|Video Message)"
    r"(?:\s(?:as (?:Prepared|Delivered)(?: for Delivery)?))?\s(?:by|from|of)\s(?P<who>.+?)"
    r"(?=\s(?:on|at|in|to|after|before|during|regarding|following|and (?:President|Prime|Chancellor)|marking|welcoming|honou?ring|commemorating|"
    r"celebrating|announcing|highlighting|introducing|urging|recognizing|accepting|signing|discussing|about|for|upon|with|following|calling|condemning|as prepared|delivered|ahead)\b|[,:;(–—-]\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's turn: the label (None for a question or the audience) and what they say."""

    label: Span | None
    body: Span


def turns(text: str) -> list[Turn]:
    """The turns of a transcript in order, or [] where the text is none.

    A text is a transcript where at least two turns of at least two parties, or three labels in
    capitals, are found.
    """
    marks: list[tuple[int, int, Span | None, bool]] = []
    for m in _LABEL.finditer(text):
        label = m.group("label").strip()
        if label.upper() in _NOT_LABELS or len(label) > 60:
            continue
        span = (m.start("label"), m.start("label") + len(label))
        nobody = label.upper().rstrip(".") in _NOBODY
        marks.append((m.start(), m.end(), None if nobody else span, label.isupper()))
    marks += [(m.start(), m.end(), None, True) for m in _QUESTION.finditer(text)]
    marks = _plausible(text, sorted(marks, key=lambda m: m[:2]))
    if not _is_transcript(text, marks):
        return []
    out = []
    for i, (start, body, label, _) in enumerate(marks):
        if i and start < marks[i - 1][1]:
            continue
        end = marks[i + 1][0] if i + 1 < len(marks) else len(text)
        out.append(Turn(label, (body, max(body, end))))
    return out


def _plausible(
    text: str, marks: list[tuple[int, int, Span | None, bool]]
) -> list[tuple[int, int, Span | None, bool]]:
    """Where labels are in capitals, one in small letters is a sentence with a colon; a long
    label that stands only once is a heading."""
    labels = Counter(text[m[2][0] : m[2][1]] for m in marks if m[2])
    capitals = sum(n for label, n in labels.items() if label.isupper()) >= 3
    kept = []
    for mark in marks:
        label = text[mark[2][0] : mark[2][1]] if mark[2] else ""
        heading = (
            label and labels[label] == 1 and len(label.split()) > 2 and not _TITLED.match(label)
        )
        if not heading and (mark[3] or not capitals):
            kept.append(mark)
    return kept


def _is_transcript(text: str, marks: list[tuple[int, int, Span | None, bool]]) -> bool:
    upper = sum(1 for m in marks if m[3])
    named = [text[m[2][0] : m[2][1]] for m in marks if m[2]]
    repeated = len(named) - len(set(named))
    return bool(named) and (upper >= 2 or (len(marks) >= 4 and repeated >= 1))


def author(title: str | None) -> str | None:
    """Who the headline says wrote or spoke the whole text, or None."""
    if title is None or title.strip().lower().startswith("joint"):
        return None  # several authors: nobody's own word
    m = _TITLE.match(title.strip())
    return m.group("who").strip(" ,") if m else None


def statements(text: str, title: str | None) -> tuple[list[Statement], list[Span]]:
    """Statements that the layout gives, and the stretches that reporters' questions fill."""
    found: list[Statement] = []
    questions: list[Span] = []
    all_turns = turns(text)
    who = author(title)
    for turn in all_turns:
        if turn.label is None:
            questions.append(turn.body)
            continue
        found += [
            Statement((s,), "direct", mention=turn.label, confidence=0.97)
            for s in _paragraphs(text, turn.body)
        ]
    if who is not None and not all_turns:
        found += [
            Statement((s,), "direct", confidence=0.9, author=who)
            for p in _paragraphs(text, (0, len(text)))
            for s in _sentences(text, p)
        ]
    return found, questions


def _sentences(text: str, within: Span) -> list[Span]:
    """The sentences of a paragraph; one of less than three words goes with the next."""
    spans = []
    start = within[0]
    for end in [*(within[0] + e for e in ends(text[slice(*within)])), within[1]]:
        if len(text[start:end].split()) >= 3:
            body = text[start:end]
            spans.append((start, start + len(body.rstrip())))
            start = end
    return spans


def _paragraphs(text: str, within: Span) -> list[Span]:
    spans = []
    for m in _PARAGRAPH.finditer(text, *within):
        body = m.group()
        if _STAGE.fullmatch(body) or not any(c.isalpha() for c in body):
            continue
        start = m.start() + len(body) - len(body.lstrip())
        end = m.end() - (len(body) - len(body.rstrip()))
        if len(text[start:end].split()) >= 3:
            spans.append((start, end))
    return spans
