"""A picture's own box, whose text is the caption; and the caption below a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from lxml import etree

from kzstance.reading.html.names import names_of
from kzstance.reading.html.quotes import is_quoted
from kzstance.reading.html.sizes import HEADINGS, INLINE, SENTENCE, Sizes, squeeze

_PICTURES = ("img", "picture", "amp-img", "video", "iframe")
_DRAWN = etree.XPath(".//div[@role='img'] | .//canvas")
_BOXES = ("div", "table", "li", "center", "p", "dl")
_CALLED = re.compile(
    r"caption|photo|foto|image|img|pic(?![a-z])|pict|figur|media|galler|thumb|slid|illustr|credit"
    r"|legend|video|подпис",
)
_FEW = 200
"""Elements of a picture's box that are looked at."""
_SMALL = re.compile(r"(?<![a-z])(?:emoji|smil|icon|avatar|author|byline|flag)")
_PERSON = re.compile(r"[^\W\d_a-zа-яё][\w.’'-]*(?: [^\W\d_a-zа-яё][\w.’'-]*){1,3}")
_ENDS = tuple(".!?…»”\"'’)")


def is_picture(node: Any, of: Sizes, is_kin: Callable[[Any], bool]) -> bool:
    """A picture's own box: what little text it holds is the caption."""
    if not 0 < of.text[node] <= 350 or node.tag not in _BOXES:
        return False
    if next(_pictures(node), None) is None:
        return _is_below(node, of)
    if next(node.iter("figure"), None) is not None:
        return False  # it holds its own caption
    if node.tag == "p":  # an old page's paragraph may begin with its picture
        return of.text[node] <= 250 and not squeeze("".join(_bare(node)))
    if any(of.text[p] > (80 if p.get("class") is None else 150) for p in node.iter("p")):
        return False
    called = names_of(node)
    if is_quoted(called) or (is_kin(node) and squeeze("".join(_bare(node)))):
        return False
    return bool(_CALLED.search(called)) or not _says(node, of)


def _pictures(node: Any) -> Iterator[Any]:
    """Those in the box, less little ones: signs in a line, and the faces of authors."""
    yield from _DRAWN(node)
    for picture in node.iter(*_PICTURES):
        if _is_size(picture.get("width")) or _is_size(picture.get("height")):
            continue
        above = picture
        while above is not node and not _SMALL.search(names_of(above)):
            above = above.getparent()
        if above is node:
            yield picture


def _is_size(value: str | None) -> bool:
    return value is not None and value.strip().removesuffix("px") in map(str, range(2, 49))


def _says(box: Any, of: Sizes) -> bool:
    """Whether a block in it, or its own words, are a sentence and are not called a caption."""
    for block in islice(box.iter("*"), _FEW):
        if block.tag in INLINE or not of.text[block]:
            continue
        words = squeeze("".join(_own(block)))
        if _PERSON.fullmatch(words) and block.tag not in HEADINGS:
            return False  # what follows the face and the name is about the author
        if block is not box and _CALLED.search(names_of(block)):
            continue
        if len(words) >= SENTENCE and words.endswith(_ENDS):
            return True
    return False


def _is_below(node: Any, of: Sizes) -> bool:
    """Small print, or one more box of the same kind, right under a picture that has no text."""
    before = node.getprevious()
    if before is None or of.text.get(before, 1) or squeeze(before.tail) or of.text[node] > 250:
        return False
    if before.tag != "img" and next(before.iter(*_PICTURES), None) is None:
        return False
    called = node.get("class")
    alike = called is not None and called == before.get("class")
    others = (node.getnext(), before.getprevious())
    if alike and any(other is not None and other.get("class") == called for other in others):
        return False  # every block of the page is called so
    centred = (node.get("align") or "").lower() == "center" and node.tag == before.tag
    return (alike and node.tag != "p") or centred or not squeeze("".join(_bare(node)))


def _bare(paragraph: Any) -> list[str]:
    """The text that stands in the paragraph itself and not in small print or italics."""
    return _own(paragraph, ("a", "b", "strong", "span", "p", "div"))


def _own(block: Any, plain: tuple[str, ...] = ("a", "b", "strong", "span")) -> list[str]:
    words = [block.text or ""]
    for child in block:
        words += [child.text_content() if child.tag in plain else "", child.tail or ""]
    return words
