"""Who answers in an interview whose labels say only "A:"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzstance.quotes.layouts.lines import first_person
from kzstance.records import Span

_LOOK = 3000  # characters before the first question that are read
_CAP = r"[A-ZА-ЯЁ][\w’'-]+"
_NAME = rf"{_CAP}(?:\s(?:[A-ZА-ЯЁ]\.|de|von|van|der|bin|al|{_CAP})){{0,2}}\s{_CAP}"
_WHO = rf"(?P<who>(?:(?:the\s)?[\w’'-]+,?\s){{0,8}}?{_NAME}|{_NAME})"
_TITLES = (
    re.compile(
        r".{0,40}\b(?i:interview|q&a|q and a|conversation|five questions)\s(?i:with|for|to)\s"
        + _WHO
    ),
    re.compile(rf"(?i:interview(?: of)?):\s{_WHO}"),
    re.compile(
        rf"(?P<who>{_NAME})"
        r"(?::\s(?=[\"“«‘])|[’']s interview| (?:answers|speaks|talks|in an interview))"
    ),
    re.compile(rf"Интервью\s(?:с\s)?(?P<who>(?:[\w-]+\s){{0,6}}?{_NAME})"),
)
_INTROS = (
    re.compile(
        rf"(?P<who>{_NAME}),?\s(?:[^.\n]{{0,60}}\s)?(?:answered|answers|spoke to|talked to|told|"
        r"gave an interview|ответил\w?|рассказал\w?|дал\w? интервью)"
    ),
    re.compile(
        r"\b(?:interview(?:ed)?(?: with)?|spoke (?:to|with)|speaks (?:to|with)|talked (?:to|with)|"
        rf"sat down with|met with|asked|questions? to|conversation with)\s{_WHO}"
    ),
    re.compile(rf"(?:побеседовал\w?|поговорил\w?|интервью)\s(?:с\s)?{_WHO}"),
)


_PRESS = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|journalist|columnist|anchor|host|news|times|post|"
    r"wire|radio|tv|politico|reuters|agency|корреспондент\w*|журналист\w*|газет\w|агентств\w)\b",
    re.IGNORECASE,
)


def interviewee(
    text: str, title: str | None, before: int, answers: Sequence[Span]
) -> tuple[str, Span | None] | None:
    """Whom the headline or the introduction (the text up to ``before``) names as the one who
    answers, and where the introduction does it. Where no answer says "I" or "we", the outlet may
    answer its own questions, and then a name in the introduction proves nothing."""
    head = (title or text.lstrip()[:250].partition("\n")[0])[:250]
    intro = text[: min(before, _LOOK)]
    for pattern in _TITLES:
        m = pattern.match(head)
        if m:
            who = _name(m["who"])
            at = intro.find(who)
            return who, ((at, at + len(who)) if at >= 0 else None)
    if not any(first_person(text[slice(*a)]) for a in answers):
        return None
    for sentence in re.finditer(r"[^\n]{1,600}", intro):
        for pattern in _INTROS:
            m = pattern.search(intro, *sentence.span())
            if m and not _PRESS.search(m["who"]):
                start = m.start("who")
                return m["who"], (start, m.end("who"))
    return None


def _name(phrase: str) -> str:
    """The phrase from its first capital letter on."""
    m = re.search(r"(?:[A-ZА-ЯЁ]).*", phrase)
    return m.group() if m else phrase
