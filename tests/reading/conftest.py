"""Settings and file makers for the readers' tests; nothing here touches the network."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from kzstance.config import Reading, load
from kzstance.reading import read_file
from kzstance.records import Article, Reject, Skip

BODY = (
    "The president of Kazakhstan said on Wednesday that his country would hold to the charter of "
    "the United Nations. “We respect the borders of our neighbours,” he told reporters in the "
    "capital, and he added that the talks with all sides would go on until the end of the year."
)


@pytest.fixture(scope="session")
def base() -> Reading:
    return load().reading


@pytest.fixture
def with_settings(base: Reading) -> Callable[..., Reading]:
    def make(**changes: Any) -> Reading:
        return Reading.model_validate(base.model_dump() | changes)

    return make


@pytest.fixture
def results(base: Reading) -> Callable[..., list[Article | Reject | Skip]]:
    """All that one file gives, after its bytes were written under that name."""

    def make(path: Path, data: bytes | str, settings: Reading | None = None) -> list[Any]:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return list(read_file(path, settings or base))

    return make


def jsonl(rows: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def pack(data: bytes, how: str) -> bytes:
    if how == ".gz":
        return gzip.compress(data)
    return zstandard.ZstdCompressor().compress(data) if how == ".zst" else data
