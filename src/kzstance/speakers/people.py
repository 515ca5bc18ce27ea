"""The people whom an article names: first full name, later short ones, all of one person one."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

from kzstance.speakers import genders
from kzstance.speakers.descriptions import describe
from kzstance.speakers.known import Known
from kzstance.speakers.roster import Person, Roster, fold
from kzstance.speakers.sentences import Sentences
from kzstance.speakers.spelling import HONORIFIC, alike, same_given
from kzstance.speakers.titles import Title, read
from kzstance.speakers.variants import variant


class People:
    """Finds and merges the people of an article by their names."""

    def __init__(self, text: str, roster: Roster, on: Date | None, grace: timedelta) -> None:
        self.text, self.sentences = text, Sentences(text)
        self._roster, self._on, self._grace = roster, on, grace
        self.known: list[Known] = []
        self._by_surname: dict[str, list[Known]] = {}

    def of_surname(self, surname: str) -> list[Known]:
        return self._by_surname.get(fold(surname), [])

    def listed(self, surname: str) -> Person | None:
        """The one office holder of the day who bears a surname."""
        return self._roster.surname(surname, self._on, self._grace)

    def find(self, name: str, said: str = "") -> Known | None:
        """The person of the article whom ``name``, full or short, means; ``said``: the phrase
        it stands in, by which one of two people of a surname is told from the other."""
        words = HONORIFIC.sub("", name).split()
        if not words:
            return None
        if len(words) > 1:
            found = self._full(words)
        else:
            found = self._short(fold(words[-1]))
            gender = genders.by_honorific(said or name)
            found = [k for k in found if gender is None or k.gender in (None, gender)]
            found = self._meant(found, said or name) if len(found) > 1 else found
        return found[0] if found else None

    def meet(self, name: str, at: int) -> Known:
        """The person of that name, added where the entity recogniser overlooked them."""
        return self.find(name) or self.add(name, at, self.describe(at, at + len(name)))

    def describe(self, start: int, end: int) -> str:
        return describe(self.text, start, end, self.sentences.bounds(start))

    def add(self, name: str, at: int, description: str) -> Known:
        """The person of a name that stands at ``at``, new or met before."""
        words, title = name.split(), read(description)
        person = self._roster.named(name)
        known = self.find(name)
        if known is None:
            known = self._new(name, person or self._holder(name, title))
        if known.person is None and person is not None and same_given(known.name, person.name):
            known.person = person
        if len(words) > 1 and len(name) > len(known.name):
            known.name = name
        known.gender = (
            known.gender
            or genders.by_honorific_before(self.text, at)
            or genders.by_title(description)
            or (known.person.gender if known.person else None)
        )
        if known.gender is None and len(words) > 1:
            known.gender = self._roster.gender(words[0]) or genders.by_surname(fold(words[-1]))
        known.learn(description, title)
        known.at.append(at)
        return known

    def _holder(self, name: str, title: Title | None) -> Person | None:
        """The office holder of the day whom a surname, or a full name with a title, means."""
        words, slugs = name.split(), frozenset(title.slugs) if title else frozenset()
        if len(words) > 1 and title is None:
            return None
        person = self._roster.surname(words[-1], self._on, self._grace, slugs)
        return person if person and (len(words) == 1 or same_given(name, person.name)) else None

    def _new(self, name: str, person: Person | None) -> Known:
        surname = fold(name.split()[-1])
        known = Known(name, surname, None, person)
        self.known.append(known)
        spellings = {variant(surname)} - {""}
        for s in {surname, *(person.surnames if person else ()), *spellings}:
            self._by_surname.setdefault(s, []).append(known)
        return known

    def _short(self, name: str) -> list[Known]:
        """People whom a folded name of one word may mean."""
        found = self._spelt(name)
        if not found and len(name) >= 6:  # "Medevev"
            found = [k for k in self.known if k.surname[:3] == name[:3]]
            found = [k for k in found if alike(name, k.surname, 78)]
            found = found if len(found) == 1 else []
        if not found:  # given name or a name's first part
            found = [k for k in self.known if name in fold(k.name).split()]
            found = found if len(found) == 1 else []
        return found

    def _full(self, words: list[str]) -> list[Known]:
        """People of the article whom a full name may mean, those named in full first."""
        name = " ".join(words)
        found = self._spelt(fold(words[-1]))
        found = [k for k in found if len(k.name.split()) == 1 or same_given(name, k.name)] or [
            k for k in self.known if fold(k.name) == fold(name)
        ]
        if not found:
            person = self._roster.named(name)
            found = [k for k in self.known if person and k.person is person]
        return [k for k in found if len(k.name.split()) > 1] or found

    def _spelt(self, surname: str) -> list[Known]:
        """People of a folded surname, else of one that is spelt like it."""
        return self._by_surname.get(surname) or self._by_surname.get(
            variant(surname) or surname, []
        )

    def _meant(self, found: list[Known], said: str) -> list[Known]:
        """Of several people of one surname, the one whom honorific, title or office point to."""
        title = read(said)
        for fits in (
            [k for k in found if title and k.titled(title)],
            [k for k in found if k.person and k.person.office(self._on, self._grace)],
        ):
            if len(fits) == 1:
                return fits
        persons = {k.person.key if k.person else k.name for k in found}
        return found if len(persons) == 1 else []
