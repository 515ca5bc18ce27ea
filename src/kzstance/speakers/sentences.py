"""The sentences of an article by number, and where each stands."""

from __future__ import annotations

from bisect import bisect_right

from kzstance.records import Span
from kzstance.sentences import ends


class Sentences:
    """Counts from 0; a place between two sentences belongs to the first."""

    def __init__(self, text: str) -> None:
        self._starts, self._length = [0, *ends(text)], len(text)

    def number(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def start(self, number: int) -> int:
        return self._starts[max(0, number)]

    def bounds(self, at: int) -> Span:
        """Start and end of the sentence in which ``at`` stands."""
        i = self.number(at)
        end = self._starts[i + 1] if i + 1 < len(self._starts) else self._length
        return self._starts[i], end
