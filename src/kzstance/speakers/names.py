"""Names in mentions: whom a phrase names as the one who speaks."""

from __future__ import annotations

import re
from itertools import pairwise

from kzstance.speakers.actor_names import bare, is_actor
from kzstance.speakers.known import Known
from kzstance.speakers.roster import fold
from kzstance.speakers.scene import Scene
from kzstance.speakers.spelling import TITLE_WORDS, names_in
from kzstance.speakers.standing_words import STANDING
from kzstance.speakers.titles import read

# what somebody says or writes is theirs; an office, an aide or a team is somebody else
_OWN = re.compile(
    r"\b(?:statement|report|words|remarks?|speech|post|message|letter|article|interview|address|"
    r"tweet|book|claims?|comments?|proposal|testimony|column|video)\b"
)
_PREPOSITION = re.compile(r"\b(?:of|for|to|from|at|in|during|after|before|with|on|by)\b")
_AND = re.compile(r"\s*+(?:[’']s\s*+)?(?:,\s*+)?(?:and|or|&)\s")
# capitalised after a title, and yet nobody's name: "the General Staff"
_BODIES = frozenset(
    """staff office council assembly secretariat ministry committee commission service agency
    command department guard house senate congress parliament court embassy mission
    forces""".split()
)


def named(scene: Scene, phrase: str, at: int) -> Known | None:
    """The person whom the phrase names as the one who speaks, not one in "the aide of X"."""
    phrase = phrase.partition("(")[0] or phrase
    for start, segment in _segments(phrase):
        owner = re.search(r"[’']s?(?=\s)", segment)
        if owner and _OWN.search(segment[owner.end() :]):
            segment = segment[: owner.start()]  # "Roe's statement"
        elif owner and segment[owner.end() :].strip():
            start, segment = start + owner.end(), segment[owner.end() :]  # "Ruritania's Jan Roe"
        of = _PREPOSITION.search(segment)
        known = _last_name(scene, segment, at + start) if of else None
        if known is None:
            part = segment[: of.start()] if of else segment
            known = _entity(scene, part, at + start, phrase) or _first_name(
                scene, part, at + start, phrase
            )
        if known is not None:
            return known
    first, rest = phrase.partition(" and ")[::2]  # "Prime Minister Roe and the cabinet"
    return named(scene, first, at) if rest else None


def together(scene: Scene, phrase: str, at: int) -> list[Known]:
    """The people of "A and B said", where neither speaks alone; else an empty list."""
    inside = sorted(
        ((p, k) for k in scene.people.known for p in k.ends if at <= p < at + len(phrase)),
        key=lambda x: x[0],
    )
    for (place, first), (_, second) in pairwise(inside):
        if first is not second and _AND.match(scene.text, first.ends[place]):
            return [first, second]
        break
    return []


def _segments(phrase: str) -> list[tuple[int, str]]:
    out, start = [], 0
    for stop in re.finditer(r",|\bwho\b|—|–|\s--\s|$", phrase):
        out.append((start, phrase[start : stop.start()]))
        start = stop.end()
    return out[:3]


def _entity(scene: Scene, part: str, at: int, phrase: str) -> Known | None:
    """The person whose name, as the recogniser marked it, ends the stretch."""
    for known in scene.people.known:
        for place, end in known.ends.items():
            if at <= place < at + len(part):
                rest = scene.text[end : at + len(part)].strip(" ,.;:“”\"’'")
                if not rest or rest in {"s", "himself", "herself"}:
                    short = scene.text[place:end]
                    return scene.people.find(short, phrase) if " " not in short else known
    return None


def _first_name(scene: Scene, part: str, at: int, phrase: str) -> Known | None:
    """The person named in a stretch without prepositions."""
    for name in names_in(part):
        short = bare(scene.roster, name)
        if not short or short in scene.roster.actors or is_actor(scene.roster, short):
            continue
        if not part.rstrip(" ,.;:“”\"'’").removesuffix("’s").removesuffix("'s").endswith(short):
            continue  # "Central Asian governments", "the Roe administration"
        known = scene.people.find(short, phrase)
        if known is not None:
            return known
        single = len(short.split()) == 1
        person = scene.roster.named(short)
        if person is None and " " in name:  # "Patriarch Jan": the title is part of the name
            person = scene.roster.named(" ".join(name.split()[-2:]))
            short = person.name if person else short
        if person is None and single:
            person = scene.roster.surname(short, scene.on, scene.grace)
        titled = name != short and read(name.removesuffix(short)) is not None
        if person is None and (
            (single and (not titled or fold(short) in _BODIES))
            or read(short)
            or STANDING["government"].search(short)
        ):
            continue
        if person or not any(fold(w) in TITLE_WORDS for w in short.split()):
            return scene.people.meet(short, at + max(0, part.find(short)))
    return None


def _last_name(scene: Scene, segment: str, at: int) -> Known | None:
    """The name that ends "Chancellor of Ruritania Jan Roe"; none for "an aide to Jan Roe" or
    "an aide to President Jan Roe", where somebody else speaks."""
    words = segment.split()
    long = r"((?:[A-Z][\w’'-]+\s)(?:[A-Z]\.?\s)?[A-Z][\w’'-]+)[ ,.]*$"
    last = re.search(long, segment)
    name = last.group(1) if last else ""
    if last is None or len(words) <= 2 or is_actor(scene.roster, name) or read(name):
        return None
    tail = re.split(r"\b(?:of|for|to|from|at|in)\b", segment[: segment.rfind(name)])[-1].strip()
    known = scene.people.find(name)
    if known is None and tail in scene.roster.actors:  # "head of Ostrapol Jan Roe"
        known = scene.people.meet(name, at + segment.rfind(name))
    if known is None or fold(known.name.split()[-1]) != fold(name.split()[-1]):
        return None
    title = read(tail)
    plain = title is None or (not title.slugs and title.words[:1].isupper())
    return known if tail and plain else None
