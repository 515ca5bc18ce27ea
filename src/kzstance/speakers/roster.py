"""Who held which office when, which names stand for which actor: the rosters in memory.

A roster is TOML with tables ``person`` (name, aliases, surnames, offices with dates),
``country`` (names, adjectives, capitals) and ``institution``; docs/guide.md shows how to add
one. Nothing here guesses: every lookup returns None where more than one answer fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from kzstance.errors import ConfigError
from kzstance.speakers.entries import Actor, Office, Person, fold
from kzstance.speakers.tables import Country, Institution, tables

__all__ = ["Actor", "Office", "Person", "Roster", "digest", "fold", "load"]


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

    def holder(
        self, slug: str, actor: str, on: Date | None, to: str | None = None
    ) -> tuple[Person, Office] | None:
        """Who held an office on a day, of those sent ``to`` somebody if that is given; None
        where nobody or more than one did."""
        if on is None:
            return None
        found = [
            (p, o)
            for p in self.people.values()
            for o in p.offices
            if o.slug == slug and o.actor == actor and o.held(on) and to in (None, o.to)
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


@lru_cache(maxsize=8)
def load(paths: tuple[str, ...]) -> Roster:
    """The roster of all ``.toml`` files named, folders searched.

    Raises ConfigError naming the file, the entry and the field that cannot be used.
    """
    roster = Roster()
    for path in _files(paths):
        found = tables(path, _bytes(path))
        for person, names in found.people:
            _add_person(roster, person, names)
        for country in found.countries:
            _add_country(roster, country)
        for institution in found.institutions:
            _add_institution(roster, institution)
    return roster


def digest(paths: tuple[str, ...]) -> str:
    """sha256 over the bytes of the roster files that ``load`` would read, in its order.

    Where the files lie does not matter, only what stands in them.
    """
    whole = sha256()
    for path in _files(paths):
        whole.update(sha256(_bytes(path)).digest())
    return whole.hexdigest()


def _files(paths: Iterable[str]) -> Iterable[Path]:
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from sorted(path.glob("*.toml"))
        elif path.is_file():
            yield path
        else:
            raise ConfigError(f"roster {path}: no such file or folder; mend speakers.rosters")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"roster {path}: cannot be read ({error.strerror}); mend the file or speakers.rosters"
        ) from None


def _add_person(roster: Roster, person: Person, names: Iterable[str]) -> None:
    roster.people[person.key] = person
    for name in {fold(n) for n in names}:
        roster.by_name.setdefault(name, []).append(person)
    for name in person.surnames:
        roster.by_surname.setdefault(name, []).append(person)


def _add_country(roster: Roster, country: Country) -> None:
    roster.country_names[country.code] = country.name
    government = f"Government of {roster.place(country.code)}"
    for sort, names in (
        ("country", (country.name, *country.names)),
        ("adjective", country.adjectives),
        ("capital", country.capital),
    ):
        for n in _cased(names):
            roster.actors.setdefault(n, Actor(government, country.code, "government", sort))


def _add_institution(roster: Roster, institution: Institution) -> None:
    for name in _cased(institution.names):
        roster.actors[name] = institution.actor


def _cased(names: Sequence[str]) -> Iterable[str]:
    """Each name as it stands, without a leading article, and with the other apostrophe."""
    for name in names:
        bare = name[4:] if name.lower().startswith("the ") else name
        yield bare
        if "'" in bare:
            yield bare.replace("'", "’")
