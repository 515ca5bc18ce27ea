"""Whether source and date allow that two nodes are one statement."""

from __future__ import annotations

from kzstance.clusters.nodes import Node


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
