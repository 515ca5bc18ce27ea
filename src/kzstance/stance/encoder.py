"""The learned stance stage: an ONNX encoder that reads a statement once for all targets.

Every statement is computed alone: an 8-bit model scales its numbers to the batch that it is
given, so that neighbours would change a row's probabilities, and on a CPU batches bring no speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kzstance.config import StanceSettings, Target
from kzstance.errors import ConfigError
from kzstance.models import Encoder
from kzstance.records import Query, Stance
from kzstance.registry import register
from kzstance.stance.inputs import Encoded, encode
from kzstance.stance.probabilities import softmax, stance_of


class StanceEncoder:
    """The model of a folder: a statement and targets as text → logits."""

    def __init__(self, folder: Path, max_tokens: int, threads: int = 1) -> None:
        self._encoder = Encoder(folder, threads)
        self._max_tokens = max_tokens
        settings = self._encoder.settings
        if "temperatures" not in settings:
            raise ConfigError(
                f"model {folder}: kzstance.json has no temperatures; expected a model of "
                "kzstance.stance.encoder.v2: train it again (kzstance train stance)"
            )
        self._usual = float(settings["temperature"])
        self._temperatures: dict[str, float] = settings["temperatures"]

    def encode(self, query: Query, targets: Sequence[str]) -> Encoded:
        return encode(query, targets, self._encoder.tokenizer, self._max_tokens)

    def logits(self, query: Query, targets: Sequence[str]) -> NDArray[np.float32]:
        """(targets, 4)."""
        row = self.encode(query, targets)
        feed = {"input_ids": row.ids, "blocks": row.blocks, "positions": row.positions}
        (out,) = self._encoder.feed(
            {k: np.array([v], dtype=np.int64) for k, v in feed.items()}, ["logits"]
        )
        return np.asarray(out[0, row.starts])

    def probabilities(self, query: Query, targets: Sequence[str]) -> NDArray[np.float64]:
        """(targets, 4), calibrated."""
        heat = np.array([[self._temperatures.get(t, self._usual)] for t in targets])
        return softmax(self.logits(query, targets).astype(np.float64) / heat)


@register("kzstance.stance.encoder.v2")
class StanceClassifier:
    """Four calibrated probabilities for each statement and target."""

    def __init__(
        self, settings: StanceSettings, targets: Mapping[str, Target], threads: int = 1
    ) -> None:
        self._abstain_below = settings.abstain_below
        self._targets = {key: t.name for key, t in targets.items()}
        self._model = StanceEncoder(Path(settings.model), settings.max_tokens, threads)

    def classify(self, queries: Sequence[Query]) -> list[dict[str, Stance]]:
        """The stance of each query toward every target of the config, in order."""
        names = list(self._targets.values())
        return [
            dict(zip(self._targets, self._stances(query, names), strict=True)) for query in queries
        ]

    def toward(self, queries: Sequence[Query], targets: Sequence[str]) -> list[Stance]:
        """The stance of each query toward the target, given as text, beside it."""
        return [self._stances(q, [t])[0] for q, t in zip(queries, targets, strict=True)]

    def _stances(self, query: Query, targets: Sequence[str]) -> list[Stance]:
        rows = self._model.probabilities(query, targets)
        return [stance_of(p, self._abstain_below) for p in rows]
