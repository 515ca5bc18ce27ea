"""Persons of Russian articles as Speakers: the office of the day, or what the text calls them."""

from __future__ import annotations

from kzstance.records import Speaker
from kzstance.speakers.russian.known import Known
from kzstance.speakers.russian.scene import Scene
from kzstance.speakers.russian.titles import titles
from kzstance.speakers.titles import Title

_LEADERS = ("president", "prime_minister", "head_of_state", "monarch")


def person_speaker(scene: Scene, who: Known, phrase: str, confidence: float) -> Speaker:
    """The person as a Speaker, with the office of the day or what the text calls them."""
    called = [*titles(phrase), *who.titles]
    person = who.person
    name = person.name if person else who.name
    ident = person.id if person else None
    if person is None and " " not in who.name:
        confidence *= 0.8
    if person is not None:
        slug = next((s for t in called for s in slugs_of(t)), None)
        office = person.office(scene.on, scene.grace, slug)
        if office is not None:
            return Speaker(name, ident, office.title, office.actor, office.actor_kind, confidence)
        if scene.on is None:
            office = next(
                (o for t in called for o in person.offices if o.slug in slugs_of(t)), None
            )
            actors = {o.actor for o in person.offices}
            latest = office or person.offices[-1] if len(actors) == 1 or office else None
            if latest:
                return Speaker(name, ident, None, latest.actor, latest.actor_kind, 0.9 * confidence)
    title = called[0] if called else None
    kind = None if title is None else "society" if title.former else title.kind
    actor = None
    if title is not None and kind not in {"expert", "media"}:
        actor = scene.country_in(phrase) or scene.country_in(who.description)
        if actor is None and any("head_of_region" in t.slugs for t in called):
            actor = scene.region()
    return Speaker(name, ident, None, actor, kind, confidence * (0.9 if kind else 0.8))


def slugs_of(title: Title) -> tuple[str, ...]:
    """The offices that a title may mean."""
    if title.slugs == ("leader",):
        return _LEADERS
    return ("foreign_minister",) if title.slugs == ("secretary_of_state",) else title.slugs
