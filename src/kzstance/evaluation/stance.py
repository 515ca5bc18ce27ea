"""``kzstance evaluate stance``: labelled statements → measures by target, slice and group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kzstance.config import Config
from kzstance.context import after, before
from kzstance.errors import InputError
from kzstance.evaluation import baselines as simple
from kzstance.evaluation.labels import macro_f1, measures
from kzstance.records import LABELS
from kzstance.registry import stage

Row = dict[str, Any]


def stance_measures(
    rows: Sequence[Row], config: Config, *, by: str | None = None, baselines: bool = False
) -> dict[str, Any]:
    """Measures of each target; ``by`` a key of the rows also of its slices; with ``baselines``
    those of simple models beside. Rows with a "group" are contrast sets: they are also counted by
    group and "phenomenon".

    Raises InputError where a label is none.
    """
    from kzstance.classify import query

    targets = list(config.targets)
    for row in rows:
        for target in targets:
            if row[target] not in LABELS:
                raise InputError(
                    f"row {row['id']}: {target} = {row[target]!r}; "
                    f"expected one of {', '.join(LABELS)}"
                )
    model = stage(config.stance.stage)(config.stance, config.targets, config.runs.threads)
    train = simple.shipped_rows() if baselines else []
    found = model.classify([query(trimmed(r, config.stance.context_chars)) for r in rows])
    out: dict[str, Any] = {}
    right: dict[str, NDArray[np.bool_]] = {}
    for target in targets:
        gold = np.array([LABELS.index(r[target]) for r in rows])
        p = np.array([f[target].probabilities for f in found])
        right[target] = p.argmax(axis=1) == gold
        out[target] = measures(list(zip(gold.tolist(), p, strict=True)))
        out[target]["abstained"] = sum(f[target].abstained for f in found) / len(found)
        if baselines:
            out[target]["baselines"] = _baselines(rows, train, target, gold)
        if by is not None:
            out[target][f"by {by}"] = _slices([sliced(r, by) for r in rows], gold, p)
    if any(r.get("group") is not None for r in rows):
        out["contrast sets"] = _groups(rows, right)
    return out


def trimmed(row: Row, width: int) -> Row:
    """The row with as much context as the classifier sees."""
    left = row.get("context_before") or ""
    return {
        **row,
        "context_before": before(left, len(left), width),
        "context_after": after(row.get("context_after") or "", 0, width),
    }


def sliced(row: Mapping[str, Any], by: str) -> str:
    """What ``row`` has under ``by``; the year may stand in a date."""
    value = row.get(by)
    if by == "year" and not value:
        value = str(row.get("date") or row.get("date_est") or "")[:4]
    return "none" if value in (None, "") else str(value).lower()


def _slices(
    names: Sequence[str], gold: NDArray[np.int64], p: NDArray[np.float64]
) -> dict[str, Any]:
    found = p.argmax(axis=1)
    out = {}
    for name in sorted(set(names)):
        at = np.array([n == name for n in names])
        out[name] = {
            "n": int(at.sum()),
            "accuracy": float((gold[at] == found[at]).mean()),
            "macro_f1_present": macro_f1(gold[at], found[at], sorted(set(gold[at].tolist()))),
        }
    return out


def _baselines(
    rows: Sequence[Row], train: Sequence[Row], target: str, gold: NDArray[np.int64]
) -> dict[str, Any]:
    models = {"majority": simple.majority([r[target] for r in rows])}
    train = [r for r in train if target in r]
    if train:  # a target of the user's own has no labels there
        models["TF-IDF, logistic regression"] = simple.counted_words(
            [simple.words(r) for r in train], [r[target] for r in train]
        )
    texts = [simple.words(r) for r in rows]
    out = {}
    for name, model in models.items():
        found = model(texts).argmax(axis=1)
        out[name] = {
            "accuracy": float((found == gold).mean()),
            "macro_f1": macro_f1(gold, found, range(len(LABELS))),
        }
    return out


def _groups(rows: Sequence[Row], right: Mapping[str, NDArray[np.bool_]]) -> dict[str, Any]:
    """Share of the groups of which every member is right toward every target; and by phenomenon,
    with the share of single labels."""
    both = np.logical_and.reduce(list(right.values()))
    labels = np.mean(list(right.values()), axis=0)
    members: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.get("group") is not None:
            members[row["group"]].append(i)
    of: dict[str, list[list[int]]] = defaultdict(list)
    for group in members.values():
        of[str(rows[group[0]].get("phenomenon") or "none")].append(group)

    def share(groups: Sequence[list[int]]) -> dict[str, Any]:
        inside = [i for g in groups for i in g]
        return {
            "groups": len(groups),
            "wholly right": float(np.mean([both[g].all() for g in groups])),
            "labels right": float(labels[inside].mean()),
        }

    everything = share(list(members.values()))
    return {**everything, "by phenomenon": {k: share(v) for k, v in sorted(of.items())}}
