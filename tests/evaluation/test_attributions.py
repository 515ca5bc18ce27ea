"""Quote measures: by hand, and beside the reference scorer."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kzstance.evaluation.attributions import compare, fragments, kind_of, same_source, scores

TEXT = 'Mr. Roe said, "We go home." She says that rain fell. Don’t worry.'
QUOTE, RAIN = [14, 27], [38, 52]
GOLD = [
    {"content": [QUOTE], "source": [[0, 7]], "cue": [[8, 12]]},
    {"content": [RAIN], "source": [[28, 31]], "cue": [[32, 36]]},
]


def run(*found: dict[str, Any], pieces: bool = False) -> dict[str, Any]:
    return scores([compare(TEXT, GOLD, list(found), pieces=pieces)])


def test_perfect() -> None:
    out = run(*GOLD)
    for part in ("all", "marked"):
        for measure in ("exact", "exact~", "overlap", "attributed"):
            assert out[part][measure] == {"P": 100, "R": 100, "F1": 100}
    assert (out["all"]["n"], out["marked"]["n"]) == (2, 1)


def test_nothing_found() -> None:
    assert run()["all"]["overlap"] == {"P": 0, "R": 0, "F1": 0}


def test_no_documents() -> None:
    assert scores([])["all"]["overlap"]["F1"] == 0


def test_wrong_source() -> None:
    out = run({"content": [QUOTE], "source": [[28, 31]], "cue": []})
    assert out["all"]["overlap"]["R"] == 50
    assert out["all"]["attributed"]["F1"] == 0
    assert out["marked"]["overlap"]["F1"] == 100


def test_marks_left_out() -> None:
    out = run({"content": [[15, 26]], "source": [[4, 7]], "cue": []})
    assert (out["all"]["exact"]["R"], out["all"]["exact~"]["R"]) == (0, 50)
    assert out["marked"]["attributed"]["F1"] == 100


def test_duplicates_cost_precision() -> None:
    row = {"content": [QUOTE], "source": [[0, 7]], "cue": []}
    assert run(row, row, row)["all"]["overlap"]["P"] == pytest.approx(100 / 3)


def test_swallowing_everything_is_no_hit() -> None:
    assert run({"content": [[0, len(TEXT)]], "source": [[0, 7]]})["all"]["overlap"]["F1"] == 0


def test_fragments_join_over_blanks() -> None:
    (row,) = fragments("ab cd", [{"content": [[3, 5], [0, 2]], "source": []}])
    assert row["content"] == [[0, 5]]
    assert len(fragments("ab, cd", [{"content": [[0, 2], [4, 6]]}])) == 2


def test_kinds() -> None:
    assert kind_of(TEXT, [QUOTE]) == "direct"
    assert kind_of(TEXT, [[8, 27]]) == "mixed"
    assert kind_of(TEXT, [RAIN]) == "indirect"
    assert kind_of(TEXT, [[53, 64]]) == "indirect"  # an apostrophe


def test_same_source() -> None:
    assert same_source("the man he", [[0, 7]], [[4, 7]])
    assert not same_source("the man the", [[0, 7]], [[0, 3]])
    assert same_source("x", [], []) and not same_source("the man", [[0, 7]], [])


PEERS = ["citron_retrained", "ggt", "textacy", "textacy_para"]


@pytest.fixture(scope="module")
def gold(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[dict[str, Any]]]:
    packed = shared / "data" / "quotes" / "polnear_dev.jsonl.gz"
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path, [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.shared
@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize("pieces", [False, True])
def test_agrees_with_the_reference_scorer(
    peer: str, pieces: bool, gold: tuple[Path, list[dict[str, Any]]], shared: Path, tmp_path: Path
) -> None:
    path, rows = gold
    body = gzip.decompress((shared / "peers" / f"{peer}_dev.jsonl.gz").read_bytes())
    (tmp_path / "found.jsonl").write_bytes(body)
    tool = [sys.executable, str(shared / "tools" / "score_quotes.py")]
    subprocess.run(
        [*tool, str(path), "found.jsonl", "--json", "out.json", *(["--fragments"] * pieces)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    expected = json.loads((tmp_path / "out.json").read_text())
    found = {r["id"]: r["quotes"] for r in map(json.loads, body.decode().splitlines())}
    ours = scores(
        [compare(r["text"], r["attributions"], found.get(r["id"], []), pieces=pieces) for r in rows]
    )
    for part in ("all", "marked"):
        for measure in ("exact", "exact~", "overlap", "attributed"):
            for figure in ("P", "R", "F1"):
                theirs = expected[part][measure][figure]
                assert ours[part][measure][figure] == pytest.approx(theirs, abs=5e-4)
        assert ours[part]["source right"] == pytest.approx(expected[part]["src acc"], abs=5e-4)
    for kind, figures in expected["recall by kind"].items():
        assert ours[kind]["n"] == figures["n"]
        for name in ("exact", "overlap", "attributed"):
            assert ours[kind][name]["R"] == pytest.approx(figures[name], abs=5e-4)
