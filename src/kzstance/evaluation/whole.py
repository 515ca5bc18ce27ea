"""End-to-end measures: statements found, speaker, actor and stance right among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kzstance.evaluation.attributions import prf
from kzstance.evaluation.bootstrap import interval
from kzstance.evaluation.statements import Gold, pairs, speaker_and_actor
from kzstance.records import KINDS, LABELS, Row

Case = dict[str, Any]


@dataclass(frozen=True)
class _Document:
    exhaustive: bool
    rows: int
    matched: int
    """Rows that are a gold statement."""
    cases: list[Case]
    difficulty: str | None


def pipeline_measures(
    gold: Sequence[Gold],
    found: Mapping[str, Sequence[Row]],
    targets: Sequence[str],
    known_bodies: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """P, R, F1 where the gold is exhaustive; recall, and accuracy among the found, over all; the
    same by kind, and by "difficulty" where the articles have one."""
    documents = [_compare(d, found.get(str(d["id"]), []), targets, known_bodies) for d in gold]
    labelled = {key for d in documents for c in d.cases for key in c}
    aspects = [a for a in ("speaker", "actor", *targets) if a in labelled]
    out: dict[str, Any] = {"statements": sum(len(d.cases) for d in documents)}
    out["found"] = _share(documents, "found", given=None)
    out["found_95"] = interval(documents, lambda d: _share(d, "found", given=None))
    for aspect in aspects:
        out[f"{aspect} right, of the found"] = _share(documents, aspect, given="found")
        out[f"{aspect} right, of the found_95"] = interval(
            documents, partial(_share, aspect=aspect, given="found")
        )
    out["by kind"] = {kind: _part(documents, kind, aspects) for kind in KINDS}
    nested = [c for d in documents for c in d.cases if c["nested"]]
    if nested:
        out["nested"] = {
            "statements": len(nested),
            "found": sum(c["found"] for c in nested) / len(nested),
            "found and marked": sum(c["marked"] for c in nested) / len(nested),
        }
    whole = [d for d in documents if d.exhaustive]
    if whole:
        out["exhaustive"] = {"articles": len(whole), **_exhaustive(whole, aspects)}
        named = sorted({d.difficulty for d in whole if d.difficulty})
        if named:
            out["by difficulty"] = {
                name: _line([d for d in whole if d.difficulty == name], aspects) for name in named
            }
    return out


def _compare(
    doc: Gold, rows: Sequence[Row], targets: Sequence[str], known_bodies: frozenset[str]
) -> _Document:
    matched = pairs(doc["text"], doc["statements"], rows)
    cases = []
    for i, g in enumerate(doc["statements"]):
        row = rows[matched[i]] if i in matched else None
        case: Case = {"kind": g.get("kind", ""), "found": row is not None, "row": matched.get(i)}
        case["nested"] = g.get("nested_in") is not None
        case["marked"] = row is not None and row.statement.nested_in is not None
        if row is not None:
            case["speaker"], case["actor"] = speaker_and_actor(g, row.speaker, known_bodies)
            for t in targets:
                if g.get(t) in LABELS:
                    case[t] = row.stance[t].label == g[t]
        cases.append(case)
    return _Document(
        doc.get("exhaustive", True),
        len(rows),
        len(set(matched.values())),
        cases,
        doc.get("difficulty"),
    )


def _part(documents: Sequence[_Document], kind: str, aspects: Sequence[str]) -> dict[str, Any]:
    cases = [c for d in documents for c in d.cases if c["kind"] == kind]
    return {"statements": len(cases), "found": _mean(cases, "found")} | {
        f"{a} right, of the found": _mean([c for c in cases if c["found"]], a) for a in aspects
    }


def _exhaustive(documents: Sequence[_Document], aspects: Sequence[str]) -> dict[str, Any]:
    gold, rows = sum(len(d.cases) for d in documents), sum(d.rows for d in documents)
    hit = sum(c["found"] for d in documents for c in d.cases)
    out = {"found": prf(hit, gold, sum(d.matched for d in documents), rows)}
    for aspect in aspects:
        right = sum(bool(c.get(aspect)) for d in documents for c in d.cases)
        right_rows = sum(len({c["row"] for c in d.cases if c.get(aspect)}) for d in documents)
        out[f"found with {aspect} right"] = prf(right, gold, right_rows, rows)
    return out


def _line(documents: Sequence[_Document], aspects: Sequence[str]) -> str:
    """Counts of one difficulty: too few for shares."""
    cases = [c for d in documents for c in d.cases]
    extra = sum(d.rows - d.matched for d in documents)
    parts = [f"{sum(c['found'] for c in cases)} of {len(cases)} found, {extra} that are none"]
    parts += [f"{a} right {sum(bool(c.get(a)) for c in cases)}" for a in aspects]
    return "; ".join(parts)


def _mean(cases: Sequence[Case], aspect: str) -> float:
    known = [c for c in cases if aspect in c]
    return sum(bool(c[aspect]) for c in known) / len(known) if known else 0.0


def _share(documents: Sequence[_Document], aspect: str, given: str | None) -> float:
    return _mean([c for d in documents for c in d.cases if given is None or c[given]], aspect)
