"""The headline of a page: the element that shows it, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kzstance.reading.htmlsizes import short, squeeze

LONGEST = 300
_SHOWN = frozenset("h2 h3 h4 td th div p span font b strong big center".split())
_SITE = re.compile(r"\s(?:[|—–·•»]|-|::)\s")
_META = ("og:title", "twitter:title", "title", "headline")


def headline(tree: Any) -> Any:
    """The element that shows the page's title, or None.

    First an ``h1`` that is most of a title in the page's head, then any element that is the
    whole of one; then an ``h1`` that has to do with one, or that is the only one. An old page
    has no ``h1``: there it is the first element that is most of the title.
    """
    stated = [letters for letters in map(_letters, _stated(tree)) if letters]
    tops = [(node, _letters(short(node, LONGEST))) for node in tree.iter("h1")]
    tops = [(node, words) for node, words in tops if words]
    for node, words in tops:
        if any(_is_most(words, whole) for whole in stated):
            return node
    others = list(_others(tree))
    for node, words in others:
        if words in stated[:-1]:
            return node
    for node, words in tops:
        if any(words in whole for whole in stated):
            return node
    if len(tops) == 1 and len(short(tops[0][0], LONGEST).split()) > 2:
        return tops[0][0]
    found = (node for node, words in others if any(_is_most(words, whole) for whole in stated))
    return next(found, None)


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
    for stated in _stated(tree):
        parts = _SITE.split(stated)
        while len(parts) > 1 and _letters(parts[-1]) in site:
            stated = stated[: stated.rindex(parts.pop())].rstrip(" |—–·•»:-")
        return stated
    return None


def _stated(tree: Any) -> list[str]:
    """Titles in the page's head, the one for sharing first."""
    given: dict[str, str] = {}
    for node in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if content := squeeze(node.get("content")):
                given.setdefault((node.get(key) or "").lower(), content[:LONGEST])
    found = [given[name] for name in _META if name in given]
    return found + [t for t in (short(n, LONGEST) for n in tree.xpath("//head/title")) if t]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
