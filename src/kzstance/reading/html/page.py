"""``.html``: the article of a page by trafilatura, without what stands around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kzstance.config import Reading
from kzstance.reading.broken import Broken
from kzstance.reading.decode import decode, normalise
from kzstance.reading.fields import Found
from kzstance.reading.files import whole
from kzstance.reading.html import blocks, custom, data, dates, lines, prune, quotes, root, title
from kzstance.reading.html.mend import mend

_CHARSET = re.compile(
    rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})"""
)
_PROLOG = re.compile(r"\A\s*+<\?xml[^>]{0,300}\?>")
_ENOUGH = 0.6
"""The part of the article's own element that trafilatura keeps, at the least."""


def read(parts: Iterable[bytes], settings: Reading) -> Iterator[Found]:
    """The one article of the page; its text is empty where trafilatura finds none."""
    raw = whole(parts, settings.max_html_chars, "max_html_chars")
    if not raw.strip():
        yield Found("")
        return
    declared = _CHARSET.search(raw[:4096])
    text, encoding = decode(raw, declared[1].decode("ascii") if declared else None)
    text = normalise(text)
    tree = parse(text, settings.max_html_depth)
    if tree is None:
        yield Found("", encoding=encoding)
        return
    shown = title.headline(tree)
    html_date = dates.find(tree, settings.earliest_date, shown)
    name = title.title(tree, shown)
    lang, url = tree.get("lang"), address(tree)
    stated = data.body(tree)
    document, body = _article(tree, shown, settings)
    if not body:
        document, body = _plainly(text, settings)
    if len(body) < max(1, settings.min_chars):
        body = stated
    for headline in (document.title if document else None, name):
        body = body.removeprefix(f"{headline}\n")
    yield Found(
        lines.tidy(body),
        title=name or (document.title if document else None) or None,
        html_date=html_date,
        outlet=document.sitename if document else None,
        url=url or (document.url if document else None),
        lang=lang,
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
    mend(tree)
    custom.inline(tree)
    return tree


def _depth(tree: Any, enough: int) -> int:
    deepest, level = 0, [tree]
    while level and deepest <= enough:
        deepest += 1
        level = [child for node in level for child in node]
    return deepest


def address(tree: Any) -> str | None:
    """The page's own address, as it states it."""
    return next((u for u in data.addresses(tree) if re.match(r"https?://\S", u)), None)


def _article(tree: Any, shown: Any, settings: Reading) -> tuple[Any, str]:
    """What trafilatura keeps of the part of the page that holds the article.

    Where it keeps little of it, it took the article for something else: then all of the part.
    """
    blocks.untable(tree)
    quotes.set_off(tree)
    quotes.name_speakers(tree, shown)
    prune.prune(tree, shown)
    page = root.rooted(tree, shown)
    if page is None:
        return None, ""
    document = _extract(page, settings)
    kept, whole = document.text if document else "", blocks.lines(page)
    return document, kept if len(kept) >= _ENOUGH * len(whole) else whole


def _plainly(text: str, settings: Reading) -> tuple[Any, str]:
    """What it keeps of the whole page, where no part of it is running text."""
    tree = parse(text, settings.max_html_depth)
    prune.prune(tree)
    document = _extract(tree, settings)
    return document, document.text if document else ""


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
