"""Labels of turns in transcripts, authors in headlines: "MR. ROE", "THE PRESIDENT"."""

from __future__ import annotations

from kzstance.records import Speaker
from kzstance.speakers.bodies import body
from kzstance.speakers.holders import holder_of
from kzstance.speakers.offices import office_holder, person
from kzstance.speakers.people import Known
from kzstance.speakers.roster import fold
from kzstance.speakers.scene import Scene
from kzstance.speakers.spelling import TITLE_WORDS, names_in
from kzstance.speakers.titles import Title, read


def labelled(scene: Scene, label: str) -> Speaker:
    """Who a label means. By name, else by title: then the office holder of the outlet's own
    country, else the one whom the headline names with that title; never somebody whom the text
    merely mentions."""
    phrase = label.title() if label.isupper() else label
    title = read(phrase)
    for name in names_in(phrase):
        words = [w for w in name.split() if not read(w) and fold(w) not in TITLE_WORDS]
        if words:
            return person(scene, _known(scene, " ".join(words), title), 0.92, phrase)
    if title and title.slugs:
        return _titled(scene, title, phrase)
    return body(scene, phrase, -1) or Speaker()


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
        return office_holder(holder[0].name, holder[0].id, holder[1], 0.9)
    named = [k for k in scene.people.known if -1 in k.at and _called(scene, k, title)]
    if country is None and len(named) == 1:
        return person(scene, named[0], 0.85, phrase)
    return Speaker(None, None, None, country, title.kind if country else None, 0.6)


def _called(scene: Scene, known: Known, title: Title) -> bool:
    """Does the headline put this title before the name?"""
    before = (scene.title or "").partition(known.name.split()[-1])[0][-60:]
    found = read(before.rpartition(" and ")[2])
    return found is not None and bool(set(found.slugs) & set(title.slugs))
