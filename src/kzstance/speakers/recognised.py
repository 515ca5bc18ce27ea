"""The names that the recogniser of entities marked in an article, cleaned, and those it missed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from kzstance.records import Span
from kzstance.speakers.known import Known
from kzstance.speakers.people import People
from kzstance.speakers.roster import Roster, fold
from kzstance.speakers.spelling import HONORIFIC, NAME, bare_name, same_given
from kzstance.speakers.titles import read

_PLACE = re.compile(r"\b(?:in|near|(?:town|city|village|region|port) of)\s+$")


def read_names(people: People, roster: Roster, doc: Any, first: Iterable[str]) -> None:
    """Meets everybody whom the article names; ``doc`` brings the named entities, ``first``
    the names of the headline, before the text."""
    for name in first:
        people.add(name, -1, name)
    spans = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON"]
    spans = sorted(spans + _overlooked(people.text, roster, spans))
    for start, end in spans:
        _entity(people, roster, start, end)
    _recur(people, spans)


def _free(spans: Sequence[Span], start: int, end: int) -> bool:
    """Is none of ``spans`` there? They are sorted, and no two overlap."""
    before = bisect_left(spans, (end, 0)) - 1
    return before < 0 or spans[before][1] <= start


def _overlooked(text: str, roster: Roster, spans: Sequence[Span]) -> list[Span]:
    """Full names of the roster that the entity recogniser did not mark."""
    out = []
    for m in NAME.finditer(text):
        name = bare_name(m.group())
        start = m.end() - len(name)
        whole = " " in name and text[start : m.end()] == name
        if whole and roster.named(name) and _free(spans, start, m.end()):
            out.append((start, m.end()))
    return out


def _entity(people: People, roster: Roster, start: int, end: int) -> None:
    """Meets the person whom the recogniser marked, if it is one."""
    name = people.text[start:end]
    cut = re.search(r"[’']s?$", name)
    name = name[: cut.start()] if cut else name
    bare = _bare(name, roster)
    if not bare:
        return
    start += max(0, name.rfind(bare))
    if " " not in bare and not _proper(people, bare, start):
        return
    described = people.describe(start, start + len(bare))
    if " " not in bare and len(people.of_surname(bare)) > 1:
        known = people.find(bare, described) or people.find(bare)
        if known is None:
            return  # two people of that surname: either may be meant
        known.at.append(start)
    else:
        capitals = bare.isupper() and len(bare) > 3  # "PRIME MINISTER ROE:"
        known = people.add(bare.title() if capitals else bare, start, described)
    known.ends[start] = start + len(bare)


def _bare(name: str, roster: Roster) -> str:
    """The name without titles and places before it; "" where it is nobody's."""
    if "\n" in name or not name[:1].isupper() or len(name) < 3 or name.lower().startswith("the "):
        return ""
    name = re.split(r"[\[\]()<>|@/]", name, maxsplit=1)[0]  # "Jan Roe](https://…"
    bare = HONORIFIC.sub("", name).strip(' ,."“”')
    while len(bare.split()) > 2 and bare.split()[0] in roster.actors:
        bare = bare.split(maxsplit=1)[1]  # "Lublin Jan Roe"
    if not bare or (bare.endswith("s") and bare.split()[-1].removesuffix("s") in roster.actors):
        return ""  # "Ordinary Ostrians"
    short = bare_name(bare)  # "Sec Jan Roe": the recogniser takes titles for names
    if len(short.split()) > 1 or not read(bare):
        bare = short
    return "" if bare in roster.actors or fold(bare) in {"mr", "ms"} else bare


def _proper(people: People, word: str, start: int) -> bool:
    """Is a single word that the recogniser took for a person likely one? Where the roster
    has it, somebody of that surname was named, a title stands before it, or it recurs."""
    if people.listed(word):
        return True
    if _PLACE.search(people.text, max(0, start - 24), start):
        return False
    if people.find(word):
        return True
    before = people.text[max(0, start - 30) : start]
    if read(before.rpartition(",")[2]) or HONORIFIC.search(before[-6:]):
        return True
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", people.text)) > 1


def _recur(people: People, spans: Sequence[Span]) -> None:
    """Surnames of the article's people wherever the recogniser overlooked them."""
    full = {k.name.split()[-1]: k for k in people.known if " " in k.name or k.person}
    names = [n for n in full if len(n) > 3 and n[0].isupper()]
    if not names:
        return
    pattern = re.compile(r"(?<![\w’'-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])")
    for m in pattern.finditer(people.text):
        if not _free(spans, m.start(), m.end()):
            continue
        if _given_before(people.text, m.start(), full[m.group()]):
            continue  # a namesake
        known = people.find(m.group())
        if known is full[m.group()] and m.start() not in known.ends:
            known.at.append(m.start())
            known.ends[m.start()] = m.end()


def _given_before(text: str, at: int, known: Known) -> bool:
    """Does another given name than the person's stand before the surname?"""
    m = re.search(r"([A-Z][\w’'-]{1,30})\s$", text[max(0, at - 30) : at])
    if m is None or bare_name(m.group(1)) == "" or HONORIFIC.fullmatch(m.group()):
        return False
    return not same_given(f"{m.group(1)} {known.name.split()[-1]}", known.name)
