"""A trained transformers model → one ONNX file, its matrices in 8-bit integers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch


def export(model: Any, out: Path, *, quantise: bool = True) -> None:
    """Write ``model`` (token or sequence classification) to ``out``."""
    model = model.eval().float()

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = model

        def forward(
            self,
            input_ids: torch.Tensor,
            attention_mask: torch.Tensor,
            token_type_ids: torch.Tensor,
        ) -> Any:
            return self.inner(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).logits

    ids = torch.ones((2, 16), dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    plain = out.with_suffix(".float.onnx") if quantise else out
    torch.onnx.export(
        Logits(),
        (ids, ids, torch.zeros_like(ids)),
        str(plain),
        input_names=names,
        output_names=["logits"],
        dynamic_axes=dict.fromkeys(names, axes) | {"logits": axes},
        opset_version=17,
        dynamo=False,
    )
    if quantise:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(
            plain,
            out,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        plain.unlink()
