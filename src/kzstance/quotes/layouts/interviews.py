"""Who answers in an interview whose labels say only "A:"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzstance.quotes.layouts.lines import ends_sentence, first_person, lines
from kzstance.records import Span

_LOOK = 3000  # characters before the first question that are read
_CAP = r"[A-ZА-ЯЁ][\w’'-]{1,40}"
_NAME = rf"{_CAP}(?:\s(?:[A-ZА-ЯЁ]\.|de|von|van|der|bin|al|{_CAP})){{0,2}}\s{_CAP}"
_WHO = rf"(?P<who>(?:(?:the\s)?[\w’'-]{{1,40}},?\s){{0,8}}?{_NAME}|{_NAME})"
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
    re.compile(rf"Интервью\s(?:с\s)?(?P<who>(?:[\w-]{{1,40}}\s){{0,6}}?{_NAME})"),
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

_FULL = re.compile(rf"\b{_NAME}")
_OFFICE = re.compile(  # what stands before a name in capitals
    r"(?:(?:The|A|An|Our|In|On|At|For|When|But|And|As|His|Her|Former|Deputy|Vice|Prime|Foreign|"
    r"First|Chief|Acting|President|Minister|Ambassador|Secretary|General|Professor|Director|Senator|"
    r"Governor|Mayor|Mr|Ms|Mrs|Dr|Madame|Lord|Sir|Dame|Посол|Президент|Министр|Профессор)\.?\s)+"
)
_NO_PERSON = re.compile(  # words that names of places, bodies and works hold
    r"\b(?:United|States|Kingdom|Nations|Union|European|Saudi|Arabia|Asian?|Africa|America|Europe|"
    r"Korea|Zealand|Central|South\w*|North\w*|East\w*|West\w*|New|House|Palace|Ministry|"
    r"University|Institute|College|School|Academy|Museum|Theatre|Centre|Center|Foundation|Council|"
    r"Committee|Commission|Agency|Bank|Company|Group|Party|Parliament|Assembly|Senate|Republic|"
    r"Federation|Security|Affairs|Foreign|Russian?|Soviet|Sea|River|Lake|Street|Square|Hotel|Forum|"
    r"Conference|Summit|Festival|War|Day|Prize|Court|Department|Office|Embassy|Army|"
    r"January|February|March|April|June|July|August|September|October|November|December|"
    r"\w+day|Q&A)\b"
)
_NEAR = re.compile(r"\b(?:in|at|near|from|of|by|By|в|из|на)\s(?:the\s)?$")
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
    return _only_name(intro)


def _only_name(intro: str) -> tuple[str, Span] | None:
    """The one full name that the sentences of the introduction hold."""
    found: dict[str, tuple[str, Span]] = {}
    for start, end in lines(intro):
        if not ends_sentence(intro[start:end]):
            continue  # a headline, a byline
        for m in _FULL.finditer(intro, start, end):
            name = _OFFICE.sub("", m.group()).removesuffix("’s").removesuffix("'s")
            if " " not in name or _NO_PERSON.search(name) or _NEAR.search(intro[start : m.start()]):
                continue
            at = m.start() + m.group().index(name)
            if not _PRESS.search(intro, max(start, at - 30), min(end, at + len(name) + 30)):
                found.setdefault(name.split()[-1], (name, (at, at + len(name))))
    return next(iter(found.values())) if len(found) == 1 else None


def _name(phrase: str) -> str:
    """The phrase from its first capital letter on."""
    m = re.search(r"(?:[A-ZА-ЯЁ]).*", phrase)
    return m.group() if m else phrase
