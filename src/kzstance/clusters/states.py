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
    """(pieces,): rare pieces weigh more."""
    mean: Floats
    """(width,): the weighted mean of the vectors, of length 1."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two statements meet. Shorter is the one whose pieces weigh less."""

    met: float
    """Weighted mean of the best cosine of each piece of the shorter one in the longer one."""
    back: float
    """The same the other way round."""
    size: float
    """What the pieces of the shorter one weigh."""


class Reader:
    """The states of texts by a shipped model with an output ``states``."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._encoder = Encoder(folder, threads)
        if "states" not in self._encoder.outputs:
            raise ConfigError(
                f"clusters.model {folder}: has no output `states`; expected a stance model of this "
                "program (models/stance)"
            )
        self._begin = self._special("[CLS]", "<s>")
        self._end = self._special("[SEP]", "</s>")
        model = orjson.loads(self._encoder.tokenizer.to_str())["model"]
        shares = model["vocab"] if model["type"] == "Unigram" else []
        self._weights = np.clip(np.array([-p for _, p in shares]) - _PLAIN, 0.05, None)

    def _special(self, *names: str) -> int:
        found = map(self._encoder.tokenizer.token_to_id, names)
        known = [int(i) for i in found if i is not None]
        if not known:
            raise ConfigError(
                f"clusters.model: its tokenizer has none of {', '.join(names)}; expected a stance "
                "model of this program (models/stance)"
            )
        return known[0]

    def states(self, text: str) -> States:
        found = self._encoder.tokenizer.encode(text, add_special_tokens=False).ids
        pieces = [*found[:MAX_PIECES], self._end]  # the end stands for the whole
        row = [self._begin, *pieces]
        ids = np.array([row], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "blocks": np.zeros_like(ids),
            "positions": np.arange(len(row))[None],
        }
        (states,) = self._encoder.feed(feed, ["states"])
        vectors = states[0, 1:]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        weights = np.ones(len(pieces), np.float32)
        if len(self._weights):
            weights = self._weights[pieces].astype(np.float32)
        mean = weights @ vectors
        return States(vectors, weights, mean / np.linalg.norm(mean))


def agreement(a: States, b: States) -> Agreement:
    """The order of the two does not matter."""
    size, other = float(a.weights.sum()), float(b.weights.sum())
    if (size, len(a.weights)) > (other, len(b.weights)):
        a, b, size, other = b, a, other, size
    cosines = a.vectors @ b.vectors.T
    met, back = cosines.max(axis=1), cosines.max(axis=0)
    return Agreement(
        met=float(met @ a.weights) / size,
        back=float(back @ b.weights) / other,
        size=size,
    )
