"""The publication date that a page states about itself; dates in its prose are left alone."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import date as Date
from functools import partial
from itertools import islice
from typing import Any

from kzstance.reading import dates
from kzstance.reading.html import data, others, title, written

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
_MANY = 100
_LATER = 7
"""Days after the one that stands in the address, on which a page may tell its date."""
_UTC = re.compile(r"[T ](\d\d):\d\d(?::\d\d(?:\.\d{1,9})?)? ?(?:Z|[+-]00:?00)$", re.I)
_NOT_PUBLISHED = re.compile(r"modif|updat|expir|event|start|end|valid|image|video|revis", re.I)


def find(tree: Any, earliest: Date, headline: Any = None) -> Date | None:
    """Meta elements, then JSON-LD, then what the page shows by its headline, then htmldate.

    ``headline`` is the element of it, where it is known already. The day of a last change is
    taken only where nothing else, the page's address neither, tells a day.
    """
    bounds = dates.Bounds(earliest, Date.today())
    shown = title.headline(tree) if headline is None else headline
    elements = partial(_elements, shown=shown)
    addressed = next(filter(None, map(dates.of_url, data.addresses(tree))), None)
    for source in (_metas, _linked_data, elements):
        for value in source(tree):
            if kept := bounds.keep(_day(value)):
                if source is elements and addressed and (kept - addressed).days > _LATER:
                    continue  # today's date, from the page's top line
                beside = (v for source in (_linked_data, elements) for v in source(tree))
                return _there(value, kept, beside)
    if kept := _htmldate(tree, bounds):
        return kept
    if shown is None or addressed:
        return None
    days = (bounds.keep(_day(value)) for value in written.updated(tree, shown))
    return next((day for day in days if day), None)


def _day(value: object) -> Date | None:
    return dates.parse(value) or written.parse(value)


def _there(value: object, day: Date, beside: Iterable[object]) -> Date:
    """The day at the place of publication, of a moment that is given as it is in Greenwich.

    The first of those beside it that tells no such moment tells it, if it can be the same one.
    """
    moment = _UTC.search(value.strip()) if isinstance(value, str) else None
    if moment is None:
        return day
    there = (_day(v) for v in beside if isinstance(v, str) and _is_local(v))
    other = next((d for d in there if d), day)
    hour, apart = int(moment[1]), (other - day).days
    return other if (apart == 1 and hour >= 10) or (apart == -1 and hour < 12) else day


def _is_local(value: str) -> bool:
    return not _UTC.search(value.strip()) and not value.strip().isdecimal()


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
    for article in data.articles(tree):
        yield article.get("datePublished") or article.get("dateCreated")


def _elements(tree: Any, shown: Any) -> Iterator[str]:
    for node in tree.iter("time", "abbr", "span", "p", "div"):
        if (node.get("itemprop") or "").lower() not in ("datepublished", "datecreated"):
            continue
        if not others.is_of_another(node, shown):
            yield (
                node.get("datetime")
                or node.get("content")
                or node.get("title")
                or written.own(node)
            )
    root = _root(tree, shown)
    yield from _times(root, shown)
    yield from written.shown(tree, root, shown)


def _root(tree: Any, shown: Any) -> Any:
    """The article's own element, as far as there is one."""
    if shown is None:
        return (tree.xpath("//article[1] | //main[not(.//article)]") or [tree])[0]
    around = (node for tag in ("article", "main") for node in shown.iterancestors(tag))
    return next(around, tree)


def _times(root: Any, shown: Any) -> Iterator[str]:
    """The first ``<time>`` that is not of an update: those after it may be links to others."""
    for node in islice(root.iter("time"), _MANY):
        marks = f"{node.get('class') or ''} {node.get('itemprop') or ''}"
        if _NOT_PUBLISHED.search(marks) or next(node.iterancestors("footer"), None) is not None:
            continue
        if not others.is_of_another(node, shown):
            yield node.get("datetime") or written.own(node)
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
