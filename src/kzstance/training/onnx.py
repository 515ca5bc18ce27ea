"""A trained encoder with its heads → one ONNX file, fused, its matrices in 8-bit integers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

UNFUSED = ["SkipLayerNormFusion"]
"""Optimizers of ONNX Runtime that slow a fused model: of a sum and a normalisation it makes an
operator that takes seven times as long on a CPU."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(
    model: Any,
    out: Path,
    *,
    inputs: Sequence[str] = _INPUTS,
    outputs: Sequence[str] = ("logits",),
    heads: Sequence[str] | None = None,
    quantise: bool = True,
    symmetric: bool = True,
    fuse: tuple[int, int] | None = None,
) -> None:
    """Write ``model`` to ``out``.

    It takes ``inputs`` by name, int64 of shape (rows, pieces), and gives a tensor, or a tuple in
    the order of ``outputs``. ``heads`` are its linear layers that are kept as they are. Integers
    that need not be ``symmetric`` about 0 hold the matrices a little more exactly.

    With ``fuse`` (attention heads and width of a BERT-shaped encoder, its attention written out:
    "eager") the operators of a layer are fused first, which makes it half as fast again; such a
    model reads one row at a time, since it has no mask.
    """
    model = model.eval().float()

    class Wrapped(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = model

        def forward(self, *tensors: torch.Tensor) -> Any:
            return self.inner(**dict(zip(inputs, tensors, strict=True)))

    ids = torch.ones((2, 16), dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    plain = out.with_suffix(".float.onnx") if quantise else out
    torch.onnx.export(
        Wrapped(),
        (ids,) * len(inputs),
        str(plain),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=dict.fromkeys(inputs, axes) | dict.fromkeys(outputs, axes),
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
            nodes_to_exclude=[f"/inner/{name}/MatMul" for name in heads or outputs],
            op_types_to_quantize=["MatMul", "Gather", "Attention", "EmbedLayerNormalization"],
            extra_options={
                "DefaultTensorType": 1,  # float: fused operators have no inferred type
                "WeightSymmetric": symmetric,
            },
        )
        plain.unlink()


def expose(path: Path, inner: str, name: str) -> None:
    """Make the value ``inner`` of the model at ``path`` one of its outputs, after the others."""
    import onnx

    model = onnx.load(str(path))
    model.graph.node.append(onnx.helper.make_node("Identity", [inner], [name], name=name))
    of_any_shape = onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
    model.graph.output.append(of_any_shape)
    onnx.save(model, str(path))


def _fuse(path: Path, heads: int, width: int) -> None:
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    options = FusionOptions("bert")
    options.use_multi_head_attention = True
    options.enable_skip_layer_norm = False
    fused = optimize_model(
        str(path),
        model_type="bert",
        num_heads=heads,
        hidden_size=width,
        opt_level=0,
        optimization_options=options,
    )
    for node in fused.model.graph.node:
        if node.op_type == "MultiHeadAttention":
            del node.input[4:]  # the mask: without one the operator has a quicker way
    fused.prune_graph()
    fused.save_model_to_file(str(path))
