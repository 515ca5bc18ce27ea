"""The labelled sets of the stance model: our own, and public ones for a first tuning.

Texts that we may not ship are joined here to our files of ids and labels.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from kzstance.context import after, before
from kzstance.records import LABELS, Query
from kzstance.training.rows import read_rows

_HARD = 0.6  # weight of a row where a careful colleague could choose another label
_SHORT = {label[0]: i for i, label in enumerate(LABELS)}
_INFERENCE = {"entailment": "favor", "contradiction": "against", "neutral": "neutral"}


@dataclass(frozen=True)
class Example:
    """A statement with the label (an index into ``LABELS``) toward each of ``targets``.

    ``part`` names the set it comes from; ``group`` keeps rows together that must not be split
    between training and test. ``soft`` are a larger model's four probabilities toward each target,
    where a smaller one learns from it.
    """

    query: Query
    targets: tuple[str, ...]
    labels: tuple[int, ...]
    part: str
    group: str
    weight: float = 1.0
    lang: str = "en"
    soft: tuple[tuple[float, ...], ...] = ()


class PublicSet(BaseModel):
    """A part of a public set: so many ``rows`` at random, their texts cut to ``chars``."""

    model_config = ConfigDict(extra="forbid")
    name: str
    rows: int
    chars: int = 400
    neutral: float = 1.0
    """Share of the neutral rows that is used."""


def _own(
    row: Mapping[str, Any],
    query: Query,
    targets: Mapping[str, str],
    part: str,
    group: str,
    lang: str = "en",
) -> Example:
    weight = _HARD if str(row.get("hard", "")).lower() in {"true", "1"} else 1.0
    also = row.get("also") or []
    return Example(
        query,
        (*targets.values(), *(name for name, _ in also)),
        (*(LABELS.index(row[key]) for key in targets), *(_SHORT[label] for _, label in also)),
        part,
        group,
        weight,
        lang,
    )


def written(path: Path, targets: Mapping[str, str]) -> list[Example]:
    """Statements that we wrote (contrast.jsonl, written.jsonl), grouped by contrast set or text.

    A row may label further targets of its own: "also": [["NATO", "a"], …].
    """
    out: list[Example] = []
    for r in read_rows(path):
        query = Query(
            r["text"],
            r.get("context_before") or "",
            r.get("context_after") or "",
            r.get("cue"),
            r.get("mention"),
            r.get("speaker"),
            r.get("actor"),
        )
        group = r.get("group") or r["text"].lower()
        out.append(_own(r, query, targets, path.stem, group, r["lang"]))
    return out


def labelled(labels: Path, texts: Path, targets: Mapping[str, str]) -> list[Example]:
    """UN General Debate sentences: ids and labels ours (CSV), the texts beside them (JSONL)."""
    by_id = {r["id"]: r for r in read_rows(texts)}
    out: list[Example] = []
    with labels.open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            r: dict[str, Any] = dict(by_id[row["id"]])
            query = Query(r["text"], r["before"] or "", r["after"] or "", actor=r["iso"])
            group = f"{r['iso']}-{r['year']}"
            out.append(_own(row, query, targets, labels.stem, group))
    return out


def extracted(
    labels: Path, corpora: Sequence[Path], targets: Mapping[str, str], context: int = 200
) -> list[Example]:
    """Statements of real articles: article ids, offsets and labels ours, the texts from corpora."""
    articles = {r["id"]: r for path in corpora for r in read_rows(path)}
    out: list[Example] = []
    with labels.open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            article = articles[row["article_id"]]
            query = _extract(article["text"], row, context)
            lang = article.get("lang") or "en"
            out.append(_own(row, query, targets, labels.stem, row["article_id"], lang))
    return out


def _extract(text: str, row: Mapping[str, str], context: int) -> Query:
    spans = [tuple(map(int, s.split("-"))) for s in row["spans"].split()]

    def words(name: str) -> str | None:
        start, end = row[f"{name}_start"], row[f"{name}_end"]
        return text[int(start) : int(end)] if start else None

    return Query(
        " ".join(text[s:e] for s, e in spans),
        before(text, spans[0][0], context),
        after(text, spans[-1][1], context),
        words("cue"),
        words("mention"),
        actor=row.get("actor") or None,
    )


def public(folder: Path, sets: Sequence[PublicSet], seed: int) -> list[Example]:
    """Rows of public sets: stance {text, target, label}, or inference {premise, hypothesis,
    label}, whose hypothesis counts as the target that the premise favors or is against.

    To three in ten stance texts a target of another text is added, as ``unrelated``.
    """
    rng = random.Random(seed)
    out: list[Example] = []
    for s in sets:
        rows = list(read_rows(folder / f"{s.name}.jsonl.gz"))
        rng.shuffle(rows)
        make = _inference if "premise" in rows[0] else _stance
        out += make(rows, s, rng)
    return out


def _inference(rows: list[dict[str, Any]], s: PublicSet, rng: random.Random) -> Iterator[Example]:
    for row in rows[: s.rows]:
        text, label = row["premise"][: s.chars], LABELS.index(_INFERENCE[row["label"]])
        yield Example(Query(text), (row["hypothesis"],), (label,), s.name, text)


def _stance(rows: list[dict[str, Any]], s: PublicSet, rng: random.Random) -> Iterator[Example]:
    if s.neutral < 1:
        rows = [r for r in rows if r["label"] != "neutral" or rng.random() < s.neutral]
    rows = rows[: s.rows]
    texts: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        texts.setdefault(row["text"][: s.chars], []).append(row)
    for text, of_text in texts.items():
        targets = [r["target"] for r in of_text][:3]
        labels = [LABELS.index(r["label"]) for r in of_text][:3]
        if rng.random() < 0.3:
            other = rng.choice(rows)["target"]
            if other.lower() not in text.lower() and other not in targets:
                targets.append(other)
                labels.append(LABELS.index("unrelated"))
        yield Example(Query(text), tuple(targets), tuple(labels), s.name, text)


def held_out(group: str, share: float) -> bool:
    """Is the group in the held-out part? Depends on its name alone."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < share
