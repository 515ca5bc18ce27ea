"""PolNeAR-style attributions → the quote tagger (token classification, BIOES)."""

from __future__ import annotations

import gzip
import itertools
import logging
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import torch
from tokenizers import Tokenizer
from transformers import AutoModelForTokenClassification

from kzstance.quotes.tags import TAGS, encode
from kzstance.quotes.windows import Pieces, pieces, special
from kzstance.training.loop import Batch, fit

log = logging.getLogger(__name__)

# Same length, so that offsets hold: the styles in which newspapers set quotation marks.
CURLED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
GUILLEMETS = str.maketrans({"“": "«", "”": "»"})
LOW_HIGH = str.maketrans({"“": "„", "”": "“"})


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as f:
        for line in f:
            if line.strip():
                yield orjson.loads(line)


def restyle(text: str, rng: random.Random) -> str:
    """The text with its quotation marks in another style, lengths unchanged."""
    draw = rng.random()
    if draw < 0.35:
        return text.translate(CURLED)
    if draw < 0.45:
        return text.translate(GUILLEMETS)
    if draw < 0.5:
        return text.translate(LOW_HIGH)
    return text


def labelled(
    text: str, attributions: Sequence[dict[str, Any]], tokenizer: Any
) -> tuple[Pieces, list[int]]:
    """Pieces of a gold article and the tag of each."""
    article = pieces(text, tokenizer)
    spans = [
        ((s, e), role)
        for row in attributions
        for role in ("source", "cue", "content")
        for s, e in row[role]
    ]
    return article, encode(article.offsets, spans)


def train(
    *,
    base: Path,
    data: Path,
    out: Path,
    epochs: int = 4,
    learning_rate: float = 2e-4,
    window: int = 512,
    batch: int = 4,
    seed: int = 0,
) -> None:
    """Fine-tune ``base`` on ``data`` (gold JSONL); write the model to ``out``.

    Resumes from ``out``/checkpoint after a stop.
    """
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    cls, sep = special(tokenizer)
    gold = list(read_gold(data))
    model = AutoModelForTokenClassification.from_pretrained(
        base,
        num_labels=len(TAGS),
        id2label=dict(enumerate(TAGS)),
        label2id={t: i for i, t in enumerate(TAGS)},
    )

    def batches(epoch: int) -> list[Batch]:
        rng = random.Random(seed * 1000 + epoch)
        rows: list[tuple[list[int], list[int]]] = []
        for doc in gold:
            text = restyle(doc["text"], rng)
            article, tags = labelled(text, doc["attributions"], tokenizer)
            for start, end in _cuts(len(article.ids), window - 2, rng):
                rows.append(([cls, *article.ids[start:end], sep], [-100, *tags[start:end], -100]))
        rng.shuffle(rows)
        rows.sort(key=lambda r: -(len(r[0]) // 64))
        groups = [rows[i : i + batch] for i in range(0, len(rows), batch)]
        rng.shuffle(groups)
        return [_pad(g) for g in groups]

    cached: dict[int, list[Batch]] = {}

    def once(epoch: int) -> list[Batch]:
        if epoch not in cached:
            cached[epoch] = batches(epoch)
        return cached[epoch]

    fit(
        model,
        once,
        _loss,
        epochs=epochs,
        learning_rate=learning_rate,
        checkpoint=out / "checkpoint",
    )
    model.save_pretrained(out)
    tokenizer.save(str(out / "tokenizer.json"))


def _cuts(n: int, size: int, rng: random.Random) -> list[tuple[int, int]]:
    """Windows that cover every piece once, cut elsewhere in every epoch."""
    first = rng.randint(size // 4, size) if n > size else n
    edges = [0, *range(first, n, size), n]
    return list(itertools.pairwise(edges))


def _pad(group: Sequence[tuple[list[int], list[int]]]) -> Batch:
    width = max(len(ids) for ids, _ in group)
    ids = np.zeros((len(group), width), dtype=np.int64)
    labels = np.full((len(group), width), -100, dtype=np.int64)
    for row, (i, t) in enumerate(group):
        ids[row, : len(i)] = i
        labels[row, : len(t)] = t
    return {
        "input_ids": torch.from_numpy(ids),
        "attention_mask": torch.from_numpy((ids != 0).astype(np.int64)),
        "labels": torch.from_numpy(labels),
    }


def _loss(model: torch.nn.Module, batch: Batch) -> torch.Tensor:
    logits = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits
    return torch.nn.functional.cross_entropy(
        logits.float().flatten(0, 1),
        batch["labels"].flatten(),
        ignore_index=-100,
        label_smoothing=0.02,
    )
