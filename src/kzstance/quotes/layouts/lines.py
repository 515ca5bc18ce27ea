"""Lines, paragraphs and sentences of a text, and whether the text speaks for itself.

Every pattern of this package is matched against one line, or a short piece of it, so that the
time grows with the length of the text and no faster, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzstance.records import Span
from kzstance.sentences import ends

_LINE = re.compile(r"[^\n]+")
_STAGE = re.compile(
    r"\s*+(?:\([^)]*+\)|\[[^\]]*+\]|\d{1,2}:\d\d\s*+[AP]\.?M\.?.*+|END\b.*+|[-—–*#][-—–*# ]*+)"
    r"\.?\s*+"
)
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?|"
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]{0,6}"
)
_DAY = re.compile(
    rf"(?:\d{{1,2}}:\d\d(?: ?[APap]\.?[Mm]\.?)?[ ,·•|—–-]{{0,5}})?"
    rf"(?:(?:{_MONTH}) \d{{1,2}}(?:,? \d{{4}})?"
    rf"|\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?(?: г(?:ода|\.))?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
    rf"(?:[ ,·•|—–-]{{0,5}}\d{{1,2}}:\d\d(?: ?[APap]\.?[Mm]\.?)?)?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^“”\n]*”|«[^«»\n]*»|\"[^\"\n]*\"")
_OWN = re.compile(  # "US" is a country, and "World War I" has a number
    r"\b(?:[Ww]e|[Oo]ur|us|[Mm]y|[Мм]ы|[Нн]аш\w{0,3}|[Нн]ам|[Нн]ас|[Мм]ой|[Мм]оя|[Мм]о[иё]|[Яя])\b"
    r"|(?<!War )\bI\b(?=[’', ])"
)
_OTHERS = re.compile(
    r"\b(?:said|says|told|added|according to|reportedly|сказал[аи]?|заявил[аи]?|сообщил[аи]?|"
    r"отметил[аи]?|подчеркнул[аи]?|говорится)\b",
    re.IGNORECASE,
)
_LOOK = 20_000  # characters that settle whose words a text is


def lines(text: str, within: Span | None = None) -> list[Span]:
    """The lines with something in them, without the blanks around them."""
    out = []
    for m in _LINE.finditer(text, *(within or (0, len(text)))):
        body = m.group()
        if body.strip():
            start = m.start() + len(body) - len(body.lstrip())
            out.append((start, m.end() - (len(body) - len(body.rstrip()))))
    return out


def paragraphs(text: str, within: Span, asides: Sequence[Span] = ()) -> list[Span]:
    """The lines that are said: three words at least, no stage direction, no aside."""
    skip = set(asides)
    return [
        (s, e)
        for s, e in lines(text, within)
        if (s, e) not in skip
        and len(text[s:e].split()) >= 3
        and any(c.isalpha() for c in text[s : min(e, s + 500)])
        and not (e - s < 300 and _STAGE.fullmatch(text, s, e))
    ]


def sentences(text: str, within: Span) -> list[Span]:
    """The sentences of a paragraph; one of less than three words goes with the next."""
    spans: list[Span] = []
    start = last = within[0]
    words = 0
    for end in [*(within[0] + e for e in ends(text[slice(*within)])), within[1]]:
        words += len(text[last:end].split())
        last = end
        if words >= 3:
            spans.append((start, start + len(text[start:end].rstrip())))
            start, words = end, 0
    if spans and text[start : within[1]].strip():  # "Thank you." goes with the one before
        spans[-1] = (spans[-1][0], within[1])
    return spans


def is_day(text: str, span: Span) -> bool:
    """Is this line a date, or a time and a date?"""
    return span[1] - span[0] < 60 and _DAY.fullmatch(text, *span) is not None


def ends_sentence(body: str) -> bool:
    return body.rstrip("\"”»’' )*_")[-1:] in tuple(".!?…")


def first_person(body: str) -> int:
    """How often the body says "we", "our", "I", outside quotation marks."""
    return len(_OWN.findall(_QUOTED.sub(" ", body[:_LOOK])))


def reports(body: str) -> int:
    """How often the body says that somebody said something, outside quotation marks."""
    return len(_OTHERS.findall(_QUOTED.sub(" ", body[:_LOOK])))
