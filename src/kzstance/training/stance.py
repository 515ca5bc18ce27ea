"""Labelled statements → the stance cross-encoder, calibrated on rows that it has not seen."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import AutoModelForSequenceClassification

from kzstance.records import LABELS, Query
from kzstance.stance.inputs import encode
from kzstance.training.loop import Batch, by_length, fit

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Example:
    """One training pair. ``target`` is text; ``part`` names the set it comes from; ``group``
    keeps rows together that must not be split between training and test."""

    query: Query
    target: str
    label: int
    part: str
    group: str
    weight: float = 1.0


def train(
    examples: Sequence[Example],
    *,
    base: Path,
    out: Path,
    epochs: int,
    learning_rate: float,
    max_tokens: int = 160,
    batch_tokens: int = 2048,
    seed: int = 0,
) -> None:
    """Fine-tune ``base`` on ``examples``; write the transformers model to ``out``.

    Resumes from ``out``/checkpoint after a stop. ``batch_tokens`` are word pieces.
    """
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = AutoModelForSequenceClassification.from_pretrained(
        base,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
        attn_implementation="eager",
    )
    rows = [encode(e.query, e.target, tokenizer, max_tokens) for e in examples]
    lengths = [len(ids) for ids, _ in rows]
    log.info("%d pairs, %d word pieces", len(rows), sum(lengths))

    def batches(epoch: int) -> list[Batch]:
        rng = random.Random(seed * 1000 + epoch)
        order = list(range(len(rows)))
        rng.shuffle(order)
        groups = by_length(lengths, batch_tokens, order)
        rng.shuffle(groups)
        return [_pad([rows[i] for i in g], [examples[i] for i in g]) for g in groups]

    fit(
        model,
        batches,
        _loss,
        epochs=epochs,
        learning_rate=learning_rate,
        checkpoint=out / "checkpoint",
    )
    model.save_pretrained(out)
    tokenizer.save(str(out / "tokenizer.json"))


def temperature(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """The temperature that makes the held-out labels most likely (Guo et al. 2017)."""
    from scipy.optimize import minimize_scalar

    def loss(t: float) -> float:
        z = logits / t
        z = z - z.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]))

    return float(minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded").x)


def _pad(rows: Sequence[tuple[list[int], list[int]]], examples: Sequence[Example]) -> Batch:
    width = max(len(ids) for ids, _ in rows)
    ids = np.zeros((len(rows), width), dtype=np.int64)
    types = np.zeros_like(ids)
    mask = np.zeros_like(ids)
    for i, (row, kinds) in enumerate(rows):
        ids[i, : len(row)], types[i, : len(row)], mask[i, : len(row)] = row, kinds, 1
    return {
        "input_ids": torch.from_numpy(ids),
        "token_type_ids": torch.from_numpy(types),
        "attention_mask": torch.from_numpy(mask),
        "labels": torch.tensor([e.label for e in examples]),
        "weights": torch.tensor([e.weight for e in examples]),
    }


def _loss(model: torch.nn.Module, batch: Batch) -> torch.Tensor:
    inputs = {k: batch[k] for k in ("input_ids", "token_type_ids", "attention_mask")}
    each = torch.nn.functional.cross_entropy(
        model(**inputs).logits.float(), batch["labels"], reduction="none", label_smoothing=0.05
    )
    weights: torch.Tensor = batch["weights"]
    return (each * weights).sum() / weights.sum()
