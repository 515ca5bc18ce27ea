"""What belongs to somebody: "Roe's office", "his government", "an aide to Roe", "our country"."""

from __future__ import annotations

import re

from kzstance.records import Speaker
from kzstance.speakers.confidence import Way
from kzstance.speakers.known import Known
from kzstance.speakers.ministries import government_of, own_ministry
from kzstance.speakers.persons import person
from kzstance.speakers.pronouns import antecedent
from kzstance.speakers.scene import SPEAK_FOR, Scene

_OFFICE = r"(?P<office>(?:press |private )?office|press service|secretariat)"
_STATE = r"(?P<state>administration|admin|government|cabinet)"
_STAFF = (
    r"(?P<staff>(?:press |chief )?spokes(?:man|woman|person|people)|aides?|advis[eo]rs?|"
    r"team|deput(?:y|ies)|press secretary|chief of staff|envoys?|representatives?)"
)
_WHAT = rf"(?:(?:\w+ )?{_OFFICE}|(?:\w+ )?{_STATE}|(?:\w+ ){{0,2}}{_STAFF}|(?P<ministry>ministry))"
_OWNED = re.compile(rf"(?P<whose>.+?)[’']s?\s{_WHAT}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?i:(?:the|a|an|another|top|senior|one)\s)*(?P<whose>[A-Z][\w’'-]+)\s{_WHAT}",
)
_PRONOUN = re.compile(rf"(?P<whose>his|her)\s{_WHAT}", re.IGNORECASE)
_OURS = re.compile(r"(?:our|my)\s(?:own\s)?(?:government|country|nation|state)", re.IGNORECASE)
_GENDER = {"his": "m", "her": "f"}


def belonging(scene: Scene, phrase: str, at: int) -> Speaker | None:
    """The office, government or staff of a person of the article; None where it is no such."""
    phrase = re.split(r",|\bwho\b", phrase)[0].strip(' .;:“”"')
    if _OURS.fullmatch(phrase):
        return _ours(scene, at)
    if m := _PRONOUN.fullmatch(phrase):
        who, _ = antecedent(scene, _GENDER[m.group("whose").lower()], at, named_only=True)
    else:
        m = _OWNED.fullmatch(phrase) or _BARE.fullmatch(phrase)
        who = scene.people.find(m.group("whose")) if m else None
        if m is None or m.group("whose") in scene.roster.actors:
            return None
    if not isinstance(who, Known):
        return None
    return _of(scene, who, m, at)


def _of(scene: Scene, who: Known, m: re.Match[str], at: int) -> Speaker | None:
    owner = person(scene, who, "roster_name")
    kind = owner.actor_kind if owner.actor_kind in SPEAK_FOR else None
    actor, way = (owner.actor if kind else None), Way("office_of" if kind else "no_country")
    if m.group("state"):
        if actor is None or actor not in scene.roster.country_names:
            return None
        found = government_of(scene.roster, actor, way)
    elif m.group("ministry"):
        slug = _slug(scene, who)
        return own_ministry(scene, slug, actor) if slug and actor else None
    elif m.group("office"):
        found = Speaker(f"Office of {owner.name}", None, None, actor, kind, way)
    else:
        found = Speaker(None, None, None, actor, kind, way)
        if not m.group("staff").endswith(("s", "people", "team")):
            scene.unnamed_at.append((at, found))
        return found
    scene.resolved.append((at, found))
    return found


def _slug(scene: Scene, who: Known) -> str | None:
    office = who.person.office(scene.on, scene.grace) if who.person else None
    return office.slug if office else who.title.slugs[0] if who.title and who.title.slugs else None


def _ours(scene: Scene, at: int) -> Speaker | None:
    """Inside what somebody says, "our government" is that of the one who says it."""
    before = [(place, who) for place, who in scene.resolved if place < at]
    if not before:
        return None
    who = max(before, key=lambda x: x[0])[1]
    actor = who.actor if isinstance(who, Speaker) else person(scene, who, "roster_name").actor
    if actor is None or actor not in scene.roster.country_names:
        return None
    return government_of(scene.roster, actor, Way("office_of"))
