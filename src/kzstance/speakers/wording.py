"""Sorts of mentions by their words alone: pronouns, short mentions, several people."""

from __future__ import annotations

import re

HE = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
"""Pronouns of one person, and the gender."""
IT = frozenset({"it", "its", "itself", "they"})
THEY = frozenset(
    """them their we i our us my me you many some others all both everyone anyone nobody
    somebody someone""".split()
)
WHO = frozenset({"who", "which", "that"})
_PERSON = (
    r"official|diplomat|politician|leader|man|woman|envoy|head|analyst|expert|lawmaker|deputy|"
    r"commentator|minister|president|spokes(?:man|woman|person)|chancellor|premier|general|"
    r"professor|researcher|author|host|chief|secretary|speaker|ambassador|guest|visitor|"
    r"interviewee|activist|senator|commander|economist|adviser|advisor|aide|governor|mayor|"
    r"representative|journalist|presenter|farmer|owner|colonel|major|captain|admiral|officer|"
    r"statesman|scholar|academic|negotiator"
)
GENERIC = re.compile(
    rf"^(?:the|this|that|our|a|an)?\s*+(?:\w+\s){{0,3}}?(?:{_PERSON})$", re.IGNORECASE
)
SHORT = re.compile(rf"^(?:the|this)\s(?:{_PERSON})$")
STATEMENT = re.compile(
    r"\b(?:statement|report|website|press service|press release|announcement|document|text|post|"
    r"proposal|letter|communiqu[eé]|declaration|note|readout|motion|bill)\b",
    re.IGNORECASE,
)
"""What a body or a person puts out: its words stand for those of whoever spoke before."""
# several people: nobody by name, whatever country
_PLURAL = re.compile(r"(?:\ws|men|women|people|police)$")
_MANY = ("two ", "three ", "four ", "several ", "some ", "many ", "both ", "nearly ", "dozens ")
_HEAD = re.compile(r",|\b(?:who|that|which|whose|of|in|at|from|to|for|on|with|close|familiar)\b")


def head(words: str) -> str:
    """The noun of a mention, before what says where and of what; "" where nothing is left."""
    return (_HEAD.split(words)[0].split()[-1:] or [""])[0]


def plural(words: str) -> bool:
    """Several people, by the noun of the mention."""
    first = _HEAD.split(words)[0].strip()
    return (_PLURAL.search(first) is not None and not first.endswith("ss")) or words.startswith(
        _MANY
    )
