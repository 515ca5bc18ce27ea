"""What one Russian article offers for its mentions, and what was resolved so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kzstance.records import Article, Span, Speaker, Statement
from kzstance.speakers.russian.full_names import read_names
from kzstance.speakers.russian.index import Index
from kzstance.speakers.russian.known import Known
from kzstance.speakers.russian.lexicon import Found, Lexicon
from kzstance.speakers.russian.people import People

_PLACE = re.compile(
    r"(?<!\w)(?:в|во|на|при|о|об|по|для|с|со|к|под|у|из)[ \xa0][«\"]?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """One mention done: who it was, and whether a person or a body."""

    at: int
    who: Known | None
    speaker: Speaker
    words: str = ""

    @property
    def human(self) -> bool:
        return self.who is not None or bool(self.words)


class Scene:
    """One article: its people, bodies and places; mentions resolved so far, in text order."""

    def __init__(
        self, article: Article, statements: Sequence[Statement], index: Index, lexicon: Lexicon
    ) -> None:
        self.text, self.on = article.text, article.date
        self.roster, self.grace, self.lexicon = index.roster, index.grace, lexicon
        self.actors = lexicon.scan(self.text)
        self.people = People(self.text, article.date, index, self.actors)
        self.sentences = self.people.sentences
        read_names(self.people)
        self._said = _merged(sorted(p for s in statements if s.mention for p in s.spans))
        self.resolved: list[Resolved] = []

    def keep(self, at: int, who: Known | None, speaker: Speaker, words: str = "") -> Speaker:
        self.resolved.append(Resolved(at, who, speaker, words))
        return speaker

    def found_in(self, start: int, end: int) -> list[Found]:
        low = bisect_left(self.actors, start, key=lambda f: f.start)
        high = bisect_left(self.actors, end, key=lambda f: f.start)
        return [f for f in self.actors[low:high] if f.end <= end]

    def country_in(self, phrase: str) -> str | None:
        """The country or body that a title names; not the place where somebody is."""
        found = [f.actor for f in self.owners(phrase) if f.actor.actor]
        states = [a for a in found if a.sort != "place"] or found
        return states[0].actor if states else None

    def owners(self, phrase: str) -> list[Found]:
        """Places and bodies that a title names, also "the party «Voice of Varland»" but not the
        country in it, nor the place where somebody is."""
        return [
            f
            for f in self.lexicon.scan(phrase)
            if not _PLACE.search(phrase[: f.start])
            and (
                f.actor.sort == "institution"
                or phrase.count("«", 0, f.start) <= phrase.count("»", 0, f.start)
            )
        ]

    def is_said(self, at: int) -> bool:
        """Does ``at`` stand inside what somebody says?"""
        i = bisect_right(self._said, (at, len(self.text) + 1)) - 1
        return i >= 0 and at < self._said[i][1]

    def home(self, at: int) -> str | None:
        """The country that "the country's president" or a ministry belongs to where nothing says
        it: the one country named in the sentence, else in the one before, else in the first."""
        here = self.sentences.number(at)
        for sentence in (here, here - 1, 0):
            start, end = self.sentences.bounds(self.sentences.start(sentence))
            named = {
                f.actor.actor
                for f in self.found_in(start, min(at, end))
                if f.actor.actor in self.roster.country_names and f.actor.sort != "place"
            }
            if named:
                return next(iter(named)) if len(named) == 1 else None
        return None

    def region(self) -> str | None:
        """The country of a region's head: where all regions that the article names are of one."""
        codes = {f.actor.actor for f in self.actors if f.actor.sort == "place"}
        return codes.pop() if len(codes) == 1 else None

    def ministry_home(self, office: str, at: int) -> str | None:
        """Whose ministry it is: of the one that spoke before, else of the country at hand."""
        spoke = [
            r.speaker.actor
            for r in self.resolved
            if r.at < at and (r.speaker.name or "").startswith(f"Ministry of {office}")
        ]
        return spoke[-1] if spoke else self.home(at)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Sorted spans, those that overlap made one."""
    out: list[Span] = []
    for s, e in spans:
        if out and s <= out[-1][1]:
            out[-1] = (out[-1][0], max(e, out[-1][1]))
        else:
            out.append((s, e))
    return out
