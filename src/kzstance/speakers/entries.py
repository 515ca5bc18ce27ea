"""What a roster holds: offices with their dates, persons, actors, and names made alike."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Office:
    """One office of one person; ``start`` and ``end`` are None where unknown or still held."""

    slug: str
    title: str
    actor: str
    actor_kind: str
    to: str | None
    start: Date | None
    end: Date | None

    def held(self, on: Date, grace: timedelta = timedelta(0)) -> bool:
        return (self.start is None or self.start <= on) and (
            self.end is None or on - self.end <= grace  # their sum may be past the year 9999
        )


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    name: str
    id: str
    surnames: frozenset[str]
    gender: str | None
    offices: tuple[Office, ...]

    def office(self, on: Date | None, grace: timedelta, slug: str | None = None) -> Office | None:
        """The office held on that day; the one of kind ``slug`` first, else the latest begun."""
        if on is None:
            return None
        held = [o for o in self.offices if o.held(on)] or [
            o for o in self.offices if o.held(on, grace)
        ]
        named = [o for o in held if o.slug == slug]
        pool = named or held
        return max(pool, key=lambda o: o.start or Date.min) if pool else None


@dataclass(frozen=True, slots=True)
class Actor:
    """What a name of a place or body stands for."""

    name: str
    actor: str | None
    kind: str
    sort: str  # country, adjective, capital, place or institution


_APOSTROPHES = str.maketrans("", "", "’'ʼ`´ʹ")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name for comparison: no case, accents, apostrophes or doubled blanks."""
    bare = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).replace("-", " "))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())
