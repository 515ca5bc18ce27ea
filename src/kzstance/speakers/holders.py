"""Whom a title can mean: holders of offices on the day, people whom the article names."""

from __future__ import annotations

import re

from kzstance.speakers.known import Known
from kzstance.speakers.qualifiers import plain
from kzstance.speakers.roster import Office, Person
from kzstance.speakers.scene import Scene
from kzstance.speakers.titles import Title

# several hold these at a time: a list with one of them proves nothing
MANY = frozenset(
    """head_of_region deputy_foreign_minister deputy_prime_minister presidential_adviser
    security_council_member un_representative parliament_member opposition_leader""".split()
)
_SENT = frozenset({"ambassador", "special_envoy"})
# there the president is not the country's leader, or not alone
CEREMONIAL = frozenset(
    """DEU ITA IND ISR AUT IRL GRC PRT HUN EST LVA CZE SVK SVN BGR HRV MLT ISL ETH IRQ PAK
    IRN""".split()
)
_STATE = frozenset({"government", "party", "military", "organisation"})
# how long after its speaker "the president" still means that one, and how far ahead the lead
# may speak of somebody whose name comes later, in sentences
_NEAR, _AHEAD, _LEAD = 5, 3, 3


def stands_plain(scene: Scene, title: Title, phrase: str, country: str | None) -> bool:
    """Does the phrase mean the office itself? Envoys and advisers have others in theirs."""
    spokes = title.slugs[:1] != ("spokesperson",) and "spokesperson" in "".join(title.slugs)
    other = bool(title.slugs) and title.slugs[0] in _SENT | {"presidential_adviser"}
    return other or plain(scene.roster, phrase, title.words, country, spokes)


def holder_of(
    scene: Scene, title: Title, phrase: str, country: str
) -> tuple[Person, Office] | None:
    """The holder on the article's day; None where the words may mean more than one office."""
    words, first = title.words.lower(), title.slugs[0]
    find, land = scene.roster.holder, country in scene.roster.country_names
    if first in _SENT:
        to = re.search(r"\bto (?:the )?(.*)", phrase)
        sent = scene.roster.actor_mentions(to.group(1)) if to else []
        return find(first, country, scene.on, sent[0][2].actor) if sent else None
    if first in MANY or (first == "spokesperson" and land):
        return None  # whose spokesman is not said
    if words in {"leader", "strongman"} and country in CEREMONIAL:
        return None
    found = find(first, country, scene.on)
    if words == "chancellor":
        for slug in title.slugs:
            found = find(slug, country, scene.on)
            if found and "chancellor" in found[1].title.lower():
                return found
        return None
    if found is None and not land and "high_representative" in title.slugs:
        return find("high_representative", country, scene.on)
    if found is None and words in {"leader", "president", "head of state"} and land:
        found = find("head_of_state", country, scene.on)
        if found and words != "head of state" and words not in found[1].title.lower():
            return None
    return found


def spoken_of(
    scene: Scene, title: Title, country: str | None, at: int, indefinite: bool
) -> tuple[Known | None, str]:
    """Whom of the article a title means, and how that was found: who of those whom it fits
    spoke last, else was named last; else the one who is named right after."""
    fits = [k for k in scene.people.known if fitting(scene, k, title, country)]
    here = scene.sentences.number(at)
    spoke = [
        (place, who)
        for place, who in scene.resolved
        if place < at
        and any(who is k for k in fits)
        and here - scene.sentences.number(place) <= _NEAR
    ]
    before = [(max(p for p in k.at if p < at), k) for k in fits if any(p < at for p in k.at)]
    if (spoke or before) and not indefinite:
        known = max(spoke or before, key=lambda x: x[0])[1]
        return (known if isinstance(known, Known) else None), "title_text"
    if before or (indefinite and here > _LEAD):
        return None, "nobody"
    after = [k for k in fits if k.at and scene.sentences.number(min(k.at)) - here <= _AHEAD]
    return (after[0], "title_later") if len(after) == 1 else (None, "nobody")


def fitting(scene: Scene, known: Known, title: Title, country: str | None) -> bool:
    """Can the title mean this person of the article?"""
    if title.former:
        return _was(scene, known, title, country)
    if known.person is not None:
        office = known.person.office(scene.on, scene.grace)
        if office is not None:
            same = office.slug in title.slugs or (
                not title.slugs and title.words.lower() in office.title.lower()
            )
            return same and country in (None, office.actor)
    if known.title is None:
        return False
    if not title.slugs and not title.qualified and known.titled(title):
        return True
    return _same(known.title, title) and (
        country is None or scene.country_in(known.description) in (None, country)
    )


def _was(scene: Scene, known: Known, title: Title, country: str | None) -> bool:
    """ "The former president" is nobody who is president."""
    own = known.title
    short = not title.slugs and not title.qualified  # "the former minister"
    if own is not None and own.former and (_same(own, title) or (short and known.titled(title))):
        return country is None or scene.country_in(known.description) in (None, country)
    on = scene.on
    return known.person is not None and any(
        o.slug in title.slugs[:1]
        and on is not None
        and o.end is not None
        and o.end < on
        and country in (None, o.actor)
        for o in known.person.offices
    )


def _same(a: Title, b: Title) -> bool:
    x, y = a.words.lower(), b.words.lower()
    if a.slugs[:1] == b.slugs[:1] == ("head_of_region",):
        return x == y  # a mayor is no governor
    return bool(set(a.slugs) & set(b.slugs)) or x == y


def agrees(scene: Scene, known: Known, title: Title) -> bool:
    """May a title that fits nobody by its words mean the person spoken of last?"""
    office = known.person.office(scene.on, scene.grace) if known.person else None
    own = known.title
    if title.qualified:
        return own is not None and _same(own, title)
    slugs = {office.slug} if office else set(own.slugs) if own else set()
    if title.slugs and slugs:
        return bool(slugs & set(title.slugs)) and not title.former
    kind = office.actor_kind if office else own.kind if own else None
    return None in (kind, title.kind) or kind == title.kind or {kind, title.kind} <= _STATE
