"""Stance models beside each other, on labelled statements that none was trained on.

    python benchmarks/stance.py GOLD.jsonl … [--base FOLDER …] [--model FOLDER …] [--public FOLDER]
                                             [--most ROWS]

GOLD as for `kzstance evaluate stance`. Trained on the statements of configs/train-stance.toml, for
which the texts that it names must be there: words counted (TF-IDF) with logistic regression, and
for each --base the mean of a frozen encoder's states with logistic regression; with --most on so
many of them, drawn at random. Each --model is a
folder as `kzstance train stance` writes it. Prints one table in Markdown: macro-F1 over the four
labels, F1 of favor, Cohen's κ. With --public also what each --model does with other targets, on
SET.dev.jsonl.gz of that folder: macro-F1 over the set's labels, of which `unrelated` is none.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from transformers import AutoModel

from kzstance.classify import query
from kzstance.config import load
from kzstance.evaluation.baselines import counted_words, words
from kzstance.evaluation.gold import read_gold
from kzstance.evaluation.labels import f1, kappa, macro_f1
from kzstance.evaluation.stance import trimmed
from kzstance.records import LABELS, Query
from kzstance.stance.encoder import StanceEncoder
from kzstance.training.recipes import read_recipe
from kzstance.training.rows import read_rows
from kzstance.training.stance_data import Example
from kzstance.training.stance_recipe import StanceRecipe, own_statements, split

RECIPE = Path(__file__).parents[1] / "configs/train-stance.toml"
PUBLIC = ("newsmtsc_mt", "newsmtsc_rw", "vast", "perspectrum", "ruw", "rusentne")
Labels = NDArray[np.int64]
Model = Callable[[Sequence[Query], int], Labels]
"""Statements and the number of a target → labels."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--base", type=Path, nargs="*", default=[])
    parser.add_argument("--model", type=Path, nargs="*", default=[])
    parser.add_argument("--public", type=Path)
    parser.add_argument("--most", type=int, help="statements to train on")
    options = parser.parse_args()
    config = load()
    targets = {key: t.name for key, t in config.targets.items()}
    gold = {p.stem: read_gold(p, "stance", list(targets)) for p in options.gold}
    print(f"| model | {' | '.join(f'{n}: {t}' for n in gold for t in targets)} |")
    print("|---" * (1 + len(gold) * len(targets)) + "|")
    recipe: StanceRecipe = read_recipe("stance", RECIPE)  # type: ignore[assignment]
    own, _ = split(own_statements(recipe, targets), recipe.held_out)
    if options.most:
        own = random.Random(0).sample(own, min(options.most, len(own)))
    encoders = {
        m: StanceEncoder(m, config.stance.max_tokens, config.runs.threads) for m in options.model
    }

    def models() -> Iterator[tuple[str, Model]]:
        yield "TF-IDF, logistic regression", counted(own)
        for base in options.base:
            yield f"frozen {base.name}, logistic regression", frozen(base, own)
        for folder, encoder in encoders.items():
            yield folder.name, fine_tuned(encoder, list(targets.values()))

    for name, model in models():
        cells = []
        for rows in gold.values():
            asked = [query(trimmed(r, config.stance.context_chars)) for r in rows]
            for i, t in enumerate(targets):
                y = np.array([LABELS.index(r[t]) for r in rows])
                p = model(asked, i)
                cells.append(
                    f"{macro_f1(y, p, range(4)):.3f}, {f1(y, p, 0):.2f}, {kappa(y, p):.2f}"
                )
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    for folder, encoder in encoders.items():
        for name in PUBLIC if options.public else ():
            print(f"{folder.name}, {name}: {other_targets(encoder, options.public, name):.3f}")


def counted(own: Sequence[Example]) -> Model:
    texts = [said(e.query) for e in own]
    each = [counted_words(texts, [LABELS[e.labels[i]] for e in own]) for i in (0, 1)]
    return lambda asked, i: each[i]([said(q) for q in asked]).argmax(1)


def said(q: Query) -> str:
    return words(asdict(q))


def fine_tuned(encoder: StanceEncoder, names: Sequence[str]) -> Model:
    return lambda asked, i: np.array([encoder.logits(q, names)[i].argmax() for q in asked])


def other_targets(encoder: StanceEncoder, folder: Path, name: str, most: int = 1000) -> float:
    """Macro-F1 on at most ``most`` random rows of a public set's development part."""
    rows = list(read_rows(folder / f"{name}.dev.jsonl.gz"))
    random.Random(0).shuffle(rows)
    rows = rows[:most]
    gold = np.array([LABELS.index(r["label"]) for r in rows])
    z = np.array([encoder.logits(Query(r["text"][:480]), [r["target"]])[0] for r in rows])
    known = sorted(set(gold.tolist()))
    return macro_f1(gold, np.array(known)[z[:, known].argmax(1)], known)


def frozen(base: Path, own: Sequence[Example]) -> Model:
    """Mean of the last states over the statement with its source and cue, and over the whole."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.enable_truncation(176)
    tokenizer.no_padding()
    encoder = AutoModel.from_pretrained(base).eval()

    @torch.inference_mode()
    def mean(text: str) -> NDArray[np.float32]:
        ids = torch.tensor([tokenizer.encode(text).ids])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return encoder(input_ids=ids).last_hidden_state[0].float().mean(0).numpy()

    def vector(q: Query) -> NDArray[np.float32]:
        alone = replace(q, context_before="", context_after="")
        return np.r_[mean(said(alone)), mean(said(q))]

    x = np.array([vector(e.query) for e in own])
    each = [
        LogisticRegression(C=5, class_weight="balanced", max_iter=1000).fit(
            x, [e.labels[i] for e in own]
        )
        for i in (0, 1)
    ]
    return lambda asked, i: each[i].predict(np.array([vector(q) for q in asked]))


if __name__ == "__main__":
    main()
