"""Last corrections of statements: edges at quotation marks, no piece twice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import accumulate

from kzstance.quotes.marks import Quoted
from kzstance.quotes.scare import is_name
from kzstance.records import Span, Statement

_DATELINE = re.compile(  # "ASTANA, Oct 1 (Steppe Wire) – ", "KYIV, UKRAINE — "
    r"[A-ZÀ-Þ][A-ZÀ-Þ .’'/\-]{2,30}"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]+(?: \d{4})?|[A-Z]{2,20}))?"
    r"(?:,? ?\([^)\n]{1,40}\))? ?[—–-]{1,2}\s"
)
_REACH = 2  # characters between an edge and the mark that belongs to it


def snap(text: str, spans: Sequence[Span], quoted: Sequence[Quoted]) -> tuple[Span, ...]:
    """The spans stripped of blanks, and stretched over the quotation marks that touch them."""
    out: list[Span] = []
    for start, end in spans:
        while start < end and text[start].isspace():
            start += 1
        start, end = undated(text, (start, end))
        while end > start and text[end - 1].isspace():
            end -= 1
        for s, e in _touching(quoted, start, end):
            if s < start <= s + _REACH and end > s + 1 and e <= end + _REACH:
                start = s
            if e - _REACH <= end < e and start < e - 1 and s >= start - _REACH:
                end = e
        if start < end and any(c.isalnum() for c in text[start:end]):
            if out and not text[out[-1][1] : start].strip():
                out[-1] = (out[-1][0], end)
            else:
                out.append((start, end))
    return tuple(out)


def undated(text: str, span: Span) -> Span:
    """The span without a dateline: "ASTANA, Oct 1 (Wire) – …"."""
    start, end = span
    dateline = _DATELINE.match(text, start, end)
    if dateline and dateline.end() < end and text[start - 1 : start] in ("", "\n"):
        return dateline.end(), end
    return span


def _touching(quoted: Sequence[Quoted], start: int, end: int) -> list[Span]:
    """The pieces of quotations that begin near ``start`` or end near ``end``."""
    edges: list[Span] = []
    first = bisect_left(quoted, start - _REACH, key=lambda q: q.end)
    last = bisect_left(quoted, end, key=lambda q: q.end)
    for q in {id(q): q for i in (first, last) for q in quoted[i : i + 3]}.values():
        # of a quotation over thousands of paragraphs only the pieces at hand
        i = bisect_left(q.spans, start - _REACH, key=lambda piece: piece[0])
        j = bisect_left(q.spans, end, key=lambda piece: piece[1])
        edges += sorted({*q.spans[i : i + 3], *q.spans[j : j + 3]})
    return edges


def drop_overlaps(statements: Sequence[Statement]) -> list[Statement]:
    """Without statements that share characters with a surer one."""
    kept: list[Statement] = []
    taken: list[Span] = []  # of the kept, in order
    for statement in sorted(statements, key=lambda s: -s.confidence):
        if not any(overlaps(taken, s) for s in statement.spans):
            kept.append(statement)
            for span in statement.spans:
                insort(taken, span)
    return sorted(kept, key=lambda s: s.spans)


def overlaps(taken: Sequence[Span], span: Span) -> bool:
    """Does the span share characters with one of ``taken``, which are apart and in order?"""
    i = bisect_left(taken, span)
    return (i < len(taken) and taken[i][0] < span[1]) or (i > 0 and taken[i - 1][1] > span[0])


def reported(
    text: str,
    found: Sequence[Statement],
    whole: Sequence[Statement],
    asides: Sequence[Span],
) -> list[Statement]:
    """``found`` without names and scare quotes, without what stands in ``asides`` (reporters'
    questions, captions, links), and without what only says the words of ``whole`` again (turns,
    texts of one author, blocks): there, what they report of others is a statement beside them."""
    inside = _Inside(asides)
    out = [s for s in found if not inside(s.start, s.end) and not is_name(text, s)]
    if not whole:
        return out
    labels = {s.mention for s in whole if s.mention}
    spans = {s.spans for s in whole}
    taken = sorted(p for s in whole for p in s.spans)
    within = _Inside(taken)
    kept = []
    for s in out:
        if not any(overlaps(taken, p) for p in s.spans):
            if not (s.mention in labels and _unsaid(text, s)):
                kept.append(s)
        elif (
            s.spans not in spans
            and s.mention
            and within(*s.mention)
            and _of_another(text, s, labels)
        ):
            kept.append(s)
    return kept


class _Inside:
    """Does one of these stretches hold the whole of another?"""

    def __init__(self, stretches: Sequence[Span]) -> None:
        ordered = sorted(stretches)
        self._starts = [s for s, _ in ordered]
        self._ends = list(accumulate((e for _, e in ordered), max))

    def __call__(self, start: int, end: int) -> bool:
        i = bisect_right(self._starts, start)
        return i > 0 and self._ends[i - 1] >= end


def _unsaid(text: str, statement: Statement) -> bool:
    """No cue but the colon after a label."""
    return statement.cue is None or text[slice(*statement.cue)].strip() == ":"


def _of_another(text: str, statement: Statement, labels: set[Span]) -> bool:
    mention, cue = statement.mention, statement.cue
    if mention is None or statement.confidence <= 0.5:
        return False
    own = text[slice(*mention)].lower() in {"i", "we", "us", "me", "я", "мы"}
    label = any(a < mention[1] and mention[0] < b for a, b in labels)
    colon = cue is not None and text[slice(*cue)].strip() == ":"
    return not (own or label or colon)
