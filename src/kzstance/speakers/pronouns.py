"""Pronouns and short mentions: who was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kzstance.records import Speaker
from kzstance.speakers.confidence import Way
from kzstance.speakers.known import Known
from kzstance.speakers.scene import Scene
from kzstance.speakers.spelling import HONORIFIC, TITLE_WORDS

_REACH = 8  # sentences
# costs, in sentences: a person named in passing, or inside what somebody says
_PASSING, _QUOTED, _SPOKE, _UNKNOWN = 1.6, 3.5, -0.4, 0.3

_BEFORE = frozenset(
    """of with to for from against by about between than at like versus over toward towards
    alongside under told met asked urged thanked called informed assured accused replaced
    succeeded praised criticised criticized visited invited hosted blamed appointed named and
    whether since that""".split()
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    who: Known | Speaker
    cost: float


def antecedent(
    scene: Scene, gender: str | None, at: int, *, named_only: bool = False
) -> tuple[Known | Speaker | None, int]:
    """Whom a pronoun at ``at`` means, and how many sentences back: the nearest who fits; the
    subject of a sentence before somebody named in passing, who speaks before who is only
    spoken of, and people inside what others say last."""
    here = scene.sentences.number(at)
    best: tuple[float, int, Known | Speaker] | None = None
    for c in _candidates(scene, at, named_only):
        back = here - scene.sentences.number(c.place)
        if not 0 <= back <= _REACH:
            continue
        cost = back + c.cost
        if isinstance(c.who, Known) and gender is not None:
            if c.who.gender not in (None, gender):
                continue
            cost += _UNKNOWN if c.who.gender is None else 0
        if best is None or (cost, c.place) < best[:2]:
            best = (cost, c.place, c.who)
    if best is None:
        return None, _REACH
    return best[2], here - scene.sentences.number(best[1])


def _candidates(scene: Scene, at: int, named_only: bool) -> Iterator[_Candidate]:
    for known in scene.people.known:
        likely = known.person or known.title or len(known.name.split()) > 1 or known.gender
        if not likely:
            continue
        for place in known.at:
            if 0 <= place < at:
                if scene.is_said(place):
                    cost = _QUOTED
                else:
                    cost = _PASSING if _in_passing(scene, known, place) else 0
                yield _Candidate(place, known, cost)
    for place, who in scene.resolved:
        if place < at and isinstance(who, Known):
            yield _Candidate(place, who, _SPOKE)
    if named_only:
        return
    for place, someone in scene.unnamed_at:
        if place < at:
            yield _Candidate(place, someone, _SPOKE)
    for place, someone in scene.unnamed_people:
        if place < at and not scene.is_said(place):
            yield _Candidate(place, someone, 0)


def _in_passing(scene: Scene, known: Known, place: int) -> bool:
    """Is somebody named here only as what a word before governs: "with X", "X's brother"?"""
    key = (place, known.ends.get(place, place + len(known.name)))
    if key not in scene.passing:
        after = scene.text[key[1] : key[1] + 3]
        words = HONORIFIC.sub(
            "", scene.text[max(scene.sentences.bounds(place)[0], place - 90) : place]
        ).split()
        while words and (words[-1][:1].isupper() or words[-1].strip(".").lower() in TITLE_WORDS):
            words.pop()
        last = words[-1].lower() if words else ""
        by = last in _BEFORE and words[-2:] != ["according", "to"] and "According" not in words[-2:]
        scene.passing[key] = bool(re.match(r"[’']s?\s", after)) or by
    return scene.passing[key]


def last_body(scene: Scene, at: int) -> Speaker | None:
    """What "it" or "the statement" stands for: the body that spoke last, not long ago; where
    only a person spoke, a statement is that person's."""
    here = scene.sentences.number(at)
    subject = _subject_of(scene, here - 1, at)
    for place, who in sorted(scene.resolved, key=lambda x: -x[0]):
        if place >= at:
            continue
        back = here - scene.sentences.number(place)
        if back > 1 and subject:
            break
        if isinstance(who, Speaker) and back <= 3:
            return replace(who, confidence=Way("it"))
    return subject


def _subject_of(scene: Scene, sentence: int, at: int) -> Speaker | None:
    """The country, seat or body with which a sentence opens: "Ostrapol took another view"."""
    for s, e, a in scene.actors:
        if s >= at:
            break
        if scene.sentences.number(s) != sentence or a.sort in {"adjective", "place"}:
            continue
        lead = scene.text[scene.sentences.bounds(s)[0] : s].strip().lower()
        if lead in {"", "the"} and re.match(r"\s[a-z]", scene.text[e : e + 2]):
            return Speaker(a.name, None, None, a.actor, a.kind, Way("it"))
    return None
