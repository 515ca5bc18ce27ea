"""Names of countries and bodies beside those of people: "Russian", "Ostrian President Roe"."""

from __future__ import annotations

import re

from kzstance.speakers.ministries import ministry
from kzstance.speakers.roster import Roster
from kzstance.speakers.spelling import bare_name

_EMPTY = frozenset({"the", "of", "s", "a", "in", "and", "for"})


def bare(roster: Roster, name: str) -> str:
    """A name without the titles and adjectives before it."""
    words = bare_name(name).split()
    while len(words) > 1:
        name = " ".join(words)
        end = max((e for s, e, _ in roster.actor_mentions(name) if s == 0), default=0)
        if end == 0 and not is_actor(roster, words[0]):
            break
        rest = name[end:] if end else " ".join(words[1:])
        words = bare_name(rest.removeprefix("’s").removeprefix("'s")).split()
    return " ".join(words)


def is_actor(roster: Roster, name: str) -> bool:
    """Is the whole name a country, an adjective or a body ("Russian", "Foreign Ministry")?"""
    rest = name
    for s, e, _ in reversed(roster.actor_mentions(name)):
        rest = rest[:s] + rest[e:]
    return not words_of(rest) or ministry(name) is not None


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case, that say more than "of the"."""
    return [w for w in re.findall(r"\w+", text.lower()) if w not in _EMPTY]
