"""When two nodes are one statement: who speaks, when, and with which words."""

from __future__ import annotations

from kzstance.clusters.nodes import Node
from kzstance.clusters.pairs import CONTAINED


def same_speaker(a: Node, b: Node) -> bool | None:
    """None where one of them is not known.

    Ids decide where both have one; else the names, of which the shorter may be a part of the
    longer ("Tokayev", "Kassym-Jomart Tokayev").
    """
    if a.speaker is None or b.speaker is None:
        return None
    if a.speaker == b.speaker:
        return True
    if not a.speaker.startswith("name:") and not b.speaker.startswith("name:"):
        return False
    if not a.name or not b.name:
        return None
    short, long = sorted((set(a.name), set(b.name)), key=len)
    return short <= long


def related(a: Node, b: Node, days: int) -> bool:
    """Whether source and date allow that they are one statement.

    The same speaker, or the same actor where a speaker is not known, and dates at most ``days``
    apart; what is not known of source or date, near-duplicate articles have to make up for.
    """
    near = not a.groups.isdisjoint(b.groups)
    speaker = same_speaker(a, b)
    if speaker is False:
        return False
    if speaker is None:
        if a.actor and b.actor:
            if a.actor != b.actor:
                return False
        elif not near:
            return False
    if a.day is None or b.day is None:
        return near
    return abs(a.day - b.day) <= days


def similarity(a: Node, b: Node, threshold: float) -> float:
    """Jaccard similarity of the word 3-shingles where the texts are one statement, else 0.

    They are where the similarity reaches ``threshold`` or where one is the other, shortened
    (four fifths of its shingles stand in the other). Texts of fewer than five words: equal, or 0.
    """
    if a.words == b.words:
        return 1.0
    if a.short or b.short:
        return 0.0
    first, second = a.shingles, b.shingles
    shared = len(first & second)
    union = len(first) + len(second) - shared
    if shared / union < threshold and shared / min(len(first), len(second)) < CONTAINED:
        return 0.0
    return shared / union
