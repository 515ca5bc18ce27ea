"""Governments, ministries, seats and other bodies that a mention stands for."""

from __future__ import annotations

import re
from dataclasses import replace

from kzstance.records import Speaker
from kzstance.speakers.actor_names import words_of
from kzstance.speakers.confidence import Way
from kzstance.speakers.crowds import outlet
from kzstance.speakers.homes import near
from kzstance.speakers.ministries import government_of, ministry, ministry_before, ministry_of
from kzstance.speakers.roster import Actor
from kzstance.speakers.scene import Scene
from kzstance.speakers.standing_words import STANDING

_HEAD = re.compile(r",|\(|—|–|\b(?:which|who|that|whose|with|citing)\b|(?<=\w)\sin\s")
_ARTICLE = re.compile(r"^(?:the|a|an|in|major|both|also|own)\s+", re.IGNORECASE)
_GOVERNMENT = re.compile(
    r"(?:(?:central|federal|current|new|interim|national)\s)?(?:government|authorities|cabinet"
    r"(?: of ministers)?|leadership|administration|side|state)",
    re.IGNORECASE,
)
# bodies that every country has: what the text calls them, and what they are called here
_COMMON = (
    (r"delegation|negotiat(?:ing|ors?[’']?) (?:team|group)", "Delegation of {}", "government"),
    (r"embassy", "Embassy of {}", "government"),
    (r"parliament|legislature", "Parliament of {}", "government"),
    (r"general staff", "General Staff of the Armed Forces of {}", "military"),
    (r"armed forces|military|army", "Armed Forces of {}", "military"),
)
_AGAINST = re.compile(r"\b(?:opposition|rebels?|separatists?|insurgents?|militants?)\b", re.I)
_OF_STATE = re.compile(r"\bstate[- ](?:run|owned|controlled|backed)|\bnational\b", re.IGNORECASE)
_GROUPS = {
    "government": r"leaders?|ministers|presidents|negotiators|envoys|ambassadors|governors|"
    r"mayors|spokes(?:men|women|people|persons)|policymakers|intelligence|court|parliament\w*|"
    r"senate|assembly|council|committee|commission|agency|service|mission|border guards?|"
    r"counterparts?|central bank|bank|prime ministers|chancellery|presidency",
    "military": r"troops|forces|navy|air force|marines|commanders|army",
}


def body(scene: Scene, phrase: str, at: int) -> Speaker | None:
    """The body or the country in the first words; what follows the comma only explains it."""
    whole = re.sub(r"\([^)]*\)?", " ", phrase)
    phrase = _head(scene, whole)
    office = ministry(phrase)
    found = scene.roster.actor_mentions(phrase)
    exact = [a for _, _, a in found if a.sort == "institution"]
    if outlet(whole) or (exact and exact[-1].kind == "media"):
        return Speaker(None, None, None, None, "media", Way("crowd"))
    first = re.split(r"\band\b|,", phrase)[0]
    other = found and found[0][1] <= len(first) and not words_of(_bare(first, found[0]))
    if first != phrase and (len({a.actor for _, _, a in found}) > 1 or other):
        one = body(scene, first, at)  # several speak as one: the first stands for them
        return replace(one, confidence=Way("several")) if one else Speaker()
    if office is not None and not any(a.name.startswith("Ministry") for a in exact):
        country = scene.country_in(phrase)
        if country is None and at >= 0:
            return ministry_before(scene, office, at)
        if country is not None:
            return ministry_of(scene.roster, office, country, Way("ministry"))
    if exact:
        a = exact[0]
        if a.kind == "expert" or STANDING["expert"].search(phrase):
            return Speaker(a.name, None, None, None, "expert", Way("crowd"))
        return Speaker(a.name, None, None, a.actor, a.kind, Way("institution"))
    if not found:
        if at >= 0 and re.fullmatch(r"(?:the|its|our)\s(?:government|authorities)", phrase.lower()):
            return _government_here(scene, at)
        return None
    return _country(scene, phrase, *found[0])


def _head(scene: Scene, phrase: str) -> str:
    """The words before the first that only explains; a body's name stays whole."""
    for start, end, actor in scene.roster.actor_mentions(phrase):
        if actor.sort == "institution" and _HEAD.search(phrase, start, end):
            return phrase[:end]
        break
    return _HEAD.split(phrase)[0] or phrase


def _bare(phrase: str, found: tuple[int, int, Actor]) -> str:
    """What is left beside the actor's name, "both" apart."""
    return re.sub(r"^(?:both|the)\s", "", phrase[: found[0]].lower()) + phrase[found[1] :]


def _government_here(scene: Scene, at: int) -> Speaker | None:
    country = near(scene, at)
    if country not in scene.roster.country_names:
        return None
    return government_of(scene.roster, country, Way("ministry_home"))


def _country(scene: Scene, phrase: str, start: int, end: int, actor: Actor) -> Speaker | None:
    """A country, or somebody or some body of it."""
    after = re.sub(r"^[’']s?(?= )", "", phrase[end:])
    rest = f"{phrase[:start]} {after}"
    rest = _ARTICLE.sub("", " ".join(rest.split()).strip(" ,.“”\"’'"))
    if actor.sort in {"country", "capital"} and not words_of(rest):
        return Speaker(actor.name, None, None, actor.actor, "government", Way(actor.sort))
    if actor.sort == "place" and not words_of(rest):
        return None
    if actor.actor and actor.sort != "place" and _GOVERNMENT.fullmatch(rest):
        return government_of(scene.roster, actor.actor, Way("institution"))
    for words, name, kind in _COMMON:
        if actor.sort != "place" and re.fullmatch(words, rest, re.IGNORECASE):
            name = name.format(scene.roster.place(actor.actor))
            return Speaker(name, None, None, actor.actor, kind, Way("institution"))
    kinds = [k for k in STANDING if STANDING[k].search(rest)]
    kinds += [k for k, p in _GROUPS.items() if re.search(rf"\b(?:{p})\b", rest, re.IGNORECASE)]
    if "expert" in kinds:
        return Speaker(None, None, None, None, "expert", Way("crowd"))
    if _AGAINST.search(rest):
        return Speaker(None, None, None, None, "party", Way("group"))
    if kinds:
        code = None if kinds[0] in {"society", "media"} else actor.actor
        return Speaker(None, None, None, code, kinds[0], Way("group"))
    if actor.sort == "adjective" and not words_of(rest):
        return Speaker(None, None, None, actor.actor, "society", Way("no_country"))
    return None


def organisation(scene: Scene, phrase: str, at: int) -> Speaker:
    """A body that no roster knows, by the name that the text gives it."""
    for start, end in scene.organisations:
        if start < at + len(phrase) and end > at:
            name = scene.text[start:end].removeprefix("the ").removeprefix("The ")
            if "\n" not in name and len(name) * 2 > len(_HEAD.split(phrase)[0]):
                rest = phrase.replace(name, "")
                country = scene.country_in(rest) if _OF_STATE.search(rest) else None
                kind = "company" if country else None
                found = Speaker(name, None, None, country, kind, Way("organisation"))
                scene.resolved.append((at, found))
                return found
    return Speaker()
