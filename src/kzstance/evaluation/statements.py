"""Gold statements and rows: which row is which statement, and is its speaker right?

A gold statement is found where a row's characters overlap its own by intersection over union
of at least 0.5, or where it equals one piece of a row (some gold counts a quotation that its
cue splits as two). A gold speaker of null is right where no person is named: a body or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kzstance.config import Config
from kzstance.records import Row, Span, Speaker
from kzstance.speakers.roster import fold, load

Gold = dict[str, Any]
IOU = 0.5
BODIES = (
    *("Government of ", "Ministry of ", "Office of ", "Embassy of ", "Delegation of "),
    *("Parliament of ", "Armed Forces of ", "General Staff of "),
)


def _chars(text: str, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(i for s, e in spans for i in range(s, min(e, len(text))) if text[i].isalnum())


def iou(text: str, gold: Sequence[Sequence[int]], spans: Sequence[Span]) -> float:
    """Overlap of letters; 1 where the gold equals one piece of ``spans``."""
    a = _chars(text, gold)
    if any(a == _chars(text, [piece]) for piece in spans):
        return 1.0
    b = _chars(text, spans)
    return len(a & b) / len(a | b) if a | b else 0.0


def pairs(text: str, gold: Sequence[Gold], rows: Sequence[Row]) -> dict[int, int]:
    """Gold index → row index. A row may be the match of several gold pieces of it."""
    best: list[tuple[float, int, int]] = []
    for i, g in enumerate(gold):
        for j, r in enumerate(rows):
            value = iou(text, g["spans"], r.statement.spans)
            if value >= IOU:
                best.append((value, i, j))
    out: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(best, key=lambda x: (-x[0], x[1], x[2])):
        piece = any(
            _chars(text, gold[i]["spans"]) == _chars(text, [p]) for p in rows[j].statement.spans
        )
        if i not in out and (j not in used or (piece and len(rows[j].statement.spans) > 1)):
            out[i] = j
            used.add(j)
    return out


def bodies(config: Config) -> frozenset[str]:
    """The names that the rosters have for bodies, which are no persons."""
    return frozenset(a.name for a in load(config.speakers.rosters).actors.values())


def speaker_right(
    gold: str | None, found: Speaker, known_bodies: frozenset[str] = frozenset()
) -> bool:
    """The same name, bar accents and spelling of the given name; null: no person."""
    if gold is None:
        return found.name is None or (
            found.role is None
            and found.id is None
            and (found.name in known_bodies or found.name.startswith(BODIES))
        )
    if found.name is None:
        return False
    a, b = fold(gold).split(), fold(found.name).split()
    return a == b or (
        len(a) > 1
        and len(b) > 1
        and a[-1] == b[-1]
        and a[0][:2] == b[0][:2]
        and found.id is not None
    )


def speaker_and_actor(
    gold: Gold, found: Speaker, known_bodies: frozenset[str] = frozenset()
) -> tuple[bool, bool]:
    """Are they right? Of a statement of several sources ("also") any is."""
    any_of = [gold, *gold.get("also", [])]
    return (
        any(speaker_right(g.get("speaker"), found, known_bodies) for g in any_of),
        any(g.get("actor") == found.actor for g in any_of),
    )
