"""PolNeAR-style attributions → the quote tagger: an encoder with two heads.

One head tags source, cue and content (a conditional random field over BIOES tags), the other
names of persons and organisations, taught by a spaCy model on the same texts, so that one
pass over an article serves quotes and speakers.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from kzstance.quotes.tags import NAME_TAGS, TAGS, encode
from kzstance.quotes.windows import Pieces, capitals, pieces, special
from kzstance.training.augment import restyle
from kzstance.training.crf import IGNORED, TransitionLoss
from kzstance.training.loop import Batch, average, fit
from kzstance.training.quote_data import Example

NAMES_WEIGHT = 0.2  # of the loss of names, beside that of quotes


class TaggerModel(nn.Module):
    """Encoder → scores of quote tags and of name tags for every word piece."""

    def __init__(self, base: Path, attention: str = "sdpa") -> None:
        super().__init__()
        # without dropout of attention PyTorch takes its fast kernel, twice as fast on a CPU
        self.encoder = AutoModel.from_pretrained(
            base, attn_implementation=attention, attention_probs_dropout_prob=0.0
        )
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.quotes = nn.Linear(width, len(TAGS))
        self.names = nn.Linear(width, len(NAME_TAGS))
        self.crf = TransitionLoss()

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        hidden = self.dropout(hidden)
        return self.quotes(hidden), self.names(hidden)


@dataclass(frozen=True)
class Window:
    """Ids, types and the two rows of labels of one window."""

    ids: list[int]
    types: list[int]
    quotes: list[int]
    names: list[int]


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


def window_rows(
    example: Example, tokenizer: Any, size: int, rng: random.Random
) -> Iterator[Window]:
    """The example in windows of ``size`` pieces, restyled and cut anew at every call."""
    cls, sep = special(tokenizer)
    text = restyle(example.text, rng)
    article, quotes = labelled(text, example.attributions, tokenizer)
    names = (
        [IGNORED] * len(quotes)
        if example.names is None
        else encode(article.offsets, example.names, NAME_TAGS)
    )
    types = capitals(text, article.offsets)
    for start, end in _cuts(len(article.ids), size - 2, rng):
        yield Window(
            [cls, *article.ids[start:end], sep],
            [0, *types[start:end], 0],
            [IGNORED, *quotes[start:end], IGNORED],
            [IGNORED, *names[start:end], IGNORED],
        )


def train(
    *,
    base: Path,
    examples: Sequence[Example],
    out: Path,
    epochs: int,
    learning_rate: float,
    window: int = 384,
    batch: int = 5,
    seed: int = 0,
    snapshots: Sequence[float] = (),
) -> TaggerModel:
    """Fine-tune ``base``; resumes from ``out``/checkpoint after a stop. The weights are the mean of
    those at the end and at each share of the training in ``snapshots``."""
    from safetensors.torch import save_file

    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = TaggerModel(base)
    pad = model.encoder.config.pad_token_id

    cached: dict[int, list[Batch]] = {}

    def batches(epoch: int) -> list[Batch]:
        if epoch not in cached:
            rng = random.Random(seed * 1000 + epoch)
            rows = [w for x in examples for w in window_rows(x, tokenizer, window, rng)]
            rng.shuffle(rows)
            rows.sort(key=lambda r: -(len(r.ids) // 64))
            groups = [rows[i : i + batch] for i in range(0, len(rows), batch)]
            rng.shuffle(groups)
            cached[epoch] = [_pad(g, pad) for g in groups]
        return cached[epoch]

    fit(
        model,
        batches,
        _loss,
        epochs=epochs,
        learning_rate=learning_rate,
        checkpoint=out / "checkpoint",
        snapshots=snapshots,
    )
    average(model, out / "checkpoint", snapshots)
    save_file(
        {k: v.contiguous() for k, v in model.state_dict().items()}, out / "weights.safetensors"
    )
    tokenizer.save(str(out / "tokenizer.json"))
    return model


def _cuts(n: int, size: int, rng: random.Random) -> list[tuple[int, int]]:
    """Windows that cover every piece once, cut elsewhere in every epoch."""
    first = rng.randint(size // 4, size) if n > size else n
    edges = [0, *range(first, n, size), n]
    return list(itertools.pairwise(edges))


def _pad(group: Sequence[Window], pad: int) -> Batch:
    width = max(len(w.ids) for w in group)

    def filled(rows: Sequence[Sequence[int]], value: int) -> torch.Tensor:
        out = np.full((len(rows), width), value, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    return {
        "input_ids": filled([w.ids for w in group], pad),
        "attention_mask": filled([[1] * len(w.ids) for w in group], 0),
        "token_type_ids": filled([w.types for w in group], 0),
        "quotes": filled([w.quotes for w in group], IGNORED),
        "names": filled([w.names for w in group], IGNORED),
    }


def _loss(model: Any, batch: Batch) -> torch.Tensor:
    quotes, names = model(batch["input_ids"], batch["attention_mask"], batch["token_type_ids"])
    with torch.autocast(quotes.device.type, enabled=False):
        value: torch.Tensor = model.crf(quotes, batch["quotes"])
        if (batch["names"] != IGNORED).any():
            value = value + NAMES_WEIGHT * nn.functional.cross_entropy(
                names.float().flatten(0, 1), batch["names"].flatten(), ignore_index=IGNORED
            )
    return value
