"""A person of a Russian article, and the places where its text names them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kzstance.speakers.roster import Person
from kzstance.speakers.russian.titles import titles
from kzstance.speakers.titles import Title


@dataclass
class Known:
    """One person of the article."""

    name: str
    surname: str
    gender: str | None
    person: Person | None = None
    titles: list[Title] = field(default_factory=list)
    description: str = ""

    def learn(self, told: str) -> None:
        """Keeps the titles in what the text says of the person."""
        for title in titles(told)[-2:]:
            if all(t.words != title.words for t in self.titles) and len(self.titles) < 8:
                self.titles.append(title)
                self.description += f" | {told}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text names somebody, and the cases that the form may stand in."""

    start: int
    end: int
    who: Known
    cases: str
