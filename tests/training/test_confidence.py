"""Confidence against gold. The words are invented."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kzstance.quotes.link import HALF, Weights, logit
from kzstance.quotes.model import Tagged
from kzstance.records import Span
from kzstance.training.confidence import fit_confidence, outcomes

TEXT = "“We go home,” said Roe. Doe says that rain fell."


class Model:
    """A tagger by hand: two statements, one of them not in the gold."""

    weights = Weights(*(np.zeros(n) for n in (2 * HALF + 5, 2 * HALF + 2, 2 * HALF + 2)))

    def tag(self, text: str) -> Tagged:
        contents: list[Span] = [(0, 13), (33, 47)]
        roles = {"content": contents, "cue": [(14, 18)], "source": [(19, 22)]}
        return Tagged(roles, {}, {(0, 13): 0.9, (33, 47): 0.4})


def test_outcomes_need_content_and_source() -> None:
    right = [{"content": [[0, 13]], "cue": [[14, 18]], "source": [[19, 22]]}]
    odds, hits = outcomes([{"text": TEXT, "attributions": right}], Model(), 700)  # type: ignore[arg-type]
    assert len(odds) == len(hits) >= 1
    assert all(len(o) == 2 for o in odds)


def test_a_confidence_that_is_too_sure_is_made_a_probability() -> None:
    rng = random.Random(0)
    sure = [rng.uniform(0.5, 0.999) for _ in range(4000)]
    right = [rng.random() < 0.5 + 0.4 * (c - 0.5) for c in sure]
    fitted = fit_confidence([[logit(c), logit(rng.random())] for c in sure], right)
    none = np.zeros(0)
    weights = Weights(none, none, none, fitted)
    mean = sum(weights.calibrated(c, 0.5) for c in sure) / len(sure)
    assert mean == pytest.approx(sum(right) / len(right), abs=0.01)
    assert weights.calibrated(0.6, 0.5) < weights.calibrated(0.9, 0.5) < 0.9
    assert abs(fitted[1]) < 0.1  # what says nothing counts for nothing


@pytest.mark.parametrize("p", [0.0, 1e-9, 0.5, 1.0])
def test_without_scaling_a_confidence_stays(p: float) -> None:
    none = np.zeros(0)
    assert Weights(none, none, none).calibrated(p, 0.7) == pytest.approx(p, abs=2e-4)
