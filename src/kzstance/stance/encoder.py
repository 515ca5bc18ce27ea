"""The learned stance stage: an ONNX cross-encoder over (statement, target), calibrated.

Every row is computed alone: an 8-bit model scales its numbers to the batch that it is given, so
that neighbours would change a row's probabilities, and on a CPU batches bring no speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kzstance.config import StanceSettings, Target
from kzstance.models import Encoder
from kzstance.records import Query, Stance
from kzstance.registry import register
from kzstance.stance.inputs import encode

DIGITS = 4


@register("kzstance.stance.encoder.v1")
class CrossEncoder:
    """Four calibrated probabilities for each statement and target."""

    def __init__(
        self, settings: StanceSettings, targets: Mapping[str, Target], threads: int = 1
    ) -> None:
        self._settings = settings
        self._targets = targets
        self._encoder = Encoder(Path(settings.model), threads)
        self._temperature = float(self._encoder.settings["temperature"])

    def classify(self, queries: Sequence[Query]) -> list[dict[str, Stance]]:
        """The stance of each query toward every target of the config, in order."""
        pairs = [(q, t.name) for q in queries for t in self._targets.values()]
        flat = self._stances(pairs)
        names = list(self._targets)
        return [
            dict(zip(names, flat[i * len(names) : (i + 1) * len(names)], strict=True))
            for i in range(len(queries))
        ]

    def toward(self, queries: Sequence[Query], targets: Sequence[str]) -> list[Stance]:
        """The stance of each query toward the target, given as text, beside it."""
        return self._stances(list(zip(queries, targets, strict=True)))

    def _stances(self, pairs: Sequence[tuple[Query, str]]) -> list[Stance]:
        """One row at a time: int8 scales depend on all that stands in a batch."""
        rows = (encode(q, t, self._encoder.tokenizer, self._settings.max_tokens) for q, t in pairs)
        return [self._stance(self._probabilities(self._encoder([i], [k])[0])) for i, k in rows]

    def _probabilities(self, logits: NDArray[np.float32]) -> NDArray[np.float64]:
        scaled = logits.astype(np.float64) / self._temperature
        e = np.exp(scaled - scaled.max())
        return np.asarray(e / e.sum())

    def _stance(self, p: NDArray[np.float64]) -> Stance:
        rounded = [round(float(x), DIGITS) for x in p]
        top = max(range(4), key=lambda i: rounded[i])
        rounded[top] = round(1.0 - sum(x for i, x in enumerate(rounded) if i != top), DIGITS)
        abstained = rounded[top] < self._settings.abstain_below
        return Stance((rounded[0], rounded[1], rounded[2], rounded[3]), abstained)
