"""A statement as the encoder reads it: one vector for each word piece, and its weight."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson

from kzstance.errors import ConfigError
from kzstance.models import Encoder

Floats = npt.NDArray[np.float32]

MAX_PIECES = 160  # of a statement; the rest of a longer one is not read
_PLAIN = 6.0  # −log of the share of a piece in text, from which on it tells what is spoken of


@dataclass(frozen=True, slots=True)
class States:
    vectors: Floats
    """(pieces, width), each of length 1."""
    weights: Floats
    """(pieces,): rare pieces weigh more, their sum is 1."""
    size: float
    """The sum before."""


class Reader:
    """The states of texts by a shipped model with an output ``states``."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._encoder = Encoder(folder, threads)
        if "states" not in self._encoder.outputs:
            raise ConfigError(
                f"clusters.model {folder}: has no output `states`; expected a stance model of this "
                'program (models/stance), or "" to compare wording alone'
            )
        model = orjson.loads(self._encoder.tokenizer.to_str())["model"]
        shares = model["vocab"] if model["type"] == "Unigram" else []
        self._weights = np.clip(np.array([-p for _, p in shares]) - _PLAIN, 0.05, None)

    def states(self, text: str) -> States:
        row = self._encoder.tokenizer.encode(text).ids[: MAX_PIECES + 1]
        ids = np.array([row], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "blocks": np.zeros_like(ids),
            "positions": np.arange(len(row))[None],
        }
        (found,) = self._encoder.feed(feed, ["states"])
        vectors = found[0, 1:]
        weights = self._weights[row[1:]] if len(self._weights) else np.ones(len(vectors))
        size = float(weights.sum())
        vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return States(vectors, (weights / size).astype(np.float32), size)


def agreement(a: States, b: States) -> tuple[float, float, float]:
    """How well the pieces of the shorter statement are met by pieces of the longer one, the same
    the other way round (weighted means of the best cosine of each piece), and how badly the worst
    met piece of the shorter one is (1 − cosine, of the rare half of its pieces)."""
    if a.size > b.size:
        a, b = b, a
    cosines = a.vectors @ b.vectors.T
    met, back = cosines.max(axis=1), cosines.max(axis=0)
    rare = a.weights >= np.median(a.weights)
    return (
        float(met @ a.weights),
        float(back @ b.weights),
        float(1 - met[rare].min()),
    )
