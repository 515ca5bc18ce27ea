"""The words that carried the labels of a run's statements, for the report."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kzstance.config import Config
from kzstance.errors import ConfigError
from kzstance.records import Query, Stance
from kzstance.registry import stage
from kzstance.stance.explain import Weight, explain

log = logging.getLogger(__name__)

LEAST = 0.05  # of a word's weight; a smaller one is not told
MOST = 4  # words of one label


def carried_words(chosen: pl.DataFrame, config: Config) -> dict[str, str]:
    """statement_id → "Russia: “refused” 0.41; …", where a label toward a target has such words.

    A label whose probability the config's model does not give again is passed over: the run used
    another model, or saw a source that the table does not hold.
    """
    spoken = [pl.col(f"stance_{t}") != "unrelated" for t in config.targets]
    chosen = chosen.filter(pl.any_horizontal(spoken))
    if chosen.is_empty():
        return {}
    try:
        model = stage(config.stance.stage)(config.stance, config.targets, config.runs.threads)
    except ConfigError as error:
        log.warning("the words that carried the labels are not told: %s", error)
        return {}
    out = {}
    for row in chosen.iter_rows(named=True):
        query = Query(
            row["text"],
            row["context_before"] or "",
            row["context_after"] or "",
            *(row[k] for k in ("cue", "mention", "speaker", "actor")),
        )
        told = _told(query, _same(model.classify([query])[0], row), config, model)
        if told:
            out[row["statement_id"]] = told
    return out


def _same(stances: Mapping[str, Stance], row: Mapping[str, Any]) -> dict[str, Stance]:
    return {
        t: s
        for t, s in stances.items()
        if s.label != "unrelated"
        and abs(max(s.probabilities) - (row.get(f"p_{t}_{s.label}") or 0.0)) < 0.01
    }


def _told(query: Query, stances: Mapping[str, Stance], config: Config, model: Any) -> str:
    if not stances:
        return ""
    weights = explain(query, stances, model.classify)
    parts = []
    for target, of in weights.items():
        words = _heaviest(query.text, of)
        if words:
            parts.append(f"{config.targets[target].name}: {', '.join(words)}")
    return "; ".join(parts)


def _heaviest(text: str, weights: Sequence[Weight]) -> list[str]:
    heavy = sorted((w for w in weights if w.weight >= LEAST), key=lambda w: -w.weight)[:MOST]
    return [f"“{text[w.start : w.end]}” {w.weight:.2f}" for w in heavy]
