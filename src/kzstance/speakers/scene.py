"""What one article offers for resolving its mentions, and what was resolved so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kzstance.records import Article, Speaker, Statement
from kzstance.speakers.people import Known, People, names_in
from kzstance.speakers.roster import Roster
from kzstance.speakers.titles import bare_name, read


class Scene:
    """One article: its people, bodies and places; mentions resolved so far, in text order."""

    def __init__(
        self,
        article: Article,
        doc: Any,
        statements: Sequence[Statement],
        roster: Roster,
        grace: timedelta,
    ) -> None:
        self.text, self.on, self.roster, self.grace = article.text, article.date, roster, grace
        self.outlet = article.outlet
        authors = {s.author for s in statements if s.author}
        headline = _in_headline(article.title)
        self.people = People(
            self.text, doc, roster, article.date, grace, [*_authors(authors), *headline]
        )
        self.actors = roster.actor_mentions(self.text)
        self.organisations = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG"]
        self.said = [p for s in statements if s.cue is not None for p in s.spans]
        self.resolved: list[tuple[int, Known | Speaker]] = []
        self.unnamed: dict[str, Speaker] = {}
        self.last_unnamed: tuple[int, Speaker] = (-1, Speaker())

    def country_in(self, phrase: str) -> str | None:
        """The country or body that a title names; not the place where somebody is."""
        phrase = re.split(
            r"\bin\b|(?<=mbassador) to\b|(?<=epresentative) to\b|(?<=nvoy) to\b", phrase
        )[0]
        found = [a for _, _, a in self.roster.actor_mentions(phrase) if a.actor]
        return found[0].actor if found else None

    def home(self, at: int) -> str | None:
        """The country that "the ministry" belongs to where nothing says it: of the government
        that spoke shortly before, else the one that the sentence or the one before begins with."""
        here = self.people.sentence(at)
        for place, who in sorted(self.resolved, key=lambda x: -x[0]):
            near = place < at and here - self.people.sentence(place) <= 3
            state = isinstance(who, Speaker) and who.actor_kind in {"government", "military"}
            if near and state and isinstance(who, Speaker) and who.actor:
                return who.actor
        for sentence in (here, here - 1, 0):
            named = [
                a.actor
                for s, _, a in self.actors
                if a.sort != "institution" and a.actor and self.people.sentence(s) == sentence
            ]
            if named:
                return str(named[0])
        return None


def _authors(authors: set[str]) -> list[str]:
    return [n for a in sorted(authors) for n in (bare_name(x) for x in names_in(a)) if n]


def _in_headline(title: str | None) -> list[str]:
    """People whom a headline names with their title: "Press Secretary Karine Roe"."""
    names = [bare_name(n) for n in names_in(title)] if title else []
    return (
        [n for n in names if 2 <= len(n.split()) <= 3 and not read(n)]
        if title
        and re.match(
            r"(?i)(?:on-the-record |background )?(?:press|remarks|statement|readout|briefing)",
            title,
        )
        else []
    )
