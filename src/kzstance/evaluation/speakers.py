"""The speaker stage alone: speaker and actor on gold statements whose mention is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kzstance.config import Config
from kzstance.evaluation.bootstrap import interval
from kzstance.evaluation.labels import expected_error
from kzstance.evaluation.statements import Gold, bodies, speaker_and_actor
from kzstance.language import load_language
from kzstance.records import KINDS, Article, Speaker, Statement
from kzstance.registry import stage


@dataclass(frozen=True)
class _Case:
    kind: str
    speaker: bool
    actor: bool
    confidence: float
    named: bool
    """Does the stage name a speaker or an actor, so that its confidence says something?"""


def resolved(
    gold: Sequence[Gold],
    config: Config,
    articles: Sequence[Article],
    statement: Callable[[Gold], Statement],
) -> Iterator[tuple[Gold, Gold, Speaker]]:
    """(article, gold statement, speaker found) of every gold statement whose mention is given;
    ``statement`` makes of it what the stage is given."""
    quotes = stage(config.quotes.stage)(config.quotes, config.runs.threads)
    resolver = stage(config.speakers.stage)(config.speakers)
    nlp = load_language(config.language, parse=quotes.needs_parse, names=not quotes.finds_names)
    for row, article in zip(gold, articles, strict=True):
        doc = nlp(article.text)
        if quotes.finds_names:
            quotes.find([article], [doc])  # for the names that it makes the doc's entities
        rows = [g for g in row["statements"] if g.get("mention")]
        found = resolver.resolve(article, doc, [statement(g) for g in rows])
        for g, speaker in zip(rows, found, strict=True):
            yield row, g, speaker


def speaker_measures(
    gold: Sequence[Gold], config: Config, articles: Sequence[Article]
) -> dict[str, Any]:
    """Shares right with 95 % intervals over statements, by kind, and how well the confidence is
    calibrated: ECE, and over the rows that name somebody, confidence against share wholly right."""
    known_bodies = bodies(config)
    cases: list[_Case] = []
    wrong: list[str] = []
    for doc, g, s in resolved(gold, config, articles, _statement):
        right = speaker_and_actor(g, s, known_bodies)
        named = s.name is not None or s.actor is not None
        cases.append(_Case(g.get("kind", ""), *right, s.confidence, named))
        if not all(right):
            mention = doc["text"][slice(*g["mention"][0])]
            wrong.append(
                f"{doc['id']}: {mention!r}: expected {g.get('speaker')}, {g.get('actor')}; "
                f"got {s.name}, {s.actor}"
            )
    out: dict[str, Any] = {"statements with a mention": len(cases)}
    for part in ("speaker", "actor"):
        units = [bool(getattr(c, part)) for c in cases]
        out[f"{part} right"] = _mean(units)
        out[f"{part} right_95"] = interval(units, _mean)
    out["by kind"] = {
        kind: {
            "statements": sum(c.kind == kind for c in cases),
            "speaker right": _mean([c.speaker for c in cases if c.kind == kind]),
            "actor right": _mean([c.actor for c in cases if c.kind == kind]),
        }
        for kind in KINDS
    }
    sure = [(c.speaker and c.actor, c.confidence) for c in cases if c.named]
    if sure:
        out["confidence, of those named"] = {
            "mean": _mean([c for _, c in sure]),
            "both right": _mean([r for r, _ in sure]),
            "ECE": expected_error(np.array([r for r, _ in sure]), np.array([c for _, c in sure])),
        }
    out["wrong"] = wrong
    return out


def _statement(gold: Gold) -> Statement:
    mention = gold["mention"][0]
    spans = tuple((s, e) for s, e in gold["spans"])
    return Statement(spans, gold.get("kind") or "indirect", (0, 0), (mention[0], mention[1]))


def _mean(values: Sequence[float]) -> float:
    return float(sum(values) / len(values)) if values else 0.0
