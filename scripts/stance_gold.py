"""Our labelled statements that no model is trained on, as gold for `kzstance evaluate stance`.

    python scripts/stance_gold.py [RECIPE] > kept.jsonl

RECIPE is that of `kzstance train stance` (default configs/train-stance.toml); the texts that it
names must be there. Each row has a "part" (news, ungd, written) and a "lang".
"""

from __future__ import annotations

import sys
from pathlib import Path

import orjson

from kzstance.config import load
from kzstance.records import LABELS
from kzstance.training.recipes import read_recipe
from kzstance.training.stance_recipe import StanceRecipe, own_statements, split

ROOT = Path(__file__).parents[1]


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "configs/train-stance.toml"
    recipe: StanceRecipe = read_recipe("stance", path)  # type: ignore[assignment]
    targets = {key: t.name for key, t in load().targets.items()}
    _, kept = split(own_statements(recipe, targets), recipe.held_out)
    for i, e in enumerate(kept):
        q = e.query
        row = {
            "id": f"{e.part}-{i}",
            "part": e.part,
            "lang": e.lang,
            "hard": e.weight < 1,
            "text": q.text,
            "context_before": q.context_before,
            "context_after": q.context_after,
            "cue": q.cue,
            "mention": q.mention,
            "speaker": q.speaker,
            "actor": q.actor,
            **{key: LABELS[label] for key, label in zip(targets, e.labels, strict=False)},
        }
        sys.stdout.buffer.write(orjson.dumps(row) + b"\n")


if __name__ == "__main__":
    main()
