"""The ruled quote stage: quotation marks and the dependency parse, no training.

Direct and mixed statements come from the marks (:mod:`kzstance.quotes.marks`), their cue and
mention from the clause beside them; indirect ones from clauses under a verb of saying, from
"according to", and from what a verb of judging takes. Words in quotation marks that nobody is
said to have said (scare quotes, titles) are no statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kzstance.config import Quotes
from kzstance.quotes import layouts
from kzstance.quotes.cues import JUDGE, NOUNS, SAY
from kzstance.quotes.marks import Quoted, find, kind_of
from kzstance.quotes.tidy import drop_overlaps, reported, snap
from kzstance.records import Article, Span, Statement
from kzstance.registry import register

_THAT = re.compile(r"\s*that ", re.IGNORECASE)
_CLAUSES = {"ccomp", "xcomp", "advcl", "prep", "dobj", "oprd", "attr", "acomp", "dative", "prt"}


@register("kzstance.quotes.rules.v1")
class Rules:
    """Statements by quotation marks and parse. ``docs`` must be parsed."""

    needs_parse = True
    finds_names = False

    def __init__(self, settings: Quotes, threads: int = 1) -> None:
        self._max_gap = settings.max_gap

    def find(self, articles: Sequence[Article], docs: Sequence[Any]) -> list[list[Statement]]:
        """The statements of each article, in the order of their start."""
        return [self._article(a, d) for a, d in zip(articles, docs, strict=True)]

    def _article(self, article: Article, doc: Any) -> list[Statement]:
        text = article.text
        whole, questions = layouts.statements(text, article.title)
        quoted = find(text)
        clauses = list(_indirect(doc, quoted))
        found = [s for s in self._quoted(doc, quoted) if not _part_of(s, clauses)] + clauses
        found = reported(text, drop_overlaps(found), whole, questions)
        return sorted([*whole, *found], key=lambda s: s.spans)

    def _quoted(self, doc: Any, quoted: Sequence[Quoted]) -> Iterable[Statement]:
        text = doc.text
        last: Statement | None = None
        for q in quoted:
            cue = _cue_beside(doc, q)
            if cue is not None:
                verb, mention = cue
                spans = q.spans
                if last and last.cue == _span(verb) and q.start - last.end <= 120:
                    spans = (*last.spans, *spans)  # "A," he said. "B."
                    yield Statement(
                        spans, kind_of(text, spans, quoted), last.cue, last.mention, 0.95
                    )
                    last = Statement(spans, "direct", last.cue, last.mention)
                    continue
                statement = Statement(
                    spans, "direct", _span(verb), mention, 0.9 if mention else 0.5
                )
                yield statement
                last = statement
            elif last and _continues(text, last, q):
                gap = text[last.end : q.start]
                if "\n" in gap:
                    last = Statement(q.spans, "direct", last.cue, last.mention, 0.8)
                else:
                    spans = (*last.spans, *q.spans)
                    last = Statement(spans, "direct", last.cue, last.mention, 0.96)
                yield last


def _part_of(statement: Statement, clauses: Sequence[Statement]) -> bool:
    """Words quoted inside a clause under the same cue: "said that it was “a gift” to all"."""
    return any(
        c.kind == "mixed"
        and c.cue is not None
        and statement.cue is not None
        and c.cue[0] == statement.cue[0]
        and c.start <= statement.start
        and statement.end <= c.end
        for c in clauses
    )


def _span(token: Any) -> Span:
    return token.idx, token.idx + len(token)


def _subject(verb: Any) -> Span | None:
    """The phrase that names who says ``verb``, its relative clauses left out."""
    for head in (verb, verb.head if verb.dep_ in {"conj", "xcomp", "advcl"} else None):
        if head is None:
            continue
        for child in head.children:
            if child.dep_ in {"nsubj", "expl"} or (
                child.dep_ == "nsubjpass" and head.lemma_ in {"quote", "cite", "report"}
            ):
                return _phrase(child)
        for child in head.children:
            if child.dep_ == "agent":
                for grand in child.children:
                    if grand.dep_ == "pobj":
                        return _phrase(grand)
    if verb.dep_ in {"acl", "relcl"}:
        return _phrase(verb.head) if verb.dep_ == "relcl" or verb.tag_ == "VBG" else None
    return None


def _phrase(token: Any) -> Span:
    start, end = token.left_edge.i, token.right_edge.i + 1
    for child in token.subtree:
        if child.dep_ in {"relcl", "acl"} and child.i > token.i and child.left_edge.i < end:
            end = child.left_edge.i
    while end - 1 > token.i and token.doc[end - 1].is_punct:
        end -= 1
    span = token.doc[start : max(end, token.i + 1)]
    return span.start_char, span.end_char


def _cue_beside(doc: Any, q: Quoted) -> tuple[Any, Span | None] | None:
    """The verb that attributes ``q`` and its subject, from the sentences that touch its edges."""
    first, last = q.spans[0], q.spans[-1]
    begin = doc.char_span(first[0], min(first[0] + 1, len(doc.text)), alignment_mode="expand")
    close = doc.char_span(last[1] - 1, last[1], alignment_mode="expand")
    if begin is None or close is None:
        return None
    after = doc[min(close.end, len(doc) - 1)]
    low = begin[0].sent.start
    high = max(
        close[-1].sent.end, after.sent.end if "\n" not in doc.text[last[1] : after.idx + 1] else 0
    )
    best: tuple[float, Any, Span | None] | None = None
    for token in doc[low:high]:
        inside = any(s <= token.idx < e for s, e in q.spans)
        if inside or not _is_cue(token):
            continue
        between = (
            doc.text[last[1] : token.idx]
            if token.idx >= last[1]
            else doc.text[token.idx : first[0]]
        )
        if "\n" in between or len(between) > 200:
            continue
        mention = _subject(token)
        if token.pos_ == "ADP" or token.lower_ == "according":
            mention = _according(token)
        cost = len(between) + (0 if mention else 60)
        if best is None or cost < best[0]:
            best = (cost, token, mention)
    return (best[1], best[2]) if best else None


def _is_cue(token: Any) -> bool:
    if token.pos_ in {"VERB", "AUX"}:
        return token.lemma_.lower() in SAY or token.lemma_.lower() in JUDGE
    return token.lower_ == "according" or (
        token.pos_ == "NOUN" and token.lemma_ in NOUNS and token.dep_ != "nsubj"
    )


def _according(token: Any) -> Span | None:
    for child in token.subtree:
        if child.dep_ == "pobj":
            return _phrase(child)
    return None


def _continues(text: str, last: Statement, q: Quoted) -> bool:
    """A quotation that stands alone right after one whose speaker is known goes on with it."""
    gap = text[last.end : q.start]
    if "\n" in gap:
        line_start = text.rfind("\n", 0, q.start) + 1
        alone = not text[line_start : q.start].strip()
        ends = q.end >= len(text.rstrip()) or text[q.end : q.end + 1] in "\n"
        return alone and ends and len(gap) <= 400 and gap.count("\n\n") <= 1
    before = text[: q.start].rstrip()[-1:]
    return len(gap) <= 160 and before in ".!?:" and q.end - q.start > 25


def _indirect(doc: Any, quoted: Sequence[Quoted]) -> Iterable[Statement]:
    for token in doc:
        if (
            token.lower_ == "according"
            and token.i + 1 < len(doc)
            and doc[token.i + 1].lower_ == "to"
        ):
            yield from _by_according(doc, token, quoted)
        elif token.pos_ == "VERB" and _outside(token, quoted):
            lemma = token.lemma_.lower()
            clause = [c for c in token.children if c.dep_ == "ccomp" and c.i > token.i]
            if lemma in SAY and clause:
                yield from _statement(doc, token, clause[0], quoted, 0.85)
            elif lemma in SAY | JUDGE:
                inverted = [c for c in token.children if c.dep_ == "ccomp" and c.i < token.i]
                if lemma in SAY and inverted:
                    yield from _statement(doc, token, inverted[0], quoted, 0.8)
                elif lemma in JUDGE:
                    yield from _judgement(doc, token, quoted)


def _outside(token: Any, quoted: Sequence[Quoted]) -> bool:
    return not any(s <= token.idx < e for q in quoted for s, e in q.spans)


def _by_according(doc: Any, token: Any, quoted: Sequence[Quoted]) -> Iterable[Statement]:
    mention = _according(token)
    if mention is None:
        return
    sent = token.sent
    pieces = [(sent.start_char, token.idx), (max(mention[1], token.idx), sent.end_char)]
    spans = tuple(_strip(doc.text, s, e) for s, e in pieces if doc.text[s:e].strip(" \n,.;:—–-"))
    spans = snap(doc.text, spans, quoted)
    if spans:
        yield Statement(
            spans,
            kind_of(doc.text, spans, quoted),
            (token.idx, doc[token.i + 1].idx + 2),
            mention,
            0.85,
        )


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \n\t,;:—–-":
        start += 1
    while end > start and text[end - 1] in " \n\t,;:—–-":
        end -= 1
    return start, end


def _statement(
    doc: Any, verb: Any, head: Any, quoted: Sequence[Quoted], confidence: float
) -> Iterable[Statement]:
    mention = _subject(verb)
    if mention is None:
        return
    start, end = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
    if head.i > verb.i:
        start = max(start, verb.idx + len(verb))
        that = _THAT.match(doc.text[start:end])
        start += that.end() if that else 0
    else:
        end = min(end, verb.idx, mention[0] if mention[0] > start else verb.idx)
    spans = snap(doc.text, (_strip(doc.text, start, end),), quoted)
    if spans and not (mention[0] >= spans[0][0] and mention[1] <= spans[0][1]):
        yield Statement(spans, kind_of(doc.text, spans, quoted), _span(verb), mention, confidence)


def _judgement(doc: Any, verb: Any, quoted: Sequence[Quoted]) -> Iterable[Statement]:
    mention = _subject(verb)
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in _CLAUSES]
    if mention is None or not parts or mention[0] > verb.idx:
        return
    start = min(p.left_edge.idx for p in parts)
    last = max((p.right_edge for p in parts), key=lambda t: t.i)
    spans = snap(doc.text, (_strip(doc.text, start, last.idx + len(last)),), quoted)
    if spans and len(doc.text[spans[0][0] : spans[-1][1]].split()) >= 3:
        yield Statement(spans, kind_of(doc.text, spans, quoted), _span(verb), mention, 0.6)
