"""Paragraphs of one kind: blocks of one parent, tag and class that are the article together.

What publishers call each of them, ``paywall`` or ``article-share-text``, then says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from kzstance.reading.html.sizes import INLINE, SENTENCE, Sizes, short

MOST = 0.4
"""The part of the page's prose that is never taken out on a name's account alone."""
_SOME = 200
"""Characters of prose, by the headline."""

_STOPS = (".", "!", "?", "…", ".”", ".»", "”", "»")


def finder(of: Sizes, shown: Any = None) -> Callable[[Any], bool]:
    """A test for such paragraphs: those that hold most of the prose together, little linked; and
    for a box that holds most of it around the headline ``shown``."""
    held: dict[Any, int] = defaultdict(int)
    for node in of.nodes:
        if of.prose[node] and (key := _key(node, of)):
            held[key] += of.prose[node]
    enough = MOST * max(1, of.prose[of.nodes[0]])
    kinds = {key for key, prose in held.items() if prose >= enough}
    is_most = _by_headline(of, shown)
    return lambda node: _key(node, of) in kinds or is_most(node)


def _by_headline(of: Sizes, shown: Any) -> Callable[[Any], bool]:
    """Comments and teasers farther off may outweigh an article."""
    above = () if shown is None else shown.iterancestors()
    around = next((node for node in above if of.prose.get(node, 0) >= _SOME), None)
    if around is None:
        return lambda _: False
    inside, enough = set(around.iter("*")), MOST * of.prose[around]
    return lambda node: node in inside and of.prose[node] >= enough and of.linked(node) < 0.3


def is_paragraph(node: Any) -> bool:
    """Whether one block at the most stands in it, beside words and inline elements."""
    blocks = (inner for inner in node.iterdescendants("*") if inner.tag not in INLINE)
    return next(blocks, None) is None or next(blocks, None) is None


def is_between(node: Any, of: Sizes) -> bool:
    """Whether it is a short sentence between two paragraphs of prose."""
    beside = (node.getprevious(), node.getnext())
    if any(other is None or other.tag not in ("p", "div") for other in beside):
        return False
    if not all(of.prose.get(other) and is_paragraph(other) for other in beside):
        return False
    words = short(node, SENTENCE) if is_paragraph(node) else ""
    return len(words) >= 20 and words.endswith(_STOPS) and not of.links[node]


def _key(node: Any, of: Sizes) -> Any:
    called, parent = node.get("class"), node.getparent()
    if called is None or parent is None or node.tag not in ("p", "div"):
        return None
    while len(parent) == 1 and of.text[parent] == of.text[node] and parent.getparent() is not None:
        parent = parent.getparent()  # each in a box of its own
    return (parent, node.tag, called) if of.linked(node) < 0.5 and is_paragraph(node) else None
