from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kzstance.errors import KzstanceError, UsageError
from kzstance.export import FORMATS, workbook, write
from kzstance.export import text as text_formats

TABLE = pl.DataFrame({"a": [1], "b": ["x"]})


def test_unknown_format(tmp_path: Path) -> None:
    known = r"csv, jsonl, parquet, xlsx, sqlite, duckdb, md, latex"
    with pytest.raises(UsageError, match=known) as error:
        write(TABLE, "xls", tmp_path / "a", {})
    assert "did you mean 'xlsx'?" in str(error.value)
    assert error.value.status == 2


@pytest.mark.parametrize("format", FORMATS)
def test_no_rows(format: str, tmp_path: Path) -> None:
    out = tmp_path / "empty"
    write(TABLE.clear(), format, out, {})
    assert out.stat().st_size > 0 or format == "jsonl"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("format", FORMATS)
def test_replaces_what_is_there(format: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("old")
    write(TABLE, format, out, {"version": "1"})
    first = out.read_bytes()
    write(TABLE, format, out, {})
    assert first and out.read_bytes() != b"old"
    assert not (tmp_path / "out.provenance.json").exists()  # it was of the table before


@pytest.mark.parametrize("format", FORMATS)
def test_a_folder_that_cannot_be_written(format: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for out in (tmp_path / "none" / "out", file / "out", tmp_path, Path("/proc/kzstance.out")):
        with pytest.raises(KzstanceError) as error:
            write(TABLE, format, out, {})
        assert str(out) in str(error.value) and "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == [file]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")

    def broken(table: pl.DataFrame, out: Path, provenance: object, name: str) -> None:
        out.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, "csv", broken)  # type: ignore[arg-type]
    with pytest.raises(KzstanceError, match="No space left on device"):
        write(TABLE, "csv", out, {})
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]
    assert FORMATS["csv"] is not text_formats.csv


def test_a_link_is_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    write(TABLE, "csv", link, {})
    assert link.is_symlink() and target.read_text().startswith("a,b")


def test_too_many_rows_for_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    two = pl.DataFrame({"a": [1, 2]})
    write(two, "xlsx", tmp_path / "a.xlsx", {})
    with pytest.raises(UsageError, match="export it as csv, parquet or sqlite"):
        write(two.vstack(two), "xlsx", tmp_path / "b.xlsx", {})


def test_a_name_that_sqlite_keeps(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="provenance"):
        write(TABLE, "sqlite", tmp_path / "provenance.sqlite", {})
    write(TABLE, "sqlite", tmp_path / 'odd "name; --.sqlite', {})
