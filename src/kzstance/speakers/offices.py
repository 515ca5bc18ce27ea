"""Persons with their office on the day, titles that mean a person, people without a name."""

from __future__ import annotations

from kzstance.records import Speaker
from kzstance.speakers.holders import fitting, holder_of, stands_plain
from kzstance.speakers.people import Known
from kzstance.speakers.roster import Office, fold
from kzstance.speakers.scene import Scene
from kzstance.speakers.titles import Title, read


def keep(
    scene: Scene, at: int, known: Known | None, confidence: float, phrase: str = ""
) -> Speaker:
    """The person as a Speaker, remembered for the pronouns that follow."""
    if known is None:
        return Speaker()
    scene.resolved.append((at, known))
    return person(scene, known, confidence, phrase)


def person(scene: Scene, known: Known, confidence: float, phrase: str = "") -> Speaker:
    title = read(phrase) or known.title
    who = known.person
    name = who.name if who else known.name
    ident = who.id if who else None
    if who is None and len(known.name.split()) < 2:
        confidence *= 0.8
    if who is not None:
        slug = title.slugs[0] if title and title.slugs else None
        office = who.office(scene.on, scene.grace, slug)
        if office is not None:
            return Speaker(name, ident, office.title, office.actor, office.actor_kind, confidence)
        if scene.on is None:
            actors = {(o.actor, o.actor_kind) for o in who.offices}
            if len({a for a, _ in actors}) == 1:
                actor, kind = sorted(actors)[0]
                return Speaker(name, ident, None, actor, kind, 0.9 * confidence)
    described = _described(scene, title, f"{phrase} | {known.description}")
    return Speaker(
        name,
        ident,
        None,
        described.actor,
        described.actor_kind,
        confidence * (0.9 if described.actor_kind else 0.8),
    )


def _described(scene: Scene, title: Title | None, phrase: str) -> Speaker:
    """Actor and kind from what the text calls somebody."""
    if title is None:
        return Speaker()
    if title.kind == "expert":
        return Speaker(None, None, None, None, "expert", 0.7)
    actor = scene.country_in(phrase)
    kind = "society" if title.former else title.kind
    return Speaker(None, None, None, actor, kind, 0.7)


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
            return keep(scene, at, fits[0], 0.9, phrase)
        holder = holder_of(scene, title, phrase, country)
        if holder is not None:
            who, office = holder
            known = Known(who.name, fold(who.name.split()[-1]), who.gender, who, title)
            scene.resolved.append((at, known))
            return office_holder(who.name, who.id, office, 0.8)
    fits = [k for k in scene.people.known if alone and fitting(scene, k, title, country)]
    before = [(max(p for p in k.at if p < at), k) for k in fits if any(p < at for p in k.at)]
    if before:
        return keep(scene, at, max(before, key=lambda x: x[0])[1], 0.75, phrase)
    if country is None and title.slugs and "spokes" in title.words.lower():
        country = scene.home(at)
    owner = [a.kind for _, _, a in scene.roster.actor_mentions(phrase) if a.sort == "institution"]
    if country and not alone and owner and owner[0] != "government":  # "the bank's president"
        return Speaker(None, None, None, country, owner[0], 0.6)
    if country:
        return Speaker(None, None, None, country, "society" if title.former else title.kind, 0.75)
    return Speaker()


def standing(scene: Scene, title: Title, phrase: str, head: str, at: int) -> Speaker:
    """Nobody by name: "Russian officials", "a Western diplomat"; "the diplomat" afterwards
    is the same nobody."""
    if title.kind == "expert":
        found = Speaker(None, None, None, None, "expert", 0.6)
    else:
        country = scene.country_in(phrase)
        found = Speaker(None, None, None, country, title.kind, 0.8 if country else 0.3)
    scene.unnamed[title.words.lower()] = scene.unnamed[head] = found
    scene.last_unnamed = (at, found)
    return found


def office_holder(name: str, ident: str, office: Office, confidence: float) -> Speaker:
    return Speaker(name, ident, office.title, office.actor, office.actor_kind, confidence)
