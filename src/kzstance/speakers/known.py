"""A person of an article: what its text tells of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kzstance.speakers.roster import Person
from kzstance.speakers.titles import Title


@dataclass
class Known:
    """One person of the article."""

    name: str
    surname: str
    gender: str | None = None
    person: Person | None = None
    title: Title | None = None
    description: str = ""
    """The words in which the title stands."""
    at: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """All that the article says of the person beside the name, in its order."""
    ends: dict[int, int] = field(default_factory=dict)

    def learn(self, description: str, title: Title | None) -> None:
        """Keeps what the text says of the person; a title that names an office before others."""
        if title and (self.title is None or (not self.title.slugs and title.slugs)):
            self.title, self.description = title, description
        elif not self.description:
            self.description = description
        if description.strip(" |"):
            self.notes.append(description)

    def titled(self, title: Title) -> bool:
        """Does the article call the person by that title?"""
        if self.title is not None and set(self.title.slugs) & set(title.slugs):
            return True
        word = re.compile(rf"\b{re.escape(title.words)}\b", re.IGNORECASE)
        return any(word.search(n) for n in self.notes)
