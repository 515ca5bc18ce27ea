"""Mentions in running text: the attempts to resolve them, one after another.

The order of the attempts is the order of trust: a name in the mention, a title with a
country, a pronoun or short title that points to somebody named before, a ministry, a seat of
government or a country. What none of them settles stays None.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kzstance.records import Speaker
from kzstance.speakers.belonging import belonging
from kzstance.speakers.bodies import body, organisation
from kzstance.speakers.confidence import Way
from kzstance.speakers.crowds import nobody, outlet
from kzstance.speakers.holders import agrees
from kzstance.speakers.known import Known
from kzstance.speakers.names import named, together
from kzstance.speakers.offices import by_title, standing
from kzstance.speakers.persons import keep
from kzstance.speakers.pronouns import antecedent, last_body
from kzstance.speakers.scene import Scene
from kzstance.speakers.titles import read
from kzstance.speakers.wording import GENERIC, HE, IT, SHORT, STATEMENT, THEY, WHO, head, plural

_SELVES = re.compile(r"\s(?:him|her|it|them)sel(?:f|ves)$")
# "Jane Roe spoke today with John Doe, minister of Elsewhere, to reiterate": she reiterates.
_MEETS = re.compile(
    r"((?:(?!\b(?:who|whom|that|which)\b).)+?)\s(?:spoke|met|talked)\b(?:\s\w+){0,2}?\swith\b.*",
    re.IGNORECASE | re.DOTALL,
)
_GOVERNS = frozenset(
    """by with to from and but told according said says as for of against through via between
    is was are were citing quoting""".split()
)


def mention(scene: Scene, phrase: str, at: int) -> Speaker:
    """Whom the mention ``phrase`` at ``at`` means."""
    words = " ".join(phrase.strip(" ,.;:“”\"'").lower().split())
    if words in WHO:
        return _clause(scene, at)
    if words in HE:
        who, back = antecedent(scene, HE[words], at)
        if isinstance(who, Known):
            return keep(scene, at, who, "pronoun_near" if back <= 1 else "pronoun_far")
        return _again(scene, who, at)
    if words in IT:
        return last_body(scene, at) or Speaker()
    if words in THEY:
        return Speaker()
    phrase = _SELVES.sub("", phrase)
    if meets := _MEETS.fullmatch(phrase):
        phrase = meets[1]
    several = together(scene, phrase, at)
    if several:
        return keep(scene, at, several[0], "several")
    later = phrase.partition(",")[2]  # "Roe's adviser, Jan Doe"
    if not later or named(scene, later, at + len(phrase) - len(later)) is None:
        owned = belonging(scene, phrase, at)
        if owned is not None:
            return owned
    # "The diplomat who met Jan Doe" is not Jan Doe.
    own = re.split(r"\bwho\b", phrase)[0].rstrip(" ,") or phrase
    known = None if outlet(phrase) else named(scene, own, at)
    if known is not None:
        return keep(scene, at, known, "roster_name", phrase)
    return _unnamed(scene, phrase, words, at)


def _unnamed(scene: Scene, phrase: str, words: str, at: int) -> Speaker:
    """Mentions without a name: titles, groups, bodies."""
    noun, many = head(words), plural(words)
    again = SHORT.match(words) or (words == f"the {noun}" and many)
    if again and noun in scene.unnamed:
        return _again(scene, scene.unnamed[noun], at)
    crowd = nobody(phrase)
    if crowd is not None:
        scene.resolved.append((at, crowd))
        return crowd
    title = read(phrase)
    if (
        title is not None
        and (title.slugs or title.qualified or GENERIC.match(words))
        and not (many or outlet(phrase))
    ):
        found = by_title(scene, title, phrase, at)
        if found.actor or found.name:
            return found
    state = body(scene, phrase, at)
    if state is not None:
        scene.resolved.append((at, state))
        return state
    if SHORT.match(words):
        who, _ = antecedent(scene, None, at)
        if isinstance(who, Speaker):
            return _again(scene, who, at)
        if who is not None and (title is None or agrees(scene, who, title)):
            return keep(scene, at, who, "someone")
    if title is not None:
        return standing(scene, title, phrase, noun, at, not many)
    if STATEMENT.search(words):
        return last_body(scene, at) or Speaker()
    return organisation(scene, phrase, at)


def _again(scene: Scene, who: Speaker | None, at: int) -> Speaker:
    """Somebody without a name, who speaks once more."""
    if who is None:
        return Speaker()
    found = replace(who, confidence=Way("pronoun_unnamed" if who.actor else "no_country"))
    scene.unnamed_at.append((at, found))
    return found


def _clause(scene: Scene, at: int) -> Speaker:
    """ "..., who said": the person or body named right before."""
    start = max(scene.sentences.bounds(at)[0], at - 90)
    before = scene.text[start:at].rstrip()
    name = re.search(r"([A-ZА-ЯЁ][\w’'\-]{1,40}),?$", before)
    known = scene.people.find(name.group(1)) if name else None
    if known is not None:
        return keep(scene, at, known, "pronoun_near")
    words = before.rstrip(" ,").split()
    stop = max((i for i, w in enumerate(words) if w.lower().strip(",") in _GOVERNS), default=-1)
    phrase = " ".join(words[stop + 1 :])
    if not phrase or phrase.lower() in WHO:
        return Speaker()
    return mention(scene, phrase, start + max(0, before.rfind(phrase)))
