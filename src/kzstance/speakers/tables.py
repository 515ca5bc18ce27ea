"""A roster file's tables, each field checked for its type when it is read.

What is wrong is said with file, entry and field: a date in quotes would otherwise pass here
and fail at every article.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path
from typing import Any

from kzstance.errors import ConfigError
from kzstance.records import ACTOR_KINDS
from kzstance.speakers.entries import Actor, Office, Person, fold


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: tuple[str, ...]
    places: tuple[str, ...] = ()
    """Towns and regions by which an official's country is known: "the governor of ..."."""


@dataclass(frozen=True, slots=True)
class Institution:
    names: tuple[str, ...]
    actor: Actor


@dataclass(slots=True)
class Tables:
    people: list[tuple[Person, tuple[str, ...]]] = field(default_factory=list)
    countries: list[Country] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)


def tables(path: Path, raw: bytes) -> Tables:
    """The tables of one file; ConfigError where one of them is not what a roster holds."""
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"roster {path}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"roster {path}: not TOML: {error}; see docs/guide.md") from None
    out = Tables()
    for row in _rows(data, "person", f"roster {path}", "key"):
        out.people.append(_person(row))
    for row in _rows(data, "country", f"roster {path}", "code"):
        names = [row.texts(k) for k in ("names", "adjectives", "capital", "places")]
        out.countries.append(Country(row.text("code"), row.text("name"), *names))
    for row in _rows(data, "institution", f"roster {path}", "name"):
        name = row.text("name")
        actor = Actor(name, row.maybe("actor"), row.among("actor_kind", ACTOR_KINDS), "institution")
        out.institutions.append(Institution((name, *row.texts("aliases")), actor))
    return out


@dataclass(frozen=True, slots=True)
class _Row:
    """One table of the file, with the words by which an error names it."""

    where: str
    data: dict[str, Any]

    def wrong(self, key: str, expected: str) -> ConfigError:
        given = f"is {self.data[key]!r}" if key in self.data else "is missing"
        return ConfigError(f"{self.where}: {key} {given}; expected {expected}, see docs/guide.md")

    def text(self, key: str) -> str:
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "a text in quotes")
        return value

    def maybe(self, key: str) -> str | None:
        return self.text(key) if key in self.data else None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or any(not isinstance(v, str) or not v for v in value):
            raise self.wrong(key, 'a list of texts, ["…", "…"]')
        return tuple(value)

    def among(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.wrong(key, f"one of {', '.join(allowed)}")
        return value

    def day(self, key: str) -> Date | None:
        value = self.data.get(key)
        if value is None:
            return None
        if type(value) is not Date:  # a date with a time is a date too, but compares with none
            raise self.wrong(key, "a date without quotes and time, as 2021-03-01")
        return value


def _rows(data: dict[str, Any], table: str, where: str, key: str) -> list[_Row]:
    rows = data.get(table, [])
    if not isinstance(rows, list) or any(not isinstance(r, dict) for r in rows):
        raise ConfigError(
            f"{where}: {table} is {type(rows).__name__}; expected tables under [[{table}]], "
            "see docs/guide.md"
        )
    return [_Row(f"{where}: {table} {r.get(key, n)}", r) for n, r in enumerate(rows, 1)]


def _person(row: _Row) -> tuple[Person, tuple[str, ...]]:
    key, name = row.text("key"), row.text("name")
    person = Person(
        key,
        name,
        row.maybe("wikidata") or key,
        frozenset(fold(s) for s in row.texts("surnames")),
        row.among("gender", ("m", "f")) if "gender" in row.data else None,
        tuple(_office(o) for o in _rows(row.data, "office", row.where, "office")),
    )
    return person, (name, *row.texts("aliases"))


def _office(row: _Row) -> Office:
    start, end = row.day("start"), row.day("end")
    if start and end and end < start:
        raise row.wrong("end", f"a day not before the start, {start}")
    return Office(
        row.text("office"),
        row.text("title"),
        row.text("actor"),
        row.among("actor_kind", ACTOR_KINDS),
        row.maybe("to"),
        start,
        end,
    )
