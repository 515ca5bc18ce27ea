"""What one article offers for resolving its mentions, and what was resolved so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kzstance.records import Article, Speaker, Statement
from kzstance.speakers.people import Known, People
from kzstance.speakers.roster import Roster
from kzstance.speakers.spelling import bare_name, names_in
from kzstance.speakers.titles import read


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
        self.outlet, self.title = article.outlet, article.title
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
        that spoke shortly before, else the subject of the sentence, else the one country named
        in it or the one before; None where two have the same claim."""
        here = self.people.sentence(at)
        spoke = [
            (self.people.sentence(place), who.actor)
            for place, who in self.resolved
            if place < at
            and isinstance(who, Speaker)
            and who.actor_kind in {"government", "military"}
            and who.actor
        ]
        near = max((s for s, _ in spoke if here - s <= 3), default=None)
        if near is not None:
            return _one({a for s, a in spoke if s == near})
        for sentence in (here, here - 1, 0):
            named = {
                a.actor
                for s, _, a in self.actors
                if a.sort != "institution"
                and a.actor
                and s < at
                and self.people.sentence(s) == sentence
            }
            if named:
                return (self._subject(at) if sentence == here else None) or _one(named)
        return None

    def _subject(self, at: int) -> str | None:
        """The country that does what the sentence tells: "Ruritania regrets …, the ministry"."""
        start = self.people.bounds(at)[0]
        for s, e, a in self.actors:
            lead = self.text[start:s].strip()
            first = not lead or lead.lower() == "the" or lead.endswith(("—", "–", " -", "--"))
            verb = re.match(r"\s+(?!(?:and|or|nor|with|to|of|in)\b)[a-z]", self.text[e:at])
            if start <= s and e < at and first and verb and a.sort in {"country", "capital"}:
                return a.actor
        return None


def _one(actors: set[str]) -> str | None:
    return next(iter(actors)) if len(actors) == 1 else None


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
