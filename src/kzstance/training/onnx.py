"""A trained encoder with its heads → one ONNX file, fused, its matrices in 8-bit integers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

_INPUTS = ["input_ids", "attention_mask", "token_type_ids"]


def export(
    model: Any,
    out: Path,
    *,
    outputs: Sequence[str] = ("logits",),
    quantise: bool = True,
    fuse: tuple[int, int] | None = None,
) -> None:
    """Write ``model`` to ``out``; its output is a tuple in the order of ``outputs``, or has
    ``logits``.

    With ``fuse`` (attention heads and width of a BERT-shaped encoder, its attention written out:
    "eager") the operators of a layer are fused first, which makes it a fifth faster.
    """
    model = model.eval().float()

    class Wrapped(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = model

        def forward(
            self,
            input_ids: torch.Tensor,
            attention_mask: torch.Tensor,
            token_type_ids: torch.Tensor,
        ) -> Any:
            result = self.inner(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            )
            return result if isinstance(result, tuple) else result.logits

    ids = torch.ones((2, 16), dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    plain = out.with_suffix(".float.onnx") if quantise else out
    torch.onnx.export(
        Wrapped(),
        (ids, ids, torch.zeros_like(ids)),
        str(plain),
        input_names=_INPUTS,
        output_names=list(outputs),
        dynamic_axes=dict.fromkeys(_INPUTS, axes) | dict.fromkeys(outputs, axes),
        opset_version=17,
        dynamo=False,
    )
    if fuse:
        _fuse(plain, *fuse)
    if quantise:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(
            plain,
            out,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            # the heads are small, and every statement's edges hang on them
            nodes_to_exclude=[f"/inner/{name}/MatMul" for name in outputs],
            op_types_to_quantize=["MatMul", "Gather", "Attention", "EmbedLayerNormalization"],
            extra_options={"DefaultTensorType": 1},  # float: fused operators have no inferred type
        )
        plain.unlink()


def _fuse(path: Path, heads: int, width: int) -> None:
    from onnxruntime.transformers.optimizer import optimize_model

    fused = optimize_model(
        str(path), model_type="bert", num_heads=heads, hidden_size=width, opt_level=0
    )
    fused.save_model_to_file(str(path))
