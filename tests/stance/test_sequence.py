"""Models of the user's own: tiny ones built here, with labels of either kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from kzstance.config import Config, load
from kzstance.errors import ConfigError
from kzstance.records import Query
from kzstance.registry import stage

STAGE = "kzstance.stance.sequence.v1"
QUERIES = [Query("we will go home", cue="said", mention="russia"), Query("ukraine"), Query("")]


@pytest.fixture
def build(tokenizer: Any, tmp_path: Path) -> Any:
    def make(*labels: str) -> Config:
        torch.manual_seed(3)
        shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
        config = BertConfig(
            vocab_size=tokenizer.get_vocab_size(),
            intermediate_size=32,
            id2label=dict(enumerate(labels)),
            label2id={label: i for i, label in enumerate(labels)},
            initializer_range=1.0,
            **shape,
        )
        BertForSequenceClassification(config).save_pretrained(tmp_path)
        special = {"unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
        fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", **special)  # noqa: S106
        fast.save_pretrained(tmp_path)
        settings = load()
        stance = settings.stance.model_copy(update={"stage": STAGE, "model": str(tmp_path)})
        return settings.model_copy(update={"stance": stance})

    return make


@pytest.mark.parametrize(
    "labels",
    [
        ("AGAINST", "FAVOR", "NONE", "NEUTRAL"),
        ("support", "oppose", "comment"),
        ("contradiction", "entailment", "neutral"),
    ],
)
def test_probabilities(build: Any, labels: tuple[str, ...]) -> None:
    config = build(*labels)
    model = stage(STAGE)(config.stance, config.targets)
    found = model.classify(QUERIES)
    assert [list(f) for f in found] == [list(config.targets)] * 3
    for f in found:
        for stance in f.values():
            assert sum(stance.probabilities) == pytest.approx(1)
    assert [model.classify([q])[0] for q in QUERIES] == found
    (own,) = model.toward(QUERIES[:1], ["home"])
    assert sum(own.probabilities) == pytest.approx(1)


def test_labels_keep_their_places(build: Any) -> None:
    """The model's order is its own: what it calls "oppose" is our "against"."""
    config = build("support", "oppose", "comment")
    model = stage(STAGE)(config.stance, config.targets)
    with torch.no_grad():
        model._model.classifier.bias.copy_(torch.tensor([0.0, 100.0, 0.0]))
    assert model.classify(QUERIES)[0]["russia"].label == "against"
    assert model.classify(QUERIES)[0]["russia"].probabilities[3] == 0


def test_hypotheses_decide(build: Any) -> None:
    config = build("entailment", "neutral", "contradiction")
    model = stage(STAGE)(config.stance, config.targets)
    said = []
    model._logits = lambda text, second: (
        said.append(second) or torch.tensor([9.0 if "criticises" in second else 0.0, 0, 0]).numpy()
    )
    assert model.classify(QUERIES[:1])[0]["russia"].label == "against"
    assert said[:4] == [
        getattr(config.targets["russia"], k) for k in ("favor", "against", "neutral", "unrelated")
    ]


def test_a_model_of_other_labels_is_refused(build: Any) -> None:
    config = build("joy", "anger")
    with pytest.raises(ConfigError, match=r"its labels are joy, anger; expected favor and against"):
        stage(STAGE)(config.stance, config.targets)


def test_no_model(tmp_path: Path) -> None:
    settings = load().stance.model_copy(update={"model": str(tmp_path / "none")})
    with pytest.raises(ConfigError, match="no sequence-classification model") as error:
        stage(STAGE)(settings, load().targets)
    assert "\n" not in str(error.value)


def test_a_long_target_is_cut(build: Any) -> None:
    """The tokenizer refused to cut the statement alone, and the whole file was lost."""
    config = build("support", "oppose", "comment")
    model = stage(STAGE)(config.stance, config.targets)
    (found,) = model.toward(QUERIES[:1], ["home " * 600])
    assert sum(found.probabilities) == pytest.approx(1)
