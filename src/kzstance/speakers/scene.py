"""What one article offers for resolving its mentions, and what was resolved so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from kzstance.records import Article, Speaker, Statement
from kzstance.speakers.confidence import Way
from kzstance.speakers.headlines import authors, in_headline
from kzstance.speakers.known import Known
from kzstance.speakers.people import People
from kzstance.speakers.recognised import read_names
from kzstance.speakers.roster import Roster
from kzstance.speakers.spelling import bare_name, names_in
from kzstance.speakers.titles import read

SPEAK_FOR = frozenset({"government", "military", "party", "organisation"})
_WHERE = re.compile(r"\bin\b|(?<=mbassador) to\b|(?<=epresentative) to\b|(?<=nvoy) to\b")
_SOMEONE = re.compile(
    r"\b(?:An?|One|Another|a|an|one|another)\s(?:[\w’'.-]+\s){0,5}?(?:official|diplomat|spokes(?:man|"
    r"woman|person)|adviser|advisor|aide|minister|officer|lawmaker|senator|deputy|analyst|expert|"
    r"resident|soldier|commander|activist|journalist|reporter|envoy|ambassador|source)\b"
)


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
        self.people = People(self.text, roster, article.date, grace)
        self.sentences = self.people.sentences
        read_names(self.people, roster, doc, [*authors(statements), *in_headline(article.title)])
        self.actors = roster.actor_mentions(self.text)
        self.organisations = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG"]
        self._said = [p for s in statements if s.cue is not None for p in s.spans]
        self.resolved: list[tuple[int, Known | Speaker]] = []
        self.unnamed: dict[str, Speaker] = {}
        """Somebody without a name by the noun: "the diplomat" is the one who spoke before."""
        self.unnamed_at: list[tuple[int, Speaker]] = []
        """Each of them where they spoke."""
        self.unnamed_people = list(self._unnamed_people())
        self.passing: dict[tuple[int, int], bool] = {}
        """By the places of names: is somebody named there in passing?"""

    def is_said(self, at: int) -> bool:
        """Does ``at`` stand inside what somebody says?"""
        return any(s <= at < e for s, e in self._said)

    def country_in(self, phrase: str) -> str | None:
        """The country or body that a title names; not the place where somebody is."""
        phrase = _WHERE.split(phrase)[0]
        found = [
            a
            for _, _, a in self.roster.actor_mentions(phrase)
            if a.actor and a.kind not in {"media", "expert"}
        ]
        return found[0].actor if found else None

    def owner(self, phrase: str) -> str | None:
        """The country of a person whom the phrase names: "an aide to Roe", "Roe's spokesman"."""
        for name in names_in(phrase):
            known = self.people.find(bare_name(name))
            office = known.person.office(self.on, self.grace) if known and known.person else None
            if office is not None:
                return office.actor
        return None

    def _unnamed_people(self) -> Iterator[tuple[int, Speaker]]:
        """ "A senior Ostrian official" wherever the text has one, for the pronouns after it."""
        for m in _SOMEONE.finditer(self.text):
            if re.match(r",?\s+(?:[A-Z]|who\b)", self.text[m.end() : m.end() + 8]):
                continue  # a name follows
            if re.search(r"[\w.],\s$", self.text[max(0, m.start() - 4) : m.start()]):
                continue  # it explains a name
            title = read(m.group())
            if title is None:
                continue
            country = self.country_in(m.group()) if title.kind in SPEAK_FOR else None
            way = Way("pronoun_unnamed" if country else "no_country")
            yield m.start(), Speaker(None, None, None, country, title.kind, way)
