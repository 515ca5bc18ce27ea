"""Pronouns and short mentions: who was spoken of before."""

from __future__ import annotations

from collections.abc import Sequence

from kzstance.records import Span, Speaker
from kzstance.speakers.people import Known
from kzstance.speakers.scene import Scene


def nobody_since(scene: Scene, known: Known | None, at: int) -> Speaker | None:
    """ "A senior diplomat said …, he added": the one without a name who spoke after the last
    name, in this sentence or one of the two before."""
    place, speaker = scene.last_unnamed
    near = place >= 0 and scene.people.sentence(at) - scene.people.sentence(place) <= 2
    later = [k for k in (known.at if known else []) if place < k < at]
    return speaker if near and place < at and not later else None


def pronoun(scene: Scene, gender: str | None, at: int, last: bool = False) -> Known | None:
    """The person named before ``at``: in the nearest sentence, the first one there (for
    "who", the last). People named only inside what others say are taken last."""
    return _antecedent(scene, gender, at, last, scene.said) or _antecedent(
        scene, gender, at, last, []
    )


def _antecedent(
    scene: Scene, gender: str | None, at: int, last: bool, hidden: Sequence[Span]
) -> Known | None:
    here = scene.people.sentence(at)
    seen: dict[int, list[tuple[int, Known]]] = {}
    for known in scene.people.known:
        for place in known.at:
            likely = known.person or known.title or len(known.name.split()) > 1 or known.gender
            if 0 <= place < at and likely and not any(s <= place < e for s, e in hidden):
                seen.setdefault(scene.people.sentence(place), []).append((place, known))
    for place, who in scene.resolved:
        if place < at and isinstance(who, Known):
            seen.setdefault(scene.people.sentence(place), []).append((place, who))
    for sentence in sorted((s for s in seen if here - 8 <= s <= here), reverse=True):
        for _, known in sorted(seen[sentence], key=lambda x: -x[0] if last else x[0]):
            if gender is None or known.gender in (None, gender):
                return known
    return None


def last_body(scene: Scene, at: int, plural: bool) -> Speaker | None:
    for place, who in sorted(scene.resolved, key=lambda x: -x[0]):
        if (
            place < at
            and isinstance(who, Speaker)
            and scene.people.sentence(at) - scene.people.sentence(place) <= 3
        ):
            return Speaker(
                who.name, who.id, who.role, who.actor, who.actor_kind, who.confidence * 0.7
            )
    return None
