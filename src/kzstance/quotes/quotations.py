"""What quotation marks settle after linking: paragraphs of one quotation belong together, an
unquoted statement ends with its paragraph, and a quotation that was passed over has a speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kzstance.quotes.marks import Quoted
from kzstance.quotes.tidy import overlaps
from kzstance.records import Span, Statement
from kzstance.sentences import ends

UNCOVERED = 400  # characters back to the statement whose speaker goes on
MIN_WORDS = 5  # of a quotation that is taken for a statement without a cue
_LINE = re.compile(r"[^\n]+")


def by_paragraph(text: str, spans: Sequence[Span], quoted: Sequence[Quoted]) -> tuple[Span, ...]:
    """The spans cut at line breaks. What follows a break stays only where one quotation goes on
    across it."""
    out: list[Span] = []
    for start, end in spans:
        lines = [m.span() for m in _LINE.finditer(text, start, end) if m.group().strip()]
        out += lines[:1]
        for line in lines[1:]:
            if any(q.start < lines[0][1] and _meets(q, line) for q in quoted):
                out.append(line)
    return tuple(out)


def _meets(q: Quoted, span: Span) -> bool:
    return any(s < span[1] and span[0] < e for s, e in q.spans)


def continued(statements: Sequence[Statement], quoted: Sequence[Quoted]) -> list[Statement]:
    """Every quotation of several paragraphs as one statement: that of its surest part."""
    kept = list(statements)
    for q in quoted:
        if len(q.spans) < 2:
            continue
        parts = [s for s in kept if s.start < q.end and any(_meets(q, p) for p in s.spans)]
        named = [s for s in parts if s.mention]
        if not named:
            continue
        leader = max(named, key=lambda s: s.confidence)
        outside = [p for p in leader.spans if not _meets(q, p)]
        whole = replace(leader, spans=tuple(sorted([*outside, *q.spans])))
        inside = {s.spans for s in parts if all(_meets(q, p) for p in s.spans)} | {leader.spans}
        kept = [s for s in kept if s.spans not in inside] + [whole]
    return sorted(kept, key=lambda s: s.spans)


def uncovered(
    text: str,
    statements: Sequence[Statement],
    quoted: Sequence[Quoted],
    persons: Sequence[Span],
) -> list[Statement]:
    """Quotations of whole sentences that nobody was given: they are of the person named in the
    sentence before, else of whoever spoke shortly before."""
    covered = sorted(p for s in statements for p in s.spans)
    said = sorted((s.end, s.mention, s.confidence) for s in statements if s.mention)
    stops = ends(text)
    out = []
    for q in quoted:
        if not (q.closed and _is_sentence(text[q.start : q.end])) or overlaps(
            covered, (q.start, q.end)
        ):
            continue
        i = bisect_right(said, (q.start, (len(text), 0), 2.0))
        last = said[i - 1] if i else None
        named = _named_before(text, q.start, stops, persons, last[0] if last else 0)
        if named is not None:
            out.append(Statement(q.spans, "direct", None, named, 0.5))
        elif last is not None and q.start - last[0] <= UNCOVERED:
            out.append(Statement(q.spans, "direct", None, last[1], 0.5 * last[2]))
    return out


def _is_sentence(quotation: str) -> bool:
    body = quotation.strip("“”\"«»„‘’'").rstrip()
    return body[:1].isupper() and body[-1:] in (*".!?,",) and len(body.split()) >= MIN_WORDS


def _named_before(
    text: str, at: int, stops: Sequence[int], persons: Sequence[Span], after: int
) -> Span | None:
    """The first person, by full name if any, in the sentence that ends before ``at``, where nobody
    spoke since."""
    here = bisect_right(stops, at)
    while here and not text[stops[here - 1] : at].strip():
        here -= 1  # the sentence before, not the blank between
    start = max(stops[here - 1] if here else 0, after)
    if "\n\n" in text[start:at].strip():
        return None
    here_named = [p for p in persons if start <= p[0] and p[1] <= at]
    full = [p for p in here_named if " " in text[slice(*p)]]  # a single word may be a town
    return next(iter(full or here_named), None)
