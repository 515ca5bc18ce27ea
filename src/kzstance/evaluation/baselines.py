"""What a stance model must beat: the most frequent label, and words counted (TF-IDF with
logistic regression), trained on the statements that ship with the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from kzstance.config import shipped
from kzstance.records import LABELS

TRAINED_ON = ("data/stance/contrast.jsonl", "data/stance/written.jsonl")

Baseline = Callable[[Sequence[str]], NDArray[np.float64]]
"""Texts → (texts, 4) probabilities."""


def majority(gold: Sequence[str]) -> Baseline:
    """The label that is most frequent in ``gold`` itself: the best that one answer can do."""
    shares = np.array([list(gold).count(label) for label in LABELS], dtype=float) / len(gold)
    return lambda texts: np.tile(shares, (len(texts), 1))


def counted_words(texts: Sequence[str], labels: Sequence[str]) -> Baseline:
    """TF-IDF of words and pairs of words, logistic regression with balanced classes."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        LogisticRegression(C=10, class_weight="balanced", max_iter=2000),
    )
    model.fit(texts, list(labels))

    def probabilities(asked: Sequence[str]) -> NDArray[np.float64]:
        found = model.predict_proba(asked)
        out = np.zeros((len(asked), len(LABELS)))
        for k, label in enumerate(model.classes_):
            out[:, LABELS.index(label)] = found[:, k]
        return out

    return probabilities


def shipped_rows() -> list[dict[str, Any]]:
    """The invented statements that the stance model was trained on."""
    return [
        orjson.loads(line)
        for name in TRAINED_ON
        for line in shipped(name).read_bytes().splitlines()
        if line.strip()
    ]


def words(row: Mapping[str, Any]) -> str:
    """What counts of a row: who said it how, the statement, the text around it."""
    keys = ("mention", "speaker", "cue", "text", "context_before", "context_after")
    return " ".join(str(row[k]) for k in keys if row.get(k))
