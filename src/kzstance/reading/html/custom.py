"""Elements of a page's own making that stand in a sentence: emoji, spoilers, words explained."""

from __future__ import annotations

from typing import Any

from kzstance.reading.html import names
from kzstance.reading.html.sizes import INLINE, squeeze

_EMOJI = "emoji"


def inline(tree: Any) -> None:
    """They become ``span``: under a name unknown to readers of pages their words are lost."""
    for node in list(tree.iter("*")):
        own = "-" in str(node.tag) or (node.tag == "button" and node.getparent().tag == "p")
        if own and _is_plain(node) and _is_in_text(node) and not _is_around(node):
            node.tag = "span"


def _is_plain(node: Any) -> bool:
    """Words, and no block among them."""
    if any(inner.tag not in INLINE for inner in node.iterdescendants("*")):
        return False
    return bool(squeeze("".join(node.itertext())))


def _is_in_text(node: Any) -> bool:
    before = node.getprevious()
    beside = node.getparent().text if before is None else before.tail
    return bool(squeeze(beside) or squeeze(node.tail)) or (
        _EMOJI in node.tag and before is None and _is_inline(node.getnext())
    )


def _is_inline(node: Any) -> bool:
    return node is not None and node.tag in INLINE


def _is_around(node: Any) -> bool:
    """Whether the name says that it is a box of others, or a player."""
    return _EMOJI not in node.tag and (names.is_named(node.tag) or "player" in node.tag)
