"""What stands around an article is taken out by its mark-up: banners, captions, embeds, links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kzstance.reading.html import kin, names, phrases
from kzstance.reading.html.headed import headed, opens
from kzstance.reading.html.kin import MOST
from kzstance.reading.html.pictures import is_picture
from kzstance.reading.html.quotes import is_post
from kzstance.reading.html.sizes import HEADINGS, INLINE, Sizes, short, sizes, squeeze

_AROUND = frozenset(
    "figcaption figure caption nav aside form button dialog noscript iframe object video audio "
    "amp-sidebar amp-consent amp-ad amp-embed amp-list amp-carousel amp-social-share amp-iframe "
    "amp-twitter amp-instagram amp-facebook amp-video amp-img amp-user-notification".split()
)
_KEPT = frozenset(("html", "head", "body", "main", "article"))
_ROLES = frozenset("dialog alertdialog navigation complementary banner contentinfo search".split())
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)\s*%",
    re.I,
)
_READ_OUT = re.compile(
    r"(?<![a-z])(?<!not-)(?:visually-?hidden|sr-only|screen-reader(?:-text)?)(?![a-z])"
)
_TICKER = re.compile(r"[A-Z][A-Z.]{0,7} [-+−]?\d{1,3}[.,]\d\d?%.{0,50}")
_BOXES = frozenset("div section ul ol dl p li table td center h2 h3 h4 h5 h6 footer header".split())
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:")
_LANGUAGES = frozenset(
    "english français francais deutsch español italiano português türkçe polski русский "
    "українська қазақша қазақ qazaqsha кыргызча oʻzbekcha o'zbekcha ўзбекча тоҷикӣ "
    "azərbaycanca беларуская română ქართული հայերեն 中文 日本語 한국어 العربية فارسی en ru kz ua "
    "qaz eng қаз рус укр".split()
)
_BUTTONS = ("button", "input", "a", "div", "p", "span")


def prune(tree: Any, shown: Any = None) -> None:
    """Take it out. Whatever holds the headline ``shown``, or most of the prose, stays."""
    measured = sizes(tree)
    kept = set() if shown is None else {shown, *shown.iterancestors()}
    is_kin = kin.finder(measured, shown)
    gone: set[Any] = set()
    for node in measured.nodes[1:]:
        parent = node.getparent()
        if node in gone or parent in gone or parent is None:
            gone.add(node)
            continue
        for out in _out(node, measured, kept, is_kin):
            if out not in gone:
                gone.add(out)
                out.drop_tree()


def _out(node: Any, of: Sizes, kept: set[Any], is_kin: Callable[[Any], bool]) -> list[Any]:
    """The elements to take out on this one's account: itself, its box, or what follows it."""
    if node in kept or node.tag in _KEPT:
        return []
    called = names.names_of(node)
    if names.is_comments(called) or (_unseen(node, called) and of.share(node) < MOST):
        return [node]
    if of.share(node) < 2 * MOST and _is_data(node):
        return [node]
    if node.tag == "sup" and short(node, 4).isdecimal() and of.linked(node) == 1:
        return [node]  # the number of a note
    if box := _called_for(node, of, kept):
        return box
    if card := _card(node, of, kept):
        return card
    if of.share(node) < MOST and (
        node.tag in _AROUND
        or node.get("role") in _ROLES
        or (names.is_named(called) and not (is_kin(node) or _is_lead(node, called, of)))
        or ("-" in node.tag and (names.is_named(node.tag) or "player" in node.tag))
        or _is_choice(node)
        or _is_links(node, of)
        or _is_languages(node, of)
        or (node.tag == "span" and _TICKER.fullmatch(short(node, 80)))
        or is_picture(node, of, is_kin)
        or is_post(node, of)
    ):
        return [node]
    return headed(node, of, kept, _KEPT)


def _is_lead(node: Any, called: str, of: Sizes) -> bool:
    """The article's first words: called a teaser, but they lead nowhere."""
    if not of.prose[node] or not names.is_teaser(called):
        return False
    leads = next(node.iter("a", "button", "form", "input"), None)
    return leads is None and next(node.iterancestors("a"), None) is None


def _card(node: Any, of: Sizes, kept: set[Any]) -> list[Any]:
    """The box of another article: it begins with a linked heading and says little more."""
    if node.tag not in HEADINGS or of.text[node] < 15 or of.linked(node) < 0.9:
        return []
    box = node.getparent()
    if box is None or box in kept or box.tag not in ("div", "li", "section", "article"):
        return []
    if next(node.iter("a")).get("href", "#").startswith("#") or not opens(node, box, of):
        return []
    if of.text[box] > 400 or of.share(box) >= 0.3:
        return []
    alike = (b for b in box.getparent() if b.get("class") == box.get("class"))
    return [] if sum(of.prose[b] for b in alike) >= MOST * of.prose[of.nodes[0]] else [box]


def _unseen(node: Any, called: str) -> bool:
    """Whether a reader does not see it: hidden, or for programs that read pages out."""
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(node.get("style") or ""))
        or bool(_READ_OUT.search(called))
    )


def _is_data(node: Any) -> bool:
    """The article once more, hidden, for machines: it says ``2022-06-20T11:40`` in words."""
    return node.get("itemscope") is not None and any(
        child.tag not in ("meta", "time")
        and (child.get("itemprop") or "").startswith("date")
        and _INSTANT.match(short(child, 40))
        for child in node
    )


def _is_links(node: Any, of: Sizes) -> bool:
    """A block whose text is links to other pages."""
    return node.tag in _BOXES and of.text[node] > 14 and of.linked(node) >= 0.8


def _is_languages(node: Any, of: Sizes) -> bool:
    """A line that leads to the article in other languages."""
    if node.tag not in ("p", "li", "div", "ul") or not 0 < of.links[node] <= of.text[node] <= 200:
        return False
    links = [a for a in node.iter("a") if of.text.get(a)]
    if all(short(a, 20).lower().strip("()[] ") in _LANGUAGES for a in links):
        return not squeeze(node.text_content()).endswith((".", "!", "?", "…"))
    return of.linked(node) >= 0.5 and all(a.get("hreflang") for a in links)


def _is_choice(node: Any) -> bool:
    """What a reader chooses from: it is named, or held, by a label."""
    return node.tag == "label" and next(node.iter("select", "input"), None) is not None


def _called_for(node: Any, of: Sizes, kept: set[Any]) -> list[Any]:
    """The box around a button or a link that says Subscribe, Accept or Sign in."""
    if node.tag not in _BUTTONS or of.text[node] > 40:
        return []
    if node.tag not in ("button", "input") and of.linked(node) < 1:
        return []
    words = squeeze(node.get("value") if node.tag == "input" else node.text_content())
    asks = node.tag == "button" and words.lower().strip(" .!") in phrases.ANSWERS
    if not (asks or phrases.CALL.match(words)) or _goes_on(node):
        return []
    box = node.getparent()
    while box is not None and box.tag not in ("div", "section", "li", "td"):
        if box.tag in _KEPT or box.tag == "p":
            return []
        box = box.getparent()
    if box is None or box in kept or of.text[box] > 600 or of.share(box) >= 0.3:
        return []
    return [box]


def _goes_on(link: Any) -> bool:
    """Whether words follow in the same block: then the link is a part of a sentence."""
    while link is not None and link.tag in INLINE:
        if any(c.isalnum() for c in link.tail or ""):
            return True
        link = link.getparent()
    return False
