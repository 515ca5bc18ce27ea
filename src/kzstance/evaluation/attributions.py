"""Quote measures over gold attributions {content, source, cue}, micro-averaged.

- exact: the same characters of content, blanks aside; exact~: the same letters and digits
- overlap: paired one to one, best intersection over union first, at least 0.5
- attributed: overlap, and the sources share a word that is no function word
- marked: the same for contents with quotation marks; recall over marked gold, precision over
  marked predictions (a mark that touches a prediction from outside counts)
- direct, mixed, indirect: the same by the marks of the content
- fragments: the same with every contiguous piece of a content on its own
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kzstance.evaluation.bootstrap import interval
from kzstance.records import KINDS, Statement

Spans = Sequence[Sequence[int]]
Attribution = dict[str, Spans]

_DOUBLE = r"[“”\"«»„]"
# up to the next opening mark: from there another pair is looked for, so that none is read twice
_CURLY_PAIR = r"(?<!\w)‘(?=\S)(?:[^‘]|(?<=\w)‘|‘(?!\S))*?\S’(?!\w)"
_STRAIGHT_PAIR = r"(?<![\w'])'(?=\w)(?:[^']|(?<=[\w'])'|'(?!\w))*?[\w.,!?]'(?!\w)"
_MARKED = re.compile(f"{_DOUBLE}|{_CURLY_PAIR}|{_STRAIGHT_PAIR}", re.DOTALL)
_EDGES = frozenset("“”\"«»„‘’'")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|['’]s\b")
_FUNCTION = frozenset(
    "a an the this that these those of in on at by for from to with and or but as 's ’s s is was "
    "are were be been has have had will would who which what whose whom not no according says "
    "said say".split()
)
MEASURES = ("exact", "exact~", "overlap", "attributed")
PARTS = ("all", "marked", *KINDS)


@dataclass(eq=False)
class Item:
    """One attribution, gold or predicted, ready for matching; ``hits`` are measures it meets."""

    chars: frozenset[int]
    letters: frozenset[int]
    marked: bool
    kind: str
    source: Spans
    hits: set[str] = field(default_factory=set)


def kind_of(text: str, spans: Spans) -> str:
    """direct, mixed or indirect by the marks of a gold content."""
    if not _MARKED.search(" … ".join(text[s:e] for s, e in spans)):
        return "indirect"
    pieces = [text[s:e].strip() for s, e in spans]
    closed = all(p[0] in _EDGES and p.rstrip(".,;")[-1:] in _EDGES for p in pieces if p)
    return "direct" if closed else "mixed"


def as_attributions(statements: Iterable[Statement]) -> list[Attribution]:
    """What was found, in the form of gold."""
    return [
        {
            "content": s.spans,
            "cue": [s.cue] if s.cue else [],
            "source": [s.mention] if s.mention else [],
        }
        for s in statements
    ]


def items(text: str, rows: Iterable[Attribution], *, touch: bool) -> list[Item]:
    """Items of the rows that have content."""
    out = []
    for row in rows:
        spans = row["content"]
        inside = [i for s, e in spans for i in range(max(0, s), min(e, len(text)))]
        chars = frozenset(i for i in inside if not text[i].isspace())
        if chars:
            letters = frozenset(i for i in inside if text[i].isalnum())
            marked = _MARKED.search(" … ".join(text[s:e] for s, e in spans)) is not None
            marked = marked or (touch and _touched(text, spans))
            out.append(Item(chars, letters, marked, kind_of(text, spans), row.get("source", [])))
    return out


def _touched(text: str, spans: Spans) -> bool:
    for s, e in spans:
        before = text[max(0, s - 3) : s].rstrip()[-1:]
        after = text[e : e + 4].lstrip().lstrip(".,!?").lstrip()[:1]
        if (before and before in '“"„«') or (after and after in '”"»“'):
            return True
    return False


def fragments(text: str, rows: Iterable[Attribution]) -> list[Attribution]:
    """One row for each contiguous piece; pieces parted by blanks alone are one."""
    out = []
    for row in rows:
        joined: list[list[int]] = []
        for s, e in sorted((s, e) for s, e in row["content"]):
            if joined and not text[joined[-1][1] : s].strip():
                joined[-1][1] = max(e, joined[-1][1])
            else:
                joined.append([s, e])
        out += [{**row, "content": [piece]} for piece in joined]
    return out


def _words(text: str, spans: Spans) -> dict[int, str]:
    return {
        m.start(): m.group().lower()
        for s, e in spans
        for m in _WORD.finditer(text, max(0, s), min(e, len(text)))
    }


def same_source(text: str, gold: Spans, found: Spans) -> bool:
    """Do both name the source by a common word, or do both name none?"""
    if not gold or not found:
        return not gold and not found
    words = _words(text, gold)
    strong = {i for i, w in words.items() if w not in _FUNCTION} or set(words)
    return bool(strong & set(_words(text, found)))


def _pair_off(pairs: list[tuple[Any, Item, Item]]) -> list[tuple[Any, Item, Item]]:
    taken: set[int] = set()
    out = []
    for pair in sorted(pairs, key=lambda p: p[0], reverse=True):
        ids = {id(pair[1]), id(pair[2])}
        if not ids & taken:
            taken |= ids
            out.append(pair)
    return out


def match(text: str, gold: Sequence[Item], found: Sequence[Item]) -> None:
    """Mark on every item the measures that it meets."""
    keys: tuple[tuple[str, Callable[[Item], frozenset[int]]], ...] = (
        ("exact", lambda x: x.chars),
        ("exact~", lambda x: x.letters),
    )
    for name, key in keys:
        same = [(1, g, f) for g in gold for f in found if key(g) == key(f)]
        for _, g, f in _pair_off(same):
            g.hits.add(name)
            f.hits.add(name)
    pairs: list[tuple[Any, Item, Item]] = []
    for g in gold:
        for f in found:
            common = len(g.chars & f.chars)
            if common and 2 * common >= len(g.chars | f.chars):
                iou = common / len(g.chars | f.chars)
                pairs.append(((iou, same_source(text, g.source, f.source)), g, f))
    for (_, right), g, f in _pair_off(pairs):
        hits = {"overlap", "attributed"} if right else {"overlap"}
        g.hits |= hits
        f.hits |= hits


@dataclass
class Document:
    """The matched items of one article."""

    gold: list[Item]
    found: list[Item]


def compare(
    text: str, gold: Sequence[Attribution], found: Sequence[Attribution], *, pieces: bool = False
) -> Document:
    """Match what was found in one article with its gold."""
    if pieces:
        gold, found = fragments(text, gold), fragments(text, found)
    document = Document(items(text, gold, touch=False), items(text, found, touch=True))
    match(text, document.gold, document.found)
    return document


def prf(right_gold: int, gold: int, right_found: int, found: int) -> dict[str, float]:
    """Precision, recall and F1 in percent."""
    r = right_gold / gold if gold else 0.0
    p = right_found / found if found else 0.0
    return {"P": 100 * p, "R": 100 * r, "F1": 200 * p * r / (p + r) if p + r else 0.0}


def _in_part(item: Item, part: str) -> bool:
    return part == "all" or (item.marked if part == "marked" else item.kind == part)


def counts(document: Document, part: str, measure: str) -> tuple[int, int, int, int]:
    """(right gold, gold, right found, found) of one article; ``part`` is all, marked or a kind:
    recall over the gold of that part, precision over what was found of it."""
    gold = [x for x in document.gold if _in_part(x, part)]
    found = [x for x in document.found if _in_part(x, part)]
    hit = [sum(measure in x.hits for x in side) for side in (gold, found)]
    return hit[0], len(gold), hit[1], len(found)


def total(rows: Iterable[tuple[int, int, int, int]]) -> dict[str, float]:
    """Precision, recall and F1 over the counts of several articles."""
    columns = list(zip(*rows, strict=True)) or [(0,)] * 4
    a, b, c, d = (sum(column) for column in columns)
    return prf(a, b, c, d)


def scores(documents: Sequence[Document], parts: Sequence[str] = PARTS) -> dict[str, Any]:
    """All measures of ``parts``, F1 with its 95 % bootstrap interval over articles."""
    out: dict[str, Any] = {}
    for name in parts:
        gold = [x for d in documents for x in d.gold if _in_part(x, name)]
        out[name] = {}
        for measure in MEASURES:
            units = [counts(d, name, measure) for d in documents]
            out[name][measure] = total(units)
            out[name][f"{measure}_95"] = interval(units, lambda s: total(s)["F1"])
        hit = [x for x in gold if "overlap" in x.hits]
        out[name]["source right"] = (
            100 * sum("attributed" in x.hits for x in hit) / len(hit) if hit else 0.0
        )
        out[name]["n"] = len(gold)
    return out
