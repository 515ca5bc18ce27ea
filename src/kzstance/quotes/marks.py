"""Quotation marks of every kind: which words stand between them.

Handles straight and curly, double and single, «guillemets» and „low-high“ marks, quotations
within quotations, a quotation re-opened at the start of each of its paragraphs, and marks
that nobody closed (they end with their paragraph). Runs in one pass over the text.
"""

from __future__ import annotations

import re
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
    found: list[Quoted] = []
    pending: Quoted | None = None  # still open at the end of its paragraph
    pending_mark = ""
    for paragraph in _PARAGRAPH.finditer(text):
        begin, stop = paragraph.span()
        lead = begin + len(paragraph.group()) - len(paragraph.group().lstrip())
        at = begin
        if pending is not None:
            if lead < stop and text[lead] == pending_mark:
                end = _close(text, lead + 1, stop, pending_mark)
                spans = (*pending.spans, (lead, end or stop))
                pending = Quoted(spans, end is not None)
                at = end or stop
                if end is None:
                    continue
            found.append(pending)
            pending = None
        while True:
            opening = _next_opening(text, at, stop)
            if opening is None:
                break
            mark = text[opening]
            end = _close(text, opening + 1, stop, mark)
            if end is not None:
                found.append(Quoted(((opening, end),), True))
                at = end
            elif mark in SINGLE:
                at = opening + 1  # a lone single mark is an apostrophe more often than a quotation
            else:
                pending, pending_mark = (
                    Quoted(((opening, _trim(text, opening, stop)),), False),
                    mark,
                )
                break
    if pending is not None:
        found.append(pending)
    return [q for q in found if q.end - q.start > 2]


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


def _close(text: str, start: int, stop: int, opening: str) -> int | None:
    """The character after the mark that closes ``opening``, or None. Marks of another kind
    nest; of the same kind, only where opening and closing marks differ."""
    closers = PAIRS[opening]
    nested = 0
    fallback = None
    for m in MARK.finditer(text, start, stop):
        i = m.start()
        c = text[i]
        if c == opening and opening not in closers and c in "“«‹" and _opens(text, i):
            nested += 1
            continue
        if opening == "“" and c == "“":
            continue
        if c not in closers or not _closes(text, i):
            continue
        if c in "\"'" and opening in "\"'" and _opens(text, i) and not _ends_here(text, i):
            continue
        if opening in "‘'‚" and _possessive(text, i):
            fallback = fallback or i + 1
            continue
        if nested:
            nested -= 1
            continue
        return i + 1
    return fallback


def _ends_here(text: str, i: int) -> bool:
    after = text[i + 1] if i + 1 < len(text) else " "
    return after.isspace() or after in ".,;:!?)—–-"


def kind_of(text: str, spans: tuple[Span, ...], quoted: list[Quoted]) -> Kind:
    """``direct`` where quotation marks enclose every piece, ``mixed`` where they enclose some of
    the words, ``indirect`` where none."""
    inside = total = 0
    for start, end in spans:
        total += len(text[start:end].strip(" \n\t.,;:!?—–-“”„«»\"‘’'"))
        for q in quoted:
            for s, e in q.spans:
                if s < end and e > start:
                    body = text[max(s, start) : min(e, end)]
                    inside += len(body.strip(" \n\t.,;:!?—–-“”„«»\"‘’'"))
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.97 * total else "mixed"
