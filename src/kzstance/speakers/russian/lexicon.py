"""Countries, adjectives, capitals and bodies in Russian text, in any case.

The names are those of the rosters: whatever stands there in Cyrillic in the nominative. One
look-up for each run of up to five words, so the time grows with the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzstance.speakers.roster import Actor, Roster
from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.declension import all_forms

WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LONGEST = 5
# common words that are also names of countries or of bodies
_COMMON = frozenset(
    """того чад голос звезда спутник дождь хабар яблоко известия ведомости медуза курсив кабар
    адал баган""".split()
) | {"настоящее время", "новые люди", "слуга народа", "народная партия", "аргументы и факты"}


@dataclass(frozen=True, slots=True)
class Found:
    """A name of a place or body in a text."""

    start: int
    end: int
    actor: Actor

    def moved(self, by: int) -> Found:
        return Found(self.start + by, self.end + by, self.actor)


@dataclass(frozen=True, slots=True)
class _Entry:
    actor: Actor
    capital: bool
    quoted: bool


class Lexicon:
    """All names of a roster for places and bodies, by their forms."""

    def __init__(self, roster: Roster) -> None:
        self._entries: dict[str, _Entry] = {}
        for name, actor in roster.actors.items():
            if not _CYRILLIC.search(name):
                continue
            entry = _Entry(actor, name[0].isupper(), plain(name) in _COMMON)
            for form in all_forms(name):
                key = " ".join(WORD.findall(form))
                old = self._entries.get(key)
                if old is None or (actor.sort != "adjective" and old.actor.sort == "adjective"):
                    self._entries[key] = entry

    def scan(self, text: str) -> list[Found]:
        """The names in ``text``, longest first at every place, none inside another."""
        low = plain(text)
        words = [(m.start(), m.end()) for m in WORD.finditer(text)]
        out: list[Found] = []
        i = 0
        while i < len(words):
            hit = self._at(text, low, words, i)
            if hit is None:
                i += 1
                continue
            n, entry = hit
            out.append(Found(words[i][0], words[i + n - 1][1], entry.actor))
            i += n
        return out

    def _at(
        self, text: str, low: str, words: list[tuple[int, int]], i: int
    ) -> tuple[int, _Entry] | None:
        start, end = words[i]
        best: tuple[int, _Entry] | None = None
        key = ""
        for n in range(1, _LONGEST + 1):
            if i + n > len(words):
                break
            s, e = words[i + n - 1]
            if n > 1 and text[words[i + n - 2][1] : s].strip(' \xa0«"“„—'):
                break
            key = f"{key} {low[s:e]}".strip()
            entry = self._entries.get(key)
            if entry is not None and self._fits(text, start, end, entry):
                best = n, entry
        if best is None and "-" in low[start:end]:  # "Тюрко-российский": the last part
            entry = self._entries.get(low[start:end].rsplit("-", 1)[-1])
            if entry is not None and entry.actor.sort == "adjective":
                best = 1, entry
        return best

    def _fits(self, text: str, start: int, end: int, entry: _Entry) -> bool:
        word = text[start:end]
        if entry.capital and not word[0].isupper():
            return False
        if entry.quoted:
            return text[max(0, start - 1) : start] in tuple('«"“„')
        return True
