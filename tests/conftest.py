"""Shared by all tests: where things stand, the models, the language layer, a tokenizer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if (SHARED / "data").is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason=f"{SHARED}: no shared data beside this clone"))


def _model(name: str) -> Path:
    folder = ROOT / "models" / name
    if (folder / "sha256.json").is_file():
        return folder
    message = f"{folder}: the shipped model is not there; train it with kzstance train"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def quotes_model() -> Path:
    return _model("quotes-minilm")


@pytest.fixture(scope="session")
def russian_quotes_model() -> Path:
    return _model("quotes-e5")


@pytest.fixture(scope="session")
def stance_model() -> Path:
    return _model("stance")


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The pinned spaCy model with its parser."""
    from kzstance.config import load
    from kzstance.language import load_language

    return load_language(load().language, parse=True)


@pytest.fixture(scope="session")
def tokenizer() -> Any:
    """A word-piece tokenizer with a small vocabulary, built like BERT's."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused1]"]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,|{}’'“”"
    words = ["we", "will", "go", "home", "said", "russia", "ukraine"]
    vocabulary = [*special, *words, *letters, *(f"##{c}" for c in letters)]
    model = models.WordPiece(
        {word: i for i, word in enumerate(vocabulary)},
        unk_token="[UNK]",  # noqa: S106 -- a word piece, no password
        max_input_chars_per_word=100,
    )
    made = Tokenizer(model)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def _tiny(kind: str, tokenizer: Any, folder: Path) -> Path:
    """An encoder of that kind, of two narrow layers with random weights, as a base."""
    import torch
    import transformers

    torch.manual_seed(0)
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.5,
    )
    getattr(transformers, f"{kind}Model")(config).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture(scope="session")
def tiny_base(tokenizer: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _tiny("Bert", tokenizer, tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="session")
def tiny_mpnet(tokenizer: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _tiny("MPNet", tokenizer, tmp_path_factory.mktemp("mpnet"))


@pytest.fixture(scope="session")
def tiny_stance(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stance model's folder made from it, exported as the shipped one is."""
    import json

    import torch

    from kzstance.models import seal
    from kzstance.training.onnx import export
    from kzstance.training.stance_model import INPUTS, StanceModel

    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("stance")
    model = StanceModel(tiny_base, attention="eager")
    torch.nn.init.normal_(model.head.weight, std=0.5)
    export(model, folder / "model.onnx", inputs=INPUTS, heads=("head",))
    settings = {"weights": "model.onnx", "temperature": 1.7, "temperatures": {"Russia": 2.0}}
    (folder / "kzstance.json").write_text(json.dumps(settings))
    (folder / "tokenizer.json").write_bytes((tiny_base / "tokenizer.json").read_bytes())
    seal(folder)
    return folder
