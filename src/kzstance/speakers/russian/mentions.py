"""Russian mentions: the attempts to resolve them, one after another, in the order of trust.

What none of them settles stays None.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kzstance.records import Speaker
from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.antecedents import last_body, last_outlet, pronoun
from kzstance.speakers.russian.bodies import body, crowd
from kzstance.speakers.russian.known import Place
from kzstance.speakers.russian.lexicon import Found
from kzstance.speakers.russian.ministries import ministry_in, ministry_of
from kzstance.speakers.russian.newcomers import within
from kzstance.speakers.russian.offices import by_title, standing
from kzstance.speakers.russian.owners import owns
from kzstance.speakers.russian.persons import person_speaker
from kzstance.speakers.russian.scene import Scene
from kzstance.speakers.russian.short_titles import last_person
from kzstance.speakers.russian.titles import titles
from kzstance.speakers.russian.wording import (
    ALLIANCE,
    BODY_AGAIN,
    HE,
    MANY,
    NOBODY,
    OUTLET,
    SHE,
    THEY,
    WHO,
    plural,
)

LONGEST = 400
"""Characters of a mention that are read."""


def mention(scene: Scene, start: int, end: int) -> Speaker:
    """Whom the mention at ``start:end`` means."""
    end = min(end, start + LONGEST)
    phrase = scene.text[start:end]
    low = " ".join(plain(phrase).strip(' ,.;:—–-«»"“”()').split())
    short = _pronoun(scene, low, start)
    if short is not None:
        return short
    if ALLIANCE.fullmatch(low):
        nato = next((f.actor for f in scene.actors if f.actor.actor == "NATO"), None)
        return (
            scene.keep(start, None, Speaker(nato.name, None, None, nato.actor, nato.kind, 0.7))
            if nato
            else Speaker()
        )
    if low.startswith(("источник", "опрос", "соцопрос")):
        return scene.keep(start, None, crowd(phrase) or Speaker())
    if OUTLET.fullmatch(low):
        return scene.keep(start, None, last_outlet(scene, start))
    if BODY_AGAIN.fullmatch(low) and ministry_in(low) is None:
        return scene.keep(start, None, last_body(scene, start) or Speaker())
    place = None if MANY.match(low) else _speaks(scene, start, end)
    if place is not None:
        place.who.learn(scene.text[start : place.start])
        return scene.keep(start, place.who, person_speaker(scene, place.who, phrase, 0.95))
    return _no_name(scene, phrase, low, start)


def _pronoun(scene: Scene, low: str, at: int) -> Speaker | None:
    """A pronoun's person; None where the mention is no pronoun."""
    words = low.removeprefix("у ").removeprefix("по ")
    if words in HE or words in SHE:
        return pronoun(scene, HE.get(words) or SHE[words], at)
    if words in WHO:
        return pronoun(scene, WHO[words], at, last=True)
    if words in THEY:
        return scene.keep(at, None, last_body(scene, at) or Speaker())
    return Speaker() if words in NOBODY else None


def _speaks(scene: Scene, start: int, end: int) -> Place | None:
    """The person whom the mention names as the one who speaks, not one in "the aide of X"."""
    low = plain(scene.text[start:end])
    places = [p for p in within(scene.people, start, end) if low[: p.start - start].count("(") == 0]
    for n, p in enumerate(places):
        before = low[(places[n - 1].end - start if n else 0) : p.start - start]
        if not owns(before, p.cases, p.who.gender, bool(places[n + 1 :])):
            return p
    return None


def _no_name(scene: Scene, phrase: str, low: str, at: int) -> Speaker:
    """A title, a body, somebody spoken of before, or somebody whom nobody names."""
    end = at + len(phrase)
    found = scene.found_in(at, end)
    found += _latin(scene, phrase, at)
    people = crowd(phrase, any(f.actor.kind == "media" for f in found))
    if people is not None:
        return scene.keep(at, None, people)
    named = titles(phrase)
    title = named[0] if named else None
    if title is not None and title.qualified:
        known = last_person(scene, title, phrase, at)
        if known is not None:
            return known
    if title is not None and (title.slugs or title.qualified) and not plural(low):
        speaker = by_title(scene, title, phrase, at)
        if speaker.name or speaker.actor:
            return speaker
    if title is None or not title.slugs or plural(low):
        state = body(scene.roster, phrase, [f.moved(-at) for f in found])
        if state is not None and title is not None and state.name:  # one of its people
            state = replace(state, name=None)
            return scene.keep(at, None, state, words=title.words)
        if state is not None:
            return scene.keep(at, None, state)
    office = ministry_in(phrase) if title is None else None
    if office:
        code = scene.ministry_home(office, at)
        if code:
            return scene.keep(at, None, ministry_of(scene.roster, office, code, 0.55))
        return Speaker()
    if title is not None and not plural(low):
        known = last_person(scene, title, phrase, at)
        if known is not None:
            return known
    return standing(scene, title, phrase, at)


def _latin(scene: Scene, phrase: str, at: int) -> list[Found]:
    """Bodies that stand in Latin script: "газета Washington Post"."""
    if not re.search("[A-Za-z]{3}", phrase):
        return []
    return [Found(s + at, e + at, a) for s, e, a in scene.roster.actor_mentions(phrase)]
