"""compare, changes, plot and hand labels on a run whose truth is known, by the commands."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from runs.conftest import command

sys.path.insert(0, str(Path(__file__).parents[1] / "series"))
from series_frames import p, statements  # type: ignore[import-not-found]  # of tests/series

TARGETS = ("russia", "ukraine_territorial_integrity")


def both(first: dict[str, float], second: dict[str, float]) -> dict[str, Any]:
    other = {k.replace("russia", TARGETS[1]): v for k, v in second.items()}
    return {**first, **other, f"stance_{TARGETS[1]}": "neutral", f"abstained_{TARGETS[1]}": False}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run in which Kazakhstan turns in 2022 and Uzbekistan does not."""
    folder = tmp_path_factory.mktemp("tables")
    rows = []
    for i in range(160):
        day = date(2019 + i // 20, 1 + 3 * (i % 4), 5)
        late = day.year >= 2022
        kaz = p(favor=0.1, against=0.7 + i % 3 / 20) if late else p(favor=0.7, neutral=0.1)
        rows.append({"date": day, "actor": "KAZ", **both(kaz, p(favor=0.6, neutral=0.2))})
        rows.append({"date": day, "actor": "UZB", **both(p(neutral=0.9), p(neutral=0.8))})
    (folder / "out" / "statements").mkdir(parents=True)
    statements(*rows).write_parquet(folder / "out" / "statements" / "part-00000.parquet")
    pl.DataFrame({"article_id": ["a0"], "text": ["Text."]}).write_parquet(
        folder / "out" / "articles.parquet"
    )
    record = {"program": "kzstance 0", "settings": {}, "inputs": ["x"], "finished": True}
    (folder / "out" / "run.json").write_text(json.dumps(record))
    return folder


@pytest.fixture
def kz(place: Path) -> Callable[..., Any]:
    return lambda *a: command(*a, cwd=place)


def read(path: Path) -> list[dict[str, str]]:
    lines = [x for x in path.read_text("utf-8-sig").splitlines(True) if not x.startswith("#")]
    return list(csv.DictReader(lines))


def test_changes(kz: Callable[..., Any], place: Path) -> None:
    done = kz("changes", "out", "--every", "quarter")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert line.startswith("KAZ toward russia: +0.8")
    assert "from 2022-Q1" in line
    kz("changes", "out", "--every", "quarter", "--out", "changes.csv")
    (row,) = read(place / "changes.csv")
    assert (row["key"], row["period"]) == ("KAZ", "2022-Q1")
    beside = json.loads((place / "changes.csv.provenance.json").read_text())
    assert beside["column p_value"].startswith("float: ")
    assert "no change point" in kz("changes", "out", "--actor", "UZB").stdout


def test_compare(kz: Callable[..., Any], place: Path) -> None:
    two = ("--period", "..2021", "--period", "2022..", "--target", "russia")
    done = kz("compare", "out", "--actor", "KAZ", *two)
    assert done.returncode == 0, done.stderr
    assert "b minus a: -1." in done.stdout
    done = kz("compare", "out", "--actor", "KAZ", "--actor", "UZB", "--out", "c.jsonl")
    rows = [json.loads(x) for x in (place / "c.jsonl").read_text().splitlines()]
    assert [r["target_a"] for r in rows] == list(TARGETS)
    assert all(r["low"] < r["difference"] < r["high"] for r in rows)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("compare out", "--actor"),
        ("compare out --actor KAZ", "exactly one"),
        ("compare out --actor KAZ --actor UZB --period 2020 --period 2021", "exactly one"),
        ("compare out --actor A --actor B --actor C", "exactly one"),
        ("compare out --actor KAZ --period soon --period 2021", "expected 2022-W39"),
        ("compare out --actor KAZ --period 2023..2021 --period 2021", "before it begins"),
        ("compare out --actor KAZ --period 2022-02-31 --period 2021", "no day of the calendar"),
        ("compare out --actor KAZ --target russia --target china", "china"),
        ("plot out --out x.bmp", ".svg"),
        ("plot out --out x.svg --actor NIL", "no dated statement"),
    ],
)
def test_what_cannot_be_asked(kz: Callable[..., Any], arguments: str, words: str) -> None:
    done = kz(*arguments.split())
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["lines", "heat", "plane"])
@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_plot(kz: Callable[..., Any], place: Path, kind: str, suffix: str) -> None:
    name = f"{kind}.{suffix}"
    done = kz("plot", "out", "--kind", kind, "--every", "year", "--out", name)
    assert done.returncode == 0, done.stderr
    head = (place / name).read_bytes()[:8]
    assert head.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[suffix])
    if suffix == "svg":
        drawn = (place / name).read_text("utf-8")
        assert "Kazakhstan" in drawn and "Uzbekistan" in drawn
        kz("plot", "out", "--kind", kind, "--every", "year", "--out", f"again-{name}")
        assert (place / f"again-{name}").read_text("utf-8") == drawn


def test_hand_labels_correct_the_series(kz: Callable[..., Any], place: Path) -> None:
    """Kazakhstan's early statements are neutral in truth; the classifier says favor."""
    frame = pl.read_parquet(place / "out/statements/part-00000.parquet")
    early = frame.filter((pl.col("actor") == "KAZ") & (pl.col("date") < date(2022, 1, 1)))
    rows = [{"statement_id": s, "russia": "neutral"} for s in early["statement_id"].head(50)]
    (place / "hand.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    done = kz("series", "out", "--every", "year", "--labels", "hand.jsonl", "--out", "s.csv")
    assert done.returncode == 0, done.stderr
    kaz = [r for r in read(place / "s.csv") if r["key"] == "KAZ" and r["target"] == "russia"]
    assert {r["labelled"] for r in kaz} == {"50"}
    first = kaz[0]
    assert float(first["index"]) > 0.8
    assert float(first["corrected_low"]) <= 0.05 and abs(float(first["corrected"])) < 0.1
    (place / "bad.jsonl").write_text('{"statement_id": "s1", "russia": "good"}\n')
    done = kz("series", "out", "--labels", "bad.jsonl")
    assert done.returncode == 4 and "'good'" in done.stderr
