"""Names in mentions: whom a phrase names as the one who speaks."""

from __future__ import annotations

import re

from kzstance.speakers.people import Known
from kzstance.speakers.roster import Roster, fold
from kzstance.speakers.scene import Scene
from kzstance.speakers.spelling import TITLE_WORDS, bare_name, names_in
from kzstance.speakers.titles import STANDING, ministry, read

_OWN = re.compile(
    r"\b(?:statement|office|spokes\w+|aides?|report|words|remarks|speech|post|message|letter|"
    r"press service|team)\b"
)


def named(scene: Scene, phrase: str, at: int) -> Known | None:
    """The person whom the phrase names as the one who speaks, not one in "the aide of X"."""
    phrase = phrase.partition("(")[0] or phrase
    for segment in re.split(r",|\bwho\b|—|–", phrase)[:3]:
        owner = re.search(r"[’']s?(?=\s)", segment)
        if owner and _OWN.search(segment[owner.end() :]):
            segment = segment[: owner.start()]  # "Roe's statement"
        elif owner and segment[owner.end() :].strip():
            segment = segment[owner.end() :]  # "Ruritania's minister Jan Roe"
        of = re.search(r"\b(?:of|for|to|from|at|in)\b", segment)
        known = _first_name(
            scene, segment[: of.start()] if of else segment, at + phrase.find(segment)
        )
        if known is None and of:
            known = _last_name(scene, segment)
        if known is not None:
            return known
    return None


def _first_name(scene: Scene, part: str, at: int) -> Known | None:
    """The person named in a stretch without prepositions."""
    for name in names_in(part):
        short = bare(scene, name)
        if not short or short in scene.roster.actors or is_actor(short, scene.roster):
            continue
        known = scene.people.find(short)
        if known is not None:
            return known
        single = len(short.split()) == 1
        person = scene.roster.named(short)
        if person is None and single:
            person = scene.roster.surname(short, scene.on, scene.grace)
        titled = name != short and read(name.removesuffix(short)) is not None
        if person is None and (
            (single and not titled) or read(short) or STANDING["government"].search(short)
        ):
            continue
        ends = part.rstrip(" ,.;:“”\"'").endswith(short)  # not "Central Asian governments"
        if ends and not any(fold(w) in TITLE_WORDS for w in short.split()):
            return scene.people.meet(short, at + max(0, part.find(short)))
    return None


def _last_name(scene: Scene, segment: str) -> Known | None:
    """The name that ends "Chancellor of Ruritania Jan Roe"; none for "an aide to Jan Roe" or
    "an aide to President Jan Roe", where somebody else speaks."""
    words = segment.split()
    name = " ".join(words[-2:]).strip(" ,.")
    known = scene.people.find(name) if len(words) > 2 and name[:1].isupper() else None
    if known is None or fold(known.name.split()[-1]) != fold(name.split()[-1]):
        return None
    rest = segment[: segment.rfind(words[-2])]
    tail = re.split(r"\b(?:of|for|to|from|at|in)\b", rest)[-1].strip()
    title = read(tail)
    return known if tail and (title is None or not title.slugs) else None


def bare(scene: Scene, name: str) -> str:
    """A name without the titles and adjectives before it."""
    words = bare_name(name).split()
    while len(words) > 1:
        name = " ".join(words)
        end = max((e for s, e, _ in scene.roster.actor_mentions(name) if s == 0), default=0)
        if end == 0 and not is_actor(words[0], scene.roster):
            break
        rest = name[end:] if end else " ".join(words[1:])
        words = bare_name(rest.removeprefix("’s").removeprefix("'s")).split()
    return " ".join(words)


def is_actor(name: str, roster: Roster) -> bool:
    """Is the whole name a country, an adjective or a body ("Russian", "Foreign Ministry")?"""
    rest = name
    for s, e, _ in reversed(roster.actor_mentions(name)):
        rest = rest[:s] + rest[e:]
    return not words_of(rest) or ministry(name) is not None


def words_of(text: str) -> list[str]:
    return [
        w
        for w in re.findall(r"\w+", text.lower())
        if w not in {"the", "of", "s", "a", "in", "and", "for"}
    ]
