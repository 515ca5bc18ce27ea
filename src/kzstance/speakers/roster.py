"""Who held which office when, which names stand for which actor: the rosters in memory.

A roster is TOML with tables ``person`` (name, aliases, surnames, offices with dates),
``country`` (names, adjectives, capitals) and ``institution``; docs/guide.md shows how to add
one. Nothing here guesses: every lookup returns None where more than one answer fits.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from kzstance.errors import ConfigError


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
            self.end is None or on <= self.end + grace
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
    sort: str  # country, adjective, capital or institution


@dataclass
class Roster:
    people: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=dict)
    by_surname: dict[str, list[Person]] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    country_names: dict[str, str] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None

    def named(self, name: str) -> Person | None:
        """The one person of that full name, in any spelling listed."""
        found = self.by_name.get(fold(name), [])
        return found[0] if len(found) == 1 else None

    def surname(
        self, name: str, on: Date | None, grace: timedelta, slugs: frozenset[str] = frozenset()
    ) -> Person | None:
        """The one person of that surname who held an office on ``on``."""
        found = self.by_surname.get(fold(name), [])
        if on is not None:
            found = [p for p in found if any(o.held(on, grace) for o in p.offices)]
        if slugs:
            fit = [
                p
                for p in found
                if any(o.slug in slugs and (on is None or o.held(on, grace)) for o in p.offices)
            ]
            found = fit or found
        return found[0] if len(found) == 1 else None

    def holder(self, slug: str, actor: str, on: Date | None) -> tuple[Person, Office] | None:
        """Who held an office on a day; None where nobody or more than one did."""
        if on is None:
            return None
        found = [
            (p, o)
            for p in self.people.values()
            for o in p.offices
            if o.slug == slug and o.actor == actor and o.held(on)
        ]
        keys = {p.key for p, _ in found}
        return found[0] if len(keys) == 1 else None

    def place(self, code: str | None) -> str:
        """The country's name as it stands after "of": "the United States"."""
        name = self.country_names.get(str(code), str(code))
        return (
            f"the {name}"
            if name.startswith("United ")
            or name.endswith(("lands", "Republic", "ines", "Emirates"))
            else name
        )

    def actor_mentions(self, text: str) -> list[tuple[int, int, Actor]]:
        """Countries, adjectives, capitals and institutions in ``text``: (start, end, actor)."""
        if self._pattern is None:
            names = sorted(self.actors, key=len, reverse=True)
            self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
        return [(m.start(), m.end(), self.actors[m.group()]) for m in self._pattern.finditer(text)]


_APOSTROPHES = str.maketrans("", "", "’'ʼ`´ʹ")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name for comparison: no case, accents, apostrophes or doubled blanks."""
    bare = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).replace("-", " "))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


@lru_cache(maxsize=8)
def load(paths: tuple[str, ...]) -> Roster:
    """The roster of all ``.toml`` files named, folders searched.

    Raises ConfigError naming the file that cannot be used.
    """
    roster = Roster()
    for path in _files(paths):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            for row in data.get("person", []):
                _person(roster, row)
            for row in data.get("country", []):
                _country(roster, row)
            for row in data.get("institution", []):
                _institution(roster, row)
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise ConfigError(
                f"roster {path}: {type(error).__name__} {error}; "
                "expected tables of person, country or institution, see docs/guide.md"
            ) from None
    return roster


def _files(paths: Iterable[str]) -> Iterable[Path]:
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from sorted(path.glob("*.toml"))
        elif path.is_file():
            yield path
        else:
            raise ConfigError(f"roster {path}: no such file or folder; mend speakers.rosters")


def _person(roster: Roster, row: dict[str, Any]) -> None:
    offices = tuple(
        Office(
            o["office"],
            o["title"],
            o["actor"],
            o["actor_kind"],
            o.get("to"),
            o.get("start"),
            o.get("end"),
        )
        for o in row.get("office", [])
    )
    surnames = frozenset(fold(s) for s in row.get("surnames", []))
    person = Person(
        row["key"],
        row["name"],
        row.get("wikidata", row["key"]),
        surnames,
        row.get("gender"),
        offices,
    )
    roster.people[person.key] = person
    for name in {fold(n) for n in (row["name"], *row.get("aliases", []))}:
        roster.by_name.setdefault(name, []).append(person)
    for name in surnames:
        roster.by_surname.setdefault(name, []).append(person)


def _country(roster: Roster, row: dict[str, Any]) -> None:
    code, name = row["code"], row["name"]
    roster.country_names[code] = name
    government = f"Government of {roster.place(code)}"
    for sort, names in (
        ("country", (name, *row.get("names", []))),
        ("adjective", row.get("adjectives", [])),
        ("capital", row.get("capital", [])),
    ):
        for n in _cased(names):
            roster.actors.setdefault(n, Actor(government, code, "government", sort))


def _institution(roster: Roster, row: dict[str, Any]) -> None:
    actor = Actor(row["name"], row.get("actor"), row["actor_kind"], "institution")
    for name in _cased((row["name"], *row.get("aliases", []))):
        roster.actors[name] = actor


def _cased(names: Sequence[str]) -> Iterable[str]:
    """Each name as it stands, without a leading article, and with the other apostrophe."""
    for name in names:
        bare = name[4:] if name.lower().startswith("the ") else name
        yield bare
        if "'" in bare:
            yield bare.replace("'", "’")
