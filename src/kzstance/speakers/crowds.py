"""Mentions of nobody in particular: reporters, sources, experts, polls."""

from __future__ import annotations

import re

from kzstance.records import Speaker

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


def nobody(phrase: str) -> Speaker | None:
    """A Speaker without name and actor where the phrase means a crowd; else None.

    "A poll by the Velgrad Institute" is the institute's, "a source in the ministry" nobody's.
    """
    head = _TAIL.split(phrase.strip(" .;:“”\"'"))[0].strip()
    m = _CROWD.fullmatch(head)
    if m is None or (m.lastgroup == "none" and "poll" in head and _NAMED_TAIL.search(phrase)):
        return None
    kind = None if m.lastgroup == "none" else m.lastgroup
    return Speaker(None, None, None, None, kind, 0.6)
