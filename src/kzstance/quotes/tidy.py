"""Last corrections of statements: edges at quotation marks, no piece twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzstance.quotes.marks import Quoted
from kzstance.records import Span, Statement

_DATELINE = re.compile(  # "ASTANA, Oct 1 (Steppe Wire) – ", "KYIV, UKRAINE — "
    r"[A-ZÀ-Þ][A-ZÀ-Þ .’'/\-]{2,30}"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]+(?: \d{4})?|[A-Z]{2,20}))?"
    r"(?:,? ?\([^)\n]{1,40}\))? ?[—–-]{1,2}\s"
)
_REACH = 2  # characters between an edge and the mark that belongs to it
_OPENING = "“„«‘‚‹\"'"
_CLOSING = "”“»’‘›\"'"


def snap(text: str, spans: Sequence[Span], quoted: Sequence[Quoted]) -> tuple[Span, ...]:
    """The spans stripped of blanks, and stretched over the quotation marks that touch them."""
    out: list[Span] = []
    edges = [s for q in quoted for s in q.spans]
    for start, end in spans:
        while start < end and text[start].isspace():
            start += 1
        dateline = _DATELINE.match(text, start, end)
        if dateline and text[start - 1 : start] in ("", "\n"):  # "ASTANA, Oct 1 (Wire) – …"
            start = dateline.end()
        while end > start and text[end - 1].isspace():
            end -= 1
        for s, e in edges:
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


def drop_overlaps(statements: Sequence[Statement]) -> list[Statement]:
    """Without statements that share characters with a surer one."""
    kept: list[Statement] = []
    for statement in sorted(statements, key=lambda s: -s.confidence):
        if not any(a < d and c < b for k in kept for a, b in k.spans for c, d in statement.spans):
            kept.append(statement)
    return sorted(kept, key=lambda s: s.spans)


def reported(
    text: str,
    found: Sequence[Statement],
    whole: Sequence[Statement],
    questions: Sequence[Span],
) -> list[Statement]:
    """``found`` without what stands in reporters' questions and, in a text that is somebody's own
    words (``whole``), without what only says those words again: there, what they report of
    others alone is a statement beside theirs."""
    out = [s for s in found if not any(a <= s.start and s.end <= b for a, b in questions)]
    if not whole:
        return out
    labels = {s.mention for s in whole if s.mention}
    spans = {s.spans for s in whole}
    return [s for s in out if s.spans not in spans and _of_another(text, s, labels)]


def _of_another(text: str, statement: Statement, labels: set[Span]) -> bool:
    mention, cue = statement.mention, statement.cue
    if mention is None or statement.confidence <= 0.5:
        return False
    own = text[slice(*mention)].lower() in {"i", "we", "us", "me"}
    label = any(a < mention[1] and mention[0] < b for a, b in labels)
    colon = cue is not None and text[slice(*cue)].strip() == ":"
    return not (own or label or colon)
