"""Russian titles that mean a person, and people whom nothing but a title tells of."""

from __future__ import annotations

import re

from kzstance.records import Speaker
from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.holders import holder_of, holds, rank, stands_plain
from kzstance.speakers.russian.known import Known
from kzstance.speakers.russian.persons import person_speaker
from kzstance.speakers.russian.scene import Scene
from kzstance.speakers.titles import Title

_OWN = {
    "high_representative": "EU",
    "commission_president": "EU",
    "council_president": "EU",
    "secretary_of_state": "USA",
}


def by_title(scene: Scene, title: Title, phrase: str, at: int) -> Speaker:
    """ "Президент Казахстана", "глава МИД": by country and date, else by the article."""
    low = plain(phrase)
    country = scene.country_in(phrase)
    if country is None and title.slugs:
        country = _OWN.get(title.slugs[0])
        if re.search(r"альянс|блока", low) and title.slugs[0] == "secretary_general":
            country = "NATO"
        if re.search(r"(?<!\w)страны(?!\w)", low):
            country = scene.home(at)
    if title.slugs == ("secretary_of_state",) and country != "USA":
        return Speaker(None, None, None, country, "government", 0.6)
    alone = bool(title.slugs) and stands_plain(scene, title, phrase)
    fits = [k for k in scene.people.known if alone and holds(scene, k, title, country)]
    if country and fits:
        best = min(fits, key=lambda k: rank(scene, k, title))
        if len({k.name for k in fits if rank(scene, k, title) == rank(scene, best, title)}) == 1:
            return scene.keep(at, best, person_speaker(scene, best, phrase, 0.9))
        return Speaker(None, None, None, country, title.kind, 0.6)
    if country and alone and not title.former:
        holder = holder_of(scene, title, phrase, country)
        if holder is not None:
            person, held = holder
            known = Known(person.name, "", person.gender, person, [title])
            found = Speaker(person.name, person.id, held.title, held.actor, held.actor_kind, 0.8)
            return scene.keep(at, known, found)
    if country is None and fits:
        mine = {id(k) for k in fits}
        before = [p for p in scene.people.before(at) if id(p.who) in mine]
        said = [r for r in scene.resolved if r.at < at and id(r.who) in mine]
        last = said[-1].who if said else before[-1].who if before else None
        if last is not None:
            return scene.keep(at, last, person_speaker(scene, last, phrase, 0.75))
    if country:
        kind = "society" if title.former else title.kind
        found = Speaker(None, None, None, country, kind, 0.7)
        return scene.keep(at, None, found, words=title.words)
    return Speaker()


def standing(scene: Scene, title: Title | None, phrase: str, at: int) -> Speaker:
    """Nobody by name: "американские чиновники", "жители села"; remembered for "он"."""
    if title is None:
        return Speaker()
    kind = "society" if title.former else title.kind
    country = None if kind in {"expert", "media"} else scene.country_in(phrase)
    found = Speaker(None, None, None, country, kind, 0.8 if country else 0.4)
    return scene.keep(at, None, found, words=title.words)
