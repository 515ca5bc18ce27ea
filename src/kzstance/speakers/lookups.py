"""Who held which office when, which names stand for which actor: the roster in memory.

Nothing here guesses: every look-up returns None where more than one answer fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta

from kzstance.alternation import alternation
from kzstance.speakers.entries import Actor, Office, Person, fold
from kzstance.speakers.variants import variant

# "pro-Ostrian", "Ostrian-speaking", "Ostrian-backed": of no country for that
_NOT_BEFORE = r"(?<!\w)(?<![Pp]ro-)(?<!pro- )(?<![Aa]nti-)(?<![Nn]on-)"
_NOT_AFTER = (
    r"(?!\w)(?!-(?:speak|language|born|held|occupied|controlled|made|style|friendly|trained|backed|"
    r"supported|aligned|funded|allied|based|educated))"
)


@dataclass
class Roster:
    people: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=dict)
    by_surname: dict[str, list[Person]] = field(default_factory=dict)
    by_variant: dict[str, set[str]] = field(default_factory=dict)
    """Keys of people by the keys of their full names and surnames."""
    given: dict[str, set[str]] = field(default_factory=dict)
    """The genders of those who bear a given name."""
    actors: dict[str, Actor] = field(default_factory=dict)
    country_names: dict[str, str] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None

    def named(self, name: str) -> Person | None:
        """The one person of that full name, in any spelling listed or like one listed."""
        words = name.split()
        if len(words) > 2:  # "Jan J. Roe"
            name = " ".join([words[0], *(w for w in words[1:-1] if len(w) > 2), words[-1]])
        found = self.by_name.get(fold(name)) or (self.alike(name) if " " in name else [])
        return found[0] if len(found) == 1 else None

    def surname(
        self, name: str, on: Date | None, grace: timedelta, slugs: frozenset[str] = frozenset()
    ) -> Person | None:
        """The one person of that surname who held an office on ``on``."""
        found = self.by_surname.get(fold(name)) or self.alike(name)
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

    def alike(self, name: str) -> list[Person]:
        """People whose name has the same key."""
        return [self.people[k] for k in sorted(self.by_variant.get(variant(name), ()))]

    def gender(self, given: str) -> str | None:
        """That of all people in the roster who bear the given name."""
        found = self.given.get(fold(given), set())
        return next(iter(found)) if len(found) == 1 else None

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
            self._pattern = re.compile(_NOT_BEFORE + alternation(self.actors) + _NOT_AFTER)
        return [(m.start(), m.end(), self.actors[m.group()]) for m in self._pattern.finditer(text)]
