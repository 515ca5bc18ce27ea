"""The country that an office or a ministry belongs to where the mention names none."""

from __future__ import annotations

import re

from kzstance.records import Speaker
from kzstance.speakers.scene import Scene

_DATELINE = re.compile(
    r"(?:^|\n)[^\S\n]*([A-Z][A-Z-]{3,})(?:,[^\n]{0,40}?| \([^)\n]{2,30}\))?\s{0,9}[-–—]"
)


def home(scene: Scene, at: int) -> str | None:
    """The country that "the ministry" belongs to where nothing says it: of the government
    that spoke shortly before, else the subject of the sentence, else the one country named
    in it or the one before; None where two have the same claim."""
    here = scene.sentences.number(at)
    spoke = _spoke(scene, at)
    if spoke:
        return _one(spoke)
    if (lead := _lead(scene, at)) is not None:
        return lead
    for sentence in (here, here - 1, 0):
        named = {
            a.actor
            for s, _, a in scene.actors
            if a.sort != "institution"
            and a.actor
            and s < at
            and scene.sentences.number(s) == sentence
        }
        if named:
            return (_subject(scene, at) if sentence == here else None) or _one(named)
    return _dateline(scene)


def near(scene: Scene, at: int, *, person: bool = False) -> str | None:
    """The country that an office without one belongs to: of the government that spoke
    shortly before, of the place that opens the sentence, its subject, the one country of
    it, else the one that most of the article is about. A ``person`` whose country nothing
    names may well be of another than who spoke before or does what the sentence tells."""
    start = scene.sentences.bounds(at)[0]
    here = [a for s, _, a in scene.actors if start <= s < at and a.actor]
    countries = _one({str(a.actor) for a in here if a.actor in scene.roster.country_names})
    if person:
        places = _one({str(a.actor) for a in here if a.sort == "place"})
        return _lead(scene, at) or places or countries or _main(scene)
    spoke = _spoke(scene, at)
    if spoke:
        return _one(spoke)
    around = _lead(scene, at) or _subject(scene, at) or countries
    return around or _main(scene) or _dateline(scene)


def _spoke(scene: Scene, at: int) -> set[str]:
    """The countries whose government spoke in the last sentences, in the latest of them."""
    here = scene.sentences.number(at)
    spoke = [
        (scene.sentences.number(place), who.actor)
        for place, who in scene.resolved
        if place < at
        and isinstance(who, Speaker)
        and who.actor_kind in {"government", "military"}
        and who.actor
    ]
    latest = max((s for s, _ in spoke if here - s <= 3), default=None)
    return {a for s, a in spoke if s == latest}


def _lead(scene: Scene, at: int) -> str | None:
    """ "In Ostrapol, the foreign minister said"."""
    lead = re.match(r"\W*In ([A-Z][\w’'-]+)\b", scene.text[slice(*scene.sentences.bounds(at))])
    place = scene.roster.actors.get(lead.group(1)) if lead else None
    return place.actor if place else None


def _subject(scene: Scene, at: int) -> str | None:
    """The country that does what the sentence tells: "Ruritania regrets …, the ministry"."""
    start = scene.sentences.bounds(at)[0]
    for s, e, a in scene.actors:
        lead = scene.text[start:s].strip()
        first = not lead or lead.lower() == "the" or lead.endswith(("—", "–", " -", "--"))
        verb = re.match(r"\s+(?!(?:and|or|nor|with|to|of|in)\b)[a-z]", scene.text[e:at])
        if start <= s and e < at and first and verb and a.sort in {"country", "capital"}:
            return a.actor
    return None


def _main(scene: Scene) -> str | None:
    """The country of most mentions of countries, towns and their people."""
    found = [a.actor for _, _, a in scene.actors if a.actor in scene.roster.country_names]
    if not found:
        return None
    top = max(set(found), key=lambda c: (found.count(c), str(c)))
    return top if found.count(top) > 0.6 * len(found) else None


def _dateline(scene: Scene) -> str | None:
    """The country of a capital that opens the text: "OSTRAPOL, May 3 —"."""
    m = _DATELINE.search(scene.text[:400])
    place = scene.roster.actors.get(m.group(1).title()) if m else None
    return place.actor if place else None


def _one(actors: set[str]) -> str | None:
    return next(iter(actors)) if len(actors) == 1 else None
