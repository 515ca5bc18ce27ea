"""The names in a Russian article: full ones first, then surnames alone.

A full name is a given name with a surname in the same case. A surname alone is then one of
those people, or the one office holder of that name on the day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzstance.speakers.roster import Person
from kzstance.speakers.russian.given import GivenName
from kzstance.speakers.russian.known import Known, Place
from kzstance.speakers.russian.people import People
from kzstance.speakers.russian.readings import Reading, readings
from kzstance.speakers.russian.runs import PATRONYMIC, capitalised, likely, runs
from kzstance.speakers.titles import Title


def read_names(people: People) -> None:
    """Meets everybody whom the text names in full, or by a surname that somebody known has."""
    text = people.text
    rest = [w for run in runs(text, 0, len(text), people.taken) for w in _full(people, run)]
    for word in rest:
        hit = _surname(people, word.group(), people.title_before(word.start()))
        if hit is not None:
            people.add(word.start(), word.end(), *hit)


def _full(people: People, run: list[re.Match[str]]) -> list[re.Match[str]]:
    """Meets the full names of a run of words and gives back the words outside them."""
    rest: list[re.Match[str]] = []
    n = 0
    while n < len(run):
        size = _pair(people, run, n)
        if not size:
            rest.append(run[n])
        n += size or 1
    return rest


def _pair(people: People, run: list[re.Match[str]], n: int) -> int:
    """Words used by the full name that begins at word ``n``; 0 where none does."""
    given = run[n].group()
    names = people.index.given.read(given)
    for size in (3, 2, 1):
        words = run[n + 1 : n + 1 + size]
        if len(words) < size or words[-1].group().endswith("."):
            continue
        surname = capitalised(people.text[words[0].start() : words[-1].end()])
        listed = people.index.of_name(capitalised(given), surname, names)
        if listed is not None and not _is_other(people, listed[0], run[n].start()):
            person, r = listed
            who = people.meet(person.name, r.lemma, person.gender, person)
            people.add(run[n].start(), words[-1].end(), who, r.cases)
            return size + 1
    last = n + 1
    while last < min(len(run), n + 3) and (
        PATRONYMIC.search(run[last].group()) or run[last].group().endswith(".")
    ):
        last += 1
    if last >= len(run) or last - n > 2 or not (names or given.endswith(".")):
        return 0
    unlisted(people, run[n], run[last], names)
    return last - n + 1


def _is_other(people: People, person: Person, at: int) -> bool:
    """Does the text call an office holder of the day what no office holder is called?"""
    title = people.title_before(at)
    office = person.office(people.on, people.index.grace)
    kinds = {o.actor_kind for o in person.offices}
    return (
        office is not None
        and title is not None
        and title.kind in {"society", "media", "expert", "company"}
        and not title.former
        and title.kind not in kinds
    )


def unlisted(
    people: People, first: re.Match[str], last: re.Match[str], names: Sequence[GivenName]
) -> Place:
    """A full name that no roster has: the nominative in which given name and surname agree."""
    given, surname = capitalised(first.group()), capitalised(last.group())
    initial = given.endswith(".")
    options = names or [GivenName(given, g, "ngdaip") for g in "mf"]
    best: tuple[float, GivenName, Reading, str] | None = None
    for g in options:
        for r in readings(surname):
            both = "".join(c for c in g.cases if c in r.cases)
            if r.gender == g.gender and both:
                same = any(k.gender == r.gender for k in people.of_surname(r.lemma))
                score = likely(r.lemma) / 2 + ("n" in both) + 2 * same
                if best is None or score > best[0]:
                    best = score, g, r, both
    if best is None:
        who = people.meet(f"{given} {surname}", surname, None, None)
        return people.add(first.start(), last.end(), who, "n")
    _, g, r, cases = best
    if "n" not in cases and not initial:
        given = "-".join(w[:1].upper() + w[1:] for w in g.lemma.split("-"))
    gender = None if initial and not names and r.lemma == surname else r.gender
    who = people.meet(f"{given} {r.lemma}", r.lemma, gender, None)
    return people.add(first.start(), last.end(), who, cases)


def _surname(people: People, word: str, title: Title | None) -> tuple[Known, str] | None:
    """Whom a surname alone means: somebody of the article, else the one office holder."""
    options = readings(capitalised(word))
    for r in options:
        known = [
            k
            for k in people.of_surname(r.lemma)
            if k.gender == r.gender or (k.gender is None and r.cases)
        ]
        if known:
            return known[-1], r.cases
    index, on = people.index, people.on
    for r in options if len(word) > 2 else ():
        listed = index.of_surname(r.lemma, r.gender)
        found = index.holders(listed, on, title)
        found = found or (index.remembered(listed, on) if len(word) > 4 else [])
        if len(found) == 1:
            who = people.meet(found[0].name, r.lemma, found[0].gender, found[0])
            return who, r.cases
    return None
