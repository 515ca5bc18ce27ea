"""The people of a roster by the Russian spelling of their names, and by a key of both scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta

from kzstance.speakers.roster import Person, Roster, fold
from kzstance.speakers.russian.given import GivenName, GivenNames
from kzstance.speakers.russian.readings import Reading, readings
from kzstance.speakers.skeleton import letters, skeleton
from kzstance.speakers.titles import Title

_LED = frozenset({"president", "prime_minister", "head_of_state", "foreign_minister"})


class Index:
    """Made once for all articles."""

    def __init__(self, roster: Roster, grace: timedelta) -> None:
        self.roster, self.grace = roster, grace
        self.given = GivenNames(roster)
        self._alike: dict[str, list[Person]] = {}
        self._last = {name.split()[-1] for name in roster.by_name if name}
        self._begins: dict[str, set[str]] = {}
        for person in roster.people.values():
            for key in {skeleton(s) for s in person.surnames} - {""}:
                self._alike.setdefault(key, []).append(person)
        for name, people in roster.by_name.items():
            for person in people:
                self._begins.setdefault(person.key, set()).add(letters(name.split()[0])[:3])

    def of_surname(self, surname: str, gender: str | None) -> list[Person]:
        """Everybody of that surname, given in the nominative; by a key where no spelling fits."""
        found = self.roster.by_surname.get(fold(surname), [])
        if not found:
            key = skeleton(surname)
            found = self._alike.get(key, []) if key else []
        return [p for p in found if gender is None or p.gender in (None, gender)]

    def of_name(
        self, given: str, surname: str, names: Sequence[GivenName]
    ) -> tuple[Person, Reading] | None:
        """The roster's person of a full name in any case, where exactly one fits."""
        head, _, last = surname.rpartition(" ")
        options = [
            Reading(f"{head} {r.lemma}".strip(), r.gender, r.cases)
            for r in readings(last)
            if fold(r.lemma) in self._last or skeleton(r.lemma) in self._alike
        ]
        for r in options:
            for first in (given, *(n.lemma for n in names)):
                person = self.roster.named(f"{first} {r.lemma}")
                if person is not None and person.gender in (None, r.gender):
                    return person, r
        start = letters(given)[: 1 if given.endswith(".") else 3]
        for r in options:
            people = [p for p in self.of_surname(r.lemma, r.gender) if self._fits(p, start)]
            if len(people) == 1:
                return people[0], r
        return None

    def remembered(self, people: Sequence[Person], on: Date | None) -> list[Person]:
        """Those who led a state or its foreign policy before the day: still named by surname."""
        return [
            p
            for p in people
            if on is not None
            and any(o.slug in _LED and o.start and o.start <= on for o in p.offices)
        ]

    def _fits(self, person: Person, start: str) -> bool:
        return any(b.startswith(start) for b in self._begins.get(person.key, ()))

    def holders(
        self, people: Sequence[Person], on: Date | None, title: Title | None
    ) -> list[Person]:
        """Those of several who held an office on the day; the one whose office the title is.

        "The former president Roe" held it once, so then no other office counts."""
        if title is not None and title.former:
            return [p for p in people if any(o.slug in title.slugs for o in p.offices)]
        if on is not None:
            people = [p for p in people if any(o.held(on, self.grace) for o in p.offices)]
        if title is not None and title.slugs:
            fit = [p for p in people if any(o.slug in title.slugs for o in p.offices)]
            people = fit or people
        return list(people)
