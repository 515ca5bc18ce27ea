"""How sure an attribution is: the linker's own confidence against held-out gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from kzstance.evaluation.attributions import as_attributions, compare
from kzstance.quotes.link import Scene, link, logit
from kzstance.quotes.model import TaggerModel
from kzstance.records import Statement


def outcomes(
    rows: Iterable[dict[str, Any]], model: TaggerModel, max_gap: int
) -> tuple[list[list[float]], list[bool]]:
    """Log-odds of link and edges of every statement found in the texts of gold ``rows``, and
    whether it is one of the gold attributions, its source too."""
    odds, right = [], []
    for row in rows:
        text, tagged = row["text"], model.tag(row["text"])
        roles = tagged.roles
        links = link(
            Scene(text, roles["content"], roles["cue"], roles["source"]), model.weights, max_gap
        )
        found = [x for x in links if x.cue or x.source]
        given = as_attributions(
            Statement(x.content, "indirect", x.cue, x.source, x.confidence) for x in found
        )
        items = compare(text, row["attributions"], given).found
        edges = [min(tagged.edges[s] for s in x.content) for x in found]
        odds += [[logit(x.confidence), logit(e)] for x, e in zip(found, edges, strict=True)]
        right += ["attributed" in item.hits for item in items]
    return odds, right


def fit_confidence(
    odds: Sequence[Sequence[float]], right: Sequence[bool]
) -> tuple[float, float, float]:
    """Slopes and intercept of a logistic regression of ``right`` on the two log-odds."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression().fit(np.array(odds), np.array(right))
    a, b = (float(x) for x in model.coef_[0])
    return a, b, float(model.intercept_[0])
