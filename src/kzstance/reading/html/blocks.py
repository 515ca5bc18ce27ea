"""Plain blocks out of old and of new mark-up: tables of lay-out, lines parted by ``<br>``."""

from __future__ import annotations

from typing import Any

from lxml import etree

from kzstance.reading.html import tools
from kzstance.reading.html.sizes import INLINE, SENTENCE, Sizes, short, sizes, squeeze

_ENDS = tuple(".!?…:;\"'”»’)]")
_STOPS = (".", "!", "?", "…", "”", "»")
_CELLS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")
_PLAIN = INLINE - {"a", "br", "img"}
_BOXES = ("p", "div", "h2", "h3", "h4")
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dt", "dd", "pre")


def untable(tree: Any) -> None:
    """Tables that lay out the page become boxes; tables of figures, which are no prose, go."""
    measured = sizes(tree)
    inner = {t for table in tree.iter("table") for t in table.iterancestors("table")}
    for table in list(tree.iter("table")):
        if table.getparent() is None:
            continue
        cells = list(table.iter("td", "th"))
        if table not in inner and _has_figures(table, cells, measured):
            _with_its_box(table, measured).drop_tree()
    for node in list(tree.iter(*_CELLS)):
        node.tag = "div"


def _with_its_box(table: Any, of: Sizes) -> Any:
    """The table, or the box that holds beside it no more than its heading and its source."""
    box = table.getparent()
    beside = of.text[box] - of.text[table]
    if box.tag not in ("div", "section", "figure") or not 0 < beside <= 160:
        return table
    if of.prose[box] > of.prose[table] or next(box.iter("h1"), None) is not None:
        return table
    others = (child for child in box if child is not table)
    said = any(squeeze("".join(child.itertext())).endswith(_STOPS) for child in others)
    return table if said else box


def _has_figures(table: Any, cells: list[Any], of: Sizes) -> bool:
    if table.get("role") == "presentation":
        return False
    if any(of.text[cell] > 400 or of.prose[cell] > 250 for cell in cells):
        return False
    rows = sum(1 for _ in table.iter("tr"))
    return next(table.iter("th"), None) is not None or (rows > 1 and len(cells) >= 2 * rows - 1)


def plain(root: Any) -> None:
    """Paragraphs, lists and headings, and in them nothing but words and links."""
    paragraphs(root)
    for line in [n for n in root.iter("p") if next(n.iter("a"), None) is not None]:
        if line.getparent() is not None and (_links(line) > 0.7 or tools.is_row(line)):
            line.drop_tree()
    for line in root.iter("p", "li"):
        if _links(line) <= 0.5 and len(squeeze("".join(line.itertext()))) >= SENTENCE:
            etree.strip_tags(line, "a")  # trafilatura would judge it again, with its box
    etree.strip_tags(root, *_PLAIN)
    for node in root.iter("*"):  # one piece of text for the many that stripping leaves
        node.text, node.tail = node.text, node.tail


def _links(line: Any) -> float:
    """The part of a line that is links: a row of them, parted by bars, is no paragraph."""
    linked = sum(len(squeeze("".join(a.itertext()))) for a in line.iter("a"))
    return linked / max(1, len(squeeze("".join(line.itertext()))))


def paragraphs(root: Any) -> None:
    """Text that stands in a box beside others, or is parted by ``<br>``, gets paragraphs."""
    for item in list(root.iter("li")):
        if next(item.iterchildren(*_BOXES), None) is not None:
            item.tag = item.getparent().tag = "div"  # a post of a live blog, not an item
    for parent in {mark.getparent(): None for mark in root.iter("br")}:
        _unbox(parent, root)
    for box in list(root.iter("div", "p", "blockquote", "li", "dd", "article", "main", "body")):
        if _is_mixed(box):
            _part(box)


def _unbox(parent: Any, root: Any) -> None:
    """A font or bold element around several paragraphs is a box."""
    while parent is not root and parent.tag in INLINE and parent.tag != "a":
        if short(parent, 120):
            return
        parent.tag = "div"
        parent = parent.getparent()


def _is_mixed(box: Any) -> bool:
    if next(box.iterchildren("br"), None) is not None:
        return True
    if box.tag in ("p", "blockquote", "li"):
        return False
    if squeeze(box.text) or any(squeeze(child.tail) for child in box):
        return True
    return any(child.tag in INLINE and child.tag != "img" for child in box)


def _part(box: Any) -> None:
    """Runs of text and inline elements → ``<p>``, parted at boxes and at line ends."""
    run: list[Any] = [box.text or ""]
    children = list(box)
    box.text = None
    for child in children:
        box.remove(child)
    breaks = 0
    for child in children:
        tail, child.tail = child.tail or "", None
        breaks = breaks + 1 if child.tag == "br" else 0
        if child.tag == "br":
            if breaks > 1 or _is_ended(run):
                _close(run, box)
            run.append(" ")
        elif child.tag in INLINE:
            run.append(child)
        else:
            _close(run, box)
            box.append(child)
        if tail.strip():
            breaks = 0
        run.append(tail)
    _close(run, box)
    if box.tag == "p":
        box.tag = "div"


def _is_ended(run: list[Any]) -> bool:
    """Whether a line ends here: after a sentence, or after a link to another page."""
    last = next((p for p in reversed(run) if not isinstance(p, str) or p.strip()), "")
    if isinstance(last, str):
        return last.rstrip().endswith(_ENDS)
    return last.tag == "a" or "".join(last.itertext()).rstrip().endswith(_ENDS)


def _close(run: list[Any], box: Any) -> None:
    """Make a paragraph of the run, and begin another."""
    if any(not isinstance(piece, str) or piece.strip() for piece in run):
        made, last = etree.SubElement(box, "p"), None
        words: list[str] = []
        for piece in [*run, None]:
            if isinstance(piece, str):
                words.append(piece)
                continue
            if last is None:
                made.text = "".join(words)
            else:
                last.tail = "".join(words)
            if piece is not None:
                made.append(piece)
                last, words = piece, []
    run.clear()


def lines(page: Any) -> str:
    """All that is left on such a page, a line for each innermost block."""
    for block in list(page.iter(*_BLOCKS)):
        block.text = "\n" + (block.text or "")
        block.tail = "\n" + (block.tail or "")
    text = "".join(page.find("body").itertext())
    return "\n".join(line for line in map(squeeze, text.split("\n")) if line)
