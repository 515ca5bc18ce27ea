"""Quotations that stand in boxes of their own, with the name of the speaker below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kzstance.reading.html.kin import is_paragraph
from kzstance.reading.html.names import is_named, names_of
from kzstance.reading.html.sizes import Sizes, short, squeeze

LONGEST = 1500
"""Characters of the longest quotation that is a box of its own."""
_AMONG = ("p", "blockquote")
_NAME = 120
_MOST = 200
"""Quotations of one page that are looked at: each is looked for in all of its text."""
_QUOTES = "“”„«»\"'‘’ .,;:—–-"
_QUOTED = re.compile(r"(?<![a-z])(?:block)?(?:quot|cit)(?:es?|ations?)(?![a-z])")
_SIGNED = re.compile(
    r"(?<![a-z])(?:authors?|by-?line|cite|footer|name|person|speaker|sign(?:ature)?|source"
    r"|attribution|position|who)(?![a-z])"
)
_STATUS = re.compile(
    r"//(?:www\.|mobile\.)?(?:twitter|x|instagram|facebook|tiktok|bsky|threads)\.\w+/\S+"
    r"|//t\.me/\w+/\d+|//t\.co/\w+",
    re.I,
)


def set_off(tree: Any) -> None:
    """An ``<aside>`` without a name between paragraphs is one that its author set off."""
    for node in tree.iter("aside"):
        beside = (node.getprevious(), node.getnext())
        named = any(node.get(key) for key in ("class", "id", "role"))
        plain = is_paragraph(node) and next(node.iter("a"), None) is None
        if plain and not named and all(o is not None and o.tag in _AMONG for o in beside):
            node.tag = "p"


def is_post(node: Any, of: Sizes) -> bool:
    """A quotation that is another site's post: it ends with a link to it."""
    return node.tag == "blockquote" and of.text[node] <= LONGEST and _leads_away(node)


def name_speakers(tree: Any, shown: Any) -> None:
    """The speaker's name, which else looks like a byline or a caption, becomes a paragraph."""
    above = set() if shown is None else {shown, *shown.iterancestors()}
    boxes = [node for node in tree.iter("*") if node not in above and _is_quote(node)]
    outer: set[Any] = set()
    for box in boxes:  # one that holds others names the speakers in them
        if outer.isdisjoint(box.iterancestors()) and short(box, LONGEST) and not _leads_away(box):
            outer.add(box)
    named = [(b, n) for b in boxes if b in outer and ((n := list(_names(b))) or b.tag == "figure")]
    text = squeeze("".join(tree.itertext())) if named else ""
    for box, names in named[:_MOST]:
        if not _is_pulled(box, text):
            box.tag = "div"  # the words beside the name become paragraphs, too
            for name in names:
                _paragraph(name)


def is_quoted(names: str) -> bool:
    """Whether a box of such names is called a quotation."""
    return bool(names) and bool(_QUOTED.search(names))


def _is_quote(node: Any) -> bool:
    called = names_of(node)
    if node.tag == "figure":
        return next(node.iter("img", "picture", "video", "iframe"), None) is None and (
            next(node.iter("blockquote"), None) is not None
        )
    boxed = node.tag == "blockquote" or (node.tag in ("div", "section") and is_quoted(called))
    return boxed and not is_named(called)


def _leads_away(box: Any) -> bool:
    links = [a.get("href") or "" for a in box.iter("a")]
    return bool(links) and bool(_STATUS.search(links[-1]))


def _is_pulled(box: Any, text: str) -> bool:
    """Whether the words stand in the article, too: then the box will go, with the name."""
    words = max((squeeze(piece) for piece in box.itertext()), key=len).strip(_QUOTES)
    return text.count(words) > 1


def _names(box: Any) -> Iterator[Any]:
    for node in box.iterdescendants("*"):
        if node.tag in ("cite", "footer", "figcaption") or _SIGNED.search(names_of(node)):
            yield node
    after = box.getnext()
    called = "" if after is None else names_of(after)
    if after is not None and (
        after.tag == "cite" or (is_quoted(called) and _SIGNED.search(called))
    ):
        yield after


def _paragraph(name: Any) -> None:
    """An element with nothing in it but its words."""
    if not short(name, _NAME):
        return
    words = ""
    for piece in map(squeeze, name.itertext()):
        gap = " " if words and piece[:1].isalnum() else ""
        words += gap + piece
    for child in list(name):
        name.remove(child)
    name.attrib.clear()
    name.tag, name.text = "p", words
