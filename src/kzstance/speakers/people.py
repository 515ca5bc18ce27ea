"""The people whom an article names: first full name, later short ones, what it calls them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from typing import Any

from kzstance.records import Span
from kzstance.sentences import ends
from kzstance.speakers.roster import Person, Roster, fold
from kzstance.speakers.spelling import HONORIFIC, alike, overlooked, same_given
from kzstance.speakers.titles import Title, read

_WOMAN = {"ms", "mrs", "miss", "madam", "lady"}
_MAN = {"mr", "sir"}


@dataclass
class Known:
    """One person of the article."""

    name: str
    surname: str
    gender: str | None = None
    person: Person | None = None
    title: Title | None = None
    description: str = ""
    at: list[int] = field(default_factory=list)


class People:
    """Finds and merges the names of an article; ``doc`` brings the named entities."""

    def __init__(
        self,
        text: str,
        doc: Any,
        roster: Roster,
        on: Date | None,
        grace: timedelta,
        extra: Sequence[str] = (),
    ) -> None:
        self.text = text
        self._roster, self._on, self._grace = roster, on, grace
        self.known: list[Known] = []
        self._by_surname: dict[str, list[Known]] = {}
        self._sentences = [0, *ends(text)]
        for name in extra:  # from the headline, before the text
            self._meet(name, -1, name)
        spans = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON"]
        spans += overlooked(text, roster, spans)
        for start, end in sorted(spans):
            self._entity(start, end)

    def sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at) - 1

    def bounds(self, at: int) -> Span:
        i = self.sentence(at)
        end = self._sentences[i + 1] if i + 1 < len(self._sentences) else len(self.text)
        return self._sentences[i], end

    def _entity(self, start: int, end: int) -> None:
        name = self.text[start:end]
        cut = re.search(r"[’']s?$", name)
        if cut:
            name = name[: cut.start()]
        if (
            "\n" in name
            or not name[:1].isupper()
            or len(name) < 3
            or name.lower().startswith("the ")
        ):
            return
        name = HONORIFIC.sub("", name).strip(' ,."“”')
        if not name or name in self._roster.actors or fold(name) in {"mr", "ms"}:
            return
        described = self.describe(start, start + len(name))
        capitals = name.isupper() and len(name) > 3  # "PRIME MINISTER ROE:"
        self._meet(name.title() if capitals else name, start, described)

    def describe(self, start: int, end: int) -> str:
        """What the sentence says of the name: the words before it, an apposition after it."""
        low, high = self.bounds(start)
        before = self.text[max(low, start - 90) : start]
        if before.rstrip().endswith(","):  # "Ukraine's envoy to the EU, Jan Roe"
            before = before.rstrip(" ,")
        for stop in (",", ";", ":", "—", "–", "“", "”", '"', "("):
            before = before.rsplit(stop, 1)[-1]
        words = before.split()
        verb = max(
            (
                i
                for i, w in enumerate(words)
                if w.lower().strip(".,") in _STOP
                and not (i and w.lower() in {"to", "for"} and read(words[i - 1]))
            ),
            default=-1,
        )
        before = " ".join(words[verb + 1 :][-9:])
        after = ""
        m = re.match(
            r"\s*(?:,|—|–|\()\s*(?P<a>[^,;:—–()“”\"\n]{3,140})",
            self.text[end : min(high, end + 160)],
        )
        if m:
            after = m.group("a")
        return f"{before} | {after}"

    def _meet(self, name: str, at: int, description: str) -> Known:
        words = name.split()
        surname = fold(words[-1])
        full = len(words) > 1
        gender = None
        before = self.text[max(0, at - 6) : max(0, at)].lower().replace(".", "").split()
        if before and before[-1] in _WOMAN:
            gender = "f"
        elif before and before[-1] in _MAN:
            gender = "m"
        person = self._roster.named(name)
        known = self.find(name)
        if known is None:
            title = read(description)
            if person is None:
                slugs = frozenset(title.slugs) if title else frozenset()
                person = (
                    self._roster.surname(words[-1], self._on, self._grace, slugs)
                    if not full or title
                    else None
                )
                if person is not None and full and not same_given(name, person.name):
                    person = None
            known = Known(name, surname, gender, person)
            self.known.append(known)
            for s in {surname, *(person.surnames if person else ())}:
                self._by_surname.setdefault(s, []).append(known)
        if known.person is None and person is not None and same_given(known.name, person.name):
            known.person = person
        if full and len(name) > len(known.name):
            known.name = name
        known.gender = known.gender or gender or (known.person.gender if known.person else None)
        title = read(description)
        if title and (known.title is None or (not known.title.slugs and title.slugs)):
            known.title, known.description = title, description
        elif not known.description:
            known.description = description
        known.at.append(at)
        return known

    def find(self, name: str) -> Known | None:
        """The person of the article whom ``name``, full or short, means."""
        words = HONORIFIC.sub("", name).split()
        if not words:
            return None
        found = self._by_surname.get(fold(words[-1]), [])
        if len(words) > 1:
            found = [k for k in found if len(k.name.split()) == 1 or same_given(name, k.name)] or [
                k for k in self.known if fold(k.name) == fold(" ".join(words))
            ]
            if not found:
                person = self._roster.named(" ".join(words))
                found = [k for k in self.known if person and k.person is person]
        if len(found) > 1:
            full = {fold(k.name) for k in found}
            if len(full) > 1:
                found = sorted(found, key=lambda k: -max(k.at, default=-1))
        if not found and len(words) == 1 and len(words[0]) >= 6:  # "Medevev"
            found = [
                k
                for k in self.known
                if k.surname[:3] == fold(words[0])[:3] and alike(fold(words[0]), k.surname, 78)
            ]
            found = found if len(found) == 1 else []
        if not found and len(words) == 1:  # given name or a name's first part
            found = [k for k in self.known if fold(words[0]) in fold(k.name).split()]
            found = found if len(found) == 1 else []
        return found[0] if found else None

    def meet(self, name: str, at: int) -> Known:
        """The person of that name, added where the entity recogniser overlooked them."""
        return self.find(name) or self._meet(name, at, self.describe(at, at + len(name)))


_STOP = frozenset(
    """said says say told tells with by and but that as after when while where who which from to
    for on in at between against because whom met thanked called asked is was were are be been has
    have had will would also meanwhile however according added noted his her their an a""".split()
)
