"""Labels and texts → training examples. The words are invented."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kzstance.config import load, shipped
from kzstance.records import LABELS, Query
from kzstance.training.calibration import temperature
from kzstance.training.stance_augment import OTHER_NAMES, vary
from kzstance.training.stance_data import (
    Example,
    PublicSet,
    extracted,
    held_out,
    labelled,
    public,
    written,
)

TARGETS = {key: t.name for key, t in load().targets.items()}
LABEL = {"russia": "against", "ukraine_territorial_integrity": "unrelated"}


def jsonl(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return path


def names(example: Example) -> list[str]:
    return [LABELS[i] for i in example.labels]


def test_written_rows(tmp_path: Path) -> None:
    row = {"text": "Roe objects.", "lang": "en", "hard": True, "also": [["NATO", "f"]], **LABEL}
    (e,) = written(jsonl(tmp_path / "w.jsonl", row), TARGETS)
    assert e.targets == ("Russia", "Ukraine's territorial integrity", "NATO")
    assert names(e) == ["against", "unrelated", "favor"]
    assert e.weight < 1


def test_a_target_can_be_left_out(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "w.jsonl", {"text": "Roe objects.", "lang": "ru", **LABEL})
    (e,) = written(path, {"russia": "Russia"})
    assert e.lang == "ru"
    assert (e.targets, names(e)) == (("Russia",), ["against"])


def test_debate_sentences(tmp_path: Path) -> None:
    labels = tmp_path / "l.csv"
    labels.write_text("id,russia,ukraine_territorial_integrity\nu1,favor,neutral\n")
    texts = jsonl(
        tmp_path / "t.jsonl",
        {"id": "u1", "text": "We agree.", "before": "b", "after": None, "iso": "VRL", "year": 2022},
    )
    (e,) = labelled(labels, texts, TARGETS)
    assert (names(e), e.query.actor, e.group) == (["favor", "neutral"], "VRL", "VRL-2022")


def test_offsets_into_a_corpus(tmp_path: Path) -> None:
    text = "“The bridge,” said Roe, “will open.” Rain fell."
    corpus = jsonl(tmp_path / "c.jsonl", {"id": "x", "text": text})
    labels = tmp_path / "l.csv"
    labels.write_text(
        "article_id,spans,cue_start,cue_end,mention_start,mention_end,russia,"
        "ukraine_territorial_integrity\nx,0-13 24-36,14,18,19,22,neutral,unrelated\n"
    )
    (e,) = extracted(labels, [corpus], TARGETS)
    assert e.query.text == "“The bridge,” “will open.”"
    assert (e.query.cue, e.query.mention) == ("said", "Roe")
    assert e.query.context_after == " Rain fell."


def packed(folder: Path, name: str, *rows: dict[str, object]) -> None:
    import gzip

    body = "".join(json.dumps(r) + "\n" for r in rows)
    (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(body.encode()))


def test_public_rows_get_unrelated_targets(tmp_path: Path) -> None:
    rows = [
        {"text": f"On matter {i} we agree.", "target": f"thing {i}", "label": "favor"}
        for i in range(200)
    ]
    packed(tmp_path, "p", *rows)
    sets = [PublicSet(name="p", rows=150)]
    out = public(tmp_path, sets, 1)
    labels = [x for e in out for x in names(e)]
    assert labels.count("favor") == 150
    assert 20 < labels.count("unrelated") < 80
    assert out == public(tmp_path, sets, 1)


def test_inference_counts_as_stance_toward_the_hypothesis(tmp_path: Path) -> None:
    labels = ["entailment", "contradiction", "neutral"]
    rows = [{"premise": "It rains.", "hypothesis": x, "label": x} for x in labels]
    packed(tmp_path, "i", *rows)
    found = {e.targets[0]: names(e)[0] for e in public(tmp_path, [PublicSet(name="i", rows=9)], 0)}
    assert found == dict(zip(labels, ["favor", "against", "neutral"], strict=True))


def test_share_of_neutral_rows(tmp_path: Path) -> None:
    rows = [{"text": f"{i} it is.", "target": "it", "label": "neutral"} for i in range(400)]
    packed(tmp_path, "n", *rows)
    assert 120 < len(public(tmp_path, [PublicSet(name="n", rows=400, neutral=0.4)], 0)) < 200


def test_held_out_depends_on_the_group_alone() -> None:
    part = [held_out(f"g{i}", 0.2) for i in range(2000)]
    assert 0.15 < sum(part) / len(part) < 0.25
    assert part == [held_out(f"g{i}", 0.2) for i in range(2000)]
    assert not held_out("g", 0.0)


def test_variants_keep_the_words_and_the_labels() -> None:
    query = Query("We agree.", "He rose. He", "and sat", "said", "Roe", "Jon Roe", "RUS")
    e = Example(query, ("Russia", "gas"), (1, 3), "", "")
    rng = random.Random(0)
    seen = [vary(e, rng) for _ in range(300)]
    for v in seen:
        assert v.query.text == query.text
        of = dict(zip(v.targets, v.labels, strict=True))
        assert of.pop("gas") == 3
        assert list(of.values()) == [1]
        assert set(of) <= {"Russia", *OTHER_NAMES["Russia"]}
        assert query.context_before.endswith(v.query.context_before)
        assert query.context_after.startswith(v.query.context_after)
    assert any(v.query == query for v in seen)
    assert any(v.query == replace(query, cue=None, mention=None, speaker=None) for v in seen)
    assert any(not v.query.context_before for v in seen)


def test_temperature_cools_what_is_too_sure() -> None:
    rng = np.random.default_rng(0)
    gold = rng.integers(0, 4, 400)
    logits = rng.normal(0, 1, (400, 4)) + 1.5 * np.eye(4)[gold]
    assert temperature(logits * 4, gold) == pytest.approx(4 * temperature(logits, gold), rel=0.05)


@pytest.mark.parametrize("name", ["written.jsonl", "contrast.jsonl", "contrast-test.jsonl"])
def test_our_rows_have_labels(name: str) -> None:
    rows = written(shipped("data/stance") / name, TARGETS)
    assert len(rows) > 500
    assert all(e.query.text.strip() for e in rows)
    assert {label for e in rows for label in e.labels} == {0, 1, 2, 3}


def test_contrast_sets_are_split_by_group() -> None:
    parts = [
        {e.group for e in written(shipped("data/stance") / f"{name}.jsonl", TARGETS)}
        for name in ("contrast", "contrast-test")
    ]
    assert not parts[0] & parts[1]
    assert 0.25 < len(parts[1]) / (len(parts[0]) + len(parts[1])) < 0.4


def test_every_pair_of_labels_occurs() -> None:
    pairs = {
        e.labels[:2]
        for name in ("contrast.jsonl", "written.jsonl")
        for e in written(shipped("data/stance") / name, TARGETS)
    }
    assert len(pairs) == 16
