"""Capitalised Cyrillic words that follow each other: what may be a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kzstance.records import Span
from kzstance.speakers.russian.alphabet import plain

_PART = r"[А-ЯЁ](?:['’][А-ЯЁ])?[а-яё]{1,40}(?:[-'’][А-ЯЁа-яё][а-яё]{1,40}){0,3}"
TOKEN = re.compile(rf"(?<![\w-])(?:{_PART}|[А-ЯЁ]\.|[А-ЯЁ]{{3,40}}(?:-[А-ЯЁ]{{2,40}})?)(?!\w)")
PATRONYMIC = re.compile(
    r"(?:[оеи]вич|[мкн]ич)(?:а|у|ем|е)?$|(?:овн|евн|ичн)(?:а|ы|е|у|ой)$|улы$|кызы$"
)
_PARTICLE = re.compile(r"[ \xa0](?:фон|ван|де|дер|ди|да|аль|бен|бин|ибн|эль|ле|ла|дю)[ \xa0]")
_SURNAME = re.compile(
    r"(?:[ое]в|[иы]н|ск(?:ий|ая)|ко|[уюя]к|швили|дзе|ян|ич|ец|ман|берг|[ео]ва|[иы]на)$"
)


def runs(text: str, start: int, end: int, taken: Sequence[Span]) -> list[list[re.Match[str]]]:
    """Words with one blank, an initial or a particle between; places and bodies end a run."""
    out: list[list[re.Match[str]]] = []
    last = -1
    for m in TOKEN.finditer(text, start, end):
        i = bisect_right(taken, (m.start(), len(text)))
        if any(s < m.end() and e > m.start() for s, e in taken[max(0, i - 1) : i + 1]):
            last = -1
            continue
        gap = text[last : m.start()] if last >= 0 else "x"
        initial = last >= 0 and out[-1][-1].group().endswith(".")
        if (
            last >= 0
            and m.group().isupper() != out[-1][-1].group().isupper()
            and not (initial or m.group().endswith("."))
        ):
            gap = "x"  # an abbreviation is no part of a name: "РИА Новости"
        if gap in {" ", "\xa0"} or (gap == "" and initial) or _PARTICLE.fullmatch(gap):
            out[-1].append(m)
        else:
            out.append([m])
        last = m.end()
    return out


def capitalised(name: str) -> str:
    """A name in capitals as it stands in running text: "ROE" → "Roe"."""
    if len(name) < 3 or not name.isupper() or "." in name:
        return name
    return re.sub(r"\w+", lambda m: m.group()[:1] + m.group()[1:].lower(), name)


def likely(surname: str) -> bool:
    """Does a nominative end as surnames do?"""
    return _SURNAME.search(plain(surname)) is not None
