"""The labelled sets of the stance model: our own, and public ones for a first tuning.

Texts that we may not ship are joined here to our files of ids and labels.
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kzstance.records import LABELS, Query
from kzstance.training.rows import read_rows
from kzstance.training.stance import Example

_HARD = 0.6  # weight of a row where a careful colleague could choose another label


def _own(
    row: Mapping[str, Any], query: Query, targets: Mapping[str, str], part: str, group: str
) -> Iterator[Example]:
    weight = _HARD if str(row.get("hard", "")).lower() in {"true", "1"} else 1.0
    for key, name in targets.items():
        yield Example(query, name, LABELS.index(row[key]), part, group, weight)


def written(path: Path, targets: Mapping[str, str]) -> list[Example]:
    """Statements that we wrote (contrast.jsonl, written.jsonl), grouped by contrast set or text."""
    out: list[Example] = []
    for row in read_rows(path):
        r: dict[str, Any] = dict(row)
        query = Query(
            r["text"],
            r.get("context_before") or "",
            r.get("context_after") or "",
            r.get("cue"),
            r.get("mention"),
            r.get("speaker"),
            r.get("actor"),
        )
        out += _own(r, query, targets, path.stem, r.get("group") or r["text"].lower())
    return out


def labelled(labels: Path, texts: Path, targets: Mapping[str, str]) -> list[Example]:
    """UN General Debate sentences: ids and labels ours (CSV), the texts beside them (JSONL)."""
    by_id = {r["id"]: r for r in read_rows(texts)}
    out: list[Example] = []
    with labels.open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            r: dict[str, Any] = dict(by_id[row["id"]])
            query = Query(
                r["text"], (r["before"] or "")[-200:], (r["after"] or "")[:200], actor=r["iso"]
            )
            out += _own(row, query, targets, labels.stem, f"{r['iso']} {r['year']}")
    return out


def extracted(
    labels: Path, corpora: list[Path], targets: Mapping[str, str], context: int = 200
) -> list[Example]:
    """Statements of real articles: article ids, offsets and labels ours, the texts from corpora."""
    articles = {r["id"]: str(r["text"]) for path in corpora for r in read_rows(path)}
    out: list[Example] = []
    with labels.open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            text = articles[row["article_id"]]
            spans = [tuple(map(int, s.split("-"))) for s in row["spans"].split()]

            def words(name: str, text: str = text, row: Mapping[str, str] = row) -> str | None:
                return (
                    text[int(row[f"{name}_start"]) : int(row[f"{name}_end"])]
                    if row[f"{name}_start"]
                    else None
                )

            query = Query(
                " ".join(text[s:e] for s, e in spans),
                text[max(0, spans[0][0] - context) : spans[0][0]],
                text[spans[-1][1] : spans[-1][1] + context],
                words("cue"),
                words("mention"),
                actor=row.get("actor") or None,
            )
            out += _own(row, query, targets, labels.stem, row["article_id"])
    return out


def public(path: Path, limit: int, seed: int = 0) -> list[Example]:
    """A sample of a public stance set: {text, target, label: favor, against or neutral}.

    Where the set holds several targets a text, each row is one pair. A third as many pairs are
    added whose target is taken from another text: ``unrelated``.
    """
    rng = random.Random(seed)
    rows: list[dict[str, Any]] = [dict(r) for r in read_rows(path)]
    rng.shuffle(rows)
    out = []
    for row in rows[:limit]:
        text = row["text"][:600]
        out.append(
            Example(
                Query(text),
                row["target"],
                LABELS.index(row["label"]),
                path.name.split(".")[0],
                text,
            )
        )
        if rng.random() < 0.25:
            other = rng.choice(rows)["target"]
            if other.lower() not in text.lower() and other != row["target"]:
                out.append(
                    Example(
                        Query(text), other, LABELS.index("unrelated"), path.name.split(".")[0], text
                    )
                )
    return out


_NEAR = re.compile(
    r"Russia|Ukrain|Moscow|Putin|Kremlin|Crimea|Kyiv|Kiev|Soviet|NATO|Donbas", re.IGNORECASE
)


def off_topic(path: Path, limit: int, targets: Mapping[str, str], seed: int = 0) -> list[Example]:
    """Sentences of a public set that name nothing near our targets: ``unrelated`` to each."""
    rows: list[dict[str, Any]] = [dict(r) for r in read_rows(path)]
    random.Random(seed).shuffle(rows)
    texts = [r["text"][:400] for r in rows if not _NEAR.search(r["text"])][:limit]
    unrelated = LABELS.index("unrelated")
    return [
        Example(Query(text), name, unrelated, "off_topic", text)
        for text in texts
        for name in targets.values()
    ]


def held_out(group: str, share: float) -> bool:
    """Is the group in the held-out part? Depends on its name alone."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < share
