"""Does a whole text speak for itself, and which body signs it?"""

from __future__ import annotations

import re
from collections import Counter

from kzstance.quotes.layouts.lines import first_person, is_day, lines, reports
from kzstance.records import Span

_FORMAL = re.compile(
    r"\b(?:statement|message|letter|press release|comment|as prepared|"
    r"заявлени|комментари|обращени|послани)",
    re.IGNORECASE,
)
_TALK = 150  # words of a speech in which "I" or "we" stands at least once
_DIALOGUE = re.compile(
    r"[.!?…]\s{1,3}(?P<name>[A-ZА-ЯЁ][\w.’-]{1,30}(?:\s[A-ZА-ЯЁ][\w’-]{1,30}){0,2}):\s"
)
_MET = re.compile(
    r"\b(?:met|spoke|held|hosted|convened|discussed|will meet|встретил\w*|пров[её]л\w*|"
    r"обсудил\w*)\b"
)
_CALL = re.compile(
    r"\b(?:call|meeting|conversation|talks|visit|engagement)s?\s(?:with|to|by)\b|\breadout\b|"
    r"\bо (?:встрече|телефонном разговоре|переговорах|визите)\b",
    re.IGNORECASE,
)
_NEWS = 700  # characters in which a report names its source
_LEAD = 250  # and most often does it
_SIGNED = re.compile(
    r"(?:(?:the )?(?:press (?:service|office|department)|ministry|embassy|permanent mission|"
    r"office|пресс-служба|министерство|посольство|МИД)\b[\w ,’'-]{3,90})\.?",
    re.IGNORECASE,
)


def speaks(text: str, head: str | None) -> bool:
    """Does the text under the headline speak for itself: not a news report about the words, a
    readout or an interview? A speech says "I" or "we"; a statement may do without, if it reports
    nobody."""
    top, own = text[:_NEWS], first_person(text)
    if own == 0 and _CALL.search(head or "") and _MET.search(top):
        return False
    formal = head is None or _FORMAL.search(head) is not None
    if formal and own == 0 and reports(text):
        return False
    if not formal and own * _TALK < len(text[:20_000].split()):
        return False
    names = Counter(m["name"] for m in _DIALOGUE.finditer(text, 0, 20_000))
    if len(names) > 1 and names.most_common(1)[0][1] > 1:
        return False
    lead = top[:_LEAD]
    if reports(lead) and not first_person(lead):
        return False
    return reports(top) <= max(2, first_person(top))


def signature(text: str) -> Span | None:
    """The last line where a body signs a text that speaks as "we"."""
    tail = lines(text, (max(0, len(text) - 600), len(text)))[-3:]
    while tail and is_day(text, tail[-1]):
        tail.pop()
    if not tail or tail[-1][1] - tail[-1][0] > 120 or not _SIGNED.fullmatch(text, *tail[-1]):
        return None
    return tail[-1] if first_person(text) and not reports(text) else None
