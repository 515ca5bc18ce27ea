"""Which elements of an XML file are articles; the tree is cleared as it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kzstance.config import Reading
from kzstance.reading.broken import Broken
from kzstance.reading.fields import Bad, Found, Item, plain
from kzstance.reading.files import CHUNK
from kzstance.reading.xmlfields import Around, Fields, is_named

ENTITIES = "its DOCTYPE declares entities, which are not read; write the file without them"
_PROLOG = 1 << 20  # bytes before the first element
_NESTED = 3  # articles in what may be one, that are looked into
_MARKUP = 20  # bytes of markup for a character of text, at most


class Walk:
    """Which elements are articles; keeps no more of the tree than the one that is being read."""

    def __init__(self, settings: Reading, encoding: str) -> None:
        self._settings, self._encoding = settings, encoding
        self._fields = Fields(settings)
        self._names = {plain(name) for name in settings.xml.article}
        self._open: list[Any] = []
        self._article: Any = None  # the element that may turn out to hold an article
        self._inner: list[Any] = []  # open in it, named as it is: an article, or a word in a list
        self._in_text: Any = None
        self._has_text = False
        self._elements = 0
        self._over = False
        self._held = 0
        self._prolog = 0
        self._number = 0
        self._under_root: Counter[str] = Counter()
        self._around: Around = {}

    def on(self, events: Iterable[tuple[str, Any]], size: int) -> Iterator[Item]:
        self._held += size
        for event, element in events:
            if event == "start":
                yield from self._start(element)
            else:
                yield from self._end(element)
        if not self._open and not self._number:
            self._prolog += size
            if self._prolog > _PROLOG:
                raise Broken("xml", "no element in its first megabyte; mend the file")
        most = self._settings.max_chars
        if self._held > _MARKUP * most + CHUNK or self._elements > most // 2 + CHUNK:
            self._let_go()

    def _start(self, element: Any) -> Iterator[Item]:
        self._open.append(element)
        depth = len(self._open)
        self._elements += 1 + len(element.keys())
        if depth > self._settings.max_html_depth:
            raise Broken(
                "max_html_depth",
                f"nested deeper than reading.max_html_depth = {self._settings.max_html_depth} "
                f"elements; the articles from number {self._number + 1} on were not read: "
                "flatten it",
            )
        if depth == 1:
            _refuse(element)
            self._begin(element)
        elif self._is_article(element):
            self._forget(element)
            self._begin(element)
        elif self._article is None:
            self._fields.keep_around(self._open, self._around, ends=False)
        elif self._may_be_article(element):
            self._inner.append(element)
        elif self._in_text is None and is_named(element, self._fields.text_names):
            if self._inner:
                yield from self._go_in()
            self._in_text, self._has_text = element, True
        if depth == 2 and len(self._under_root) < 20:
            self._under_root[element.tag.rpartition("}")[2]] += 1

    def _begin(self, element: Any) -> None:
        self._article, self._in_text, self._has_text = element, None, False
        self._inner = []
        self._elements, self._over = 0, False

    def _is_article(self, element: Any) -> bool:
        if not is_named(element, self._names):
            return False
        outer = self._article
        if outer is None or (outer is self._open[0] and not is_named(outer, self._names)):
            return True
        return (outer is self._open[0] and not self._has_text) or (
            self._over and self._may_be_article(element)
        )

    def _may_be_article(self, element: Any) -> bool:
        """Whether it is named as the article around it, of which no text has come yet."""
        if self._has_text or not is_named(element, self._names):
            return False
        outer = self._inner[-1] if self._inner else self._article
        # <record><article>the text</article></record>: the record's text has a name of both kinds
        return not (is_named(element, self._fields.text_names) and outer is self._open[-2])

    def _go_in(self) -> Iterator[Item]:
        """A text begins in an article in the article: the outer one holds articles."""
        inner = self._inner[-1]
        for before in self._named(self._article):
            if before is self._inner[0]:  # what follows may be parsed already
                break
            yield from self._numbered(self._articles(before))
        self._forget(inner)
        self._begin(inner)

    def _forget(self, inner: Any) -> None:
        """What was taken for an article holds articles: a feed, an export."""
        for n, element in enumerate(self._open[: self._open.index(inner)], start=1):
            self._fields_of_children(element, n)
            _drop_before(self._open[n])

    def _fields_of_children(self, element: Any, depth: int) -> None:
        if self._article is None:
            return
        opened = self._open[:depth]
        self._fields.keep_around(opened, self._around, ends=False)
        for child in element:
            if child is not self._open[depth] and isinstance(child.tag, str):
                self._fields.keep_around([*opened, child], self._around, ends=True)

    def _end(self, element: Any) -> Iterator[Item]:
        if element is self._in_text:
            self._in_text = None
        if self._inner and element is self._inner[-1]:
            self._inner.pop()
        if element is self._article:
            yield from self._finish(element)
            self._article, self._elements = None, 0
        elif self._article is None:
            self._fields.keep_around(self._open, self._around, ends=True)
        elif not self._over:
            self._open.pop()
            return
        self._open.pop()
        self._held = 0
        if not self._open and not self._number:
            raise Broken("columns", self._no_article(element))
        element.clear(keep_tail=False)
        _drop_before(element)

    def _finish(self, element: Any) -> Iterator[Item]:
        alone = element is self._open[0]
        named = is_named(element, self._names)
        if alone and not named and not self._fields.has_text(element):
            return
        if self._over:
            self._number += 1
            number = None if alone else self._number
            most = self._settings.max_chars
            message = f"more markup than an article of reading.max_chars = {most} characters may"
            yield Bad(number, "max_chars", f"{message} have; split it or raise the limit")
            return
        yield from self._numbered(self._articles(element), alone)

    def _numbered(self, items: Iterable[Found | Bad], alone: bool = False) -> Iterator[Item]:
        for item in items:
            self._number += 1
            yield replace(item, row=None if alone else self._number)

    def _articles(self, element: Any, nested: int = 0) -> list[Found | Bad]:
        """The article; where it has no text of its own, those in it that have one."""
        try:
            own = self._fields.found(element, None, self._encoding, self._around)
        except Broken as error:
            return [Bad(None, error.code, error.message)]
        if own.text or nested == _NESTED or element is self._open[0]:
            return [own]
        inner = [a for e in self._named(element) for a in self._articles(e, nested + 1)]
        return inner if any(isinstance(a, Bad) or a.text for a in inner) else [own]

    def _named(self, element: Any) -> Iterator[Any]:
        """The articles in an element that stand in no other one."""
        for child in element:
            if isinstance(child.tag, str) and is_named(child, self._names):
                yield child
            else:
                yield from self._named(child)

    def _let_go(self) -> None:
        """Too much is held: of this article nothing more is kept; the second time all ends."""
        if self._article is None or self._over:
            if not self._number and self._article is None:
                raise Broken("columns", self._no_article(self._open[0]))
            where = f"in or after article {self._number or 1} stands too much markup"
            raise Broken("xml", f"{where}; the rest of the file was not read: take it out")
        if self._article is self._open[0] and not is_named(self._article, self._names):
            self._forget(self._open[-1])
            self._article = None
        else:
            self._over, self._inner = True, []
        last = self._open[-1][-1:]  # it stays: libxml2 may be adding to the text after it
        for element in (*self._open[1:], *last):
            _drop_before(element)
        for element in last:
            element.clear(keep_tail=False)
        self._held = self._elements = 0

    def _no_article(self, root: Any) -> str:
        there = ", ".join(f"<{name[:40]}>" for name in self._under_root) or "nothing"
        names = self._settings.xml.article
        return (
            f"no element holds an article; under the root <{root.tag.rpartition('}')[2][:40]}> "
            f"stand: {there}; expected one of: {', '.join(names)}; name yours in the config: "
            f'[reading.xml] article = ["{names[0]}", "YOURS"]'
        )


def _drop_before(element: Any) -> None:
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _refuse(root: Any) -> None:
    info = root.getroottree().docinfo
    if info.internalDTD is not None and any(True for _ in info.internalDTD.iterentities()):
        raise Broken("entities", ENTITIES)
    if root.tag.rpartition("}")[2].lower() == "html":
        raise Broken("xml", "a page in XHTML; rename it to .html")
