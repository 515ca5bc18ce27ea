"""Titles that mean a person, and people whom nothing but a title tells of."""

from __future__ import annotations

import re

from kzstance.records import Speaker
from kzstance.speakers.confidence import Way
from kzstance.speakers.holders import holder_of, spoken_of, stands_plain
from kzstance.speakers.homes import near
from kzstance.speakers.known import Known
from kzstance.speakers.persons import keep, office_holder
from kzstance.speakers.roster import Office, Person, fold
from kzstance.speakers.scene import SPEAK_FOR, Scene
from kzstance.speakers.titles import Title

_INDEFINITE = re.compile(r"\s*(?:an?|one|another)\s", re.IGNORECASE)


def by_title(scene: Scene, title: Title, phrase: str, at: int) -> Speaker:
    """ "Kazakhstan's president", "the foreign minister": by country and date, or the text."""
    country = scene.country_in(phrase)
    alone = not title.slugs or stands_plain(scene, title, phrase, country)
    if title.slugs and country and not title.former and alone:
        fits = [
            k
            for k in scene.people.known
            if k.person
            and (o := k.person.office(scene.on, scene.grace, title.slugs[0]))
            and o.slug in title.slugs
            and o.actor == country
        ]
        if len(fits) == 1:
            return keep(scene, at, fits[0], "title_roster", phrase)
        spokes = "spokes" in title.words.lower() and _INDEFINITE.match(phrase)
        holder = None if spokes else holder_of(scene, title, phrase, country)
        if holder is not None:
            return _holder(scene, title, at, *holder, way="title_roster")
    if alone:
        known, way = spoken_of(scene, title, country, at, _INDEFINITE.match(phrase) is not None)
        if known is not None:
            return keep(scene, at, known, way, phrase)
    owner = [a.kind for _, _, a in scene.roster.actor_mentions(phrase) if a.sort == "institution"]
    kind = "society" if title.former else title.kind
    if title.former or (title.qualified and kind == "party"):
        return Speaker(None, None, None, None, kind, Way("title_unnamed"))
    if country and not alone and owner and owner[0] != "government":  # "the bank's president"
        kind = owner[0]
    elif country is None:
        return _homeless(scene, title, phrase, at, alone)
    if country not in scene.roster.country_names and kind == "government":
        kind = "organisation"
    if kind not in {*SPEAK_FOR, "company"}:
        country = None
    found = Speaker(None, None, None, country, kind, Way("title_unnamed"))
    scene.unnamed[title.words.lower()] = found
    scene.unnamed_at.append((at, found))
    return found


def _homeless(scene: Scene, title: Title, phrase: str, at: int, alone: bool) -> Speaker:
    """A title whose country nothing names: of the person it belongs to, of the country
    spoken of."""
    country = scene.owner(phrase)
    if country is None and title.slugs and not title.former:
        country = near(scene, at, person=title.slugs[0] == "head_of_region")
        holder = holder_of(scene, title, phrase, country) if country and alone else None
        if holder is not None and not _INDEFINITE.match(phrase):
            return _holder(scene, title, at, *holder, way="title_home")
    if country is None:
        return Speaker()
    found = Speaker(None, None, None, country, title.kind, Way("title_home"))
    scene.unnamed_at.append((at, found))
    return found


def _holder(scene: Scene, title: Title, at: int, who: Person, office: Office, way: str) -> Speaker:
    known = Known(who.name, fold(who.name.split()[-1]), who.gender, who, title)
    scene.resolved.append((at, known))
    return office_holder(who.name, who.id, office, way)


def standing(scene: Scene, title: Title, phrase: str, head: str, at: int, one: bool) -> Speaker:
    """Nobody by name: "Russian officials", "a Western diplomat"; "the diplomat" afterwards
    is the same nobody. ``one``: somebody, not several."""
    if title.kind == "expert":
        found = Speaker(None, None, None, None, "expert", Way("crowd"))
    else:
        country = None
        if title.kind in SPEAK_FOR:
            country = scene.country_in(phrase) or scene.owner(phrase)
        way = Way("group" if country else "no_country")
        found = Speaker(None, None, None, country, title.kind, way)
    scene.unnamed[title.words.lower()] = scene.unnamed[head] = found
    if one:
        scene.unnamed_at.append((at, found))
    return found
