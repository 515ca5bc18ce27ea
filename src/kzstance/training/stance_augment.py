"""The same statement told with less: the model meets rows that lack a cue, a source or context,
and targets in other words and order."""

from __future__ import annotations

import random
from dataclasses import replace

from kzstance.training.stance_data import Example

OTHER_NAMES = {
    "Russia": ("the Russian state", "Moscow's policy", "the Russian government", "Россия"),
    "Ukraine's territorial integrity": (
        "Ukraine's sovereignty and borders",
        "Ukraine within its internationally recognised borders",
        "территориальная целостность Украины",
    ),
}


def vary(example: Example, rng: random.Random) -> Example:
    """A random variant with the same labels."""
    q = example.query
    if rng.random() < 0.25:
        q = replace(q, cue=None, mention=None, speaker=None)
    elif q.speaker and rng.random() < 0.5:
        q = replace(q, mention=None)  # the speaker's name then stands in its place
    if rng.random() < 0.1:
        q = replace(q, actor=None)
    chance = rng.random()
    if chance < 0.15:
        q = replace(q, context_before="", context_after="")
    elif chance < 0.35:
        at = q.context_before.find(" ", len(q.context_before) // 2)
        q = replace(q, context_before=q.context_before[at + 1 :] if at >= 0 else "")
        q = replace(q, context_after=q.context_after[: len(q.context_after) // 2].rsplit(" ", 1)[0])
    order = list(range(len(example.targets)))
    rng.shuffle(order)
    names = [
        rng.choice(OTHER_NAMES[t]) if t in OTHER_NAMES and rng.random() < 0.2 else t
        for t in (example.targets[i] for i in order)
    ]
    return replace(
        example,
        query=q,
        targets=tuple(names),
        labels=tuple(example.labels[i] for i in order),
        soft=tuple(example.soft[i] for i in order) if example.soft else (),
    )
