from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.export import neutralise, restore
from kzstance.export.cells import flat, neutralised

CELLS = st.text(alphabet="'=+-@\t\r\nab\" ,;ж", max_size=8)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "'=1", "-0.5"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert neutralise(cell) == "'" + cell
    assert restore(neutralise(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a=1", "'tis", "''", " =1", "“=1”", "0"])
def test_other_texts_are_left(cell: str) -> None:
    assert neutralise(cell) == cell
    assert restore(cell) == cell


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("a;=1+1", "a;'=1+1"), ("\t=1", "'\t'=1"), ("a\n@b; -1", "a\n'@b; -1"), ("a;';=1", "a;';'=1")],
)
def test_where_other_separators_would_begin_a_cell(cell: str, shown: str) -> None:
    assert neutralise(cell) == shown
    assert restore(shown) == cell


@given(CELLS)
def test_round_trip(cell: str) -> None:
    assert restore(neutralise(cell)) == cell
    assert not neutralise(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.none() | CELLS, min_size=1))
def test_the_table_agrees_with_the_cell(cells: list[str | None]) -> None:
    table = pl.DataFrame({"a": cells, "n": [-1.5] * len(cells)}, schema_overrides={"a": pl.String})
    out = neutralised(table)
    assert out["a"].to_list() == [None if c is None else neutralise(c) for c in cells]
    assert out["n"].to_list() == [-1.5] * len(cells)


def test_lists_become_json_text() -> None:
    table = pl.DataFrame({"spans": [[[0, 5], [9, 12]], None, []], "n": [1, 2, 3]})
    assert flat(table)["spans"].to_list() == ["[[0,5],[9,12]]", None, "[]"]
    pairs = table.head(1).cast({"spans": pl.List(pl.Array(pl.Int64, 2))})
    assert flat(pairs)["spans"].to_list() == ["[[0,5],[9,12]]"]
