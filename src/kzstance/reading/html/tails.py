"""Lines below an article's last paragraph: who wrote it, for whom, and how to reach them."""

from __future__ import annotations

import re

from kzstance.reading.html.requests import is_speech

_LONGEST = 350
_SHORT = 150
_REACHED = re.compile(
    r"[\w.+-]{1,60}@\w|\+\d[\d\s()–-]{8,}|(?:\btel|\bphone|\bтел|\bтелефон)\b[.:]?\s*\+?[\d(]"
    r"|(?:\btele|\b)(?:phone|телефон)\b[^\d.!?]{1,30}\+?\d?[\s(]{1,2}\d[\d\s()–-]{5,}\d",
    re.I,
)
"""An e-mail address or a telephone number."""
_NAME = r"[A-ZА-ЯЁ][\w.’'-]*+"
_SIGNED = re.compile(rf"(?=[^,—–]*[,—–])(?:{_NAME}(?:,? [—–] |,? (?:and|и|in|в) |, | |,?$)){{2,7}}")
"""Names and places."""
_NAMES = rf"(?:{_NAME}(?:,? and |, | )){{2,8}}"
_CREDIT = re.compile(
    rf"{_NAMES}reported from [A-Z][^.?!:“”\"]{{2,150}}\.?"
    rf"|{_NAMES}(?:(?:in|from) (?:{_NAME} ){{1,3}})?(?:added|contributed)"
    r" to this (?:report|story|article)\.?"
)
"""Who told it, and from where: above an article or below."""
_ENDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\((?=[^()]*[A-Z]{2})[^().]{2,80}\)",  # (OUTLET with AGENCY)
        r"[a-z]{2,3}(?:[/, ][a-z]{2,3}){0,3}(?: \([^()]{2,60}\))?",  # initials of editors
        r"(?:[^\W\d]++(?: [^\W\d]++)? \d[\d ]*+[,·|]? ?){2,6}",  # labels of buttons, counted
        r"(?:Фото|ФОТО|Photo|Снимок) (?:[A-ZА-ЯЁ][\w.-]*+ ?){1,3}",
        r"[^.]{0,60}\b(?:соб|спец)\. ?корр\b.{0,40}",
        r"Корр\. (?:[A-ZА-ЯЁ][\w.-]*+,? ?){1,3}[^.?!]{0,60}",
        rf"{_NAME}(?: {_NAME}){{0,2}}, специально для (?:[«\"“]|[A-ZА-ЯЁ])[^.?!]{{2,80}}",
        r"Пресс-служба [^.?!:«]{2,100}",
        r"(?:[A-Z][\w.’'-]*+ ){2,4}is an? (?:\w+ ){0,3}(?:journalist|reporter|correspondent"
        r"|columnist|freelancer|contributor)\b,? (?:based in|covering|who (?:covers|writes)|writing"
        r"|speciali[sz]ing|focus).{0,200}",
        rf"{_NAME}(?: {_NAME}){{1,3}} writes (?:about|on) [^.?!:“”\"]{{2,150}}\.?",
    )
)
"""Whole lines that are no sentence of an article where they stand last."""


def is_credit(line: str) -> bool:
    """Whether the line names those who reported."""
    return len(line) <= _LONGEST and bool(_CREDIT.fullmatch(line.strip()))


def is_end(line: str, before: str = "") -> bool:
    """Whether the line, if it is the last, stands below the article.

    A name under a quotation, the line ``before``, is of the one who said it.
    """
    line = line.strip()
    if len(line) <= _LONGEST and _SIGNED.fullmatch(line):
        return not before.rstrip(" .,—–-").endswith(("»", "”", '"', "“"))
    if is_credit(line):
        return True
    if len(line) <= _LONGEST and any(pattern.fullmatch(line) for pattern in _ENDS):
        return True
    return len(line) < _SHORT and bool(_REACHED.search(line)) and not is_speech(line)
