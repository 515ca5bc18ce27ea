"""Are reprints merged and different statements kept apart? Measured on pairs of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import polars as pl

from kzstance.clusters import assign
from kzstance.clusters.wording import wording
from kzstance.config import Config
from kzstance.evaluation.bootstrap import interval
from kzstance.records import Article


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two statements of one speaker in different articles."""

    same: bool
    joined: bool
    translated: bool


def cluster_measures(
    rows: Sequence[dict[str, Any]], articles: Sequence[Article], config: Config
) -> dict[str, Any]:
    """The clusters of the statements of gold ``rows`` against their utterances: precision, recall
    and F1 of the pairs in one cluster, over all pairs of two statements of one speaker that stand
    in different articles, with intervals over speakers; the same of the pairs in one alphabet and
    of translations. The statements' words and speakers are those of the gold."""
    table = _statements(rows, articles)
    bodies = pl.DataFrame(
        {
            "article_id": [f"{place:06}" for place in range(len(articles))],
            "text": [a.text for a in articles],
        }
    )
    found = assign(table, bodies, config.clusters, config.runs.threads)
    speakers = _pairs(found, [s["utterance"] for r in rows for s in r["statements"]])
    clusters = found["cluster_id"].n_unique()
    every = [p for pairs in speakers for p in pairs]
    out: dict[str, Any] = {
        "statements": len(table),
        "utterances": len({s["utterance"] for r in rows for s in r["statements"]}),
        "clusters": clusters,
        "pairs": {"all": len(every), "of one utterance": sum(p.same for p in every)},
        **_scores(speakers),
        "F1_95": interval(speakers, lambda s: _scores(s)["F1"]),
    }
    for name, translated in (("retold", False), ("translated", True)):
        part = [[p for p in pairs if p.translated == translated] for pairs in speakers]
        if any(p.same for pairs in part for p in pairs):
            out[name] = _scores(part)
    return out


def _statements(rows: Sequence[dict[str, Any]], articles: Sequence[Article]) -> pl.DataFrame:
    out = [
        {
            "statement_id": f"{place:06} {number:04}",  # ids of gold articles may stand twice
            "article_id": f"{place:06}",
            "date": article.date,
            "text": s["text"],
            "speaker": s["speaker"],
            "actor": s.get("actor"),
        }
        for place, (row, article) in enumerate(zip(rows, articles, strict=True))
        for number, s in enumerate(row["statements"])
    ]
    texts = ("statement_id", "article_id", "text", "speaker", "actor")
    return pl.DataFrame(out, schema={"date": pl.Date} | dict.fromkeys(texts, pl.String))


def _pairs(found: pl.DataFrame, utterances: Sequence[str]) -> list[list[_Pair]]:
    """Those of each speaker."""
    of: defaultdict[str, list[tuple[str, str, bool, str]]] = defaultdict(list)
    columns = ("speaker", "article_id", "cluster_id", "text")
    for (speaker, article, cluster, text), utterance in zip(
        found.select(columns).iter_rows(), utterances, strict=True
    ):
        of[speaker].append((article, cluster, wording(text).cyrillic, utterance))
    return [
        [
            _Pair(a[3] == b[3], a[1] == b[1], a[2] != b[2])
            for a, b in combinations(of[speaker], 2)
            if a[0] != b[0]
        ]
        for speaker in sorted(of)
    ]


def _scores(speakers: Sequence[Sequence[_Pair]]) -> dict[str, float]:
    right = sum(p.same and p.joined for pairs in speakers for p in pairs)
    joined = sum(p.joined for pairs in speakers for p in pairs)
    same = sum(p.same for pairs in speakers for p in pairs)
    return {
        "precision": right / joined if joined else 0.0,
        "recall": right / same if same else 0.0,
        "F1": 2 * right / (joined + same) if joined + same else 0.0,
    }
