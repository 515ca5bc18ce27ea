"""Standard input and files without a suffix are read by what they hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzstance.records import Article, Reject

from .conftest import BODY, jsonl

ROWS = [{"text": BODY, "id": "a"}, {"text": BODY[5:], "id": "b"}]
LONG = {"text": BODY, "id": "long", "noise": "x" * 200_000}
FEED = (
    f"<rss><channel><item><title>T</title><description>{BODY}</description></item></channel></rss>"
)
LIST = f'<?xml version="1.0" encoding="utf-16"?><a><article><body>{BODY}</body></article></a>'
PAGE = f"<html><body><article><p>{BODY}</p></article></body></html>"


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (jsonl([LONG, *ROWS]), 3),
        (json.dumps(ROWS[0], indent=2).encode(), 1),
        (json.dumps({"articles": ROWS}, indent=2).encode(), 2),
        (json.dumps({"articles": ROWS}).encode() + b"\n", 2),
        (json.dumps({"articles": [LONG, *ROWS]}).encode(), 3),
        (b"[" + b" " * 400 + json.dumps(ROWS)[1:].encode(), 2),
        (jsonl(ROWS).decode().encode("utf-16"), 2),
        (json.dumps(ROWS).encode("utf-16"), 2),
        (b"\xef\xbb\xbf" + jsonl(ROWS), 2),
        (LIST.encode("utf-16"), 1),
        (FEED.encode(), 1),
        (PAGE.encode(), 1),
        (b"<!DOCTYPE html>\n" + PAGE.encode(), 1),
        (b'<?xml version="1.0"?>\n' + PAGE.encode(), 1),
        (PAGE.encode("utf-16"), 1),
    ],
)
def test_no_markup_is_left(
    tmp_path: Path, results: Callable[..., list[Any]], data: bytes, count: int
) -> None:
    found = results(tmp_path / "x", data)
    assert [type(a) for a in found] == [Article] * count
    assert {a.text for a in found} <= {BODY, BODY[5:]}


def test_a_broken_first_line_is_one_line(tmp_path: Path, results: Callable[..., list[Any]]) -> None:
    first, *articles = results(tmp_path / "x", b'{"text": bad\n' + jsonl(ROWS))
    assert isinstance(first, Reject)
    assert first.error == "json"
    assert [a.id for a in articles] == ["a", "b"]


@pytest.mark.parametrize("start", ["[1] ", "[[Astana]] ", "{sic} ", "<Steppe Wire> ", "< 5: ", "<"])
def test_text_stays_text(tmp_path: Path, results: Callable[..., list[Any]], start: str) -> None:
    (article,) = results(tmp_path / "x", start + BODY)
    assert article.text == start + BODY
