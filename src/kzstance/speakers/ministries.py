# ruff: noqa: E501  (tables of patterns, one a line)
"""Ministries and governments: what texts call them, and whose they are."""

from __future__ import annotations

import re

from kzstance.records import Speaker
from kzstance.speakers.confidence import Way
from kzstance.speakers.homes import home
from kzstance.speakers.roster import Roster
from kzstance.speakers.scene import Scene

_MINISTRY = re.compile(
    r"\b(?:(?P<a>foreign|defen[cs]e|interior|finance|trade|energy|economy|information|health|justice|emergency|transport|agriculture|culture|education) ministry"
    r"|ministry of (?:the )?(?P<b>foreign affairs|defen[cs]e|internal affairs|interior|finance|trade|energy|national economy|economy|information|health|justice|transport|agriculture|culture|education)"
    r"|(?P<c>mfa)|(?P<d>ministry))\b",
    re.IGNORECASE,
)
_NAMES = {
    "foreign": "Foreign Affairs",
    "foreign affairs": "Foreign Affairs",
    "mfa": "Foreign Affairs",
    "defence": "Defence",
    "defense": "Defence",
    "interior": "Internal Affairs",
    "internal affairs": "Internal Affairs",
    "national economy": "Economy",
}
_FIELDS = {
    "foreign_minister": "Foreign Affairs",
    "defence_minister": "Defence",
    "interior_minister": "Internal Affairs",
    "finance_minister": "Finance",
    "economy_minister": "Economy",
    "energy_minister": "Energy",
    "trade_minister": "Trade",
}


def ministry(phrase: str) -> str | None:
    """``Foreign Affairs`` for "the Foreign Ministry"; "" for a ministry without a name."""
    m = _MINISTRY.search(phrase)
    if m is None:
        return None
    name = (m.group("a") or m.group("b") or m.group("c") or "").lower()
    return _NAMES.get(name, name.title())


def own_ministry(scene: Scene, slug: str, country: str) -> Speaker | None:
    """That of the minister who holds ``slug``: "her ministry"."""
    if slug not in _FIELDS:
        return None
    return ministry_of(scene.roster, _FIELDS[slug], country, Way("office_of"))


def ministry_of(roster: Roster, office: str, country: str, confidence: float) -> Speaker:
    """A country's ministry; its government where the office is not named."""
    if not office:
        return government_of(roster, country, confidence)
    kind = "military" if office == "Defence" else "government"
    name = f"Ministry of {office} of {roster.place(country)}"
    return Speaker(name, None, None, country, kind, confidence)


def government_of(roster: Roster, country: str, confidence: float) -> Speaker:
    name = f"Government of {roster.place(country)}"
    return Speaker(name, None, None, country, "government", confidence)


def ministry_before(scene: Scene, office: str, at: int) -> Speaker | None:
    """A ministry without a country: the one spoken of before, else the one country nearby."""
    spoke = [
        (scene.sentences.number(place), place, who)
        for place, who in scene.resolved
        if place < at
        and isinstance(who, Speaker)
        and who.name
        and who.name.startswith(f"Ministry of {office}")
    ]
    if spoke:
        last = max(spoke, key=lambda x: x[:2])
        rivals = {who.actor for sentence, _, who in spoke if sentence == last[0]}
        return last[2] if len(rivals) == 1 else None  # two in one sentence: either may be meant
    country = home(scene, at)
    if country and office:
        return ministry_of(scene.roster, office, country, Way("ministry_home"))
    return None
