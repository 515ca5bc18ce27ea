"""One schema: what is declared is what is written."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.records import (
    ARTICLE_COLUMNS,
    CLUSTER_COLUMNS,
    LABELS,
    STATEMENT_COLUMNS,
    Article,
    Query,
    Row,
    Speaker,
    Stance,
    Statement,
    article_row,
    schema,
    stable_id,
    stance_columns,
    statement_columns,
    statement_row,
)

TARGETS = ["russia", "bridge"]
TEXT = "“The bridge,” said Roe, “will open.” Rain fell."
ARTICLE = Article("a1", TEXT, "Bridge", date(2022, 5, 3), "metadata", "Valley Post", lang="en")
STANCE = Stance((0.1, 0.6, 0.2, 0.1))


def row(statement: Statement) -> Row:
    stances = dict.fromkeys(TARGETS, STANCE)
    return Row(ARTICLE, statement, Speaker("Dana Roe", confidence=0.5), Query("x", "b"), stances)


FULL = Statement(((0, 13), (24, 36)), "direct", cue=(14, 18), mention=(19, 22))
BARE = Statement(((37, 47),), "indirect")


@pytest.mark.parametrize("statement", [FULL, BARE])
def test_columns_are_what_a_row_writes(statement: Statement) -> None:
    made = statement_row(row(statement))
    declared = [c.name for c in STATEMENT_COLUMNS + stance_columns(TARGETS)]
    assert set(made) == set(declared)
    assert len(declared) == len(set(declared))
    table = pa.Table.from_pylist([made], schema=schema(STATEMENT_COLUMNS + stance_columns(TARGETS)))
    table.validate(full=True)
    assert table.to_pylist()[0]["text"] == statement.text(TEXT)


def test_only_what_may_be_empty_is_empty() -> None:
    made = statement_row(row(BARE))
    may = {c.name for c in STATEMENT_COLUMNS if c.type.endswith("?")}
    assert {k for k, v in made.items() if v is None} <= may


def test_article_columns() -> None:
    made = article_row(ARTICLE, 2)
    assert set(made) == {c.name for c in ARTICLE_COLUMNS}
    pa.Table.from_pylist([made], schema=schema(ARTICLE_COLUMNS)).validate(full=True)


def test_the_designs_columns_are_there() -> None:
    names = [c.name for c in statement_columns(["russia"])]
    assert names[:2] == ["statement_id", "article_id"]
    assert names[-2:] == [c.name for c in CLUSTER_COLUMNS] == ["cluster_id", "cluster_size"]
    assert [f"p_russia_{x}" for x in LABELS] == [n for n in names if n.startswith("p_russia")]
    assert {"stance_russia", "abstained_russia"} <= set(names)


def test_pieces_and_extent() -> None:
    made = statement_row(row(FULL))
    assert (made["start"], made["end"]) == (0, 36)
    assert made["text"] == "“The bridge,” “will open.”"
    assert (made["cue"], made["mention"]) == ("said", "Roe")


def test_label_is_the_most_probable() -> None:
    assert STANCE.label == "against"
    assert Stance((0.25, 0.25, 0.25, 0.25)).label == "favor"


@given(st.lists(st.text(max_size=10), max_size=4))
def test_ids_have_one_form(parts: list[str]) -> None:
    found = stable_id(*parts)
    assert len(found) == 16 and set(found) <= set("0123456789abcdef")
    assert found == stable_id(*parts)


def test_ids_are_stable_over_processes_and_versions() -> None:
    """A new id for an old statement would break every figure that names it."""
    assert stable_id("a1", ((0, 13), (24, 36))) == statement_row(row(FULL))["statement_id"]
    code = "from kzstance.records import stable_id; print(stable_id('a1', ((0, 13),)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == stable_id("a1", ((0, 13),)) == KNOWN


KNOWN = "067db0d82c7a9ca9"


def test_ids_tell_parts_apart() -> None:
    assert stable_id("a", "b") != stable_id("ab")
    assert stable_id("a\ud800") != stable_id("a")


def test_records_import_nothing_heavy() -> None:
    heavy = "{'pyarrow', 'torch', 'spacy'}"
    code = f"import sys, kzstance.records; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
