"""Russian titles in any case: the office or standing that they mean, as titles.py has English."""

from __future__ import annotations

import re
from functools import lru_cache

from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.office_words import OFFICE, OFFICES
from kzstance.speakers.russian.standing_words import QUALIFIED, STANDING
from kzstance.speakers.titles import Title

LONGEST = 400
"""Characters of a phrase that are read."""

_FORMER = re.compile(r"(?<!\w)(?:экс-|бывш\w{2,3}\s|тогдашн\w{2,3}\s|отставн\w{2,3}\s)")
_PLAIN_OFFICES = {"leader", "president", "head_of_region"}


def _former(low: str, m: re.Match[str]) -> bool:
    """Is it a title of the past, by the words before it in its part of the phrase?"""
    part = max(low.rfind(stop, 0, m.start()) for stop in (",", ";", "|", ":")) + 1
    return m.group().startswith("экс-") or _FORMER.search(low, part, m.start()) is not None


@lru_cache(maxsize=4096)
def titles(phrase: str) -> tuple[Title, ...]:
    """The titles in ``phrase`` in their order, offices and standings."""
    low = plain(phrase[:LONGEST])
    found: list[tuple[int, int, Title]] = []
    for m in OFFICE.finditer(low):
        slugs = OFFICES[int(str(m.lastgroup)[1:])][1]
        former = _former(low, m)
        after = re.split(r"[,;:]| и | в | на | по ", low[m.end() : m.end() + 60])[0]
        other = QUALIFIED.match(after.strip()) or (
            QUALIFIED.search(" ".join(after.split()[:3])) if slugs == ("leader",) else None
        )
        words = m.group().strip()
        if other and (set(slugs) & _PLAIN_OFFICES):
            words = f"{words} {other.group().strip('«»')}"
            found.append((m.start(), m.end(), Title((), str(other.lastgroup), former, words, True)))
        elif slugs[:1] in {("deputy",), ("assistant",)}:
            found.append((m.start(), m.end(), Title((), "government", former, words, True)))
        else:
            found.append((m.start(), m.end(), Title(slugs, "government", former, words)))
    for m in STANDING.finditer(low):
        if any(s < m.end() and e > m.start() for s, e, _ in found):
            continue
        former = _former(low, m)
        kind = str(m.lastgroup)
        other = (
            QUALIFIED.match(low[m.end() : m.end() + 30].strip()) if kind == "government" else None
        )
        words = m.group()
        if other:
            kind, words = str(other.lastgroup), f"{words} {other.group().strip('«»')}"
        found.append((m.start(), m.end(), Title((), kind, former, words, bool(other))))
    return tuple(t for _, _, t in sorted(found, key=lambda f: f[:2]))
