"""Recipes: what is wrong with one is told before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzstance.errors import ConfigError
from kzstance.training.recipes import train_model

GOOD = 'base = "base"\ngold = []\nwork = "work"\nout = "out"\n'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("base = ", "see configs/train-quotes.toml"),
        (GOOD + "epoch = 3\n", "did you mean 'epochs'"),
        (GOOD + "epochs = 'many'\n", "epochs = 'many'"),
        ('base = "base"\n', "key gold is missing; see configs/train-quotes.toml"),
        (GOOD, "no such file or folder"),
    ],
)
def test_faults(tmp_path: Path, body: str, words: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(body)
    with pytest.raises(ConfigError) as error:
        train_model("quotes", path)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_no_recipe(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml"):
        train_model("stance", tmp_path / "none.toml")
