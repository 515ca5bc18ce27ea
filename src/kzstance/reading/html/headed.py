"""What stands under a heading that is no part of the article: related stories, comments."""

from __future__ import annotations

from itertools import islice
from typing import Any

from kzstance.reading.html import phrases
from kzstance.reading.html.kin import MOST
from kzstance.reading.html.sizes import HEADINGS, INLINE, Sizes, squeeze

_LABELS = frozenset("p div span b strong h1 h2 h3 h4 h5 h6 td th a li em dt label".split())
_WORDS = frozenset("span b strong em label td th".split())
_FAR = 40


def headed(node: Any, of: Sizes, kept: set[Any], tags: frozenset[str]) -> list[Any]:
    """What stands under ``Related stories`` or ``Комментарии``, to the end of its box.

    Elements ``kept``, or with one of the ``tags``, stay.
    """
    if node.tag not in _LABELS or not 3 < of.text[node] <= 80 or node.tag == "a":
        return []
    words = squeeze(node.text_content()).strip(" :|—-.…!?»«")
    talk = bool(phrases.DISCUSSION.fullmatch(words))
    if not talk and not phrases.SECTION.fullmatch(words):
        return []
    top = node
    box = top.getparent()
    while opens(top, box, of) and box not in kept and box.tag not in tags:
        tells = of.prose[box] > of.prose[top] and _tells(box, of)
        if of.share(box) >= (2 * MOST if talk else MOST) or (tells and not talk):
            break
        top, box = box, box.getparent()
    if top is not node:
        return [top]
    return (
        []
        if top.tag in _WORDS or words.lower() in phrases.LOOSE
        else [top, *_following(top, of, talk)]
    )


def opens(node: Any, box: Any, of: Sizes) -> bool:
    """Whether nothing is said in the box before the node."""
    if box is None or squeeze(box.text):
        return False
    before = islice(node.itersiblings(preceding=True), _FAR)
    return not any(of.text.get(b) or squeeze(b.tail) for b in before)


def _tells(box: Any, of: Sizes) -> bool:
    """Whether the box itself holds running text, beside what stands under the heading."""
    return any(child.tag == "p" and of.prose[child] for child in box)


def _is_prose(node: Any, of: Sizes) -> bool:
    """A paragraph of the article, which on some pages is a box without blocks in it."""
    if node.tag == "p":
        return of.prose[node] > 0
    leaf = node.tag == "div" and all(child.tag in INLINE for child in node)
    return leaf and of.prose[node] > 0 and not of.links[node]


def _following(heading: Any, of: Sizes, talk: bool) -> list[Any]:
    out = []
    for after in heading.itersiblings():
        ends = after.tag in HEADINGS or _is_prose(after, of)
        if of.share(after) >= MOST or (ends and not talk):
            break
        out.append(after)
    return out
