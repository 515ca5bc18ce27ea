"""What a page says of other articles: a date in a teaser is not the page's own."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from kzstance.reading.html import names, phrases
from kzstance.reading.html.sizes import HEADINGS, short

_NAMES = re.compile(
    r"(?<![a-z])(?:related\w*|recommend\w*|read-?(?:more|also|next)|see-?also|also-?read"
    r"|more-?(?:on|from|news|stories|articles)|(?:other|similar|latest|last|next|prev)-\w+"
    r"|popular|trending|most-\w+|up-?next|onward\w*|recirc\w*|teasers?|lenta"
    r"|news-?(?:list|feed|lines?))(?![a-z])"
)
_PAGE = frozenset(("html", "body", "main"))
_ASIDE = frozenset(("aside", "nav"))
_BOX = 400
_TOLD = 200
"""Characters of text, and of text that is no link, in a teaser's box; a greater one may hold the
article, with links in it."""
_FAR = 5


def is_of_another(node: Any, shown: Any = None) -> bool:
    """Whether the element stands in a box of other articles, by its name, heading or link.

    ``shown`` is the page's own headline; what stands around it is the page's own too.
    """
    above = set() if shown is None else {shown, *shown.iterancestors()}
    title = "" if shown is None else short(shown, _BOX)
    for box in (node, *node.iterancestors()):
        if box in above or box.tag in _PAGE:
            return False
        if box.tag in _ASIDE or _NAMES.search(names.names_of(box)) or _is_headed(box):
            return True
        if _is_teaser(box, title):
            return True
    return False


def _is_headed(box: Any) -> bool:
    for before in islice(box.itersiblings(preceding=True), _FAR):
        if before.tag in HEADINGS:
            words = short(before, 80).strip(" :|—-.…!?»«")
            return bool(phrases.SECTION.fullmatch(words))
    return False


def _is_teaser(box: Any, title: str) -> bool:
    if not (words := short(box, _BOX)):
        return False
    links = list(box.iter("a"))
    told = len(words) - sum(len(short(link, _BOX)) for link in links)
    return told <= _TOLD and any(_leads_away(link, title) for link in links)


def _leads_away(link: Any, title: str) -> bool:
    """A link with a headline's words; shorter ones are of authors and of parts of the paper."""
    href, words = link.get("href") or "", short(link, _BOX)
    if not href or href.startswith(("#", "javascript:", "mailto:")):
        return False
    return len(words) >= 30 and len(words.split()) > 3 and words not in title
