"""Blocks of somebody's words in an article: block quotes, and paragraphs that a line introduces."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kzstance.quotes.layouts.lines import ends_sentence, first_person, lines, reports
from kzstance.quotes.layouts.sources import introduction, is_text
from kzstance.quotes.marks import PAIRS, Quoted, find
from kzstance.records import Span, Statement

_SIGN = (">", "|")
_MOST = 40  # paragraphs of one block


@dataclass
class Page:
    """The lines of a text, their indents, and its quotations where somebody asks for them."""

    text: str
    skip: Sequence[Span] = ()
    lines: list[Span] = field(init=False)

    def __post_init__(self) -> None:
        gone = set(self.skip)
        self.lines = [x for x in lines(self.text) if x not in gone]

    @cached_property
    def quoted(self) -> list[Quoted]:
        return find(self.text)

    def indent(self, i: int) -> int:
        """The blanks before a line; a tab counts as four."""
        start = self.lines[i][0]
        return sum(
            4 if c == "\t" else 1
            for c in self.text[self.text.rfind("\n", 0, start) + 1 : start]
            if c in " \t\xa0"
        )

    def quotation(self, start: int) -> Quoted | None:
        at = bisect_left(self.quoted, start, key=lambda q: q.start)
        found = self.quoted[at] if at < len(self.quoted) else None
        return found if found and found.start == start else None


def blocks(page: Page) -> list[Statement]:
    """The blocks that a line introduces or that a line below them signs, in order."""
    out: list[Statement] = []
    i = 0
    while i < len(page.lines):
        intro = introduction(page.text, page.lines[i])
        if intro is None:
            i += 1
            continue
        spans, after = _block(page, i + 1, is_text(page.text, page.lines[i]))
        if spans:
            out.append(Statement(spans, "direct", *intro, confidence=0.9))
        i = max(after, i + 1)
    return out


def _block(page: Page, i: int, whole: bool) -> tuple[tuple[Span, ...], int]:
    """The pieces of the block that begins with line ``i``, and the line after it. Without marks
    or indent it is one paragraph; only a ``whole`` text, a letter or a statement, goes on."""
    text = page.text
    if i >= len(page.lines):
        return (), i
    if text.startswith(_SIGN, page.lines[i][0]):
        return _while(page, i, lambda k: text.startswith(_SIGN, page.lines[k][0]))
    indent = page.indent(i)
    if indent >= 2 and indent > page.indent(i - 1):
        return _while(page, i, lambda k: page.indent(k) >= indent)
    start, end = page.lines[i]
    quotation = page.quotation(start) if text[start] in PAIRS else None
    if quotation:
        rest = text[quotation.end : max(end, quotation.end)].split("\n")[0].strip(" .,;")
        last = next((k for k in range(i, len(page.lines)) if page.lines[k][1] >= quotation.end), i)
        return (() if rest else quotation.spans), last + 1
    listed = text[start] in "-–—•*(" or text[start].isdigit()
    if reports(text[start:end]):  # it has a cue of its own
        return (), i
    if listed or len(text[start:end].split()) < 3 or not ends_sentence(text[start:end]):
        return (), i
    return _while(page, i, lambda k: k == i or (whole and _goes_on(page, k)))


def _goes_on(page: Page, k: int) -> bool:
    """Does the paragraph still speak as "we" or "I", and report nobody?"""
    body = page.text[slice(*page.lines[k])]
    return bool(first_person(body)) and not reports(body) and body[0] not in PAIRS


def _while(page: Page, i: int, holds: Callable[[int], bool]) -> tuple[tuple[Span, ...], int]:
    spans = []
    k = i
    while k < min(len(page.lines), i + _MOST) and holds(k):
        start, end = page.lines[k]
        while start < end and page.text[start] in ">| \t\xa0":
            start += 1
        if any(c.isalnum() for c in page.text[start:end]):
            spans.append((start, end))
        k += 1
    return tuple(spans), k
