"""The training loop: resumes the same training, and no other."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
import torch

from kzstance.training import loop
from kzstance.training.loop import Batch, fit


class Stopped(Exception):
    pass


def train(
    folder: Path, shift: float = 0.0, rate: float = 0.1, seed: int = 0, stop: int = -1
) -> dict[str, torch.Tensor]:
    torch.manual_seed(seed)
    model = torch.nn.Linear(3, 1)
    model.bias.requires_grad_(True)
    steps = 0

    def batches(epoch: int) -> list[Batch]:
        return [{"x": torch.arange(3.0) + epoch + i + shift} for i in range(3)]

    def loss(model: torch.nn.Module, batch: Batch) -> torch.Tensor:
        nonlocal steps
        if steps == stop:
            raise Stopped
        steps += 1
        value: torch.Tensor = model(batch["x"]).float().square().sum()
        return value

    fit(
        model,
        batches,
        loss,
        epochs=2,
        learning_rate=rate,
        checkpoint=folder,
        checkpoint_minutes=-1,
    )
    return model.state_dict()


def same(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return all(torch.equal(a[k], b[k]) for k in a)


def test_a_broken_training_goes_on(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        train(tmp_path / "a", stop=4)
    assert json.loads((tmp_path / "a" / "step.json").read_text())["step"] == 4
    assert same(train(tmp_path / "a", stop=2), train(tmp_path / "b"))  # two steps were left


@pytest.mark.parametrize("other", [{"shift": 1.0}, {"rate": 0.2}, {"seed": 1}])
def test_another_training_starts_over(
    tmp_path: Path, other: dict[str, float], caplog: pytest.LogCaptureFixture
) -> None:
    """A second training with other data gave back the first one's weights."""
    first = train(tmp_path / "a")
    with caplog.at_level(logging.WARNING):
        second = train(tmp_path / "a", **other)  # type: ignore[arg-type]
    assert "starting over" in caplog.text
    assert same(second, train(tmp_path / "b", **other))  # type: ignore[arg-type]
    assert not same(first, second)


def test_moments_go_by_the_state_s_own_index() -> None:
    used, unused = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
    optimiser = torch.optim.AdamW([unused, used])
    used.sum().backward()  # type: ignore[no-untyped-call]
    optimiser.step()
    assert {k.split(".")[0] for k in loop._moments(optimiser)} == {"1"}
