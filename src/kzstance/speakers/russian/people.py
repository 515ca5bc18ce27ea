"""The people whom a Russian article names, in any case, and every place where it does."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from datetime import date as Date

from kzstance.speakers.roster import Person, fold
from kzstance.speakers.russian.descriptions import after_name, before_name
from kzstance.speakers.russian.index import Index
from kzstance.speakers.russian.known import Known, Place
from kzstance.speakers.russian.lexicon import Found
from kzstance.speakers.russian.owners import owns
from kzstance.speakers.russian.titles import titles
from kzstance.speakers.sentences import Sentences
from kzstance.speakers.titles import Title


class People:
    """Merges the people of one article by name and keeps where they stand."""

    def __init__(self, text: str, on: Date | None, index: Index, actors: Sequence[Found]) -> None:
        self.text, self.on, self.index = text, on, index
        self.sentences = Sentences(text)
        self.known: list[Known] = []
        self.places: list[Place] = []
        self.taken = [(f.start, f.end) for f in actors]
        """Where places and bodies stand, which are nobody's names."""
        self.words: dict[str, bool] = {}
        """Capitalised words that stood alone in mentions: is it a common noun?"""
        self._by_surname: dict[str, list[Known]] = {}

    def of_surname(self, surname: str) -> list[Known]:
        return self._by_surname.get(fold(surname), [])

    def before(self, at: int, start: int = 0) -> list[Place]:
        """The names from ``start`` to ``at``."""
        low = bisect_left(self.places, start, key=lambda p: p.start)
        return self.places[low : bisect_left(self.places, at, key=lambda p: p.start)]

    def title_before(self, at: int) -> Title | None:
        """The last title that stands before a name at ``at``."""
        low = self.sentences.bounds(at)[0]
        found = titles(before_name(self.text[max(low, at - 80) : at]))
        return found[-1] if found else None

    def meet(self, name: str, surname: str, gender: str | None, person: Person | None) -> Known:
        """The person of that nominative, new or met before."""
        for k in self.of_surname(surname):
            if person is not None and k.person is not None:
                if person is k.person:
                    return k
                continue
            short = " " not in k.name or " " not in name
            initial = "." in name + k.name and name[0] == k.name[0]
            if fold(k.name) == fold(name) or (
                (short or initial) and (None in (gender, k.gender) or gender == k.gender)
            ):
                if person is not None or (len(name) > len(k.name) and "." not in name):
                    k.name = name
                k.person, k.gender = k.person or person, k.gender or gender
                return k
        known = Known(name, surname, gender, person)
        self.known.append(known)
        for key in {fold(surname), *(person.surnames if person else ())}:
            self._by_surname.setdefault(key, []).append(known)
        return known

    def add(self, start: int, end: int, who: Known, cases: str) -> Place:
        """A place where the person is named, and what the sentence says of them there."""
        low, high = self.sentences.bounds(start)
        before = before_name(self.text[max(low, start - 120) : start].rstrip(" ,"))
        if not owns(before, cases, who.gender):
            who.learn(before)
        who.learn(after_name(self.text, end, min(high, end + 130)))
        place = Place(start, end, who, cases)
        insort(self.places, place, key=lambda p: p.start)
        return place
