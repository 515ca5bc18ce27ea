"""What stands below an article, in its own box: signatures, notes on the author, teasers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kzstance.reading.html import lines, publisher
from kzstance.reading.html.sizes import INLINE, SENTENCE, SILENT, Sizes, short, squeeze

_SIGNATURE = 120
_NOTE = 400
_BELOW_A_RULE = 200
_TITLE = 20
_ENDS = tuple('.!?…”»"')
_RIGHT = re.compile(
    r"text-align\s*:\s*right|(?<![a-z])(?:align-?right|text-?right|right-?align)(?![a-z])", re.I
)
_ITALIC = frozenset(("em", "i", "cite"))
_SMALL = _ITALIC | {"small"}
_MARKED = _ITALIC | {"b", "strong"}
_CAPITAL = r"[^\W\d_a-zа-яё][\w.’'-]*"
_PERSON = re.compile(rf"{_CAPITAL} {_CAPITAL}")
_WRITER = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{1,3}} (?:is|was|has been) (?:an?|the)\b")
_CREDIT = re.compile(r"\([^().!?]{2,60}\)")
_RULE = re.compile(r"[_*~—–-]{3,}")
_LISTS = ("div", "ul", "ol", "section", "dl")


def trim(root: Any, of: Sizes) -> None:
    """Take it out of the part of the page that holds the article."""
    for box in list(_teasers(root, of)):
        box.drop_tree()
    last = _LastBlocks()
    for node in reversed(list(root.iter("*"))):
        if node.tag == "hr":
            last.rule()
        elif _is_line(node, of):
            words = short(node, _NOTE)
            if _RULE.fullmatch(words):
                last.rule(words)
            elif words and lines.is_note(words):
                continue  # it will be left out, wherever it stands
            elif of.prose[node] and not (words and _wholly(node, _SMALL)):
                last.prose(node, of)
                if last.chars > _BELOW_A_RULE:
                    break
            else:
                last.note(node, words)
    for node in last.out:
        node.drop_tree()


class _LastBlocks:
    """The blocks of an article, read from its end, as far as they may be no part of it."""

    def __init__(self) -> None:
        self.out: list[Any] = []
        self.chars = 0
        self._all: list[Any] = []
        self._notes: list[tuple[Any, str]] = []
        self._ended = False

    def rule(self, words: str = "") -> None:
        """A line: notes in italics stand below it, or, below ``___``, the agency's own."""
        if words[:1] == "_" and 0 < self.chars <= _BELOW_A_RULE:
            self.out += [node for node in self._all if node not in self.out]
        if not self._ended:
            self.out += [node for node, _ in self._notes if _wholly(node, _ITALIC)]
            self._notes.clear()

    def prose(self, node: Any, of: Sizes) -> None:
        """A paragraph: what came before, from the end, is judged beside the first of them."""
        for note, words in self._notes:
            small = _wholly(note, _SMALL)
            told = small and (publisher.speaks(words) or _is_apart(note, node))
            if told or _is_signature(note, words):
                self.out.append(note)
        self._notes.clear()
        self._ended = True
        self._all.append(node)
        self.chars += of.text[node]

    def note(self, node: Any, words: str) -> None:
        """A short block, or one in italics."""
        if not self._ended:
            self._notes.append((node, words))
        self._all.append(node)
        self.chars += len(words) or _NOTE


def _is_line(node: Any, of: Sizes) -> bool:
    """An innermost block with words in it."""
    if node.tag in INLINE or node.tag in SILENT or not of.text.get(node):
        return False
    return not any(child.tag not in INLINE and of.text.get(child) for child in node)


def _is_signature(node: Any, words: str) -> bool:
    if not words or node.tag == "li":
        return False
    if _CREDIT.fullmatch(words) or (_WRITER.match(words) and _wholly(node, _ITALIC)):
        return True
    if len(words) >= _SIGNATURE or words.endswith(_ENDS):
        return False
    box = _outer(node)
    right = (box.get("align") or "").lower() == "right" or any(
        _RIGHT.search(box.get(key) or "") for key in ("style", "class")
    )
    return right or (len(words) < 80 and bool(_PERSON.match(words)) and _wholly(node, _MARKED))


def _is_apart(note: Any, prose: Any) -> bool:
    """Whether it stands in a box of another kind than the article's paragraphs."""
    mine, other = _outer(note).getparent(), _outer(prose).getparent()
    if other in note.iterancestors():
        return False
    return (mine.tag, mine.get("class")) != (other.tag, other.get("class"))


def _outer(line: Any) -> Any:
    """The box whose one line it is: its words stood in the box itself."""
    box = line.getparent()
    alone = line.tag == "p" and not line.attrib and box.tag == "div" and len(box) == 1
    return box if alone and not squeeze(box.text) else line


def _wholly(node: Any, tags: frozenset[str]) -> bool:
    """Whether all of its words stand in such elements."""
    marked: set[Any] = set()
    for inner in node.iterdescendants("*"):
        around = inner.getparent() in marked
        if around or inner.tag in tags:
            marked.add(inner)
        elif squeeze(inner.text):
            return False
        if not around and squeeze(inner.tail):
            return False
    return bool(marked) and not squeeze(node.text)


def _teasers(root: Any, of: Sizes) -> Iterator[Any]:
    """Lists of other articles beside the article's own box: each begins with a linked title."""
    node = root
    while True:
        most = max(node, key=lambda child: of.prose.get(child, 0), default=None)
        if most is None or of.prose.get(most, 0) < 0.5 * of.prose[root] or most.tag == "p":
            return
        for box in most.itersiblings(*_LISTS):
            if 0 < of.prose[box] <= 0.3 * of.prose[root] and _begins_with_titles(box, of):
                yield box
        node = most


def _begins_with_titles(box: Any, of: Sizes) -> bool:
    first = next((a for a in box.iter("a") if of.text[a] >= _TITLE), None)
    if first is None or not _ends_its_line(first):
        return False
    before, above = box.text or "", set(first.iterancestors())
    for node in box.iterdescendants("*"):
        if node is first:
            break
        before += (node.text or "") + ("" if node in above else node.tail or "")
    if any(c.isalpha() for c in before):
        return False
    titles = sum(of.text[a] >= _TITLE and _ends_its_line(a) for a in box.iter("a"))
    return sum(_is_line(n, of) and of.prose[n] >= SENTENCE for n in box.iter("*")) <= titles


def _ends_its_line(link: Any) -> bool:
    while link is not None and link.tag in INLINE:
        if squeeze(link.tail):
            return False
        after = link.getnext()
        if after is not None:
            return bool(after.tag == "br" or after.tag not in INLINE)
        link = link.getparent()
    return True
