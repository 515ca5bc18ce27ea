"""Labelled statements → the stance encoder's weights."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from kzstance.records import LABELS
from kzstance.stance.inputs import Encoded, encode
from kzstance.training.loop import Batch, average, by_length, fit
from kzstance.training.stance_augment import vary
from kzstance.training.stance_data import Example
from kzstance.training.stance_model import StanceModel

log = logging.getLogger(__name__)

_SMOOTHED = 0.05  # of a label's weight goes to all labels alike
_SOFT = 0.7  # of it to the larger model's probabilities, where there are any


def train(
    examples: Callable[[random.Random], Sequence[Example]],
    *,
    base: Path,
    start: Path | None,
    out: Path,
    epochs: int,
    learning_rate: float,
    dropout: float = 0.0,
    augment: bool = False,
    layers: Sequence[int] = (),
    snapshots: Sequence[float] = (),
    max_tokens: int = 176,
    batch_tokens: int = 2600,
    seed: int = 0,
) -> None:
    """Fine-tune ``base`` (from the weights in ``start``, where given) on what ``examples`` gives
    for each epoch; write the weights to ``out``. Where ``layers`` are given only those are kept.

    Resumes from ``out``/checkpoint after a stop. ``batch_tokens`` are word pieces with padding.
    """
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = StanceModel(base, dropout=dropout)
    if start is not None:
        model.restore(start)
    if layers:
        model.keep_layers(layers)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def batches(epoch: int) -> list[Batch]:
        rng = random.Random(seed * 1000 + epoch)
        chosen = list(examples(rng))
        if augment:
            chosen = [vary(e, rng) for e in chosen]
        rows = [encode(e.query, e.targets, tokenizer, max_tokens) for e in chosen]
        lengths = [len(r.ids) for r in rows]
        order = list(range(len(rows)))
        rng.shuffle(order)
        groups = by_length(lengths, batch_tokens, order)
        rng.shuffle(groups)
        log.info("epoch %d: %d statements, %d word pieces", epoch, len(rows), sum(lengths))
        return [batch_of([rows[i] for i in g], [chosen[i] for i in g]) for g in groups]

    checkpoint = out / "checkpoint"
    fit(
        model,
        batches,
        _loss,
        epochs=epochs,
        learning_rate=learning_rate,
        checkpoint=checkpoint,
        snapshots=snapshots,
    )
    if snapshots:
        average(model, checkpoint, snapshots)
    model.save(out)
    tokenizer.save(str(out / "tokenizer.json"))


def batch_of(rows: Sequence[Encoded], examples: Sequence[Example]) -> Batch:
    """Padded tensors of a batch; ``row`` and ``at`` say where the targets' blocks begin."""
    width = max(len(r.ids) for r in rows)
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    blocks = torch.full_like(ids, -1)
    positions = torch.zeros_like(ids)
    for i, r in enumerate(rows):
        n = len(r.ids)
        ids[i, :n] = torch.tensor(r.ids)
        blocks[i, :n] = torch.tensor(r.blocks)
        positions[i, :n] = torch.tensor(r.positions)
    return {
        "input_ids": ids,
        "blocks": blocks,
        "positions": positions,
        "row": torch.tensor([i for i, r in enumerate(rows) for _ in r.starts]),
        "at": torch.tensor([s for r in rows for s in r.starts]),
        "labels": torch.cat([_aims(e) for e in examples]),
        "weights": torch.tensor([e.weight for e in examples for _ in e.labels]),
    }


def _aims(example: Example) -> torch.Tensor:
    """(targets, 4): what the probabilities of the labels should be."""
    hard = torch.nn.functional.one_hot(torch.tensor(example.labels), len(LABELS)).float()
    if example.soft:
        hard = (1 - _SOFT) * hard + _SOFT * torch.tensor(example.soft)
    return (1 - _SMOOTHED) * hard + _SMOOTHED / len(LABELS)


def logits_of(model: torch.nn.Module, batch: Batch) -> torch.Tensor:
    """(targets of all rows, 4) logits."""
    everywhere = model(batch["input_ids"], batch["blocks"], batch["positions"])
    out: torch.Tensor = everywhere[batch["row"], batch["at"]].float()
    return out


def _loss(model: torch.nn.Module, batch: Batch) -> torch.Tensor:
    each = torch.nn.functional.cross_entropy(
        logits_of(model, batch), batch["labels"], reduction="none"
    )
    weights: torch.Tensor = batch["weights"]
    return (each * weights).sum() / weights.sum()


@torch.inference_mode()
def taught(
    examples: Sequence[Example], base: Path, weights: Path, max_tokens: int, batch_tokens: int
) -> list[Example]:
    """The examples with the probabilities that a trained model gives them: an encoder of the
    shape of ``base`` with what a training left in the folder ``weights``."""
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    model = StanceModel(base).eval()
    model.restore(weights)
    rows = [encode(e.query, e.targets, tokenizer, max_tokens) for e in examples]
    out = list(examples)
    for group in by_length([len(r.ids) for r in rows], batch_tokens, range(len(rows))):
        batch = batch_of([rows[i] for i in group], [examples[i] for i in group])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            each = iter(logits_of(model, batch).softmax(1).tolist())
        for i in group:
            soft = tuple(tuple(next(each)) for _ in examples[i].labels)
            out[i] = replace(examples[i], soft=soft)
    return out
