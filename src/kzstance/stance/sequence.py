"""A stance stage of the user's own: any sequence-classification model that transformers loads.

Two kinds are understood, told apart by the names of the model's labels: one that names our labels
(or `support`, `oppose` …) reads statement and target as a pair; one of inference
(`entailment`) reads the statement with each of the target's four hypotheses, and the shares of
their entailment are the probabilities. Statements are computed one by one, so that no
neighbour changes them. They are not calibrated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kzstance.config import StanceSettings, Target
from kzstance.errors import ConfigError, said
from kzstance.records import LABELS, Label, Query, Stance
from kzstance.registry import register
from kzstance.stance.probabilities import softmax, stance_of

SYNONYMS: Mapping[Label, tuple[str, ...]] = {
    "favor": ("favor", "favour", "support", "pro"),
    "against": ("against", "oppose", "deny", "con"),
    "neutral": ("neutral", "comment", "discuss", "query"),
    "unrelated": ("unrelated", "none", "unaddressed"),
}


@register("kzstance.stance.sequence.v1")
class SequenceClassifier:
    """``settings.model`` is a local folder or, where there is a network, a hub's name."""

    def __init__(
        self, settings: StanceSettings, targets: Mapping[str, Target], threads: int = 1
    ) -> None:
        self._settings, self._targets = settings, targets
        self._tokenizer, self._model = _load(settings.model, threads)
        names = {str(v).lower(): int(k) for k, v in self._model.config.id2label.items()}
        self._columns = [
            next((names[n] for n in SYNONYMS[label] if n in names), None) for label in LABELS
        ]
        self._entailment = names.get("entailment")
        if self._entailment is None and None in self._columns[:2]:
            raise ConfigError(
                f"stance.model {settings.model}: its labels are {', '.join(names)}; expected "
                "favor and against (neutral, unrelated), or entailment"
            )

    def classify(self, queries: Sequence[Query]) -> list[dict[str, Stance]]:
        """The stance of each query toward every target of the config, in order."""
        return [
            {key: self._stance(q, t.name, _hypotheses(t)) for key, t in self._targets.items()}
            for q in queries
        ]

    def toward(self, queries: Sequence[Query], targets: Sequence[str]) -> list[Stance]:
        """The stance of each query toward the target, given as text, beside it."""
        return [
            self._stance(q, t, _usual_hypotheses(t)) for q, t in zip(queries, targets, strict=True)
        ]

    def _stance(self, query: Query, target: str, hypotheses: Sequence[str]) -> Stance:
        text = " ".join(x for x in (query.mention or query.speaker, query.cue) if x)
        text = f"{text}: {query.text}" if text else query.text
        if self._entailment is None:
            z = self._logits(text, target)
            p = np.array([0.0 if k is None else softmax(z)[k] for k in self._columns])
            p /= p.sum()
        else:
            each = [self._logits(text, h) for h in hypotheses]
            p = softmax(
                np.array([z[self._entailment] - _others(z, self._entailment) for z in each])
            )
        return stance_of(p, self._settings.abstain_below)

    def _logits(self, text: str, second: str) -> NDArray[np.float64]:
        import torch

        batch = self._tokenizer(
            text,
            second,
            truncation="longest_first",
            max_length=self._settings.max_tokens,
            return_tensors="pt",
        )
        with torch.inference_mode():
            return np.asarray(self._model(**batch).logits[0].double().numpy())


def _others(z: NDArray[np.float64], but: int) -> float:
    rest = np.delete(z, but)
    return float(np.log(np.exp(rest - rest.max()).sum()) + rest.max())


def _hypotheses(target: Target) -> tuple[str, ...]:
    return (target.favor, target.against, target.neutral, target.unrelated)


def _usual_hypotheses(target: str) -> tuple[str, ...]:
    return (
        f"The speaker supports {target}.",
        f"The speaker is against {target}.",
        f"The speaker speaks of {target} and takes no side.",
        f"The statement does not speak of {target}.",
    )


def _load(name: str, threads: int) -> tuple[Any, Any]:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    torch.set_num_threads(threads)
    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
        # safetensors only: other formats can hold code
        model = AutoModelForSequenceClassification.from_pretrained(name, use_safetensors=True)
    except (OSError, ValueError, KeyError) as error:
        why = said(error)
        raise ConfigError(
            f"stance.model {name}: no sequence-classification model ({why}); give a folder with "
            "config.json, model.safetensors and a tokenizer, or a hub's name"
        ) from None
    return tokenizer, model.eval()
