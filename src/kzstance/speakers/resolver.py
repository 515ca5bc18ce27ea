"""The speaker stage: every statement's mention → a person or a body, and whom they speak for.

The order of the attempts is the order of trust: a name in the mention, a title with a
country, a pronoun or short title that points to somebody named before, a ministry, a seat of
government or a country. What none of them settles stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kzstance.config import Speakers
from kzstance.records import Article, Speaker, Statement
from kzstance.registry import register
from kzstance.speakers.bodies import body, organisation
from kzstance.speakers.crowds import nobody
from kzstance.speakers.holders import agrees
from kzstance.speakers.labels import labelled
from kzstance.speakers.names import named
from kzstance.speakers.offices import by_title, keep, standing
from kzstance.speakers.pronouns import last_body, nobody_since, pronoun
from kzstance.speakers.roster import load
from kzstance.speakers.scene import Scene
from kzstance.speakers.titles import read

_HE = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "herself"), "f"),
    "who": None,
}
_IT = {"it", "its"}
_THEY = frozenset("they them their we i our us my me you many some others all both".split())
_GENERIC = re.compile(
    r"^(?:the|this|that|our|a|an)?\s*(?:\w+\s){0,3}?(?:official|diplomat|politician|leader|man|woman|envoy|head|"
    r"analyst|expert|lawmaker|deputy|commentator|minister|president|spokes(?:man|woman|person)|chancellor|premier|"
    r"general|professor|researcher|author|host|chief|secretary|speaker|ambassador|guest|interviewee|activist|senator|"
    r"commander|economist|adviser|aide|governor|representative|journalist|presenter|farmer|owner)s?$",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:statement|report|website|press service|press release|announcement|document|text|post|"
    r"letter|communique|declaration|note)\b",
    re.IGNORECASE,
)


@register("kzstance.speakers.resolver.v1")
class Resolver:
    """Resolves mentions inside one article with a dated roster.

    Confidences are fixed by the way of resolution; they are not yet calibrated.
    """

    def __init__(self, settings: Speakers) -> None:
        self._roster = load(tuple(settings.rosters))
        self._grace = timedelta(days=settings.grace_days)

    def resolve(self, article: Article, doc: Any, statements: Sequence[Statement]) -> list[Speaker]:
        """One Speaker a statement, in order; ``doc`` carries the named entities."""
        scene = Scene(article, doc, statements, self._roster, self._grace)
        return _Article(scene, statements).speakers()


class _Article:
    """Resolves the statements of one article, in the order of their mentions."""

    def __init__(self, scene: Scene, statements: Sequence[Statement]) -> None:
        self._scene, self._statements = scene, statements
        self._cache: dict[str, Speaker] = {}

    def speakers(self) -> list[Speaker]:
        order = sorted(
            range(len(self._statements)),
            key=lambda i: self._statements[i].mention or (self._statements[i].start, 0),
        )
        out: dict[int, Speaker] = {}
        for i in order:
            out[i] = self._one(self._statements[i])
        return [out[i] for i in range(len(self._statements))]

    def _one(self, statement: Statement) -> Speaker:
        if statement.author:
            return self._label(statement.author)
        if statement.mention is None:
            return Speaker()
        start, end = statement.mention
        phrase = self._scene.text[start:end]
        if statement.cue is None and re.match(
            r"\s?(?:\([^()\n]*\))?[ \t*_]*:", self._scene.text[end : end + 70]
        ):
            return self._label(phrase)
        return self._mention(phrase, start)

    # -- turns of a transcript, authors in a headline

    def _label(self, label: str) -> Speaker:
        if label not in self._cache:
            self._cache[label] = labelled(self._scene, label)
        return self._cache[label]

    # -- mentions in running text

    def _mention(self, phrase: str, at: int) -> Speaker:
        words = phrase.strip(" ,.;:“”\"'").lower()
        if words == "who":
            before = self._scene.text[max(0, at - 40) : at]
            name = re.search(r"([A-ZА-ЯЁ][\w’'\-]+),?\s*$", before)
            who = self._scene.people.find(name.group(1)) if name else None
            if who is not None:
                return keep(self._scene, at, who, 0.85)
        if words in _HE:
            known = pronoun(self._scene, _HE[words], at, last=words == "who")
            unnamed = nobody_since(self._scene, known, at)
            return unnamed or keep(self._scene, at, known, 0.8)
        if words in _IT or words == "they":
            last = last_body(self._scene, at, words == "they")
            return last if last else Speaker()
        if words in _THEY:
            return Speaker()
        known = named(self._scene, phrase, at)
        if known is not None:
            return keep(self._scene, at, known, 0.95, phrase)
        head = words.split()[-1] if words else ""
        if words.startswith("the ") and head in self._scene.unnamed:
            return self._scene.unnamed[head]
        crowd = nobody(phrase)
        if crowd is not None:
            self._scene.resolved.append((at, crowd))
            return crowd
        title = read(phrase)
        if (
            title is not None
            and (title.slugs or title.qualified or _GENERIC.match(words))
            and not _plural(words)
        ):
            found = by_title(self._scene, title, phrase, at)
            if found.actor or found.name:
                return found
        state = body(self._scene, phrase, at)
        if state is not None:
            self._scene.resolved.append((at, state))
            return state
        if title is not None and _GENERIC.match(words) and words.startswith(("the ", "this ")):
            known = pronoun(self._scene, None, at)
            if known is None or agrees(self._scene, known, title):
                return keep(self._scene, at, known, 0.6)
        if title is not None:
            return standing(self._scene, title, phrase, head, at)
        if _SELF.search(words):
            return last_body(self._scene, at, True) or Speaker()
        return organisation(self._scene, phrase, at)


def _plural(words: str) -> bool:
    return bool(
        re.search(
            r"(?:officials|leaders|ministers|presidents|diplomats|experts|analysts|deputies|authorities|lawmakers)$",
            words,
        )
    ) or words.startswith(("two ", "three ", "several ", "some ", "many "))
