"""Governments, ministries, seats and other bodies that a mention stands for."""

from __future__ import annotations

import re

from kzstance.records import Speaker
from kzstance.speakers.names import words_of
from kzstance.speakers.roster import Actor
from kzstance.speakers.scene import Scene
from kzstance.speakers.titles import STANDING, ministry


def body(scene: Scene, phrase: str, at: int) -> Speaker | None:
    phrase = re.sub(r"\([^)]*\)?", " ", phrase)
    phrase = re.split(r"(?<=\w)\sin\s", phrase)[0]
    office = ministry(phrase)
    found = scene.roster.actor_mentions(phrase)
    exact = [a for s, e, a in found if a.sort == "institution"]
    if office is not None and not any("Ministry" in a.name for a in exact):
        country = scene.country_in(phrase)
        if country is None and at >= 0:
            return _ministry_before(scene, office, at)
        if country is not None:
            return _ministry(scene, office, country, 0.9)
    if exact:
        a = exact[0]
        if a.kind == "expert" or STANDING["expert"].search(phrase):
            return Speaker(a.name, None, None, None, "expert", 0.7)
        return Speaker(a.name, None, None, a.actor, a.kind, 0.9)
    if not found:
        return None
    start, end, actor = found[0]
    rest = (phrase[:start] + " " + phrase[end:]).strip(" ,.“”\"’'s")
    rest = re.sub(r"^(?:the|a|an|in|major|both|also)\s+", "", rest, flags=re.IGNORECASE)
    if len({a.actor for _, _, a in found}) > 1 and re.search(r"\band\b|,", phrase):
        return Speaker(None, None, None, None, None, 0.0)  # several countries: nobody's own word
    if actor.sort in {"country", "capital"} and not words_of(rest):
        return Speaker(
            actor.name,
            None,
            None,
            actor.actor,
            "government",
            0.88 if actor.sort == "country" else 0.85,
        )
    kinds = [k for k in STANDING if STANDING[k].search(rest)]
    if "expert" in kinds:
        return Speaker(None, None, None, None, "expert", 0.6)
    if re.fullmatch(
        r"(?:government|authorities|cabinet|leadership|administration|side|state)",
        rest.strip(),
        re.IGNORECASE,
    ):
        return Speaker(_government(scene, actor), None, None, actor.actor, "government", 0.88)
    if kinds:
        return Speaker(None, None, None, actor.actor, kinds[0], 0.75)
    if actor.sort == "adjective" and not words_of(rest):
        return Speaker(None, None, None, actor.actor, "society", 0.5)
    return None


def _government(scene: Scene, actor: Actor) -> str:
    return f"Government of {scene.roster.place(actor.actor)}"


def _ministry(scene: Scene, office: str, country: str, confidence: float) -> Speaker:
    place = scene.roster.place(country)
    name = f"Ministry of {office} of {place}" if office else f"Government of {place}"
    kind = "military" if office == "Defence" else "government"
    return Speaker(name, None, None, country, kind, confidence)


def _ministry_before(scene: Scene, office: str, at: int) -> Speaker | None:
    """A ministry without a country: the one spoken of before, else the one country nearby."""
    spoke = [
        (scene.people.sentence(place), place, who)
        for place, who in scene.resolved
        if place < at
        and isinstance(who, Speaker)
        and who.name
        and who.name.startswith(f"Ministry of {office}")
    ]
    if spoke:
        last = max(spoke, key=lambda x: x[:2])
        rivals = {who.actor for sentence, _, who in spoke if sentence == last[0]}
        return last[2] if len(rivals) == 1 else None  # two in one sentence: either may be meant
    country = scene.home(at)
    if country and office:
        return _ministry(scene, office, country, 0.55)
    return None


def organisation(scene: Scene, phrase: str, at: int) -> Speaker:
    """A body that no roster knows, by the name that the text gives it."""
    for start, end in scene.organisations:
        if start < at + len(phrase) and end > at:
            name = scene.text[start:end].removeprefix("the ").removeprefix("The ")
            if "\n" not in name and len(name) * 2 > len(phrase):
                country = scene.country_in(phrase.replace(name, ""))
                found = Speaker(name, None, None, country, None, 0.6)
                scene.resolved.append((at, found))
                return found
    return Speaker()
