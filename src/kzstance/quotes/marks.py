"""Quotation marks of every kind: which words stand between them.

Handles straight and curly, double and single, «guillemets» and „low-high“ marks, quotations
within quotations, a quotation re-opened at the start of each of its paragraphs, and marks
that nobody closed (they end with their paragraph). Runs in one pass over the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kzstance.records import Kind, Span

# opening mark → the marks that may close it
PAIRS = {
    "“": '”“"',
    "„": '“”"',
    "«": "»",
    "»": "«",  # Danish and German books turn them round
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    '"': '"”',
    "'": "'",
}
SINGLE = "‘‚'‹"
MARK = re.compile("[“”„«»\"‘’‚‹›']")
_PARAGRAPH = re.compile(r"[^\n]+")
_TWO = re.compile(r"(?<!\d)(?:''|``)")  # typewriters' marks; 5'11'' is a height


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its marks, one span a paragraph. ``closed`` is False where the closing
    mark is missing."""

    spans: tuple[Span, ...]
    closed: bool

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


def _opens(text: str, i: int) -> bool:
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    return not after.isspace() and (
        before.isspace() or before in "([{—–-/\"“«„'‘" or not before.isprintable()
    )


def _closes(text: str, i: int) -> bool:
    """Could the mark at ``i`` close? Not an apostrophe inside a word."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if before.isspace():
        return False
    if text[i] in "’'":
        return not after.isalnum()
    return True


def _possessive(text: str, i: int) -> bool:
    """``workers’ rights``: a plural's apostrophe looks like a closing mark."""
    return text[i - 1 : i] == "s" and re.match(r"\s[a-z]", text[i + 1 : i + 3]) is not None


def find(text: str) -> list[Quoted]:
    """The outermost quotations of ``text``, in order."""
    text = _TWO.sub(_one, text)
    found: list[Quoted] = []
    pending: list[Span] = []  # pieces of a quotation still open at the end of its paragraph
    mark = ""
    for paragraph in _PARAGRAPH.finditer(text):
        begin, stop = paragraph.span()
        lead = begin + len(paragraph.group()) - len(paragraph.group().lstrip())
        if lead == stop:  # a blank line, be it one with blanks
            continue
        at = begin
        closings = _Closings(text, begin, stop)
        if pending:
            if lead < stop and text[lead] == mark:
                end = closings.after(lead + 1, mark)
                pending.append((lead, end or _trim(text, lead, stop)))
                if end is None:
                    continue
                at = end
                found.append(Quoted(tuple(pending), True))
            else:
                found.append(Quoted(tuple(pending), False))
            pending = []
        while (opening := _next_opening(text, at, stop)) is not None:
            mark = text[opening]
            end = closings.after(opening + 1, mark)
            if end is not None:
                found.append(Quoted(((opening, end),), True))
                at = end
            elif mark in SINGLE:
                at = opening + 1  # a lone single mark is an apostrophe more often than a quotation
            else:
                pending = [(opening, _trim(text, opening, stop))]
                break
    if pending:
        found.append(Quoted(tuple(pending), False))
    return [q for q in found if q.end - q.start > 2]


def _one(two: re.Match[str]) -> str:
    """Two single marks are one double mark; what stands in for the other takes its place."""
    before = two.string[two.start() - 1 : two.start()]
    opens = not before or before.isspace() or before in "([{—–-/"
    return '"(' if opens or two.group() == "``" else ')"'


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _next_opening(text: str, start: int, stop: int) -> int | None:
    for m in MARK.finditer(text, start, stop):
        i = m.start()
        if text[i] in PAIRS and (text[i] not in "\"'»" or _opens(text, i)):
            if text[i] in "‘'" and not _opens(text, i):
                continue
            return i
    return None


class _Closings:
    """Where the quotations of one paragraph may close. Each kind of mark is looked for once,
    so that a paragraph of nothing but marks costs no more than any other."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._text, self._start, self._stop = text, start, stop
        self._plain: dict[str, tuple[list[int], list[int]]] = {}
        self._nested: dict[str, tuple[list[int], list[int]]] = {}

    def after(self, start: int, opening: str) -> int | None:
        """The character after the mark that closes the ``opening`` before ``start``, or None.
        Marks of another kind nest; of the same kind, only « and ‹ do."""
        if opening in "«‹":
            if opening not in self._nested:
                self._nested[opening] = self._pairs(opening)
            places, ends = self._nested[opening]
            end = ends[bisect_left(places, start)]
            return None if end < 0 else end + 1
        if opening not in self._plain:
            self._plain[opening] = self._candidates(opening)
        for places in self._plain[opening]:
            i = bisect_left(places, start)
            if i < len(places):
                return places[i] + 1
        return None

    def _candidates(self, opening: str) -> tuple[list[int], list[int]]:
        """Closing marks, and among them those that may be the apostrophe of a plural."""
        text, closers = self._text, PAIRS[opening]
        sure: list[int] = []
        doubtful: list[int] = []
        for m in MARK.finditer(text, self._start, self._stop):
            i = m.start()
            c = text[i]
            if c not in closers or opening == c == "“" or not _closes(text, i):
                continue
            if c in "\"'" and opening in "\"'" and _opens(text, i) and not _ends_here(text, i):
                continue
            plural = opening in "‘'‚" and _possessive(text, i)
            (doubtful if plural else sure).append(i)
        return sure, doubtful

    def _pairs(self, opening: str) -> tuple[list[int], list[int]]:
        """Opening and closing marks, and for each the closing mark of a quotation that begins
        right before it (-1: none); one more for the end of the paragraph."""
        text, closers = self._text, PAIRS[opening]
        places: list[int] = []
        steps: list[int] = []
        for m in MARK.finditer(text, self._start, self._stop):
            i = m.start()
            opens = text[i] == opening and _opens(text, i)
            if opens or (text[i] in closers and _closes(text, i)):
                places.append(i)
                steps.append(1 if opens else -1)
        match = [-1] * (len(places) + 1)
        for k in range(len(places) - 1, -1, -1):
            inner = match[k + 1]  # closes a nested quotation that opens at k
            match[k] = k if steps[k] < 0 else match[inner + 1] if inner >= 0 else -1
        return places, [places[k] if k >= 0 else -1 for k in match]


def _ends_here(text: str, i: int) -> bool:
    after = text[i + 1] if i + 1 < len(text) else " "
    return after.isspace() or after in ".,;:!?)—–-"


def kind_of(text: str, spans: Sequence[Span], quoted: Sequence[Quoted]) -> Kind:
    """``direct`` where quotation marks enclose every piece, ``mixed`` where they enclose some of
    the words, ``indirect`` where none."""
    inside = total = 0
    for start, end in spans:
        total += len(text[start:end].strip(" \n\t.,;:!?—–-“”„«»\"‘’'"))
        first = bisect_right(quoted, start, key=lambda q: q.end)
        for k in range(first, len(quoted)):
            q = quoted[k]
            if q.start >= end:
                break
            for s, e in q.spans:
                if s < end and e > start:
                    body = text[max(s, start) : min(e, end)]
                    inside += len(body.strip(" \n\t.,;:!?—–-“”„«»\"‘’'"))
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.97 * total else "mixed"
