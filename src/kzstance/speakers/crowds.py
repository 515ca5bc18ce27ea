"""Mentions of nobody in particular: reporters, sources, experts, polls."""

from __future__ import annotations

import re

from kzstance.records import Speaker
from kzstance.speakers.confidence import Way

_CROWDS = {
    "media": r"reporters|journalists|correspondents|media|press|newspapers|commentators|"
    r"(?:news|media) (?:reports|outlets)|outlets|channels",
    "expert": r"experts|analysts|observers|economists|pundits|scholars|researchers|scientists|"
    r"historians|academics|political scientists|pollsters",
    "none": r"sources?|polls?|surveys?|opinion polls?|insiders?",
}
_CROWD = re.compile(
    r"(?:[\w’'\-]+\s)*?(?:" + "|".join(f"(?P<{k}>{p})" for k, p in _CROWDS.items()) + r")",
    re.IGNORECASE,
)
_TAIL = re.compile(r",|\(|\b(?:who|that|which|in|at|from|close|familiar|with|of|on|for|by|among)\b")
_NAMED_TAIL = re.compile(r"\b(?:of|by|from|at)\s+(?:the\s+)?[A-ZА-ЯЁ]")


_OUTLET = re.compile(
    r"\b(?:(?:news ?|radio |tv |television |telegram |youtube |media |online |state )"
    r"(?:papers?|wires?|agency|agencies|outlets?|services?|channels?|websites?|sites?|portals?|magazines?|reports?|"
    r"stations?|networks?|shows?|media|television|tv)|wires?|broadcasters?|magazines?|tabloids?|"
    r"(?:the|this) (?:\w+ )?(?:outlet|channel|station|paper|daily|weekly|publication)|journal|"
    r"blog)\b",
    re.IGNORECASE,
)


# what outlets call themselves
_NAME = re.compile(
    r"(?:[Tt]he\s)?(?:[A-Z][\w’'&-]*\s)+(?:Courier|Times|Post|Herald|Tribune|News|Gazette|Weekly|"
    r"Journal|Daily|Telegraph|Pravda|Observer|Chronicle|Mail|Mirror|Express|Monitor|Bulletin|TV|"
    r"Radio|Independent|Guardian|Magazine|Inquirer|Examiner|Star|Standard|Gazeta|Zeitung)"
)


def outlet(phrase: str) -> bool:
    """Is the phrase an outlet of the media, by what it calls itself: "Foo, a radio station"?"""
    parts = [
        re.split(r"\b(?:which|who|that|with|citing|close|interviewed|by|of|to|in)\b", p)[0]
        for p in phrase.split(",")[:2]
    ]
    name = parts[0].strip()
    return _NAME.fullmatch(name) is not None or any(_OUTLET.search(p) for p in parts)


def nobody(phrase: str) -> Speaker | None:
    """A Speaker without name and actor where the phrase means a crowd; else None.

    "A poll by the Velgrad Institute" is the institute's, "a source in the ministry" nobody's.
    """
    head = _TAIL.split(phrase.strip(" .;:“”\"'"))[0].strip()
    m = _CROWD.fullmatch(head)
    if m is None or (m.lastgroup == "none" and "poll" in head and _NAMED_TAIL.search(phrase)):
        return None
    kind = None if m.lastgroup == "none" else m.lastgroup
    return Speaker(None, None, None, None, kind, Way("crowd"))
