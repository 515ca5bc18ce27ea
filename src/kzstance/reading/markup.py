"""Elements → plain text: paragraphs with a blank line between them."""

from __future__ import annotations

import html as entities
import re
from typing import Any

from kzstance.config import Reading
from kzstance.reading import html
from kzstance.reading.html import page

_BLOCKS = frozenset(
    "address article blockquote body body.content body.head block center content dd div dl dt "
    "encoded figure footer h1 h2 h3 h4 h5 h6 head header hl1 hl2 hr item l lg li list main ol p "
    "para paragraph pre row section str table td th tr ul".split()
)
_LEFT_OUT = frozenset(
    "aside button caption credit figcaption form iframe math media media-caption nav "
    "noscript script style svg template".split()
)
_TAG = re.compile(
    r"</?(?:a|article|b|blockquote|body|br|div|em|figure|font|h[1-6]|html|i|img|li|ol|p|section"
    r"|span|strong|table|u|ul)(?=[\s/>])[^<>]{0,2000}>",
    re.I,
)
_PAGE = re.compile(r"<(?:html|body|main)(?=[\s>])", re.I)
_REFERENCE = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_PAUSE = re.compile(r"\n[ \t\r\n]*\n")
_GAP = re.compile(r"[ \t\r\n]+")


def text_of(element: Any, settings: Reading) -> str:
    """The text of an element, be it plain, XHTML or HTML written as text.

    Broken where the HTML in it is nested too deep.
    """
    if any(isinstance(child.tag, str) for child in element):
        return tidy("".join(_pieces(element)))
    return of_string(words(element), settings)


def of_string(text: str, settings: Reading) -> str:
    """Text that may be HTML; line ends of plain text are kept."""
    if _PAGE.search(text):
        found = next(iter(html.read((text.encode("utf-8", "replace"),), settings)))
        if found.text:
            return found.text
    if _TAG.search(text):
        tree = page.parse(text, settings.max_html_depth)
        return "" if tree is None else tidy("".join(_pieces(tree)))
    return tidy(entities.unescape(text) if _REFERENCE.search(text) else text)


def line_of(element: Any) -> str:
    """The words of an element on one line: a title, a date, a name."""
    return one_line(words(element))


def one_line(text: str) -> str:
    if _TAG.search(text):
        text = _TAG.sub(" ", text)
    return " ".join((entities.unescape(text) if _REFERENCE.search(text) else text).split())


def words(element: Any) -> str:
    """All text in an element, in its order, as it stands there."""
    out = [element.text or ""]
    for child in element:
        out.append(words(child) if isinstance(child.tag, str) else entity(child))
        out.append(child.tail or "")
    return "".join(out)


def entity(node: Any) -> str:
    """``&nbsp;`` and others of HTML, which an XML file may use without saying what they are."""
    return entities.unescape(node.text or "")


def tidy(text: str) -> str:
    """No space at the ends of lines, at most one blank line."""
    lines = "\n".join(line.strip(" \t\r") for line in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines)


def _pieces(element: Any) -> list[str]:
    name = _local(element)
    if name in _LEFT_OUT:
        return []
    if name == "br":
        return ["\n"]
    out = [_flow(element.text)]
    for child in element:
        out += _pieces(child) if isinstance(child.tag, str) else [entity(child)]
        out.append(_flow(child.tail))
    return ["\n\n", *out, "\n\n"] if name in _BLOCKS else out


def _flow(text: str | None) -> str:
    """Lines as an editor broke them, joined; a blank line ends a paragraph."""
    if not text:
        return ""
    return "\n\n".join(_GAP.sub(" ", part) for part in _PAUSE.split(text))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()
