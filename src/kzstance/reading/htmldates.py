"""The publication date that a page states about itself; dates in its prose are left alone."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date as Date
from functools import partial
from typing import Any

from kzstance.reading import dates, htmldata, htmltitle, htmlwritten

_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "article:published", "publisheddate", "published-date", "published_date", "published_at",
    "article.published", "article_date_original", "originalpublicationdate", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "citation_publication_date", "publication_date", "publication-date", "publicationdate",
    "publish-date", "publish_date", "publishdate", "published_time", "published", "pubdate",
    "pub_date", "pdate", "datecreated", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "mediator_published_time", "article:create_at", "date", "dat",
)  # fmt: skip
_DATED = re.compile(r"date|time|publish|issued|created|release|parution", re.I)
_NOT_PUBLISHED = re.compile(r"modif|updat|expir|event|start|end|valid|image|video|revis", re.I)


def find(tree: Any, earliest: Date, headline: Any = None) -> Date | None:
    """Meta elements, then JSON-LD, then what the page shows by its headline, then htmldate.

    ``headline`` is the element of it, where it is known already.
    """
    bounds = dates.Bounds(earliest, Date.today())
    for source in (_metas, _linked_data, partial(_elements, shown=headline)):
        for value in source(tree):
            day = dates.parse(value) or htmlwritten.parse(value)
            if kept := bounds.keep(day):
                return kept
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
    for article in htmldata.articles(tree):
        yield article.get("datePublished") or article.get("dateCreated")


def _elements(tree: Any, shown: Any) -> Iterator[str]:
    for node in tree.iter("time", "abbr", "span", "p", "div"):
        if (node.get("itemprop") or "").lower() in ("datepublished", "datecreated"):
            yield (
                node.get("datetime")
                or node.get("content")
                or node.get("title")
                or htmlwritten.own(node)
            )
    shown = htmltitle.headline(tree) if shown is None else shown
    root = (tree.xpath("//article[1] | //main[not(.//article)]") or [tree])[0]
    yield from _times(root if shown is None or root in shown.iterancestors() else tree, shown)
    yield from htmlwritten.shown(tree, root, shown)


def _times(root: Any, shown: Any) -> Iterator[str]:
    """The first ``<time>`` that is not of an update: those after it may be links to others."""
    for node in root.iter("time"):
        marks = f"{node.get('class') or ''} {node.get('itemprop') or ''}"
        if _NOT_PUBLISHED.search(marks):
            continue
        around = {parent.tag for parent in node.iterancestors()}
        if not around & {"aside", "footer", "nav"}:
            yield node.get("datetime") or htmlwritten.own(node)
            return


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
