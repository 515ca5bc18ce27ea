"""A whole training on invented rows with a tiny base, through the command's own function."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kzstance.config import load
from kzstance.errors import ConfigError
from kzstance.records import Query
from kzstance.stance.encoder import StanceClassifier
from kzstance.training.recipes import train_model

HEAD = "article_id,spans,cue_start,cue_end,mention_start,mention_end,actor,russia,"


def rows(n: int) -> str:
    out = []
    for i in range(n):
        against = i % 2 == 0
        text = "we will go home" if against else "we said ukraine"
        out.append(
            {
                "text": f"{text} {i}",
                "lang": "en",
                "group": f"g{i}",
                "russia": "against" if against else "favor",
                "ukraine_territorial_integrity": "neutral",
            }
        )
    return "".join(json.dumps(r) + "\n" for r in out)


def test_from_recipe_to_labels(tiny_base: Path, tmp_path: Path) -> None:
    (tmp_path / "w.jsonl").write_text(rows(120))
    (tmp_path / "u.csv").write_text("id,russia,ukraine_territorial_integrity\n")
    (tmp_path / "n.csv").write_text(HEAD + "ukraine_territorial_integrity\n")
    (tmp_path / "empty.jsonl").write_text("")
    public = [{"text": f"home {i}", "target": "home", "label": "favor"} for i in range(40)]
    body = "".join(json.dumps(r) + "\n" for r in public)
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress(body.encode()))
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        f'base = "{tiny_base}"\nwritten = ["w.jsonl"]\nungd_labels = "u.csv"\n'
        'ungd_texts = "empty.jsonl"\nnews_labels = "n.csv"\ncorpora = ["empty.jsonl"]\n'
        'public_folder = "."\nwork = "work"\nlanguages = ["en"]\nbatch_tokens = 400\n'
        "max_tokens = 48\nheld_out = 0.2\n"
        '[[stages]]\nname = "public"\npublic = [{ name = "p", rows = 30 }]\n'
        '[[stages]]\nname = "own"\nown = true\nepochs = 12\nlearning_rate = 2e-3\n'
        'snapshots = [0.9]\nmixed_in = 5\npublic = [{ name = "p", rows = 30 }]\nout = "large"\n'
        '[[stages]]\nname = "small"\nown = true\nlayers = [1]\nepochs = 12\n'
        'learning_rate = 2e-3\nout = "small"\n[stages.teacher]\nweights = "work/own"\n'
        f'base = "{tiny_base}"\nlanguages = ["en"]\n'
    )
    assert train_model("stance", recipe) == tmp_path / "small"
    config = load()
    asked = [Query(f"{t} {i}") for i in range(5) for t in ("we will go home", "we said ukraine")]
    right = {}
    for name in ("large", "small"):
        folder = tmp_path / name
        settings = config.stance.model_copy(update={"model": str(folder), "max_tokens": 48})
        found = StanceClassifier(settings, config.targets).classify(asked)
        labels = [f["russia"].label for f in found]
        right[name] = sum(a == b for a, b in zip(labels, ["against", "favor"] * 5, strict=True))
        heat = json.loads((folder / "kzstance.json").read_text())["temperatures"]
        assert set(heat) == {t.name for t in config.targets.values()}
    assert right["large"] >= 7  # of 10; of so small a model the last bits of a sum can decide
    sizes = [(tmp_path / n / "model.onnx").stat().st_size for n in ("large", "small")]
    assert sizes[0] > sizes[1]


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ("stages = []", "stages"),
        ('[[stages]]\nname = "a"', "no stage has an out"),
    ],
)
def test_recipes_that_lead_nowhere(tmp_path: Path, stages: str, words: str) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        'base = "b"\nwritten = []\nungd_labels = "u"\nungd_texts = "t"\nnews_labels = "n"\n'
        f'corpora = []\npublic_folder = "."\nwork = "work"\nlanguages = ["en"]\n{stages}\n'
    )
    with pytest.raises(ConfigError, match=words):
        train_model("stance", recipe)
