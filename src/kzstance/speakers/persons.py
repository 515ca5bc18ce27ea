"""Persons as Speakers: name, office on the day and country, from the roster or the text."""

from __future__ import annotations

from dataclasses import replace

from kzstance.records import Speaker
from kzstance.speakers.confidence import Way
from kzstance.speakers.homes import near
from kzstance.speakers.known import Known
from kzstance.speakers.roster import Office
from kzstance.speakers.scene import SPEAK_FOR, Scene
from kzstance.speakers.titles import read

# titles that people of any body have: no country from the words around
_ANYBODY = frozenset(
    """leader head chief director president chairman chairwoman chair secretary deputy speaker
    manager representative officer""".split()
)


def keep(scene: Scene, at: int, known: Known | None, way: str, phrase: str = "") -> Speaker:
    """The person as a Speaker, remembered for the pronouns that follow."""
    if known is None:
        return Speaker()
    scene.resolved.append((at, known))
    if read(phrase):
        known.notes.append(phrase)
    return person(scene, known, way, phrase)


def person(scene: Scene, known: Known, way: str, phrase: str = "") -> Speaker:
    """Name, office and country. ``way`` says how the person was found; a name that only the
    text explains has a way of its own."""
    title = read(phrase) or known.title
    who = known.person
    name = who.name if who else known.name
    ident = who.id if who else None
    if who is not None:
        slug = title.slugs[0] if title and title.slugs else None
        office = who.office(scene.on, scene.grace, slug)
        if office is not None:
            return Speaker(name, ident, office.title, office.actor, office.actor_kind, Way(way))
        if scene.on is None:
            actors = {(o.actor, o.actor_kind) for o in who.offices}
            if len({a for a, _ in actors}) == 1:
                actor, kind = sorted(actors)[0]
                return Speaker(name, ident, None, actor, kind, Way(way))
    described = _described(scene, known, phrase)
    if way == "roster_name":
        way = "roster_former" if who is not None else ""
    return replace(
        described, name=name, id=ident, confidence=Way(way) if way else described.confidence
    )


def _described(scene: Scene, known: Known, phrase: str) -> Speaker:
    """Actor and kind from what the text calls somebody, here or elsewhere."""
    notes = [n for n in (phrase, *known.notes) if n]
    titles = [t for n in notes if (t := read(n))]
    if not titles:
        return Speaker(confidence=Way("text_name_bare"))
    title = next((t for t in titles if t.former), titles[0])
    if title.kind in {"expert", "media"}:
        return Speaker(None, None, None, None, title.kind, Way("text_name"))
    kind = "society" if title.former else title.kind
    nobody = title.former or (title.qualified and kind == "party")  # nor the opposition
    if nobody or kind not in SPEAK_FOR:
        return Speaker(None, None, None, None, kind, Way("text_name"))
    countries = [scene.country_in(n) or scene.owner(n) for n in notes if read(n)]
    actor = next((c for c in countries if c), None)
    if actor is None and (title.words.lower() not in _ANYBODY) and known.at:
        actor = near(scene, max(0, min(known.at)), person=True)
        return Speaker(None, None, None, actor, kind, Way("text_name_home"))
    if actor and actor not in scene.roster.country_names and kind == "government":
        kind = "organisation"
    return Speaker(None, None, None, actor, kind, Way("text_name" if actor else "text_name_bare"))


def office_holder(name: str, ident: str, office: Office, way: str) -> Speaker:
    return Speaker(name, ident, office.title, office.actor, office.actor_kind, Way(way))
