"""Gold for `kzstance evaluate quotes` from labels of ours and the corpus that their texts stand in.

    python scripts/join_texts.py LABELS.jsonl CORPUS.jsonl.gz [PART] > gold.jsonl

PART is "train" or "test". The texts are others' and not part of the project.
"""

from __future__ import annotations

import sys
from pathlib import Path

import orjson

from kzstance.training.quote_data import GoldSet, gold_rows


def main() -> None:
    labels, texts, *part = sys.argv[1:]
    gold = GoldSet(labels=Path(labels), texts=Path(texts), part=part[0] if part else None)
    for row in gold_rows(gold):
        row.pop("lang")
        sys.stdout.buffer.write(orjson.dumps(row) + b"\n")


if __name__ == "__main__":
    main()
