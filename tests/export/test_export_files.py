"""Round trips of every format, read back by other readers than ours."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance import parquet
from kzstance.export import restore, write
from kzstance.export.workbook import MAX_CELL

TEXTS = [
    "plain",
    '=HYPERLINK("http://x","y")',
    "+7 701", "-5 %", "@you", "\ttab", "\rreturn", "'=quoted", "'tis",
    'He said “no”, "never"\nand left\r\nat once, said he',
    "Тоқаев: «біз мойындамаймыз» 🇰🇿",
    "a|b `c` *d* <b>&amp; _e_ \\ 100% $5 #1 {x} ~ ^",
    "[0, 5]",
    "",
    None,
]  # fmt: skip
TABLE = pl.DataFrame(
    {
        "text": TEXTS,
        "date": [date(2022, 9, 28), None, *[date(2014, 3, 18)] * (len(TEXTS) - 2)],
        "start": range(-1, len(TEXTS) - 1),
        "score": [-0.25, None, *[0.1] * (len(TEXTS) - 2)],
        "abstained": [True, None, *[False] * (len(TEXTS) - 2)],
        "spans": [[[0, 5], [9, 12]], None, *[[[1, 2]]] * (len(TEXTS) - 2)],
    },
    schema_overrides={"spans": pl.List(pl.Array(pl.Int64, 2))},
)
PROVENANCE = {"version": "0.1.0", "config": "abc", "table": "statements"}
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def _write(format: str, folder: Path, table: pl.DataFrame = TABLE) -> Path:
    out = folder / f"out.{format}"
    write(table, format, out, PROVENANCE)
    assert not list(folder.glob(".*"))
    return out


def _beside(out: Path) -> None:
    found = json.loads(out.with_name(out.name + ".provenance.json").read_text("utf-8"))
    assert found == PROVENANCE


def test_csv(tmp_path: Path) -> None:
    out = _write("csv", tmp_path)
    _beside(out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [restore(r["text"]) for r in rows] == [t or "" for t in TEXTS]
    assert not any(r["text"].startswith(("=", "+", "-", "@", "\t", "\r")) for r in rows)
    assert (rows[0]["date"], rows[0]["start"], rows[0]["score"]) == ("2022-09-28", "-1", "-0.25")
    assert json.loads(rows[0]["spans"]) == [[0, 5], [9, 12]]
    assert (rows[1]["date"], rows[1]["score"], rows[1]["spans"]) == ("", "", "")
    again = pl.read_csv(out)
    assert [None if t is None else restore(t) for t in again["text"]] == TEXTS  # null is not ""
    assert out.read_bytes().count(b"\r\n") >= len(TEXTS)


def test_jsonl(tmp_path: Path) -> None:
    out = _write("jsonl", tmp_path)
    _beside(out)
    rows = [json.loads(line) for line in out.read_text("utf-8").split("\n")[:-1]]
    assert [r["text"] for r in rows] == TEXTS
    assert rows[0] | {"text": ""} == {
        "text": "", "date": "2022-09-28", "start": -1, "score": -0.25, "abstained": True,
        "spans": [[0, 5], [9, 12]],
    }  # fmt: skip


def test_parquet(tmp_path: Path) -> None:
    out = _write("parquet", tmp_path)
    assert pl.read_parquet(out).equals(TABLE)
    metadata = pq.read_schema(out).metadata
    assert {k: metadata[f"kzstance.{k}".encode()].decode() for k in PROVENANCE} == PROVENANCE
    assert str(pq.read_schema(out).field("text").type) == "string"


def test_sqlite(tmp_path: Path) -> None:
    out = _write("sqlite", tmp_path)
    with closing(sqlite3.connect(out)) as database:
        rows = database.execute("SELECT * FROM statements").fetchall()
        kinds = {r[1]: r[2] for r in database.execute("PRAGMA table_info(statements)")}
        assert dict(database.execute("SELECT key, value FROM provenance")) == PROVENANCE
    assert [r[0] for r in rows] == TEXTS
    assert rows[0][1:] == ("2022-09-28", -1, -0.25, 1, "[[0,5],[9,12]]")
    assert kinds == {
        "text": "TEXT", "date": "TEXT", "start": "INTEGER", "score": "REAL",
        "abstained": "INTEGER", "spans": "TEXT",
    }  # fmt: skip


def test_duckdb(tmp_path: Path) -> None:
    out = _write("duckdb", tmp_path)
    with closing(duckdb.connect(str(out), read_only=True)) as database:
        rows = database.execute("SELECT * FROM statements").fetchall()
        kinds = {r[0]: r[1] for r in database.execute("DESCRIBE statements").fetchall()}
        notes = dict(database.execute("SELECT key, value FROM provenance").fetchall())
    assert notes == PROVENANCE
    assert [r[0] for r in rows] == TEXTS
    assert kinds["date"] == "DATE" and kinds["spans"] == "BIGINT[2][]"
    assert kinds["abstained"] == "BOOLEAN" and kinds["score"] == "DOUBLE"


def test_xlsx_holds_neither_formulas_nor_links(tmp_path: Path) -> None:
    table = TABLE.vstack(TABLE.head(1).with_columns(text=pl.lit("https://example.org/a")))
    with zipfile.ZipFile(_write("xlsx", tmp_path, table)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert not [n for n in book.namelist() if "hyperlink" in n.lower() or "_rels/sheet" in n]
        assert 'name="statements"' in book.read("xl/workbook.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert "<v>-0.25</v>" in sheet


def test_xlsx_read_back(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheets = openpyxl.load_workbook(_write("xlsx", tmp_path))
    header, *rows = sheets["statements"].iter_rows(values_only=True)
    assert list(header) == TABLE.columns
    # XML readers may take a return for a line feed; Excel's own escape keeps it
    texts = [None if r[0] is None else _unescaped(restore(_unescaped(r[0]))) for r in rows]
    assert texts == TEXTS
    assert rows[0][1].date() == date(2022, 9, 28)
    assert rows[0][2:] == (-1, -0.25, True, "[[0,5],[9,12]]")
    assert rows[1][1:] == (None, 0, None, None, None)
    assert dict(sheets["provenance"].iter_rows(values_only=True)) == PROVENANCE


def _unescaped(text: str) -> str:
    return re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), text)


def test_xlsx_cuts_what_excel_would_refuse(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    table = pl.DataFrame({"text": ["x" * MAX_CELL, "x" * 40_000, "🇰🇿" * 20_000, "=" * MAX_CELL]})
    rows = list(openpyxl.load_workbook(_write("xlsx", tmp_path, table))["statements"].values)[1:]
    texts = [r[0] for r in rows]
    assert texts[0] == "x" * MAX_CELL
    assert texts[1].startswith("xxx") and texts[1].endswith(" … [cut: 40,000 characters]")
    assert all(len(t.encode("utf-16-le")) // 2 <= MAX_CELL for t in texts)
    assert texts[3].startswith("'==") and texts[3].endswith("characters]")


def test_markdown(tmp_path: Path) -> None:
    out = _write("md", tmp_path)
    _beside(out)
    lines = out.read_text("utf-8").splitlines()
    assert len(lines) == len(TEXTS) + 2
    assert lines[0] == "| text | date | start | score | abstained | spans |"
    assert lines[1] == "| --- | --- | ---: | ---: | --- | --- |"
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
    assert "<b>" not in "".join(lines)
    assert '“no”, "never"<br>and left<br>at once' in lines[11]
    assert "| -0.250 |" in lines[2]


def test_latex(tmp_path: Path) -> None:
    out = _write("latex", tmp_path)
    _beside(out)
    text = out.read_text("utf-8")
    assert text.startswith("% needs \\usepackage{booktabs}\n\\begin{tabular}{")
    assert r"\toprule" in text and r"\bottomrule" in text and r"\end{tabular}" in text
    assert r"\textbackslash{} 100\% \$5 \#1 \{x\} \textasciitilde{} \textasciicircum{}" in text
    assert "\n{[}0, 5] &" in text
    body = text.split("\\midrule\n")[1].split("\\bottomrule")[0]
    assert body.count("\\\\\n") == len(TEXTS) == body.count("\n")
    assert {line.count(" & ") for line in body.splitlines()} == {TABLE.width - 1}
    long = tmp_path / "long.tex"
    write(pl.DataFrame({"n": range(100)}), "latex", long, {})
    assert r"\begin{longtable}{r}" in long.read_text("utf-8")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ANY_TEXT, st.floats(allow_nan=False, allow_infinity=False)), min_size=1))
def test_any_text_and_number_come_back(rows: list[tuple[str, float]]) -> None:
    table = pl.DataFrame(rows, schema={"text": pl.String, "n": pl.Float64}, orient="row")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _write("csv", folder, table).open(encoding="utf-8", newline="") as file:
            found = [(restore(r["text"]), float(r["n"])) for r in csv.DictReader(file)]
        assert found == rows
        lines = _write("jsonl", folder, table).read_bytes().split(b"\n")[:-1]
        assert [(r["text"], r["n"]) for r in map(json.loads, lines)] == rows
        with closing(sqlite3.connect(_write("sqlite", folder, table))) as database:
            assert database.execute("SELECT * FROM statements").fetchall() == rows
        assert pl.read_parquet(_write("parquet", folder, table)).equals(table)
        with zipfile.ZipFile(_write("xlsx", folder, table)) as book:
            assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
        lines_of = _write("md", folder, table).read_text("utf-8").split("\n")
        assert len(lines_of) == len(rows) + 3


@given(rows=st.lists(st.text(max_size=40) | st.none(), max_size=60), part=st.integers(1, 200))
@settings(max_examples=25, deadline=None)
def test_a_large_table_is_written_in_parts(rows: list[str | None], part: int) -> None:
    table = pl.DataFrame({"text": rows, "n": range(len(rows))}, {"text": pl.String, "n": pl.Int64})
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "PART", part)
        out = Path(folder) / "t.parquet"
        write(table, "parquet", out, {})
        assert pl.read_parquet(out).equals(table)
        schema = pq.read_schema(out)
        assert str(schema.field("text").type) == "string"
        groups = pq.read_metadata(out).num_row_groups
    assert sum(len(r.encode()) for r in rows if r) < part * max(1, groups) + 160
