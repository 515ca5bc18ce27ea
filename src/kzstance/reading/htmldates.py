"""The publication date that a page states about itself; dates in its prose are left alone."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date as Date
from typing import Any

from kzstance.reading import dates

_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "article:published", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "citation_publication_date",
    "publication_date", "publish-date", "publish_date", "published_time", "pubdate", "pub_date",
    "datecreated", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_DATED = re.compile(r"date|time|publish|issued|created|release|parution", re.I)
_NOT_PUBLISHED = re.compile(r"modif|updat|expir|event|start|end|valid|image|video|revis", re.I)
_ARTICLE = re.compile(r"article|posting|report|webpage|review|interview", re.I)
_MARKED = re.compile(r"publish|posted|pubdate|entry-date|post-date|dateline|timestamp|date", re.I)
_LABEL = re.compile(r"^(?:published|posted|released|issued|first published)\b[\s:]*(?:on\b)?", re.I)


def find(tree: Any, earliest: Date) -> Date | None:
    """Meta elements, then JSON-LD, then marked elements of the article, then htmldate's parsing."""
    bounds = dates.Bounds(earliest, Date.today())
    for source in (_metas, _linked_data, _elements):
        for value in source(tree):
            if day := bounds.keep(dates.parse(value)):
                return day
    return _htmldate(tree, bounds)


def _name(node: Any) -> str:
    keys = ("property", "name", "itemprop", "http-equiv")
    return next((node.get(k).strip().lower() for k in keys if node.get(k)), "")


def _metas(tree: Any) -> Iterator[str]:
    given: dict[str, str] = {}
    for node in tree.iter("meta"):
        if content := (node.get("content") or node.get("datetime")):
            given.setdefault(_name(node), content)
    for name in _META:
        if name in given:
            yield given[name]


def _linked_data(tree: Any) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _objects(data):
            if _ARTICLE.search(str(node.get("@type"))):
                yield node.get("datePublished") or node.get("dateCreated")


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The page's own objects: not those inside a list of other articles."""
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity"):
            yield from _objects(data.get(key))


def _elements(tree: Any) -> Iterator[str]:
    found = list(tree.iter("time", "abbr", "span", "p", "div"))
    for node in found:
        if (node.get("itemprop") or "").lower() in ("datepublished", "datecreated"):
            yield node.get("datetime") or node.get("content") or node.get("title") or _own(node)
    root = (tree.xpath("//article[1] | //main[not(.//article)]") or [tree])[0]
    for node in root.iter("time"):
        marks = f"{node.get('class') or ''} {node.get('itemprop') or ''}"
        if not _NOT_PUBLISHED.search(marks) and not node.xpath(
            "ancestor::aside | ancestor::footer"
        ):
            yield node.get("datetime") or _own(node)
            break  # the first is the article's; those after it may be links to others
    for node in root.iter("abbr", "span", "p", "div"):
        marks = f"{node.get('class') or ''} {node.get('id') or ''}"
        if not _MARKED.search(marks):
            continue
        text = _own(node)
        if len(text) < 80 and not re.search("modif|updat", marks + text, re.I):
            yield node.get("title") or _LABEL.sub("", text)


def _own(node: Any) -> str:
    return " ".join(node.text_content().split())[:200] if len(node) < 4 else ""


def _htmldate(tree: Any, bounds: dates.Bounds) -> Date | None:
    """What htmldate reads in the page's meta elements, in formats that we do not parse."""
    from htmldate import find_date
    from lxml import etree
    from lxml import html as lxml_html

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    page = etree.Element("html")
    head = etree.SubElement(page, "head")
    for node in tree.iter("meta"):
        if _DATED.search(_name(node)) and not _NOT_PUBLISHED.search(_name(node)):
            etree.SubElement(head, "meta", dict(node.attrib))
    if not len(head):
        return None
    found = find_date(
        lxml_html.fromstring(etree.tostring(page)),
        extensive_search=False,
        original_date=True,
        url="",
        min_date=bounds.earliest.isoformat(),
        max_date=bounds.latest.isoformat(),
    )
    return bounds.keep(dates.parse(found))
