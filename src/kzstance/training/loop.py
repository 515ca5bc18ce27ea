"""The one training loop: AdamW, warm-up and linear decay, bfloat16 where it helps, resumable.

Checkpoints are safetensors and JSON only: weights, the optimiser's two moments, the step.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    warmup: float = 0.06,
    weight_decay: float = 0.01,
    checkpoint: Path,
    checkpoint_minutes: float = 5.0,
    snapshots: Sequence[float] = (),
) -> None:
    """Train in place; go on from ``checkpoint``, if it is of this very training.

    At each share of the steps in ``snapshots`` the weights are kept, as SHARE.safetensors in the
    checkpoint's folder ``snapshots``.

    ``batches(epoch)`` gives the epoch's batches in order, the same for the same epoch.
    """
    device = next(model.parameters()).device
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=learning_rate, weight_decay=weight_decay)
    identity = _Identity(epochs, learning_rate, warmup, weight_decay, *snapshots)
    identity.add({"layers": str(model)})  # its dropout too
    identity.add(model.state_dict())
    total = 0
    for epoch in range(epochs):
        for batch in batches(epoch):
            identity.add(batch)
            total += 1
    sha256 = identity.sha256

    def factor(step: int) -> float:
        rise = max(1, int(total * warmup))
        return min((step + 1) / rise, max(0.0, (total - step) / max(1, total - rise)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
    done = _resume(checkpoint, sha256, model, optimiser, schedule)
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
            for share in snapshots:
                if step == round(share * total):
                    _keep(checkpoint / "snapshots", share, model)
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
                _save(checkpoint, sha256, model, optimiser, step)
                saved = time.monotonic()
    model.eval()
    _save(checkpoint, sha256, model, optimiser, step)


class _Identity:
    """What makes a training this one: settings, weights before the first step, every batch."""

    def __init__(self, *settings: float) -> None:
        self._hash = hashlib.sha256(repr(settings).encode())

    def add(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if isinstance(value, torch.Tensor):
                self._hash.update(f"{name} {value.dtype} {tuple(value.shape)}".encode())
                flat = value.detach().cpu().contiguous().reshape(-1)
                self._hash.update(flat.view(torch.uint8).numpy().data)
            else:
                self._hash.update(f"{name} {value!r}".encode())

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def _moments(optimiser: torch.optim.Optimizer) -> dict[str, torch.Tensor]:
    return {
        f"{i}.{key}": value.contiguous()
        for i, state in optimiser.state_dict()["state"].items()
        for key, value in state.items()
        if isinstance(value, torch.Tensor)
    }


def _keep(folder: Path, share: float, model: torch.nn.Module) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weights = {k: v.contiguous().clone() for k, v in model.state_dict().items()}
    save_file(weights, folder / f"{share}.safetensors")


def average(model: torch.nn.Module, checkpoint: Path, snapshots: Sequence[float]) -> None:
    """Make the weights the mean of themselves and of the snapshots."""
    sets = [load_file(checkpoint / "snapshots" / f"{share}.safetensors") for share in snapshots]
    own = model.state_dict()
    mean = {k: sum((s[k] for s in sets), v) / (len(sets) + 1) for k, v in own.items()}
    model.load_state_dict(mean)


def _save(
    folder: Path, sha256: str, model: torch.nn.Module, optimiser: torch.optim.Optimizer, step: int
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weights = {k: v.contiguous().clone() for k, v in model.state_dict().items()}
    for name, tensors in (("weights", weights), ("moments", _moments(optimiser))):
        save_file(tensors, folder / f"{name}-{step}.safetensors")
    (folder / "step.json.tmp").write_text(json.dumps({"step": step, "sha256": sha256}))
    (folder / "step.json.tmp").replace(folder / "step.json")
    for old in folder.glob("*.safetensors"):
        if not old.stem.endswith(f"-{step}"):
            old.unlink()


def _resume(
    folder: Path,
    sha256: str,
    model: torch.nn.Module,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
) -> int:
    if not (folder / "step.json").exists():
        return 0
    record = json.loads((folder / "step.json").read_text())
    if record.get("sha256") != sha256:
        log.warning("%s: of other data, settings or base weights; starting over", folder)
        return 0
    step = int(record["step"])
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
