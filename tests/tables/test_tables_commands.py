"""compare, changes, plot and hand labels on a run whose truth is known, by the commands."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from lxml import html

from kzstance.records import ARTICLE_COLUMNS, Column, schema, statement_columns
from runs.conftest import command

sys.path.insert(0, str(Path(__file__).parents[1] / "series"))
from series_frames import p, statements  # type: ignore[import-not-found]  # of tests/series

TARGETS = ("russia", "ukraine_territorial_integrity")


def both(first: dict[str, float], second: dict[str, float]) -> dict[str, Any]:
    other = {k.replace("russia", TARGETS[1]): v for k, v in second.items()}
    return {**first, **other, f"stance_{TARGETS[1]}": "neutral", f"abstained_{TARGETS[1]}": False}


def whole(frame: pl.DataFrame, columns: Sequence[Column]) -> pa.Table:
    """``frame`` with every column of a table; what it has not is empty, or the article's text."""
    filled: dict[str, Any] = {"end": 5, "spans": [[0, 5]], "text": "Text."}
    wanted = schema(columns)
    filled |= {f.name: 0 if pa.types.is_integer(f.type) else "metadata"
               for f in wanted if not f.nullable and f.name not in filled}  # fmt: skip
    arrays = [
        pa.array(frame[f.name].to_list() if f.name in frame.columns
                 else [filled.get(f.name)] * len(frame), f.type)
        for f in wanted
    ]  # fmt: skip
    return pa.Table.from_arrays(arrays, schema=wanted)


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
    made = whole(statements(*rows), statement_columns(TARGETS))
    pq.write_table(made, folder / "out" / "statements" / "part-00000.parquet")
    of = pl.from_arrow(made).select("article_id", "date").unique("article_id")
    articles = whole(of.with_columns(text=pl.lit("Text.")), ARTICLE_COLUMNS)
    pq.write_table(articles, folder / "out" / "articles.parquet")
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


def signed(value: str | float) -> str:
    text = f"{float(value):+.2f}"
    return "0.00" if float(text) == 0 else text.replace("-", "−")


def test_every_figure_of_the_sentences_stands_in_an_exported_table(
    kz: Callable[..., Any], place: Path
) -> None:
    (place / "year.toml").write_text('[series]\nevery = "year"\n')
    more = ("--config", "year.toml")
    assert kz("report", "out", "--out", "r.html", *more).returncode == 0
    for table in ("series", "changes"):
        told = ("--table", table, "--format", "csv", "--out", f"told-{table}.csv")
        assert kz("export", "out", *told, *more).returncode == 0
    series, changes = read(place / "told-series.csv"), read(place / "told-changes.csv")
    page = html.parse(str(place / "r.html"))
    lists = page.xpath("//section[@id='answer']//ul")
    assert len(lists) == len(TARGETS)
    number, halves = r"(?:[+−]\d\.\d\d|0\.00)(?!\d)", 0
    for target, items in zip(TARGETS, lists, strict=True):
        for item in items:
            sentence = " ".join(item.text_content().split())
            key = {"Kazakhstan": "KAZ", "Uzbekistan": "UZB"}[item.find("strong").text]
            known = set()
            for row in series:
                if (row["key"], row["target"]) == (key, target) and row["low"]:
                    bearing = sum(int(row[x]) for x in ("favor", "against", "neutral"))
                    ends = f"{signed(row['low'])} to {signed(row['high'])}"
                    known.add((signed(row["index"]), row["period"], ends, str(bearing)))
            ends = rf"(?:95 % interval )?({number} to {number})"
            points = re.findall(rf"({number}) in (\d{{4}}) \({ends}, n = (\d+)\)", sentence)
            assert points and set(points) <= known
            for row in changes:
                if (row["key"], row["target"]) == (key, target):
                    levels = f"from {signed(row['before'])} to {signed(row['after'])}"
                    assert f"{levels} with {row['period']}" in sentence
            split = re.search(r"All before 1 Jan (\d{4}) taken", sentence)
            assert split
            halves += 1
            year = int(split[1])
            periods = ("--period", f"..{year - 1}", "--period", f"{year}..")
            asked = ("compare", "out", "--actor", key, "--target", target, *periods)
            assert kz(*asked, "--out", "h.jsonl", *more).returncode == 0
            (row,) = (json.loads(x) for x in (place / "h.jsonl").read_text().splitlines())
            sides = [
                f"{signed(row[f'index_{s}'])} ({signed(row[f'low_{s}'])} to "
                f"{signed(row[f'high_{s}'])}, n = {row[f'bearing_{s}']})"
                for s in "ab"
            ]
            assert f"taken together: {sides[0]}; from then on {sides[1]};" in sentence
            apart = f"interval {signed(row['low'])} to {signed(row['high'])})"
            assert signed(row["difference"]) in sentence and apart in sentence
            verdict = "the later half lies lower" if key == "KAZ" else "may be none"
            assert target != "russia" or verdict in sentence
            figures = re.findall(rf"{number}", sentence)
            assert len(figures) == 3 * len(points) + 2 * sentence.count("Change point") + 9
    assert halves == 4


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
