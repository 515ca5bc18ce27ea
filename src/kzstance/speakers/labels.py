"""Labels of turns in transcripts, authors in headlines: "MR. ROE", "THE PRESIDENT"."""

from __future__ import annotations

import re
from dataclasses import replace

from kzstance.records import Speaker
from kzstance.speakers.actor_names import bare
from kzstance.speakers.bodies import body
from kzstance.speakers.confidence import Way
from kzstance.speakers.holders import holder_of
from kzstance.speakers.known import Known
from kzstance.speakers.persons import office_holder, person
from kzstance.speakers.roster import fold
from kzstance.speakers.scene import Scene
from kzstance.speakers.spelling import HONORIFIC, TITLE_WORDS, names_in
from kzstance.speakers.titles import Title, read

_BODY = re.compile(  # the last word of a body's name, up to its first "of"
    r"(?:.*[\s.])?(?:ministry|mfa|mofa|mod|government|cabinet|authorit(?:y|ies)|embassy|consulate|"
    r"mission|commission|council|committee|parliament|service|office|department|agency|"
    r"administration|secretariat|delegation|presidency|chancellery|staff|forces|white house)",
    re.IGNORECASE,
)
_REST = re.compile(r"\s(?:of|for|to|in|on|at)\s|,|\(")
_ABROAD = re.compile(r"\s(?:to|in|at)\s")  # "Embassy of Varland in Ostria"
_OF_ACTOR = re.compile(r"\sof\s(?:the\s)?")
_OF = re.compile(r"\b(?:of|for)\s(?:the\s)?$", re.IGNORECASE)


def labelled(scene: Scene, label: str) -> Speaker:
    """Who a label means. By name, else by title: then the office holder of the outlet's own
    country, else the one whom the headline names with that title; never somebody whom the text
    merely mentions."""
    phrase = label.title() if label.isupper() else label
    title = read(phrase)
    found = _body(scene, phrase, title)
    if found is not None:
        return found
    for name in _names(_without_actors(scene, phrase)):
        who = person(scene, _known(scene, name, title), "label", phrase)
        if who.id is None and who.name and read(who.name):  # titles that the headline gave
            return replace(who, name=bare(scene.roster, who.name))
        return who
    if title and title.slugs:
        return _titled(scene, title, phrase)
    return body(scene, phrase, -1) or Speaker()


def _body(scene: Scene, phrase: str, title: Title | None) -> Speaker | None:
    """The body that the label is: "the Ministry of Finance of Varland", "the Press Service of the
    President"; not "Foreign Ministry Spokesman Dana Roe", nor "Press Service of President Roe"."""
    head = _head(scene, phrase)
    if head is None or HONORIFIC.search(phrase):
        return None
    after = _without_actors(scene, phrase[len(head) :])
    at = after.lower().rfind(title.words.lower()) if title else -1
    if title and at >= 0 and any(_names(after[at + len(title.words) :])):
        return None
    phrase = _ABROAD.split(phrase, maxsplit=1)[0]
    found = body(scene, phrase, -1)
    of = _OF_ACTOR.match(phrase, len(head))
    if found is not None and found.name is None and of:  # "the Government of Varland"
        found = body(scene, f"{phrase[of.end() :]} {head}", -1) or found
    return found


def _head(scene: Scene, phrase: str) -> str | None:
    """The first words of a phrase, up to an "of", where they are a body's name."""
    for start, end, actor in scene.roster.actor_mentions(phrase):
        whole = end == len(phrase) or _REST.match(phrase, end)
        if whole and actor.sort == "institution" and phrase[:start].lower() in ("", "the "):
            return phrase[:end]  # "Union of Rivers"
    head = _REST.split(phrase, maxsplit=1)[0]
    return head if _BODY.fullmatch(head) else None


def _names(phrase: str) -> list[str]:
    """The names of people in a phrase, without the words of titles."""
    found = []
    for name in names_in(phrase):
        words = [w for w in name.split() if not read(w) and fold(w) not in TITLE_WORDS]
        if words:
            found.append(" ".join(words))
    return found


def _without_actors(scene: Scene, phrase: str) -> str:
    """A phrase without the countries and bodies whose office it names: "President of Varland
    Dana Roe", "Varland President Dana Roe"; but "Michael Jordan" is whole."""
    out = phrase
    for start, end, _ in reversed(scene.roster.actor_mentions(phrase)):
        leads = phrase[:start].lower() in ("", "the ") and read(phrase[end : end + 40])
        if leads or _OF.search(phrase[:start]):
            out = f"{out[:start]}|{out[end:]}"
    return out


def _known(scene: Scene, name: str, title: Title | None) -> Known:
    known = scene.people.find(name)
    if known is not None:
        return known
    slugs = frozenset(title.slugs) if title else frozenset()
    last = name.split()[-1]
    who = scene.roster.surname(last, scene.on, scene.grace, slugs)
    if who is not None:
        return Known(who.name, fold(last), who.gender, who, title)
    return scene.people.meet(name, -1)


def _titled(scene: Scene, title: Title, phrase: str) -> Speaker:
    country = scene.country_in(phrase)
    own = country or (scene.country_in(scene.outlet) if scene.outlet else None)
    holder = holder_of(scene, title, phrase, own) if own and not title.former else None
    if holder is not None:
        return office_holder(holder[0].name, holder[0].id, holder[1], "label")
    named = [k for k in scene.people.known if -1 in k.at and _called(scene, k, title)]
    if country is None and len(named) == 1:
        return person(scene, named[0], "label", phrase)
    return Speaker(None, None, None, country, title.kind if country else None, Way("no_country"))


def _called(scene: Scene, known: Known, title: Title) -> bool:
    """Does the headline put this title before the name?"""
    before = (scene.title or "").partition(known.name.split()[-1])[0][-60:]
    found = read(before.rpartition(" and ")[2])
    return found is not None and bool(set(found.slugs) & set(title.slugs))
