"""End-to-end measures: statements found, speaker, actor and stance right among them.

A gold statement is found where a row's characters overlap its own by intersection over union
of at least 0.5, or where it equals one piece of a row (some gold counts a quotation that its
cue splits as two). A gold speaker of null is right where no person is named: a body or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from kzstance.config import Config
from kzstance.evaluation.attributions import prf
from kzstance.evaluation.bootstrap import interval
from kzstance.records import LABELS, Article, Row, Span, Speaker, Statement
from kzstance.registry import stage
from kzstance.speakers.roster import fold, load

Gold = dict[str, Any]
IOU = 0.5
BODIES = ("Government of ", "Ministry of ")


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


def pipeline_measures(
    gold: Sequence[Gold],
    found: Mapping[str, Sequence[Row]],
    targets: Sequence[str],
    known_bodies: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """P, R, F1 where the gold is exhaustive; recall, and accuracy among the found, over all."""
    documents = []
    for doc in gold:
        rows = found.get(str(doc["id"]), [])
        matched = pairs(doc["text"], doc["statements"], rows)
        cases = []
        for i, g in enumerate(doc["statements"]):
            row = rows[matched[i]] if i in matched else None
            case = {"kind": g.get("kind", ""), "found": row is not None, "row": matched.get(i)}
            if row is not None:
                case["speaker"] = speaker_right(g.get("speaker"), row.speaker, known_bodies)
                case["actor"] = g.get("actor") == row.speaker.actor
                for t in targets:
                    if g.get(t) in LABELS:
                        case[t] = row.stance[t].label == g[t]
            cases.append(case)
        documents.append(
            (doc.get("exhaustive", True), len(rows), len(set(matched.values())), cases)
        )
    aspects = ("speaker", "actor", *targets)
    out: dict[str, Any] = {"statements": sum(len(d[3]) for d in documents)}
    out["found"] = _share(documents, "found", given=None)
    out["found_95"] = interval(documents, lambda d: _share(d, "found", given=None))
    for aspect in aspects:
        out[f"{aspect} right, of the found"] = _share(documents, aspect, given="found")
        out[f"{aspect} right, of the found_95"] = interval(
            documents, partial(_share, aspect=aspect, given="found")
        )
    out["recall by kind"] = {
        kind: _share(
            [(d[0], d[1], d[2], [c for c in d[3] if c["kind"] == kind]) for d in documents],
            "found",
            None,
        )
        for kind in ("direct", "indirect", "mixed")
    }
    whole = [d for d in documents if d[0]]
    if whole:
        n_gold, n_rows = sum(len(d[3]) for d in whole), sum(d[1] for d in whole)
        hit = sum(c["found"] for d in whole for c in d[3])
        out["exhaustive"] = {
            "articles": len(whole),
            "found": prf(hit, n_gold, sum(d[2] for d in whole), n_rows),
        }
        for aspect in aspects:
            right = sum(bool(c.get(aspect)) for d in whole for c in d[3])
            right_rows = sum(len({c["row"] for c in d[3] if c.get(aspect)}) for d in whole)
            out["exhaustive"][f"found with {aspect} right"] = prf(right, n_gold, right_rows, n_rows)
    return out


def _share(documents: Sequence[Any], aspect: str, given: str | None) -> float:
    cases = [c for d in documents for c in d[3] if (given is None or c[given]) and (aspect in c)]
    return sum(bool(c[aspect]) for c in cases) / len(cases) if cases else 0.0


def speaker_measures(
    gold: Sequence[Gold], config: Config, articles: Sequence[Article]
) -> dict[str, Any]:
    """Speaker and actor on gold statements whose mention is given."""
    from kzstance.language import load_language

    resolver = stage(config.speakers.stage)(config.speakers)
    nlp = load_language(config.language, parse=False)
    known_bodies = bodies(config)
    cases: list[tuple[bool, bool, float]] = []
    wrong: list[str] = []
    for doc, article in zip(gold, articles, strict=True):
        statements = [
            Statement(
                tuple((s, e) for s, e in g["spans"]),
                g.get("kind", "indirect"),
                cue=(0, 0),
                mention=tuple(g["mention"][0]),
            )
            for g in doc["statements"]
            if g.get("mention")
        ]
        labelled = [g for g in doc["statements"] if g.get("mention")]
        for g, s in zip(
            labelled, resolver.resolve(article, nlp(article.text), statements), strict=True
        ):
            right = (
                speaker_right(g.get("speaker"), s, known_bodies),
                g.get("actor") == s.actor,
            )
            cases.append((*right, s.confidence))
            if not all(right):
                mention = doc["text"][slice(*g["mention"][0])]
                wrong.append(
                    f"{doc['id']}: {mention!r}: expected {g.get('speaker')}, {g.get('actor')}; "
                    f"got {s.name}, {s.actor}"
                )
    n = len(cases) or 1
    return {
        "statements with a mention": len(cases),
        "speaker right": sum(c[0] for c in cases) / n,
        "speaker right_95": interval(cases, lambda c: sum(x[0] for x in c) / max(1, len(c))),
        "actor right": sum(c[1] for c in cases) / n,
        "actor right_95": interval(cases, lambda c: sum(x[1] for x in c) / max(1, len(c))),
        "wrong": wrong,
    }
