"""``.html``: the article of a page by trafilatura, without what stands around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kzstance.config import Reading
from kzstance.reading import htmldates
from kzstance.reading.broken import Broken
from kzstance.reading.decode import decode, normalise
from kzstance.reading.fields import Found
from kzstance.reading.files import whole

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_PROLOG = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_AROUND = frozenset(
    ("figcaption", "caption", "nav", "aside", "form", "button", "dialog", "noscript")
)
_NAMED = re.compile(
    r"cookie|consent|gdpr|newsletter|subscri|paywall|\bcomments?\b|comment-|disqus|related"
    r"|read-?(?:more|also|next)|most-(?:read|popular)|trending|recommend|\bshar(?:e|ing)|social"
    r"|breadcrumb|advert|\bads?\b|promo|caption|byline|tag-?cloud|copyright"
)
_BODY = ("article", "main", "body", "html")


def read(parts: Iterable[bytes], settings: Reading) -> Iterator[Found]:
    """The one article of the page; its text is empty where trafilatura finds none."""
    data = whole(parts, settings.max_html_chars, "max_html_chars")
    if not data.strip():
        yield Found("")
        return
    declared = _CHARSET.search(data[:4096])
    text, encoding = decode(data, declared[1].decode("ascii") if declared else None)
    tree = parse(normalise(text), settings.max_html_depth)
    if tree is None:
        yield Found("", encoding=encoding)
        return
    html_date = htmldates.find(tree, settings.earliest_date)
    prune(tree)
    document = _extract(tree, settings)
    if document is None:
        yield Found("", encoding=encoding)
        return
    title = document.title or ""
    yield Found(
        (document.text or "").removeprefix(f"{title}\n"),
        title=title or None,
        html_date=html_date,
        outlet=document.sitename,
        url=address(tree) or document.url,
        lang=tree.get("lang"),
        encoding=encoding,
    )


def parse(text: str, max_depth: int) -> Any:
    """The page's tree. Broken where it is nested too deep, since libxml2 then loses text."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    body = _PROLOG.sub("", text, count=1).encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(body, parser=parser)
    except etree.ParserError:  # nothing but comments or space
        return None
    lost = any("depth" in entry.message for entry in parser.error_log)
    if lost or _depth(tree, max_depth) > max_depth:
        raise Broken(
            "max_html_depth",
            f"HTML nested deeper than reading.max_html_depth = {max_depth} elements, where "
            "text is lost; flatten the page or give its text as .txt",
        )
    return tree


def _depth(tree: Any, enough: int) -> int:
    deepest, level = 0, [tree]
    while level and deepest <= enough:
        deepest += 1
        level = [child for node in level for child in node]
    return deepest


def prune(tree: Any) -> None:
    """Take out captions, banners, links to other articles, comments; never half of the page."""
    most = 0.4 * _length(tree)
    for node in [n for n in tree.iter() if n.tag not in _BODY and _is_around(n)]:
        if node.getparent() is not None and _length(node) < most:
            node.drop_tree()


def _is_around(node: Any) -> bool:
    get = node.get
    return (
        node.tag in _AROUND
        or get("hidden") is not None
        or get("aria-hidden") == "true"
        or get("role") in ("dialog", "navigation", "complementary")
        or bool(_NAMED.search(f"{get('class') or ''} {get('id') or ''}".lower()))
    )


def _length(node: Any) -> int:
    return sum(map(len, node.xpath(".//text()[not(parent::script or parent::style)]")))


def address(tree: Any) -> str | None:
    """The page's own address, as it states it."""
    stated = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return next((str(u).strip() for u in stated if re.match(r"\s*https?://\S", u)), None)


def _extract(tree: Any, settings: Reading) -> Any:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    for precision in (True, False):
        document = bare_extraction(
            tree,
            favor_precision=precision,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        if document is not None and len(document.text or "") >= max(1, settings.min_chars):
            return document
    return None
