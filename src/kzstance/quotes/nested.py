"""Statements inside statements: "Roe said that Doe had denied it" is also a statement of Doe's.

The tagger gives every word one role, so the inner statement is found by reading the content of
the outer one once more, alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from kzstance.quotes.marks import Quoted, kind_of
from kzstance.records import Span, Statement

MIN_WORDS = 3  # of an inner content
MIN_CONFIDENCE = 0.3
# Verbs that may attribute; without one a statement is not read again. A gate, no judgement.
_CUE = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|accord(?:ing|s)|den(?:y|ied|ies)|claim|warn|accus|"
    r"insist|promis|assur|announc|declar|demand|urg(?:e|ed|es|ing)\b|argu|stat(?:ed|es|ing)\b|"
    r"admit|confirm|acknowledg|call(?:ed|s|ing)?\b|describ|ask(?:ed|s)|believ|think|thought|"
    r"threaten|pledg|vow|report|explain|wr(?:ote|ites)|suggest|propos|refus|reject|complain|"
    r"сказа|говор|заяв|сообщ|утвержда|обеща|отриц|обвин|призва|назва|считает|предупре|требова|"
    r"по словам|подчеркн|отмети)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"[\s\"“„«‘'(—–-]*(?:(?:that|что)\s+)?", re.IGNORECASE)
# The speaker of the outer statement again, or nobody that this sentence names.
_OWN = frozenset(
    """i we me us he she it they him her them who which that you one this these those many some
    people я мы он она они оно кто который которая которые вы многие некоторые это""".split()
)


def inner(
    text: str,
    outer: Statement,
    quoted: Sequence[Quoted],
    read: Callable[[str], list[Statement]],
) -> list[Statement]:
    """The statements of others that ``outer`` reports; ``read`` gives those of a text alone."""
    out = []
    for start, end in outer.spans:
        body = text[start:end]
        if not _CUE.search(body):
            continue
        lead = _LEAD.match(body)
        at = start + (lead.end() if lead else 0)
        for found in read(text[at:end]):
            if _reports(text[at:end], found):
                out.append(_moved(text, found, at, outer, quoted))
    return out


def within(text: str, found: Sequence[Statement], whole: Sequence[Statement]) -> list[Statement]:
    """``found`` in a text that is somebody's own words (``whole``): what stands inside a statement
    of theirs is reported by it, and must be of somebody else who is named."""
    whole = sorted(whole, key=lambda s: s.start)
    starts = [s.start for s in whole]
    out = []
    for statement in found:
        i = bisect_right(starts, statement.start) - 1
        if i < 0 or statement.end > whole[i].end:
            out.append(statement)
        elif _reports(text, statement):
            out.append(replace(statement, nested_in=whole[i].spans))
    return out


def _reports(body: str, found: Statement) -> bool:
    if found.mention is None or found.cue is None or found.confidence < MIN_CONFIDENCE:
        return False
    source = body[slice(*found.mention)].lower().strip(" ,.;:“”\"'’")
    own = source in _OWN or source.startswith(("our ", "my ", "наш", "мой ", "моя "))
    return not own and len(found.text(body).split()) >= MIN_WORDS


def _moved(
    text: str, found: Statement, by: int, outer: Statement, quoted: Sequence[Quoted]
) -> Statement:
    """The statement with its offsets in the whole text; a quotation mark that only the outer one
    opens or closes is no mark of the inner one."""

    def moved(span: Span | None) -> Span | None:
        return (span[0] + by, span[1] + by) if span else None

    spans = tuple((s + by, e + by) for s, e in found.spans)
    inside = [q for q in quoted if any(s <= q.start and q.end <= e for s, e in spans)]
    return replace(
        found,
        spans=spans,
        kind=kind_of(text, spans, inside),
        cue=moved(found.cue),
        mention=moved(found.mention),
        confidence=found.confidence * outer.confidence,
        nested_in=outer.spans,
    )
