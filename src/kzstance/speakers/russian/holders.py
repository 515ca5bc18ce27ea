"""Whom a Russian title can mean: people of the article, holders of offices on the day."""

from __future__ import annotations

import re

from kzstance.speakers.holders import CEREMONIAL, MANY
from kzstance.speakers.roster import Office, Person
from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.known import Known
from kzstance.speakers.russian.persons import slugs_of
from kzstance.speakers.russian.scene import Scene
from kzstance.speakers.titles import Title

_PLAIN = re.compile(
    r"сам|сама|самого|этот|тот|наш|действующ\w+|нынешн\w+|нов\w{2,3}|избранн\w+|бывш\w+|тогдашн\w+|нелегитимн\w+|"
    r"страны|государства|республики|российской|федерации|просроченн\w+|своего|исполняющ\w+|обязанности|"
    r"официальн\w+|и|врио|временн\w+|уходящ\w+|экс"
)


def stands_plain(scene: Scene, title: Title, phrase: str) -> bool:
    """Does the phrase hold nothing but the title, its country and words that change nothing?"""
    low = plain(phrase)
    at = low.find(title.words)
    before, after = low[: max(0, at)], low[at + len(title.words) :] if at >= 0 else ""
    for f in reversed(scene.lexicon.scan(phrase)):
        if f.end <= at:
            before = before[: f.start] + before[f.end :]
        elif f.start >= at + len(title.words):
            s, e = f.start - at - len(title.words), f.end - at - len(title.words)
            after = after[:s] + after[e:]
        elif f.end > at + len(title.words):
            after = after[f.end - at - len(title.words) :]
    if title.slugs[0] in {"ambassador", "special_envoy", "un_representative"}:
        after = re.split(r"(?<!\w)(?:в|во|на|при|по)(?!\w)", after)[0]
    after = re.split(r"[,(]|(?<!\w)(?:в|на|во)(?!\w)", after)[0]
    ok = title.slugs[0] in {"secretary_general", "president"}
    words = re.findall(r"[^\W\d_]+", before + " " + after)
    allowed = ("альянса", "североатлантического", "блока", "режима", "киевский", "киевского")
    return all(_PLAIN.fullmatch(w) or (ok and w in allowed) for w in words)


def holds(scene: Scene, known: Known, title: Title, country: str | None) -> bool:
    """Can the title mean this person of the article?"""
    return rank(scene, known, title) < 99 and _of(scene, known, title, country)


def rank(scene: Scene, known: Known, title: Title) -> int:
    """The place of the office that the person holds among those the title may mean; 99: none."""
    slugs = slugs_of(title)
    ranks = [slugs.index(o.slug) for o in _offices(scene, known.person, title) if o.slug in slugs]
    if not ranks and known.person is None:
        ranks = [slugs.index(s) for t in known.titles for s in t.slugs if s in slugs]
        if title.former != any(t.former for t in known.titles):
            ranks = []
    return min(ranks, default=99)


def _of(scene: Scene, known: Known, title: Title, country: str | None) -> bool:
    if country is None:
        return True
    if known.person is None:
        return scene.country_in(known.description) == country
    offices = _offices(scene, known.person, title)
    return any(o.actor == country and o.slug in slugs_of(title) for o in offices)


def _offices(scene: Scene, person: Person | None, title: Title) -> list[Office]:
    if person is None:
        return []
    if title.former or scene.on is None:
        return [o for o in person.offices if not title.former or o.end is not None]
    on = scene.on
    return [o for o in person.offices if o.held(on)] or [
        o for o in person.offices if o.held(on, scene.grace)
    ]


def holder_of(
    scene: Scene, title: Title, phrase: str, country: str
) -> tuple[Person, Office] | None:
    """The holder on the article's day; None where the words may mean more than one office."""
    on, slugs = scene.on, slugs_of(title)
    if on is None or slugs[0] in MANY:
        return None
    land = country in scene.roster.country_names
    if title.slugs == ("leader",) and (country in CEREMONIAL or not land):
        return None
    if slugs[0] in {"ambassador", "special_envoy"}:
        sent = [f.actor.actor for f in scene.lexicon.scan(phrase)][1:2]
        return scene.roster.holder(slugs[0], country, on, sent[0]) if sent and sent[0] else None
    if slugs[0] == "spokesperson" and land:
        return None
    names = {f.actor.name for f in scene.owners(phrase) if f.actor.sort == "institution"}
    for slug in slugs:
        found = [
            (p, o)
            for p in scene.roster.people.values()
            for o in p.offices
            if o.slug == slug and o.actor == country and o.held(on)
        ]
        if len({p.key for p, _ in found}) > 1:
            found = [(p, o) for p, o in found if any(n in o.title for n in names)] or found
        if len({p.key for p, _ in found}) == 1:
            if title.words.startswith("канцлер") and "Chancellor" not in found[0][1].title:
                return None
            return found[0]
        if found:
            return None
    return None
