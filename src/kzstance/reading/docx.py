"""``.docx``: the paragraphs of a Word file, as press releases come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kzstance.config import Reading
from kzstance.reading.broken import Broken, why
from kzstance.reading.fields import Found
from kzstance.reading.office import unpacks
from kzstance.reading.plain import first_line
from kzstance.reading.streams import seekable

_DEFAULT_TITLE = "Word Document"  # which python-docx gives a file without properties
_XML = 8  # bytes of a document's markup for a character of text, at most
_STYLES = 1 << 22  # and of what stands in any document
_FILE = re.compile(r"file '?<[^<>]*>'? is ")  # its address differs from run to run
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    (f"{_MC}Fallback", *(_W + x for x in "del moveFrom pPr rPr rt sectPr tblPr tcPr trPr".split()))
)
"""What was taken out, what stands there a second time, and properties."""
_SIGNS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(parts: Iterable[bytes], settings: Reading) -> Iterator[Found]:
    """The one article of a Word file: its paragraphs."""
    from docx import Document

    with seekable(parts) as file:
        unpacks(file, settings, _XML * settings.max_chars + _STYLES)
        try:
            document = Document(file)
            lines = [x.strip() for x in _lines(document.element.body)]
            title = document.core_properties.title
            title = None if title == _DEFAULT_TITLE else title
        except MemoryError:
            raise
        except Exception as error:  # of python-docx, lxml and zipfile, by what is wrong
            said = _FILE.sub("", why(error))
            message = f"not a Word file that can be read ({said}); save it anew"
            raise Broken("docx", message) from None
    text = "\n\n".join(x for x in lines if x)
    yield Found(text, title=title or first_line(text), encoding="docx")


def _lines(body: Any) -> Iterator[str]:
    """The paragraphs in their order, those in tables and text boxes too.

    python-docx leaves out what stands in a text box, a form's field or an insertion, and gives a
    merged cell once for each row and column.
    """
    from lxml.etree import iterwalk

    found: list[list[str]] = []
    open_: list[list[str]] = []
    walk = iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag == f"{_W}p":
                open_.pop()
        elif tag in _LEFT_OUT or (tag == f"{_W}tc" and _goes_on(element)):
            walk.skip_subtree()
        elif tag == f"{_W}p":
            open_.append([])
            found.append(open_[-1])
        elif open_:
            open_[-1].append(_text(element))
    return map("".join, found)


def _text(element: Any) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag == f"{_W}br":
        return "\n" if element.get(f"{_W}type", "textWrapping") == "textWrapping" else ""
    return _SIGNS.get(element.tag, "")


def _goes_on(cell: Any) -> bool:
    """Whether a cell is the rest of the merged one above it."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    above = next(cell.getparent().itersiblings(f"{_W}tr", preceding=True), None)
    return (
        merge is not None and above is not None and merge.get(f"{_W}val", "continue") == "continue"
    )
