"""The stance encoder as a torch module: one pass for a statement and all its targets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModel

from kzstance.records import LABELS
from kzstance.training.mpnet import PlacedMPNet

INPUTS = ("input_ids", "blocks", "positions")
WEIGHTS = "model.safetensors"


class StanceModel(torch.nn.Module):
    """Encoder and a linear head; logits of the four labels at every word piece, of which those
    where a target's block begins count. ``base`` is the folder of an encoder of BERT's or MPNet's
    kind, or one that ``save`` wrote."""

    def __init__(self, base: Path, *, attention: str = "sdpa", dropout: float = 0.0) -> None:
        super().__init__()
        self.attention = attention
        # Dropout of attention would halve the speed on a CPU.
        config = AutoConfig.from_pretrained(
            base, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0
        )
        if config.model_type == "mpnet":
            self.encoder: Any = PlacedMPNet.from_pretrained(base, config=config)
        else:
            self.encoder = AutoModel.from_pretrained(
                base, config=config, attn_implementation=attention
            )
        if getattr(self.encoder, "pooler", None) is not None:
            self.encoder.pooler = None
        self.head = torch.nn.Linear(self.encoder.config.hidden_size, len(LABELS))

    def forward(
        self, input_ids: torch.Tensor, blocks: torch.Tensor, positions: torch.Tensor
    ) -> torch.Tensor:
        """(rows, pieces, 4) logits of int64 inputs of shape (rows, pieces); block −1 is padding.

        Everything sees the statement (block 0), a target beside it only itself.
        """
        own, other = blocks[:, :, None], blocks[:, None, :]
        sees = (((other == 0) & (own >= 0)) | (own == other))[:, None]
        if self.attention == "eager":  # which adds its mask to the scores
            sees = torch.zeros(sees.shape).masked_fill(~sees, torch.finfo(torch.float32).min)
        states = self.encoder(
            input_ids=input_ids, attention_mask=sees, position_ids=positions
        ).last_hidden_state
        logits: torch.Tensor = self.head(states)
        return logits

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {k: v.contiguous().clone() for k, v in self.state_dict().items()}
        save_file(tensors, folder / WEIGHTS)

    def restore(self, folder: Path) -> None:
        """Take the weights of ``folder``, and as many layers as they have."""
        weights = load_file(folder / WEIGHTS)
        found = {int(k.split(".")[3]) for k in weights if k.startswith("encoder.encoder.layer.")}
        self.keep_layers(range(len(found)))
        self.load_state_dict(weights)

    def keep_layers(self, which: Sequence[int]) -> None:
        """Drop all layers of the encoder but these, counted from 0."""
        layers = self.encoder.encoder.layer
        self.encoder.encoder.layer = torch.nn.ModuleList(layers[i] for i in which)
