"""The programs that our users open a table with: LibreOffice, R, pandas."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from kzstance.export import restore, write

TEXTS = [
    '=HYPERLINK("http://x.example","y")',
    "+7 701 000 00 00",
    "-5",
    "@SUM(A1:A2)",
    "\ttab",
    "'=quoted",
    "'tis",
    'He said “no”, "never"\nand left; then, he wrote',
    "Тоқаев: «біз мойындамаймыз» 🇰🇿",
    "2022-09",
    "007",
    "1e5",
    "NA",
    "<script>alert(1)</script> & <b>",
]
TABLE = pl.DataFrame(
    {
        "text": TEXTS,
        "date": [date(2022, 9, 28), None, *[date(2014, 3, 18)] * (len(TEXTS) - 2)],
        "score": [-0.25, None, *[1 / 3] * (len(TEXTS) - 2)],
        "abstained": [True, *[False] * (len(TEXTS) - 1)],
        "n": range(-1, len(TEXTS) - 1),
    }
)
PROVENANCE = {"program": "kzstance", "table": "statements", "column text": "string: the words"}
# Fields in quotes are text, as the dialogue that opens a CSV file can be told.
AS_TEXT = "Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false"
OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def _office(path: Path, folder: Path, *more: str) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    done = subprocess.run(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", *more,
         "--convert-to", OUT, "--outdir", str(folder / "opened"), str(path)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_libreoffice_opens_a_workbook(tmp_path: Path) -> None:
    write(TABLE, "xlsx", tmp_path / "t.xlsx", PROVENANCE)
    _office(tmp_path / "t.xlsx", tmp_path)
    sheets = {p.stem.split("-", 1)[1]: p for p in (tmp_path / "opened").iterdir()}
    rows = _rows(sheets.pop("statements"))
    assert [restore(r["text"]) for r in rows] == TEXTS
    assert [r["date"] for r in rows] == [str(d) if d else "" for d in TABLE["date"]]
    assert [float(r["score"]) if r["score"] else None for r in rows] == pytest.approx(
        TABLE["score"].to_list()
    )
    assert rows[0]["abstained"] == "TRUE" and rows[0]["n"] == "-1"
    (provenance,) = sheets.values()
    assert "column text,string: the words" in provenance.read_text("utf-8")


def test_libreoffice_computes_nothing_in_a_csv_file(tmp_path: Path) -> None:
    write(TABLE, "csv", tmp_path / "t.csv", PROVENANCE)
    _office(tmp_path / "t.csv", tmp_path, f"--infilter={AS_TEXT}")
    (opened,) = (tmp_path / "opened").iterdir()
    found = [restore(r["text"]) for r in _rows(opened)]
    # A spreadsheet guesses types of a CSV file's cells; a workbook tells them.
    guessed = {"007": "7", "1e5": found[TEXTS.index("1e5")], "2022-09": "2022-09"}
    assert found == [guessed.get(t, t) for t in TEXTS]


def test_r_reads_a_csv_file(tmp_path: Path) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    write(TABLE, "csv", tmp_path / "t.csv", PROVENANCE)
    script = (
        "d <- read.csv('t.csv', na.strings='', encoding='UTF-8'); "
        "cat(dim(d), names(d), class(d$score), sum(is.na(d$score)), class(as.Date(d$date)), "
        "as.logical(d$abstained[1]), nchar(d$text[9]))"
    )
    done = subprocess.run(
        [program, "-e", script], capture_output=True, text=True, cwd=tmp_path,
        timeout=60, check=True,
    )  # fmt: skip
    shape = f"{TABLE.height} {TABLE.width} {' '.join(TABLE.columns)}"
    assert done.stdout == f"{shape} numeric 1 Date TRUE {len(TEXTS[8])}"


def test_pandas_reads_every_format_it_knows(tmp_path: Path) -> None:
    for form, read in (
        ("csv", lambda p: pd.read_csv(p, keep_default_na=False, dtype={"text": str})),
        ("xlsx", lambda p: pd.read_excel(p, dtype={"text": str}, keep_default_na=False)),
        ("parquet", pd.read_parquet),
        ("jsonl", lambda p: pd.read_json(p, lines=True, dtype={"text": str})),
    ):
        write(TABLE, form, tmp_path / f"t.{form}", PROVENANCE)
        found = read(tmp_path / f"t.{form}")
        assert list(found.columns) == TABLE.columns, form
        restored = [restore(t) if form in ("csv", "xlsx") else t for t in found["text"]]
        assert restored == TEXTS, form
        assert found["n"].tolist() == TABLE["n"].to_list(), form
        assert json.loads(json.dumps(found["abstained"].astype(bool).tolist()))[0] is True
