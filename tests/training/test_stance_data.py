"""Labels and texts → training pairs. The words are invented."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kzstance.config import load, shipped
from kzstance.records import LABELS
from kzstance.training.stance import temperature
from kzstance.training.stance_data import extracted, held_out, labelled, public, written

TARGETS = {key: t.name for key, t in load().targets.items()}
LABEL = {"russia": "against", "ukraine_territorial_integrity": "unrelated"}


def jsonl(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return path


def test_written_rows(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "w.jsonl", {"text": "Roe objects.", "hard": True, **LABEL})
    a, b = written(path, TARGETS)
    assert (a.target, LABELS[a.label], LABELS[b.label]) == ("Russia", "against", "unrelated")
    assert a.weight == b.weight < 1
    assert a.group == b.group


def test_debate_sentences(tmp_path: Path) -> None:
    labels = tmp_path / "l.csv"
    labels.write_text("id,russia,ukraine_territorial_integrity\nu1,favor,neutral\n")
    texts = jsonl(
        tmp_path / "t.jsonl",
        {"id": "u1", "text": "We agree.", "before": "b", "after": None, "iso": "VRL", "year": 2022},
    )
    a, b = labelled(labels, texts, TARGETS)
    assert (LABELS[a.label], LABELS[b.label], a.query.actor) == ("favor", "neutral", "VRL")


def test_offsets_into_a_corpus(tmp_path: Path) -> None:
    text = "“The bridge,” said Roe, “will open.” Rain fell."
    corpus = jsonl(tmp_path / "c.jsonl", {"id": "x", "text": text})
    labels = tmp_path / "l.csv"
    labels.write_text(
        "article_id,spans,cue_start,cue_end,mention_start,mention_end,russia,"
        "ukraine_territorial_integrity\nx,0-13 24-36,14,18,19,22,neutral,unrelated\n"
    )
    (a, _) = extracted(labels, [corpus], TARGETS)
    assert a.query.text == "“The bridge,” “will open.”"
    assert (a.query.cue, a.query.mention) == ("said", "Roe")
    assert a.query.context_after == " Rain fell."


def test_public_rows_get_unrelated_pairs(tmp_path: Path) -> None:
    rows = [
        {"text": f"On matter {i} we agree.", "target": f"thing {i}", "label": "favor"}
        for i in range(200)
    ]
    out = public(jsonl(tmp_path / "p.jsonl", *rows), 150)
    labels = [LABELS[e.label] for e in out]
    assert labels.count("favor") == 150
    assert 10 < labels.count("unrelated") < 80
    assert out == public(tmp_path / "p.jsonl", 150)


def test_held_out_depends_on_the_group_alone() -> None:
    part = [held_out(f"g{i}", 0.2) for i in range(2000)]
    assert 0.15 < sum(part) / len(part) < 0.25
    assert part == [held_out(f"g{i}", 0.2) for i in range(2000)]
    assert not held_out("g", 0.0)


def test_temperature_cools_what_is_too_sure() -> None:
    rng = np.random.default_rng(0)
    gold = rng.integers(0, 4, 400)
    logits = rng.normal(0, 1, (400, 4)) + 1.5 * np.eye(4)[gold]
    assert temperature(logits * 4, gold) == pytest.approx(4 * temperature(logits, gold), rel=0.05)


@pytest.mark.parametrize("name", ["written.jsonl", "contrast.jsonl"])
def test_our_rows_have_labels(name: str) -> None:
    rows = written(shipped("data/stance") / name, TARGETS)
    assert len(rows) > 100
    assert all(e.query.text.strip() for e in rows)
    assert {e.label for e in rows} == {0, 1, 2, 3}
