"""Fits how likely two statements of one speaker are one utterance.

    python scripts/fit_clusters.py [--write]

The evidence (kzstance.clusters.same) of all pairs that the program would compare in
data/clusters/stories.jsonl, and of the pairs in data/clusters/pairs.jsonl, → a logistic regression
for statements in one alphabet and one for translations. Prints how well it does in ten-fold
cross-validation (a speaker's pairs stay together), and with ``--write`` stores the weights in
src/kzstance/clusters/same.toml. What it is worth is to be read elsewhere:
``kzstance evaluate clusters data/clusters/stories-test.jsonl``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics import average_precision_score, precision_recall_fscore_support, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from kzstance.clusters import same
from kzstance.clusters.alike import related
from kzstance.clusters.nodes import Node, nodes
from kzstance.clusters.same import EVIDENCE, evidence, kind
from kzstance.clusters.states import Reader
from kzstance.config import load

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data/clusters"
TABLE = Path(same.__file__).with_name("same.toml")
PENALTY = 3.0  # on the squares of the weights of standardised evidence
# Evidence counts one way only: that two statements share words never speaks against them, though in
# pairs chosen to be hard it would.
FOR = ("met", "back", "shared")
EITHER = ("words", "pieces")
# Written to be hard, and rarer in print than among the pairs by far more than this.
RARE = {"opposite": 0.2, "formula": 0.2}
DAYS_UNKNOWN = 1  # of the pairs, which have no dates


class Case(NamedTuple):
    kind: str
    group: str
    same: bool
    evidence: list[float]
    origin: str
    weight: float = 1.0


class Bounded(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Logistic regression whose weights have the signs that common sense gives them."""

    def fit(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> Bounded:
        self.classes_ = np.array([False, True])
        ends = [(0, None) if k in FOR else (None, None) if k in EITHER else (None, 0)
                for k in EVIDENCE]  # fmt: skip
        sign = np.where(y, 1.0, -1.0)

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            z = sign * (w[0] + x @ w[1:])
            slope = -sign * expit(-z) * weight
            gradient = np.concatenate([[slope.sum()], slope @ x + PENALTY * w[1:]])
            return weight @ np.logaddexp(0, -z) + PENALTY / 2 * (w[1:] ** 2).sum(), gradient

        start = np.zeros(x.shape[1] + 1)
        found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(None, None), *ends])
        self.intercept_, self.coef_ = found.x[0], found.x[1:]
        return self

    def predict(self, x: np.ndarray) -> np.ndarray:
        return self.predict_proba(x)[:, 1] >= 0.5

    def predict_proba(self, x: np.ndarray) -> np.ndarray:
        p = expit(self.intercept_ + x @ self.coef_)
        return np.stack([1 - p, p], axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    settings = load().clusters
    reader = Reader(Path(settings.model), 2)
    found, utterances = read_stories()
    cases = [*stories(found, utterances, reader, settings.days), *pairs(reader)]
    of = Counter(n.speaker for n in found).values()
    usual = sum(n * (n - 1) for n in of) / sum(of)  # others of the speaker; a story lasts a week
    lines = [
        "# Fitted by scripts/fit_clusters.py; what each weighs: kzstance.clusters.same.EVIDENCE.",
        f"usual = {usual:.1f}",
    ]
    for name in ("retold", "translated"):
        own = [c for c in cases if c.kind == name]
        x, y = np.array([c.evidence for c in own]), np.array([c.same for c in own])
        weight = np.array([c.weight for c in own])
        model = make_pipeline(StandardScaler(), Bounded())
        p = cross_val_predict(
            model,
            x,
            y,
            groups=[c.group for c in own],
            cv=GroupKFold(10),
            method="predict_proba",
            params={"bounded__weight": weight},
        )[:, 1]
        for origin in ("stories", "pairs"):
            show(f"{name}, {origin}", *zip(*[(c.same, q) for c, q in zip(own, p, strict=True)
                                             if c.origin == origin], strict=True))  # fmt: skip
        scaler, fitted = (step for _, step in model.fit(x, y, bounded__weight=weight).steps)
        weights = fitted.coef_ / scaler.scale_
        intercept = fitted.intercept_ - weights @ scaler.mean_
        lines += ["", f"[{name}]", f"intercept = {intercept:.4f}"]
        lines += [f"{k} = {w:.4f}" for k, w in zip(EVIDENCE, weights, strict=True)]
    if options.write:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{TABLE}: written")


def show(title: str, labels: tuple[bool, ...], p: tuple[float, ...]) -> None:
    y, q = np.array(labels), np.array(p)
    print(f"{title}: {len(y)} pairs, {y.sum()} the same; AUC {roc_auc_score(y, q):.3f}, "
          f"average precision {average_precision_score(y, q):.3f}")  # fmt: skip
    for least in (0.5, 0.6, 0.7, 0.8):
        found = precision_recall_fscore_support(y, q >= least, average="binary", zero_division=0)
        print(f"  from {least}: precision {found[0]:.3f}, recall {found[1]:.3f}, F1 {found[2]:.3f}")


def read_stories() -> tuple[list[Node], dict[str, str]]:
    """The statements, and the utterance of each by its id."""
    rows, utterances = [], {}
    for line in (DATA / "stories.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        for number, s in enumerate(article["statements"]):
            row = {"statement_id": f"{article['id']} {number:04}", "article_id": article["id"],
                   "date": date.fromisoformat(article["date"])}  # fmt: skip
            rows.append(row | {"text": s["text"], "speaker": s["speaker"]})
            utterances[row["statement_id"]] = s["utterance"]
    return nodes(pl.DataFrame(rows), {}), utterances


def stories(
    found: Sequence[Node], utterances: Mapping[str, str], reader: Reader, days: int
) -> Iterator[Case]:
    states = [reader.states(n.text) for n in found]
    for i, j in combinations(range(len(found)), 2):
        a, b = found[i], found[j]
        if a.articles.isdisjoint(b.articles) and related(a, b, days):
            values = list(evidence(a, b, states[i], states[j]).values())
            same_one = utterances[a.id] == utterances[b.id]
            yield Case(kind(a, b), str(a.speaker), same_one, values, "stories")


def pairs(reader: Reader) -> Iterator[Case]:
    for line in (DATA / "pairs.jsonl").read_text("utf-8").splitlines():
        pair = json.loads(line)
        a, b = (_node(pair[side]["text"]) for side in "ab")
        if a.words != b.words:
            values = evidence(a, b, reader.states(a.text), reader.states(b.text))
            values["days"] = DAYS_UNKNOWN
            yield Case(kind(a, b), pair["id"], pair["same"], list(values.values()), "pairs",
                       RARE.get(pair["how"], 1.0))  # fmt: skip


def _node(text: str) -> Node:
    row = {"statement_id": "s", "article_id": "a", "date": None, "text": text}
    return nodes(pl.DataFrame([row]), {})[0]


if __name__ == "__main__":
    main()
