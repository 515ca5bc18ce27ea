"""Statements in JSONL → the same ids with a stance for each target."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzstance.config import Config
from kzstance.errors import InputError
from kzstance.records import LABELS, Query, Stance
from kzstance.registry import stage
from kzstance.runs.folder import write_bytes
from kzstance.stance.explain import explain

BATCH = 256
_FIELDS = ("context_before", "context_after", "cue", "mention", "speaker", "actor")


class Bad(NamedTuple):
    """A line that is no statement, and why."""

    id: Any
    error: str


def classify_file(
    name: str, out: Path | None, config: Config, *, explained: bool = False
) -> tuple[int, int]:
    """Classify every row of ``name`` (``-`` is standard input); (bad rows, all rows).

    A row that cannot be read comes out as {"id", "error"}. With ``explained`` every stance holds
    "words": [[start, end, weight], …] of the row's text. Raises InputError where the file cannot
    be read.
    """
    model = stage(config.stance.stage)(config.stance, config.targets, config.runs.threads)
    lines: list[bytes] = []
    bad = total = 0
    for batch in _batches(name):
        total += len(batch)
        bad += sum(isinstance(row, Bad) for row in batch)
        lines += [orjson.dumps(r) + b"\n" for r in answers(batch, model, explained)]
    if out is None:
        sys.stdout.buffer.write(b"".join(lines))
        sys.stdout.flush()
    else:
        write_bytes(out, b"".join(lines))
    return bad, total


def answers(
    rows: Sequence[dict[str, Any] | Bad], model: Any, explained: bool = False
) -> list[dict[str, Any]]:
    """The output row of each input row, in order."""
    return [
        r._asdict() if isinstance(r, Bad) else {"id": r["id"], **_answer(r, model, explained)}
        for r in rows
    ]


def _answer(row: Mapping[str, Any], model: Any, explained: bool) -> dict[str, Any]:
    """The stances of one row: toward its own "target", or toward those of the config."""
    asked = query(row)
    own = row.get("target")

    def classify(queries: Sequence[Query]) -> list[dict[str, Stance]]:
        if not own:
            found: list[dict[str, Stance]] = model.classify(queries)
            return found
        return [{"target": s} for s in model.toward(queries, [own] * len(queries))]

    stances = classify([asked])[0]
    out: dict[str, Any] = {name: shown(s) for name, s in stances.items()}
    if explained:
        for name, weights in explain(asked, stances, classify).items():
            out[name]["words"] = [astuple(w) for w in weights]
    return out


def query(row: Mapping[str, Any]) -> Query:
    """The classifier's view of an input row."""
    extra = {f: str(row[f]) for f in _FIELDS if row.get(f)}
    return Query(row["text"], **extra)


def shown(stance: Stance) -> dict[str, Any]:
    """A stance as the command's output holds it."""
    p: dict[str, float] = dict(zip(LABELS, stance.probabilities, strict=True))
    return {"label": stance.label, **p, "abstained": stance.abstained}


def _batches(name: str) -> Iterator[list[dict[str, Any] | Bad]]:
    batch: list[dict[str, Any] | Bad] = []
    for number, line in enumerate(_lines(name), 1):
        if not line.strip():
            continue
        batch.append(_row(line, number))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _row(line: bytes, number: int) -> dict[str, Any] | Bad:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Bad(None, f"line {number}: not JSON ({error})")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        ident = row.get("id") if isinstance(row, dict) else None
        return Bad(ident, f'line {number}: expected an object with "id" and a "text"')
    if not isinstance(row.get("target"), str | None):
        return Bad(row.get("id"), f'line {number}: "target" is {row["target"]!r}; expected text')
    row.setdefault("id", str(number))
    return row


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as f:
            yield from f
    except OSError as error:
        raise InputError(
            f"{name}: cannot be read ({error.strerror}); give a JSONL file of statements, or -"
        ) from None
