"""Titles: the words by which texts call people, and the office or standing that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzstance.speakers.office_words import OFFICE, OFFICES
from kzstance.speakers.qualifiers import new_part, qualifier
from kzstance.speakers.standing_words import STANDING

_FORMER = re.compile(
    r"\b(?:(?:former|ex-|late|then[- ]|retired|onetime|one-time|ousted|deposed)\s*"
    r"|who (?:was|had been|served|used to be)\b|until (?:19|20)\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """What a phrase says of a person: offices it may mean, standing, whether in the past.

    ``qualified``: another body's office ("opposition leader"), which is no office of state."""

    slugs: tuple[str, ...]
    kind: str | None
    former: bool
    words: str
    qualified: bool = False


def read(phrase: str) -> Title | None:
    """The title in ``phrase``, or None where no word of it is one."""
    former = _FORMER.search(phrase) is not None
    other: Title | None = None
    for office in OFFICE.finditer(phrase):
        if _is_verb(phrase, office) or (other and not new_part(phrase, office.start())):
            continue
        found = qualifier(phrase, office.start(), office.end())
        if found is None:
            index = int(str(office.lastgroup)[1:])
            return Title(OFFICES[index][1], "government", former, office.group())
        other = other or Title((), found[0], former, f"{found[1]} {office.group()}", True)
    if other:
        return other
    for kind in ("expert", "media", "military", "party", "company", "society", "government"):
        m = STANDING[kind].search(phrase)
        if m:
            return Title((), kind, former, m.group())
    return None


def _is_verb(phrase: str, m: re.Match[str]) -> bool:
    return m.group().lower() == "speaker" and "guest" in phrase.lower()
