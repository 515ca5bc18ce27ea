"""Gold files: JSONL rows, each checked for the shape that its stage needs."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, Field, NonNegativeInt, ValidationError

from kzstance.errors import InputError

Spans = list[tuple[NonNegativeInt, NonNegativeInt]]


class _Row(BaseModel):
    id: Any
    text: str


class _Attribution(BaseModel):
    content: Spans
    cue: Spans = []
    source: Spans = []


class _Quotes(_Row):
    attributions: list[_Attribution]


class _Statement(BaseModel):
    spans: Annotated[Spans, Field(min_length=1)]
    mention: Spans | None = None
    kind: str = ""
    speaker: str | None = None
    actor: str | None = None


class _Article(_Row):
    statements: list[_Statement]
    date: str | None = None
    date_est: str | None = None
    title: str | None = None
    exhaustive: bool = True


class _Utterance(BaseModel):
    text: str
    speaker: str
    utterance: str


class _Retold(_Row):
    statements: list[_Utterance]
    date: str


class _Stance(_Row):
    context_before: str | None = None
    context_after: str | None = None


SHAPES: dict[str, type[_Row]] = {
    "quotes": _Quotes,
    "speakers": _Article,
    "stance": _Stance,
    "clusters": _Retold,
    "pipeline": _Article,
}


def read_gold(path: Path, stage: str, targets: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a gold file of ``stage``.

    Raises InputError with file and line where it cannot be read or a row has not the shape.
    """
    try:
        body = path.read_bytes()
        body = gzip.decompress(body) if path.suffix == ".gz" else body
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a JSONL gold file") from None
    rows = []
    for number, line in enumerate(body.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(
                f"{path}:{number}: not JSON ({error}); expected one object a line"
            ) from None
        _check(f"{path}:{number}", row, stage, targets)
        rows.append(row)
    if not rows:
        raise InputError(f"{path}: no rows; expected a JSONL gold file")
    return rows


def _check(where: str, row: Any, stage: str, targets: Sequence[str]) -> None:
    shape = SHAPES[stage]
    needed = [k for k, field in shape.model_fields.items() if field.is_required()]
    needed += targets if stage == "stance" else []
    missing = [k for k in needed if not isinstance(row, dict) or k not in row]
    if missing:
        raise InputError(f"{where}: no {', '.join(missing)}; expected the keys {', '.join(needed)}")
    try:
        shape.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(p) for p in first["loc"])
        given = "" if first["type"] == "missing" else f" = {str(first['input'])[:60]!r}"
        raise InputError(
            f"{where}: {key}{given}: {first['msg']}; see evaluate {stage} in docs/guide.md"
        ) from None
