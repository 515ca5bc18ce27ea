"""The encoder sees the statement from everywhere, and a target only from itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import MPNetModel

from kzstance.records import Query
from kzstance.stance.inputs import encode
from kzstance.training.mpnet import PlacedMPNet
from kzstance.training.stance import batch_of, logits_of, taught
from kzstance.training.stance_data import Example
from kzstance.training.stance_model import StanceModel

SAID = Query("we will go home", "said", "ukraine")


@pytest.fixture(scope="module", params=["tiny_base", "tiny_mpnet"])
def base(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def model(base: Path) -> StanceModel:
    return StanceModel(base).eval()


def logits(model: StanceModel, tokenizer: Any, *asked: tuple[Query, list[str]]) -> torch.Tensor:
    rows = [encode(q, t, tokenizer, 64) for q, t in asked]
    examples = [Example(q, tuple(t), (0,) * len(t), "", "") for q, t in asked]
    with torch.inference_mode():
        return logits_of(model, batch_of(rows, examples))


def test_no_target_changes_another(model: StanceModel, tokenizer: Any) -> None:
    alone = logits(model, tokenizer, (SAID, ["russia"]))
    beside = logits(model, tokenizer, (SAID, ["home go", "russia", "we"]))
    assert torch.allclose(alone[0], beside[1], atol=1e-5)
    assert not torch.allclose(beside[0], beside[1], atol=1e-2)


def test_padding_changes_nothing(model: StanceModel, tokenizer: Any) -> None:
    long = (Query("we go " * 20), ["ukraine"])
    alone = logits(model, tokenizer, (SAID, ["russia", "we"]))
    padded = logits(model, tokenizer, (SAID, ["russia", "we"]), long)
    assert torch.allclose(alone, padded[:2], atol=1e-5)
    assert not padded.isnan().any()


def test_the_statement_is_read(model: StanceModel, tokenizer: Any) -> None:
    a = logits(model, tokenizer, (SAID, ["russia"]))
    b = logits(model, tokenizer, (Query("home we said go", "said", "ukraine"), ["russia"]))
    assert not torch.allclose(a, b, atol=1e-2)


def test_weights_come_back(model: StanceModel, base: Path, tmp_path: Path) -> None:
    model.save(tmp_path)
    other = StanceModel(base)
    other.restore(tmp_path)
    assert all(torch.equal(a, other.state_dict()[k]) for k, a in model.state_dict().items())


def test_attention_written_out_gives_the_same(
    model: StanceModel, base: Path, tokenizer: Any
) -> None:
    """Eager attention adds its mask: a mask of truth values let everything see everything."""
    other = StanceModel(base, attention="eager").eval()
    other.load_state_dict(model.state_dict())
    asked = [(SAID, ["russia", "we"]), (Query("we go " * 9), ["ukraine"])]
    assert torch.allclose(
        logits(model, tokenizer, *asked), logits(other, tokenizer, *asked), atol=1e-4
    )


def test_fewer_layers_come_back_as_such(base: Path, tokenizer: Any, tmp_path: Path) -> None:
    small = StanceModel(base).eval()
    small.keep_layers([1])
    small.save(tmp_path)
    other = StanceModel(base).eval()
    other.restore(tmp_path)
    asked = (SAID, ["russia"])
    assert torch.equal(logits(small, tokenizer, asked), logits(other, tokenizer, asked))


def test_the_teacher_s_probabilities_are_those_of_its_targets(
    tiny_base: Path, tokenizer: Any, tmp_path: Path
) -> None:
    teacher = StanceModel(tiny_base).eval()
    torch.nn.init.normal_(teacher.head.weight, std=0.3)
    teacher.save(tmp_path)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    asked = [(SAID, ["russia", "we"]), (Query("go"), ["home"]), (Query("we " * 30), ["russia"])]
    examples = [Example(q, tuple(t), (0,) * len(t), "", "") for q, t in asked]
    found = taught(examples, tiny_base, tmp_path, 64, 80)
    flat = torch.tensor([p for e in found for p in e.soft])
    expected = logits(teacher, tokenizer, *asked).softmax(1)
    assert torch.allclose(flat, expected, atol=0.05)  # the teacher computes in bfloat16


def test_a_whole_statement_is_read_as_the_library_s_mpnet_reads_it(
    tiny_mpnet: Path, tokenizer: Any
) -> None:
    """Where everything sees everything and positions run on, the two are one model."""
    ids = torch.tensor([tokenizer.encode("we said ukraine will go home").ids])
    sees = torch.ones(1, 1, ids.shape[1], ids.shape[1], dtype=torch.bool)
    at = torch.arange(ids.shape[1])[None]
    with torch.inference_mode():
        expected = MPNetModel.from_pretrained(tiny_mpnet).eval()(ids).last_hidden_state
        found = PlacedMPNet.from_pretrained(tiny_mpnet).eval()(ids, sees, at).last_hidden_state
    assert torch.allclose(found, expected, atol=1e-5)
