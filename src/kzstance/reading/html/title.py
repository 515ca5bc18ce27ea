"""The headline of a page: the element that shows it, and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from kzstance.reading.html import phrases
from kzstance.reading.html.names import names_of
from kzstance.reading.html.sizes import HEADINGS, SENTENCE, short, sizes, squeeze

Shown = tuple[Any, str]
"""An element and the letters of its words."""

LONGEST = 300
_SHOWN = frozenset("h2 h3 h4 td th div p span font b strong big center".split())
_SITE = re.compile(r"\s(?:[|—–·•»]|-|::)\s")
_SITE_NAMES = re.compile(
    r"(?<![a-z])(?:logo\w*|brand\w*|site-?(?:title|name|header|branding|logo|top)|title-?site"
    r"|top-?(?:bar|line)|masthead|header-?top)(?![a-z])"
)
_HEADINGS = ("h2", "h3", "h4")
_NEAR = 4
_META = ("og:title", "twitter:title", "title", "headline")


def headline(tree: Any) -> Any:
    """The element that shows the page's title, or None.

    First an ``h1`` that is most of a title in the page's head, then any element that is the
    whole of one, or of a part of one that bars part; then an ``h1`` that has to do with one, or
    that is the only one. An old page has no ``h1``: there it is the first element that is most
    of the title, or a heading right above the text. A site's own name is no headline, unless
    there is no other.
    """
    titles = _stated(tree)
    stated = [letters for letters in map(_letters, titles) if letters]
    tops = [(node, _letters(short(node, LONGEST))) for node in tree.iter("h1")]
    tops = [(node, words) for node, words in tops if words]
    others = list(_others(tree))
    parts = [_letters(part) for whole in titles for part in _parts(whole)]
    named = _titled(tops, others, stated, parts, lambda n, w: w in stated or not _is_of_site(n))
    found = _above_text(tree) if named is None else named
    return _titled(tops, others, stated, [], lambda *_: True) if found is None else found


def _titled(
    tops: list[Shown],
    others: list[Shown],
    stated: list[str],
    parts: list[str],
    may: Callable[[Any, str], bool],
) -> Any:
    for node, words in tops:
        if any(_is_most(words, whole) for whole in stated) and may(node, words):
            return node
    for node, words in others:
        if words in stated[:-1]:
            return node
    partly = [node for node, words in others if words in parts and may(node, words)]
    if partly:
        return next((node for node in partly if node.tag in HEADINGS), partly[0])
    for node, words in tops:
        if any(words in whole for whole in stated) and may(node, words):
            return node
    if len(tops) == 1 and len(short(tops[0][0], LONGEST).split()) > 2 and may(*tops[0]):
        return tops[0][0]
    most = (o for o in others if any(_is_most(o[1], whole) for whole in stated))
    return next((node for node, words in most if may(node, words)), None)


def _parts(title: str) -> list[str]:
    """The parts of a title that the last of its bars parts, if there are several."""
    if not (bars := _SITE.findall(title)):
        return []
    return [part.strip() for part in title.split(bars[-1])]


def _is_of_site(node: Any) -> bool:
    """Whether the element, the one that it is the box of, or a box around them is so called."""
    while len(node) == 1 and not squeeze(node.text) and not squeeze(node[0].tail):
        node = node[0]
    return any(_SITE_NAMES.search(names_of(box)) for box in islice(_line(node), _NEAR))


def _line(node: Any) -> Iterator[Any]:
    yield node
    yield from node.iterancestors()


def _above_text(tree: Any) -> Any:
    """The first heading in the element with most of the prose, or right above it."""
    of = sizes(tree)
    box = tree if not of.prose[tree] else of.densest(tree, 0.75)
    if box.tag in ("html", "body"):
        return None
    for node in box.iter("*"):
        if _may_head(node):
            return node
        told = of.prose[node] and next(node.iter(*_HEADINGS), None) is None
        if told or len(squeeze(node.tail)) >= SENTENCE or len(squeeze(node.text)) >= SENTENCE:
            break
    for step in islice(_line(box), 3):
        for before in islice(step.itersiblings(preceding=True), _NEAR):
            found = next(filter(_may_head, before.iter(*_HEADINGS)), None)
            if found is not None:
                return found
    return None


def _may_head(node: Any) -> bool:
    if node.tag not in _HEADINGS or next(node.iter("a"), None) is not None:
        return False
    words = short(node, LONGEST)
    if len(words.split()) < 3 or len(words) < 15 or _is_of_site(node):
        return False
    aside = next(node.iterancestors("a", "nav", "aside", "footer"), None) is not None
    return not aside and not phrases.SECTION.fullmatch(words.strip(" :"))


def _is_most(words: str, whole: str) -> bool:
    return (words in whole and 2 * len(words) >= len(whole)) or (len(whole) > 14 and whole in words)


def _others(tree: Any) -> Iterator[tuple[Any, str]]:
    for node in tree.iter(*_SHOWN):
        if len(node) > 3 or next(node.iterancestors("a", "nav", "ol"), None) is not None:
            continue
        words = _letters(short(node, LONGEST))
        if len(words) > 14:
            yield node, words


def title(tree: Any, shown: Any) -> str | None:
    """The headline as it is shown, else as the head states it, without the site's name."""
    if shown is not None:
        return short(shown, LONGEST)
    names = tree.xpath("//meta[@property='og:site_name']/@content")
    site = {_letters(name) for name in names}
    titles = _stated(tree)
    stated = titles[0] if titles else ""
    parts = _SITE.split(stated)
    while len(parts) > 1 and _letters(parts[-1]) in site:
        stated = stated[: stated.rindex(parts.pop())].rstrip(" |—–·•»:-")
    if titles and titles == _own(tree) and stated == titles[0]:  # the head has no other
        stated = _first(stated)
    return stated or None


def _first(title: str) -> str:
    """What stands before the names of the site and of its parts."""
    first = next(iter(_parts(title)), "")
    return first if len(_letters(first)) > 14 else title


def _stated(tree: Any) -> list[str]:
    """Titles in the page's head, the one for sharing first."""
    given: dict[str, str] = {}
    for node in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if content := squeeze(node.get("content")):
                given.setdefault((node.get(key) or "").lower(), content[:LONGEST])
    found = [given[name] for name in _META if name in given]
    return found + _own(tree)


def _own(tree: Any) -> list[str]:
    return [t for t in (short(node, LONGEST) for node in tree.xpath("//head/title")) if t][:1]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
