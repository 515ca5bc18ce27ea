"""Turns of transcripts and interviews."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kzstance.quotes.layouts.labels import Mark, marks
from kzstance.quotes.layouts.lines import first_person
from kzstance.records import Span

_TITLED = re.compile(
    r"(?:MR|MS|MRS|DR|THE|PRESIDENT|VICE|PRIME|SECRETARY|MINISTER|FOREIGN|AMBASSADOR|CHANCELLOR|"
    r"GENERAL|SENATOR|GOVERNOR|DIRECTOR|ACTING|SENIOR)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?!(?:MR|MS|MRS|DR)\b).*\b(?:PRESIDENT|MINISTER|SECRETARY|LADY|GENTLEMAN|AMBASSADOR|CHANCELLOR|"
    r"GENERAL|SENATOR|GOVERNOR|MAYOR|ПРЕЗИДЕНТ|МИНИСТР)\b",
    re.IGNORECASE,
)
_END = re.compile(r"^[^\S\n]*(?:END\b[^\n]{0,40}|\[?END\]?|# ?# ?#|-30-)[^\S\n]*$", re.MULTILINE)
_YOU = re.compile(r"\b(?:you|your|thank|вы|вас|вам|ваш\w{0,3}|спасибо)\b", re.IGNORECASE)
_ASKING = 0.6  # share of turns with a question mark at their end that makes an interviewer
_ANSWERING = 0.3  # and at most so many of another party's


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's turn: the label and what they say. The label is None for a question or the
    audience. ``answer`` where the label says no more than that this is the answer."""

    label: Span | None
    body: Span
    answer: bool = False


def turns(text: str, asides: Sequence[Span] = ()) -> list[Turn]:
    """The turns of a transcript in order, or [] where the text is none.

    A text is a transcript where at least two turns of at least two parties, or three labels in
    capitals, are found. Turns of an interviewer, named or not, have no label.
    """
    skip = {start for start, _ in asides}
    found = _plausible(text, [m for m in marks(text) if m.start not in skip])
    if not _is_transcript(text, found):
        return []
    asking = _interviewers(text, found)
    stops = [m.start() for m in _END.finditer(text)]
    out: list[Turn] = []
    for i, mark in enumerate(found):
        end = found[i + 1].start if i + 1 < len(found) else len(text)
        if i + 1 == len(found):  # what follows "END" is nobody's
            end = min([s for s in stops if s >= mark.body] or [end])
        body = (mark.body, max(mark.body, end))
        answer = mark.party == "answer"
        named = mark.party == "named" and _name(text, mark) not in asking
        out.append(Turn(mark.label if named or answer else None, body, answer))
    return out


def _name(text: str, mark: Mark) -> str:
    return text[slice(*mark.label)]


def _plausible(text: str, found: Sequence[Mark]) -> list[Mark]:
    """Where labels are in capitals, one in small letters is a sentence with a colon; a long
    label that stands only once is a heading, unless it is in capitals as others that are none; a
    line without a colon that stands once is a heading too."""
    labels = Counter(_name(text, m) for m in found if m.party == "named")
    upper = {label: n for label, n in labels.items() if label.isupper()}
    capitals = sum(upper.values()) >= 2
    people = sum(n for label, n in upper.items() if n > 1 or _TITLED.match(label)) >= 2
    answers = any(m.party == "answer" for m in found)
    asked = any(m.party == "question" for m in found)
    lone = {_name(text, m) for m in found if _alone(text, m)}
    lone = {label for label in lone if labels[label] > 1}
    kept = []
    for mark in found:
        label = _name(text, mark)
        once = mark.party == "named" and labels[label] == 1
        heading = once and len(label.split()) > 2 and not _TITLED.match(label)
        heading = heading and not (people and label.isupper())
        if heading or (_alone(text, mark) and (label not in lone or len(lone) < 2)):
            continue
        if mark.party == "answer" and len(label) == 1 and not asked:
            continue  # "A: …" in a list
        if mark.party == "question" and len(label) == 1 and not (answers or labels or asked):
            continue
        if mark.sure or not capitals or label in lone:
            kept.append(mark)
    return kept


def _alone(text: str, mark: Mark) -> bool:
    """A label on a line of its own, without a colon."""
    return not mark.sure and ":" not in text[mark.label[1] : mark.body]


def _is_transcript(text: str, found: Sequence[Mark]) -> bool:
    upper = sum(1 for m in found if m.sure or _alone(text, m))
    named = [_name(text, m) for m in found if m.party == "named"]
    answers = sum(1 for m in found if m.party == "answer")
    asked = sum(1 for m in found if m.party == "question")
    if not named:
        return (asked >= 1 and answers >= 1) or asked >= 3
    repeated = len(named) - len(set(named))
    if not (answers or asked or any(_TITLED.match(n) for n in named) or _spoken(text, found)):
        return False
    if upper == len(found) == len(named) and not repeated:
        return upper >= 2 and any(_TITLED.match(n) for n in named)  # else a list of stations
    return upper >= 2 or (len(found) >= 4 and repeated >= 1)


def _spoken(text: str, found: Sequence[Mark]) -> bool:
    """Do the turns speak to somebody? Not a list: "Velgrad: Two bridges fell." """
    stops = [*(m.start for m in found[1:]), len(text)]
    bodies = [text[m.body : stop] for m, stop in zip(found, stops, strict=True)]
    talk = sum(1 for b in bodies if first_person(b) or "?" in b[:2000] or _YOU.search(b, 0, 2000))
    return 6 * talk >= len(found)


def _interviewers(text: str, found: Sequence[Mark]) -> set[str]:
    """Names whose turns are mostly questions, where somebody else mostly answers."""
    asked: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for i, mark in enumerate(found):
        if mark.party != "named" or _OFFICE.match(_name(text, mark)):
            continue
        end = found[i + 1].start if i + 1 < len(found) else len(text)
        name = _name(text, mark)
        total[name] += 1
        asked[name] += text[mark.body : end].rstrip(' \n\t*_"”»)').endswith("?")
    share = {name: asked[name] / total[name] for name in total}
    answered = any(m.party == "answer" or _OFFICE.match(_name(text, m)) for m in found)
    if not answered and min(share.values(), default=1.0) > _ANSWERING:
        return set()
    return {n for n in total if share[n] >= _ASKING and (total[n] >= 2 or len(found) <= 3)}
