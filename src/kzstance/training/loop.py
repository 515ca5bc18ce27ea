"""The one training loop: AdamW, warm-up and linear decay, bfloat16 where it helps, resumable.

Checkpoints are safetensors and JSON only: weights, the optimiser's two moments, the step.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

log = logging.getLogger(__name__)

Batch = dict[str, Any]


def fit(
    model: torch.nn.Module,
    batches: Callable[[int], Sequence[Batch]],
    loss: Callable[[torch.nn.Module, Batch], torch.Tensor],
    *,
    epochs: int,
    learning_rate: float,
    head_learning_rate: float | None = None,
    warmup: float = 0.06,
    weight_decay: float = 0.01,
    checkpoint: Path,
    checkpoint_minutes: float = 5.0,
) -> None:
    """Train in place; start again where ``checkpoint`` stands, if it does.

    ``batches(epoch)`` gives the epoch's batches in order, the same for the same epoch.
    ``head_learning_rate`` holds for parameters outside the encoder (names without "encoder").
    """
    device = next(model.parameters()).device
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    base = getattr(model, "base_model_prefix", "")
    groups = [
        {"params": [p for n, p in named if n.startswith(base)], "lr": learning_rate},
        {
            "params": [p for n, p in named if not n.startswith(base)],
            "lr": head_learning_rate or learning_rate,
        },
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=weight_decay)
    sizes = [len(batches(e)) for e in range(epochs)]
    total = sum(sizes)

    def factor(step: int) -> float:
        rise = max(1, int(total * warmup))
        return min((step + 1) / rise, max(0.0, (total - step) / max(1, total - rise)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
    done = _resume(checkpoint, model, optimiser, schedule)
    model.train()
    step, saved, began, running = 0, time.monotonic(), time.monotonic(), 0.0
    for epoch in range(epochs):
        for batch in batches(epoch):
            step += 1
            if step <= done:
                continue
            with torch.autocast(device.type, dtype=torch.bfloat16):
                value = loss(model, batch)
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            running += value.item()
            if step % 50 == 0:
                pace = (time.monotonic() - began) / (step - done)
                log.info(
                    "step %d of %d, loss %.4f, %.0f min left",
                    step,
                    total,
                    running / 50,
                    pace * (total - step) / 60,
                )
                running = 0.0
            if time.monotonic() - saved > 60 * checkpoint_minutes:
                _save(checkpoint, model, optimiser, step)
                saved = time.monotonic()
    model.eval()
    _save(checkpoint, model, optimiser, step)


def _moments(optimiser: torch.optim.Optimizer) -> dict[str, torch.Tensor]:
    return {
        f"{i}.{key}": value.contiguous()
        for i, state in enumerate(optimiser.state_dict()["state"].values())
        for key, value in state.items()
        if isinstance(value, torch.Tensor)
    }


def _save(
    folder: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer, step: int
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weights = {k: v.contiguous().clone() for k, v in model.state_dict().items()}
    for name, tensors in (("weights", weights), ("moments", _moments(optimiser))):
        save_file(tensors, folder / f"{name}-{step}.safetensors")
    (folder / "step.json.tmp").write_text(json.dumps({"step": step}))
    (folder / "step.json.tmp").replace(folder / "step.json")
    for old in folder.glob("*.safetensors"):
        if not old.stem.endswith(f"-{step}"):
            old.unlink()


def _resume(
    folder: Path,
    model: torch.nn.Module,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
) -> int:
    if not (folder / "step.json").exists():
        return 0
    step = int(json.loads((folder / "step.json").read_text())["step"])
    model.load_state_dict(load_file(folder / f"weights-{step}.safetensors"))
    flat = load_file(folder / f"moments-{step}.safetensors")
    state: dict[int, dict[str, torch.Tensor]] = {}
    for name, value in flat.items():
        index, key = name.split(".", 1)
        state.setdefault(int(index), {})[key] = value
    whole = optimiser.state_dict()
    whole["state"] = state
    optimiser.load_state_dict(whole)
    for _ in range(step):
        schedule.step()
    log.info("resumed at step %d", step)
    return step


def by_length(lengths: Sequence[int], tokens: int, order: Iterable[int]) -> list[list[int]]:
    """Indices in batches of about ``tokens`` padded pieces, alike in length, batches in ``order``'s
    spirit: sorted within chunks of that order, so that padding is small and batches stay random."""
    order = list(order)
    batches: list[list[int]] = []
    chunk = 2048
    for at in range(0, len(order), chunk):
        part = sorted(order[at : at + chunk], key=lambda i: lengths[i])
        batch: list[int] = []
        for i in part:
            if batch and lengths[i] * (len(batch) + 1) > tokens:
                batches.append(batch)
                batch = []
            batch.append(i)
        if batch:
            batches.append(batch)
    return batches
