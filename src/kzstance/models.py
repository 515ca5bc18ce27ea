"""Shipped models: a folder of weights, tokenizer, card and a list of sha256, checked at load.

Only data is loaded (ONNX, safetensors, JSON), never code.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from kzstance.errors import ConfigError

MANIFEST = "sha256.json"


def sha256(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def seal(folder: Path) -> None:
    """Write the list of sha256 of every file in ``folder``."""
    files = sorted(
        p for p in folder.iterdir() if p.is_file() and p.name not in (MANIFEST, "README.md")
    )
    body = orjson.dumps({p.name: sha256(p) for p in files}, option=orjson.OPT_INDENT_2)
    (folder / MANIFEST).write_bytes(body + b"\n")


@lru_cache
def verify(folder: Path) -> dict[str, str]:
    """The sha256 of every file of a model.

    Raises ConfigError where the folder is not a model or a file is not what was shipped.
    """
    if not (folder / MANIFEST).is_file():
        raise ConfigError(
            f"model {folder}: expected a folder with {MANIFEST}; "
            "train one (kzstance train) or name a folder under models/"
        )
    try:
        expected_sums: dict[str, str] = orjson.loads((folder / MANIFEST).read_bytes())
    except orjson.JSONDecodeError as error:
        raise ConfigError(
            f"model {folder}: {MANIFEST} is not JSON ({error}); install the program again"
        ) from None
    for name, expected in expected_sums.items():
        found = sha256(folder / name) if (folder / name).is_file() else "no file"
        if found != expected:
            raise ConfigError(
                f"model {folder}: {name} has sha256 {found[:12]}, expected {expected[:12]}; "
                "install the program again or train the model again"
            )
    return expected_sums


def sums(folder: Path) -> dict[str, str]:
    """The sha256 of every file of a model: as its list has them, else (a model of the user's own
    that has none) computed."""
    if (folder / MANIFEST).is_file():
        return verify(folder)
    return {p.name: sha256(p) for p in sorted(folder.iterdir()) if p.is_file()}


class Encoder:
    """An ONNX model on the CPU: word-piece ids in, one array of scores out."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime as ort
        from tokenizers import Tokenizer

        verify(folder)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.settings: dict[str, Any] = orjson.loads((folder / "kzstance.json").read_bytes())
        self._session = ort.InferenceSession(
            str(folder / self.settings["weights"]), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {i.name for i in self._session.get_inputs()}
        self.outputs = [o.name for o in self._session.get_outputs()]

    def __call__(
        self, rows: Sequence[Sequence[int]], types: Sequence[Sequence[int]] | None = None
    ) -> NDArray[np.float32]:
        """Scores of a batch of rows of ids, padded here; shape (rows, …)."""
        return self.run(rows, types)[0]

    def run(
        self, rows: Sequence[Sequence[int]], types: Sequence[Sequence[int]] | None = None
    ) -> list[NDArray[np.float32]]:
        """The same with every output of the model."""
        width = max(len(r) for r in rows)
        ids = np.full((len(rows), width), self.settings.get("pad_id", 0), dtype=np.int64)
        mask = np.zeros_like(ids)
        kinds = np.zeros_like(ids)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
            if types is not None:
                kinds[i, : len(row)] = types[i]
        return self.feed({"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds})

    def feed(
        self, inputs: Mapping[str, NDArray[np.int64]], outputs: Sequence[str] | None = None
    ) -> list[NDArray[np.float32]]:
        """The ``outputs`` (None: every one) for the inputs by name; inputs that the model has not
        are left out."""
        known = {k: v for k, v in inputs.items() if k in self._inputs}
        return [np.asarray(o) for o in self._session.run(outputs, known)]
