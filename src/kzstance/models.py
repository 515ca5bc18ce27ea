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
_NO_MEMORY = ("bad_alloc", "Failed to allocate memory")


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
    """An ONNX model on the CPU: word-piece ids in, arrays of scores out, a row at a time."""

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
            str(folder / self.settings["weights"]),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=self.settings.get("disabled_optimizers", []),
        )
        self._inputs = {i.name for i in self._session.get_inputs()}
        self.outputs = [o.name for o in self._session.get_outputs()]

    def feed(
        self, inputs: Mapping[str, NDArray[np.int64]], outputs: Sequence[str] | None = None
    ) -> list[NDArray[np.float32]]:
        """The ``outputs`` (None: every one) for the inputs by name; inputs that the model has not
        are left out."""
        known = {k: v for k, v in inputs.items() if k in self._inputs}
        try:
            return [np.asarray(o) for o in self._session.run(outputs, known)]
        except Exception as error:  # the runtime has no error of its own for want of memory
            if any(sign in str(error) for sign in _NO_MEMORY):
                raise MemoryError(str(error)) from None
            raise
