"""Roster files → the roster in memory.

A roster is TOML with tables ``person`` (name, aliases, surnames, offices with dates),
``country`` (names, adjectives, capitals) and ``institution``; docs/guide.md shows how to add
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from kzstance.errors import ConfigError
from kzstance.speakers.entries import Actor, Office, Person, fold
from kzstance.speakers.lookups import Roster
from kzstance.speakers.tables import Country, Institution, tables
from kzstance.speakers.variants import variant

__all__ = ["Actor", "Office", "Person", "Roster", "digest", "fold", "load"]


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
    for key in {variant(n) for n in (*names, *person.surnames)} - {""}:
        roster.by_variant.setdefault(key, set()).add(person.key)
    given = fold(person.name).split()[0]
    if person.gender and given not in person.surnames:
        roster.given.setdefault(given, set()).add(person.gender)


def _add_country(roster: Roster, country: Country) -> None:
    roster.country_names[country.code] = country.name
    government = f"Government of {roster.place(country.code)}"
    for sort, names in (
        ("country", (country.name, *country.names)),
        ("adjective", country.adjectives),
        ("capital", country.capital),
        ("place", country.places),
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
