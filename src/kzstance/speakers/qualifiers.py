"""Words beside a title that make it no office of state, and titles that stand plain.

"The opposition leader", "the president of the club" and "the chancellor of the university" are
nobody whom a list of office holders knows: to read them as heads of state would put somebody
else's words into a president's mouth.
"""

from __future__ import annotations

import re

from kzstance.speakers.entries import Actor
from kzstance.speakers.roster import Roster

# beside any title, also a minister's
_ANY = {
    "party": r"opposition|dissident|shadow|in[- ]exile|exiled",
    "society": r"separatists?|militants?|rebels?|insurgents?|guerrilla|breakaway|terrorists?|"
    r"unrecogni[sz]ed|self[- ](?:proclaimed|styled|declared|appointed)|jihadists?|paramilitary",
    "government": r"deputy|vice|assistant|aspiring|regional|provincial|municipal|local",
}
# beside titles that bodies of every sort have: leader, president, speaker, spokesman ...
_BODY = {
    "party": r"party|parties|faction|caucus|campaign|parliamentary group|majority|minority",
    "company": r"business|compan(?:y|ies)|corporat(?:e|ion)|firm|(?<!national )(?<!central )bank|"
    r"industry|holding|airline|factory|plant|exchange|fund|team|store|start-?up|board",
    "expert": r"universit(?:y|ies)|college|academy|institute|think[- ]tank|school|faculty|research",
    "society": r"church(?:es)?|religious|spiritual|orthodox|muslim|jewish|christian|catholic|"
    r"buddhist|mosque|islamist|(?<!european )(?<!soviet )(?<!african )(?<!economic )unions?|clubs?|"
    r"(?<!russian )federation|associations?|foundation|charity|movements?|protest(?:ers?)?|"
    r"students?|youth|tribal|tribe|ethnic|diaspora|rights|civic|civil|strike|militias?|gangs?|"
    r"mafia|cult|sect|chess|football|olympic|sports?|league|"
    r"(?<!international )(?<!european )communit(?:y|ies)|society|organi[sz]ation|group|chamber|"
    r"guild|centre|center|collective|cooperative|wife|husband|widow|son|daughter|brother|sister|"
    r"critics?|opponents?|rivals?|supporters?",
    "military": r"military|army|junta|naval|navy|air force|armed forces",
    "government": r"(?:national|central) bank|city|town|village|district|court|tribunal|police",
}
_OF_STATE = re.compile(
    r"minist|secretary of|ambassador|envoy|advis|aide|representative|diplomat|treasury|"
    r"security council|commission|senate|duma|majilis|mazhilis",
    re.IGNORECASE,
)


def _pattern(*tables: dict[str, str]) -> re.Pattern[str]:
    kinds = {k: "|".join(t[k] for t in tables if k in t) for t in tables for k in t}
    words = "|".join(f"(?P<{k}>{p})" for k, p in kinds.items())
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_NARROW, _WIDE = _pattern(_ANY), _pattern(_ANY, _BODY)
_PART = re.compile(r"[,;:|()“”\"—–\n]|\b(?:and|who|that|which|whose|said|says)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:of|for|to|from|at|in|on|by|with|as|under)\b", re.IGNORECASE)
_AFTER = re.compile(r"(?:['’]s?)?\s+(?:of|for|from|at|with|to|in)\b", re.IGNORECASE)


def qualifier(phrase: str, start: int, end: int) -> tuple[str, str] | None:
    """Kind and word of what makes the title at ``start:end`` another body's office."""
    pattern = _NARROW if _OF_STATE.search(phrase[start:end]) else _WIDE
    before = _PREPOSITION.split(_PART.split(phrase[:start])[-1])[-1]
    found = list(pattern.finditer(" ".join(before.split()[-4:])))
    after = _PART.split(phrase[end:])[0]
    if not found and _AFTER.match(after):
        found = list(pattern.finditer(" ".join(after.split()[:8])))
    if not found:
        exile = re.match(r"[- ]in[- ]exile", phrase[end:])
        return ("party", "exiled") if exile else None
    return str(found[-1].lastgroup), found[-1].group().lower()


def new_part(phrase: str, at: int) -> bool:
    """Does a new clause or another of several titles begin before ``at``?"""
    return _PART.search(phrase[:at]) is not None


_PLAIN = re.compile(
    r"an?|the|this|that|of|for|s|current|newly|new|elected|incumbent|acting|interim|outgoing|then|"
    r"late|ex|former|retired|country|state|republic|federation|own|our|his|her|its|their|"
    r"(?:\w+-)*\w+(?:ed|ous|ful|year-old)|visiting|long-serving|sitting|longtime|long-time|"
    r"veteran|hard-line|hardline|authoritarian|first|mr|ms|mrs"
)
_INDEFINITE = re.compile(r"\s*(?:an?|one|another|every|any|no|each)\s", re.IGNORECASE)


def plain(roster: Roster, phrase: str, words: str, country: str | None, spokes: bool) -> bool:
    """Does the phrase hold nothing but the title, its country and words that change nothing?

    "The wife of the Ostrian president" is not the president; an "Ostrian youth leader" does
    not lead the country. ``spokes``: the title may be indefinite, "a ministry spokesman".
    """
    if not spokes and _INDEFINITE.match(phrase):
        return False
    part = next((p for p in _PART.split(phrase) if p and words in p), phrase)
    at = part.find(words)
    tail = re.split(r"\b(?:in|on|at|during|after|from|to)\b", part[at + len(words) :])[0]
    part = part[:at] + words + tail
    at_country = -1
    for s, e, actor in reversed(roster.actor_mentions(part)):
        if s < at + len(words) and e > at:  # "Kremlin spokesman", "Ruritanian Duma speaker"
            part = part[: min(s, at)] + " " * max(0, at - s) + part[at:]
            continue
        if actor.actor != country or not _is_state(roster, actor):
            return False
        at_country = s
        part = part[:s] + " " * (e - s) + part[e:]
    rest = re.findall(r"[\w-]+", (part[:at] + " " + part[at + len(words) :]).lower())
    if words.lower() in {"leader", "strongman"}:
        return set(rest) <= {"the", "s"} and (country is None or 0 <= at_country < at)
    return all(_PLAIN.fullmatch(w) for w in rest)


def _is_state(roster: Roster, actor: Actor) -> bool:
    return actor.sort != "institution" or (
        actor.kind in {"government", "organisation"} and actor.actor not in roster.country_names
    )
