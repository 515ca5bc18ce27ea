"""Labels of turns: MR. KIRBY:  TOKAYEV:  **Dana Reed:**  Q  A:  Вопрос:  Dana Reed (smiling):"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kzstance.quotes.layouts.lines import lines
from kzstance.records import Span

Party = Literal["named", "question", "answer", "nobody"]

_HEAD = 140  # characters of a line in which a label may stand
_BIG = "A-ZÀ-ÞА-ЯЁҚҒҮҰІӘӨҢҺŁŚŻŠŽČĆĐŐŰĞİŞ"
_UPPER = rf"[{_BIG}][{_BIG}.’'\-]*(?:[^\S\n][{_BIG}][{_BIG}.’'\-]*){{0,5}}"
_TITLE = r"(?:(?:Mr|Ms|Mrs|Dr|Prof|Gen|Sen|Amb)\.?[^\S\n])?"
_PART = rf"(?:de|von|van|der|bin|al|of|the|[{_BIG}][\w.’'\-]*)"
_MIXED = rf"{_TITLE}[{_BIG}][\w.’'\-]+(?:[^\S\n]{_PART}){{0,5}}"
_NOTE = r"(?:[^\S\n]?(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\]))"
_SIDE = r"(?:,[^\S\n][^,:;.!?\n]{2,50})"  # "Dana Reed, Steppe Wire:"
_LABEL = re.compile(
    rf"(?:[*_#>\-–—]{{0,4}}[^\S\n]?){{0,2}}(?:[\[(]?\d\d?:\d\d(?::\d\d)?[\])]?[^\S\n])?[*_]{{0,3}}"
    rf"(?P<label>{_UPPER}|{_MIXED}|[QA]\d{{0,2}})(?P<side>{_SIDE})?{_NOTE}?"
    rf"[*_]{{0,3}}[^\S\n]?:[*_]{{0,3}}(?:[^\S\n]?\(\d\d?:\d\d(?::\d\d)?\))?"
    r"(?=\s|$|[“«\"*_])[^\S\n]*[*_]{0,3}"
)
_BARE_Q = re.compile(
    r"[*_]{0,3}(?P<label>Q\d{0,2}\.?|QUESTION|REPORTER)[*_]{0,3}[^\S\n]{1,8}(?=[\"“«‘(A-Z…\[—–-])"
)
_OWN_LINE = re.compile(rf"(?:[*_]{{2,3}}(?P<bold>{_MIXED})[*_]{{2,3}}|(?P<label>{_UPPER})){_NOTE}?")

NOT_LABELS = frozenset(
    "note|notes|subject|from|to|date|contact|contacts|read more|also read|update|updated|watch|"
    "related|fact sheet|end|photo|image|source|sources|whereas|breaking|myth|fact|before|after|cc|"
    "re|background|summary|video|promise made|promise kept|hoax|truth|"
    "reality|claim|verdict|rating|highlights|caption|tags|topics|location|time|where|when|what|who|why|how|"
    "first|second|third|fourth|fifth|finally|example|warning|editor’s note|editor's note|"
    "correction|p.s|ps|by|edited by|written by|translation|published|important|conclusion|result|"
    "results|media contact|press contact|for immediate release|and|but|so|also|he said|she said|"
    "they said|phone|email|e-mail|tel|fax|web|website|address|https|http|источник|фото|видео|"
    "подробнее|читайте также|справка|примечание|кстати|итог|важно|например|напомним|обновлено|"
    "время|дата|место|теги|тема|автор|во-первых|во-вторых|в-третьих|опрос|он сказал".split("|")
)
NOBODY = frozenset(
    "audience|audience member|audience members|aide|operator|moderator|child|participant|"
    "participants|speaker|interviewer|host|voice|voices|staff|crowd|interpreter|announcer|"
    "anchor|ведущий|ведущая|модератор|голос из зала|реплика|зал|переводчик|автор".split("|")
)
QUESTIONS = frozenset(
    "q|question|reporter|reporters|questioner|journalist|correspondent|press|member of the press|"
    "the press|вопрос|корреспондент|журналист|журналистка|репортёр|репортер|корр|в".split("|")
)
ANSWERS = frozenset("a|answer|ответ|о|interviewee|guest|respondent".split("|"))
_ANY = NOBODY | QUESTIONS | ANSWERS


@dataclass(frozen=True, slots=True)
class Mark:
    """A label: the line's start, where the turn's words begin, the label, what party it means.
    ``sure`` where its form leaves little doubt: capitals, Q, a name in bold."""

    start: int
    body: int
    label: Span
    party: Party
    sure: bool


def party(label: str) -> Party:
    name = label.casefold().rstrip(".")
    name = name.rstrip("0123456789 #№") or name
    if name in QUESTIONS:
        return "question"
    if name in ANSWERS:
        return "answer"
    return "nobody" if name in NOBODY else "named"


def marks(text: str) -> list[Mark]:
    """Everything in the text that could be a label, in order."""
    found = []
    for start, end in lines(text):
        stop = min(end, start + _HEAD)
        m = _LABEL.match(text, start, stop) or _BARE_Q.match(text, start, stop)
        if m is None:
            alone = end - start <= 60 and _own_line(text, start, end)
            if alone:
                found.append(alone)
            continue
        label = m["label"].strip()
        name = label.casefold().rstrip(".")
        if name in NOT_LABELS and name not in _ANY:
            continue
        if name.startswith(("http", "read more")) or len(label) > 60:
            continue
        span = (m.start("label"), m.start("label") + len(label))
        known = party(label)
        bold = text[start : span[0]].count("*") >= 2
        found.append(Mark(start, m.end(), span, known, label.isupper() or bold or known != "named"))
    return found


def _own_line(text: str, start: int, end: int) -> Mark | None:
    """A line of nothing but a name, in capitals or in bold."""
    m = _OWN_LINE.fullmatch(text, start, end)
    name = "bold" if m and m["bold"] else "label"
    if m is None or len(m[name]) < 3 or m[name].casefold() in NOT_LABELS:
        return None
    return Mark(start, end, m.span(name), party(m[name]), False)
