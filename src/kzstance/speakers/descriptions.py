"""What a sentence says of somebody beside the name: the words before it, an apposition after."""

from __future__ import annotations

import re

from kzstance.records import Span
from kzstance.speakers.titles import read

_STOP = frozenset(
    """said says say told tells with by and but that as after when while where who which from to
    for on in at between against because whom met thanked called asked is was were are be been has
    have had will would also meanwhile however according added noted his her their an a""".split()
)
# "who" clauses describe; another clause with its own subject does not
_CLAUSE = re.compile(r"(?:(?:and|but|he|she|they|it|which)\b|the \w+s [a-z])", re.I)
_APPOSITION = re.compile(
    r"\s*(?:,\s*(?:aged )?\d\d\s*)?(?:,|—|–|\()\s*(?P<a>[^,;:—–()“”\"\n]{3,140})"
)


def describe(text: str, start: int, end: int, sentence: Span) -> str:
    """Both parts for the name at ``start:end``: "former minister | the head of a think tank"."""
    low, high = sentence
    m = _APPOSITION.match(text[end : min(high, end + 160)])
    after = m.group("a") if m and not _CLAUSE.match(m.group("a")) else ""
    return f"{_before(text[max(low, start - 90) : start])} | {after}"


def _before(text: str) -> str:
    """The words that stand before a name and belong to it."""
    if text.rstrip().endswith(","):  # "Ukraine's envoy to the EU, Jan Roe"
        text = text.rstrip(" ,")
    for stop in (",", ";", ":", "—", "–", "“", "”", '"', "("):
        text = text.rsplit(stop, 1)[-1]
    words = text.split()
    stopped = max(
        (
            i
            for i, w in enumerate(words)
            if w.lower().strip(".,") in _STOP
            and not (i and w.lower() in {"to", "for"} and read(words[i - 1]))
        ),
        default=-1,
    )
    return " ".join(words[stopped + 1 :][-9:])
