"""What a page says about itself in JSON-LD, and of its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_ARTICLE = re.compile(r"article|posting|report|webpage|review|interview", re.I)


def articles(tree: Any) -> list[dict[str, Any]]:
    """The article's own objects; a ``WebPage``, which may be older than what it shows, last."""
    found = [o for o in _objects(tree) if _ARTICLE.search(str(o.get("@type")))]
    return sorted(found, key=lambda o: "webpage" in str(o.get("@type")).lower())


def body(tree: Any) -> str:
    """The article's text, as pages give it that a script draws."""
    texts = (o.get("articleBody") or o.get("text") for o in articles(tree))
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            yield from _own(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue


def _own(data: Any) -> Iterator[dict[str, Any]]:
    """The page's own objects: not those inside a list of other articles."""
    if isinstance(data, list):
        for item in data:
            yield from _own(item)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity"):
            yield from _own(data.get(key))


def addresses(tree: Any) -> list[str]:
    """The page's own addresses, as it states them."""
    stated = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return [str(u).strip() for u in stated]
