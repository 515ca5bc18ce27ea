"""Gold files of a wrong shape are told by line and key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kzstance.errors import InputError
from kzstance.evaluation.gold import read_gold

STATEMENT = {"spans": [[0, 2]], "speaker": None}


@pytest.mark.parametrize(
    ("stage", "row", "words"),
    [
        ("quotes", {"attributions": [{}]}, "attributions.0.content: Field required"),
        ("quotes", {"attributions": {}}, "attributions"),
        ("quotes", {"attributions": [{"content": [[0]]}]}, "attributions.0.content.0"),
        ("quotes", {"attributions": [{"content": [[-1, 4]]}]}, "content.0.0"),
        ("quotes", {"attributions": [], "text": 3}, "text = "),
        ("pipeline", {"statements": [{}]}, "statements.0.spans: Field required"),
        ("pipeline", {"statements": [{"spans": []}]}, "statements.0.spans"),
        ("pipeline", {"statements": [STATEMENT], "date": 2022}, "date = '2022'"),
        ("speakers", {"statements": [STATEMENT | {"mention": [3, 4]}]}, "mention"),
        ("speakers", {"statements": [STATEMENT | {"speaker": ["x"]}]}, "speaker"),
        ("stance", {}, "no russia"),
        ("stance", {"russia": "favor", "context_before": 3}, "context_before"),
    ],
)
def test_wrong_rows(tmp_path: Path, stage: str, row: dict[str, Any], words: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + json.dumps({"id": 1, "text": "It is.", **row}))
    with pytest.raises(InputError) as error:
        read_gold(path, stage, ["russia"])
    assert f"{path}:2: " in str(error.value)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
