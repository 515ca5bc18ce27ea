"""Gold → training rows of the tagger. The words are invented."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.errors import ConfigError
from kzstance.quotes.tags import decode
from kzstance.training.augment import restyle
from kzstance.training.quote_data import Example, GoldSet, gold_rows
from kzstance.training.quotes import _cuts, labelled, window_rows
from kzstance.training.rows import read_rows

TEXT = "“We go home,” said Roe.\n\nWe will go."


def test_labels_come_back_as_spans(tokenizer: Any) -> None:
    rows = [{"content": [[0, 13]], "cue": [[14, 18]], "source": [[19, 22]]}]
    pieces, tags = labelled(TEXT, rows, tokenizer)
    found = {(role, TEXT[s:e]) for role, _, _, s, e in decode(tags, pieces.offsets)}
    assert found == {("content", "“We go home,”"), ("cue", "said"), ("source", "Roe")}


@given(st.text(st.sampled_from("ab “”‘’\n"), max_size=40), st.integers(0, 99))
def test_restyled_text_has_its_length(text: str, seed: int) -> None:
    assert len(restyle(text, random.Random(seed))) == len(text)


@given(st.integers(1, 3000), st.integers(8, 510), st.integers(0, 9))
@settings(max_examples=100)
def test_cuts_cover_every_piece_once(n: int, size: int, seed: int) -> None:
    cuts = _cuts(n, size, random.Random(seed))
    assert [i for s, e in cuts for i in (s, e)][0::2] == [0, *(e for _, e in cuts[:-1])]
    assert cuts[-1][1] == n
    assert all(0 < e - s <= size for s, e in cuts)


@pytest.mark.parametrize("packed", [False, True])
def test_gold_files(tmp_path: Path, packed: bool) -> None:
    body = json.dumps({"id": 1}).encode() + b"\n\n"
    path = tmp_path / ("gold.jsonl.gz" if packed else "gold.jsonl")
    path.write_bytes(gzip.compress(body) if packed else body)
    assert list(read_rows(path)) == [{"id": 1}]


def test_labels_and_texts_from_two_files(tmp_path: Path) -> None:
    labels, texts = tmp_path / "labels.jsonl", tmp_path / "texts.jsonl"
    labels.write_text(
        '{"id": "a", "part": "train", "attributions": []}\n'
        '{"id": "b", "part": "test", "attributions": []}\n'
    )
    texts.write_text('{"id": "a", "text": "We go home."}\n{"id": "c", "text": "x"}\n')
    rows = gold_rows(GoldSet(labels=labels, texts=texts, part="train", lang="ru"))
    assert [(r["id"], r["text"], r["lang"]) for r in rows] == [("a", "We go home.", "ru")]
    with pytest.raises(ConfigError, match="no text with id 'b'"):
        gold_rows(GoldSet(labels=labels, texts=texts, part="test"))


def test_windows_hold_every_piece_with_both_labels(tokenizer: Any) -> None:
    rows = [{"content": [[0, 13]], "cue": [[14, 18]], "source": [[19, 22]]}]
    example = Example(TEXT, rows, [((19, 22), "PERSON")])
    windows = list(window_rows(example, tokenizer, 512, random.Random(3)))
    assert len(windows) == 1
    window = windows[0]
    assert len(window.ids) == len(window.types) == len(window.quotes) == len(window.names)
    assert window.quotes[0] == window.names[-1] == -100
    assert sum(n > 0 for n in window.names) >= 1
    unknown = next(iter(window_rows(Example(TEXT, rows), tokenizer, 512, random.Random(3))))
    assert set(unknown.names) == {-100}
