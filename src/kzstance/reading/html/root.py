"""The part of a page that holds its article, for trafilatura to clean.

Live blogs have an ``<article>`` for each post, old pages none: of the first trafilatura alone
finds one post, of the second everything.
"""

from __future__ import annotations

import copy
import re
from itertools import islice
from typing import Any

from lxml import etree

from kzstance.reading.html import blocks, ends, kin, tools
from kzstance.reading.html.names import is_teaser, names_of
from kzstance.reading.html.sizes import Sizes, sizes

_OWN = ("data-url", "data-article-id", "data-post-id", "data-article")
_FEW = 60
_BYLINE = re.compile(r"(?<![a-z])(?:date|author|by-?line|publish|posted|entry-meta|article-meta)")
_PARTS = ("article", "main", "section", "header", "form")


def rooted(tree: Any, shown: Any) -> Any:
    """A page of the article alone, or None where no block of the page is prose.

    The article is the ``<article>`` or ``<main>`` around the headline, if half of the prose is
    there; else the least element that holds three quarters of the prose, and the headline:
    between the two may stand the lead. What comes before the headline is left out.
    """
    measured = sizes(tree)
    if not measured.prose[tree]:
        return None
    if shown is None or shown.getparent() is None:
        root = measured.densest(tree, 0.9)
    else:
        named = (node for tag in ("article", "main") for node in shown.iterancestors(tag))
        root = next((node for node in named if measured.share(node) >= 0.5), None)
        if root is None:
            root = measured.densest(tree, 0.75)
        elif _goes_on(root, measured):
            root.append(root.getnext())
        root = _from_headline(root, shown, measured)
    blocks.paragraphs(root)
    measured = sizes(tree)  # with the paragraphs that lines parted by <br> became
    tools.cut(root, measured)
    ends.trim(root, measured)
    _level(root, measured)
    blocks.plain(root)
    return _page(tree, root)


def _goes_on(root: Any, of: Sizes) -> bool:
    """Whether the rest of the article stands below its own element."""
    after = root.getnext()
    if after is None or after.tag not in ("div", "section", "p"):
        return False
    return of.share(after) >= 0.2 and of.linked(after) < 0.3


def _from_headline(root: Any, shown: Any, of: Sizes) -> Any:
    """The least element that holds both, without what stands before the headline."""
    above = list(shown.iterancestors())
    if root not in above and shown is not root:
        holders = set(above)
        root = next(node for node in root.iterancestors() if node in holders)
    path = [shown, *above[: above.index(root)]]
    before = [node for step in path for node in step.itersiblings(preceding=True)]
    if sum(of.prose.get(node, 0) for node in before) > 0.3 * of.prose[root]:
        return root  # the headline is shown again below the article
    for node in before:
        node.drop_tree()
    for step in path:
        if step.getparent() is not None and step.getparent() is not shown:
            step.getparent().text = None
    _only_first(root, shown)
    _only_own(root, shown, of)
    shown.drop_tree()
    return root


def _only_first(root: Any, shown: Any) -> None:
    """An endless page goes on with whole other articles, each with a headline of its own."""
    mine = [shown, *shown.iterancestors()]
    for other in list(root.iter("h1")):
        top = other
        while top.getparent() is not None and top.getparent() not in mine:
            top = top.getparent()
        if top is other or top.getparent() is None or top in mine or top.tag == "section":
            continue
        first = mine[mine.index(top.getparent()) - 1]
        alike = (top.tag, top.get("class")) == (first.tag, first.get("class"))
        if alike and _is_dated(top):
            for after in [top, *top.itersiblings()]:
                after.drop_tree()
            return


def _is_dated(top: Any) -> bool:
    """Whether its first elements tell when or by whom: a subhead has no date of its own."""
    first = islice(top.iterdescendants("*"), _FEW)
    return any(node.tag == "time" or _BYLINE.search(names_of(node)) for node in first)


def _only_own(root: Any, shown: Any, of: Sizes) -> None:
    """What an endless page loads next has an address or a number of its own."""
    for node in shown.iterancestors():
        if node is root:
            return
        if of.prose[node] < 0.3 * of.prose[root]:
            continue
        for key in [key for key in _OWN if node.get(key) is not None]:
            others = [n for n in node.itersiblings(node.tag) if n.get(key) is not None]
            for other in others if key == "data-article" else _unlike(others, key, node):
                other.drop_tree()
            if others:
                return


def _unlike(others: list[Any], key: str, node: Any) -> list[Any]:
    return [other for other in others if other.get(key) != node.get(key)]


def _level(root: Any, of: Sizes) -> None:
    """Parts of the page become plain boxes, and great ones lose the names that mislead."""
    for node in root.iter(*_PARTS):
        if node is not root:
            node.tag = "div"
    is_kin = kin.finder(of)
    alike = [n for n in root.iter("p", "div") if is_kin(n) or kin.is_between(n, of)]
    for node in root.iter("*"):
        if of.share(node) >= 0.3 or (
            # what is left with a teaser's name is the lead: see prune
            of.prose[node] and (node.tag == "p" or is_teaser(names_of(node)))
        ):
            node.attrib.clear()
    for node in alike:
        node.attrib.clear()


def _page(tree: Any, root: Any) -> Any:
    page = tree.makeelement("html", dict(tree.attrib))
    if (head := tree.find("head")) is not None:
        page.append(copy.deepcopy(head))
    article = etree.SubElement(etree.SubElement(page, "body"), "article", {"class": "post-content"})
    root.tail = None
    if root.tag in ("body", "html", "article", "main"):
        article.text = root.text
        article.extend([child for child in root if child.tag not in ("head", "body")])
        for body in root.findall("body"):
            article.extend(list(body))
    else:
        article.append(root)
    return page
