"""MPNet that takes a mask and positions of its own, as ``StanceModel`` asks of an encoder.

The library's MPNet counts the pieces from left to right, whatever ``position_ids`` say.
"""

from __future__ import annotations

import torch
from transformers import MPNetModel
from transformers.modeling_outputs import BaseModelOutput

_FIRST = 2  # position of the first piece: 0 and 1 are never used (Song et al. 2020)


class PlacedMPNet(MPNetModel):  # type: ignore[misc]  # the library's base is untyped
    """``MPNetModel`` with positions, relative ones too, from ``position_ids``."""

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, position_ids: torch.Tensor
    ) -> BaseModelOutput:
        """States of (rows, pieces); ``attention_mask`` (rows, 1, pieces, pieces) is true, or 0,
        where a piece sees another."""
        encoder = self.encoder
        apart = position_ids[:, None, :] - position_ids[:, :, None]
        buckets = encoder.relative_position_bucket(apart, num_buckets=32)
        bias = encoder.relative_attention_bias(buckets).permute(0, 3, 1, 2)
        if attention_mask.dtype == torch.bool:
            bias = bias.masked_fill(~attention_mask, torch.finfo(bias.dtype).min)
        else:
            bias = bias + attention_mask
        states = self.embeddings(input_ids=input_ids, position_ids=position_ids + _FIRST)
        for layer in encoder.layer:
            states = layer(states, position_bias=bias)[0]
        return BaseModelOutput(last_hidden_state=states)
