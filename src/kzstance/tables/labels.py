"""Hand labels of a run's statements, to correct its series with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from kzstance.errors import InputError
from kzstance.records import LABELS

if TYPE_CHECKING:
    import polars as pl


def read_labels(path: Path, targets: Sequence[str]) -> pl.DataFrame:
    """``statement_id`` and a label for each of ``targets``, from JSONL rows
    {"statement_id", TARGET: LABEL, …}; a target may be missing.

    Raises InputError, one line, where a row is no such object or a label is none.
    """
    import polars as pl

    rows: list[dict[str, str | None]] = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"labels {path}: {error.strerror}; give a JSONL file") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("statement_id"), str):
            raise InputError(
                f'labels {path}: line {number}: expected {{"statement_id": …, TARGET: LABEL}}'
            )
        for target in targets:
            if row.get(target) not in (None, *LABELS):
                raise InputError(
                    f"labels {path}: line {number}: {target} is {row[target]!r}; expected one of "
                    f"{', '.join(LABELS)}"
                )
        rows.append({"statement_id": row["statement_id"]} | {t: row.get(t) for t in targets})
    schema = dict.fromkeys(("statement_id", *targets), pl.String)
    return pl.DataFrame(rows, schema=schema).unique(
        "statement_id", keep="last", maintain_order=True
    )
