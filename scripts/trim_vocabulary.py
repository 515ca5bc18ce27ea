"""A base encoder with a smaller vocabulary: only the pieces that texts in some scripts use.

    python scripts/trim_vocabulary.py BASE OUT TEXTS.jsonl.gz … [--least N]

Most of a multilingual encoder's weights are embeddings of pieces that no article here contains.
Kept are the special pieces, all pieces of Cyrillic letters, every piece that occurs in TEXTS, and
all short pieces of Latin letters, digits and signs; a word whose piece is gone falls into smaller
ones. A piece for paragraph breaks is added. With --least only single characters and the pieces
that occur N times in TEXTS are kept. Prints how many pieces stay.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

EMBEDDINGS = "embeddings.word_embeddings.weight"
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
PARAGRAPH = "<paragraph>"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--least", type=int)
    options = parser.parse_args()
    base, out = options.base, options.out
    spec = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = spec["model"]["vocab"]
    used = _used(Tokenizer.from_file(str(base / "tokenizer.json")), options.texts)
    least = options.least or 1
    wanted = _single if options.least else _wanted
    kept = [
        i
        for i, (piece, _) in enumerate(vocabulary)
        if piece in SPECIAL or used[i] >= least or wanted(piece.removeprefix("▁"))
    ]
    spec["model"]["vocab"] = [vocabulary[i] for i in kept] + [[PARAGRAPH, 0.0]]
    at = {vocabulary[i][0]: n for n, i in enumerate(kept)}
    spec["model"]["unk_id"] = at["<unk>"]
    spec["added_tokens"] = [
        {
            "id": at[name],
            "content": name,
            "special": True,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
        }
        for name in SPECIAL
    ] + [
        {
            "id": len(kept),
            "content": PARAGRAPH,
            "special": True,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
        }
    ]
    spec["post_processor"] = None
    # Punctuation is cut off, so that an edge of a quotation is always an edge of a piece.
    spec["pre_tokenizer"] = {
        "type": "Sequence",
        "pretokenizers": [
            {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
            {"type": "Punctuation", "behavior": "Isolated"},
        ],
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    weights = load_file(base / "model.safetensors")
    name = next(n for n in weights if n.endswith(EMBEDDINGS))
    rows = weights[name][torch.tensor(kept)]
    weights[name] = torch.cat([rows, rows.mean(dim=0, keepdim=True)]).contiguous()
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((base / "config.json").read_text())
    config |= {"vocab_size": len(kept) + 1, "pad_token_id": at["<pad>"]}
    (out / "config.json").write_text(json.dumps(config, indent=1))
    print(f"{out}: {len(kept) + 1} of {len(vocabulary)} pieces")


def _used(tokenizer: Tokenizer, texts: list[Path]) -> Counter[int]:
    used: Counter[int] = Counter()
    for path in texts:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                used.update(tokenizer.encode(text, add_special_tokens=False).ids)
    return used


def _single(piece: str) -> bool:
    return len(piece) <= 1 and _wanted(piece or "a")


def _wanted(piece: str) -> bool:
    cyrillic = bool(piece) and all("Ѐ" <= c <= "ӿ" for c in piece)
    return cyrillic or (len(piece) <= 3 and all(c < "ɏ" or "‐" <= c <= "₿" for c in piece))


if __name__ == "__main__":
    main()
