"""Which targets a statement can speak of at all: one that names none of a target's terms, nor does
the text around it, is plainly unrelated, and the model is not asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kzstance.alternation import alternation
from kzstance.config import Target
from kzstance.records import Query, Stance
from kzstance.stance.inputs import PARTIES

UNASKED = Stance((0.0, 0.0, 0.0, 1.0))
"""Of every statement that the gate keeps back."""


class Gate:
    """A target without terms is always asked for."""

    def __init__(self, targets: Mapping[str, Target]) -> None:
        self._targets = list(targets)
        self._patterns = {key: _pattern(t.terms) for key, t in targets.items() if t.terms}

    def passes(self, query: Query) -> list[str]:
        """The targets, in order, that the statement may speak of, as the model would see it."""
        if query.actor in PARTIES:  # who speaks for one of them may mean it by "we"
            return list(self._targets)
        q = query
        seen = (q.context_before, q.text, q.context_after, q.cue, q.mention, q.speaker)
        text = "\n".join(x for x in seen if x)
        return [
            key
            for key in self._targets
            if key not in self._patterns or self._patterns[key].search(text)
        ]


def _pattern(terms: Sequence[str]) -> re.Pattern[str]:
    """An abbreviation in capitals is a whole word as it stands: "СВО" is not in "свой"."""
    capitals = [t for t in terms if t.isupper()]
    others = [t for t in terms if not t.isupper()]
    parts = [rf"{alternation(capitals)}(?!\w)"] if capitals else []
    parts += [f"(?i:{alternation(others)})"] if others else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})")
