"""``kzstance train``: a TOML recipe → a model folder, evaluated and sealed.

Paths in a recipe are relative to the recipe file.
"""

from __future__ import annotations

import logging
import random
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from kzstance.config import explain, load
from kzstance.errors import ConfigError
from kzstance.training.quote_recipe import QuotesRecipe, finish, train_quotes

log = logging.getLogger(__name__)


class StanceRecipe(BaseModel):
    """Data and settings of the stance model."""

    model_config = ConfigDict(extra="forbid")
    base: Path
    written: list[Path]
    ungd_labels: Path
    ungd_texts: Path
    news_labels: Path
    corpora: list[Path]
    public: dict[str, int]
    """Public set → rows taken."""
    off_topic: dict[str, int] = {}
    """Public set → sentences taken that name nothing near our targets, as ``unrelated``."""
    public_folder: Path
    work: Path
    out: Path
    average_with: Path | None = None
    """An earlier training of the same shape, whose weights are averaged with the new ones."""
    epochs: int = 3
    public_epochs: int = 1
    learning_rate: float = 1e-4
    max_tokens: int = 160
    batch_tokens: int = 2048
    held_out: float = 0.12
    contrast_held_out: float = 0.33
    seed: int = 0
    threads: int = 2


def train_model(name: str, path: Path) -> Path:
    """Train the model ``quotes`` or ``stance`` by the recipe at ``path``; the folder written.

    Raises ConfigError where the recipe or a file that it names is missing or wrong.
    """
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"recipe {path}: {error}; see configs/train-{name}.toml") from None
    recipe: type[QuotesRecipe | StanceRecipe] = QuotesRecipe if name == "quotes" else StanceRecipe
    try:
        made = recipe.model_validate(settings)
    except ValidationError as error:
        raise ConfigError(explain(error, path, recipe, f"configs/train-{name}.toml")) from None
    made = _absolute(made, path.resolve().parent)
    import torch

    torch.set_num_threads(made.threads)
    if isinstance(made, QuotesRecipe):
        return train_quotes(made)
    return _stance(made)


def _absolute(recipe: Any, folder: Path) -> Any:
    """Every path made absolute; those to read must exist."""
    changes: dict[str, Any] = {}
    for key in type(recipe).model_fields:
        value = getattr(recipe, key)
        if isinstance(value, Path):
            changes[key] = folder / value
        elif isinstance(value, BaseModel):
            changes[key] = _absolute(value, folder)
        elif isinstance(value, list) and value and isinstance(value[0], BaseModel):
            changes[key] = [_absolute(v, folder) for v in value]
        elif isinstance(value, list) and value and isinstance(value[0], Path):
            changes[key] = [folder / v for v in value]
    for key, value in changes.items():
        for p in value if isinstance(value, list) else [value]:
            if isinstance(p, Path) and key not in {"work", "out"} and not p.exists():
                raise ConfigError(f"recipe: {key} = {p}: no such file or folder; mend the path")
    return recipe.model_copy(update=changes)


def _stance(r: StanceRecipe) -> Path:
    from transformers import AutoModelForSequenceClassification

    from kzstance.models import Encoder
    from kzstance.stance.inputs import encode
    from kzstance.training import stance_data as data
    from kzstance.training.onnx import export
    from kzstance.training.stance import Example, temperature, train

    targets = {key: t.name for key, t in load().targets.items()}
    own = [e for path in r.written for e in data.written(path, targets)]
    own += data.labelled(r.ungd_labels, r.ungd_texts, targets)
    own += data.extracted(r.news_labels, r.corpora, targets)
    for name, n in r.off_topic.items():
        own += data.off_topic(r.public_folder / f"{name}.train.jsonl.gz", n, targets, r.seed)
    held = [
        e
        for e in own
        if data.held_out(e.group, r.contrast_held_out if e.part == "contrast" else r.held_out)
    ]
    kept = {id(e) for e in held}
    own = [e for e in own if id(e) not in kept]
    public = [
        e
        for name, n in r.public.items()
        for e in data.public(r.public_folder / f"{name}.train.jsonl.gz", n, r.seed)
    ]
    log.info("own %d, held out %d, public %d pairs", len(own), len(held), len(public))
    base = r.base
    if public and r.public_epochs:
        train(
            public,
            base=base,
            out=r.work / "public",
            epochs=r.public_epochs,
            learning_rate=r.learning_rate,
            max_tokens=r.max_tokens,
            batch_tokens=r.batch_tokens,
            seed=r.seed,
        )
        base = r.work / "public"
    rng = random.Random(r.seed)
    rehearsal: list[Example] = rng.sample(public, min(len(public), len(own) // 8))
    train(
        [*own, *rehearsal],
        base=base,
        out=r.work / "own",
        epochs=r.epochs,
        learning_rate=r.learning_rate,
        max_tokens=r.max_tokens,
        batch_tokens=r.batch_tokens,
        seed=r.seed + 1,
    )
    r.out.mkdir(parents=True, exist_ok=True)
    model = AutoModelForSequenceClassification.from_pretrained(
        r.work / "own", attn_implementation="eager"
    )
    if r.average_with is not None:
        from safetensors.torch import load_file

        earlier = load_file(r.average_with / "model.safetensors")
        model.load_state_dict({k: (v + earlier[k]) / 2 for k, v in model.state_dict().items()})
    export(model, r.out / "model.onnx")
    finish(r.work / "own", r.out, {"weights": "model.onnx", "pad_id": 0, "temperature": 1.0})
    encoder = Encoder(r.out, r.threads)
    logits = np.concatenate(
        [
            encoder([ids], [types])
            for ids, types in (
                encode(e.query, e.target, encoder.tokenizer, r.max_tokens) for e in held
            )
        ]
    ).astype(np.float64)
    gold = np.array([e.label for e in held])
    t = temperature(logits, gold)
    log.info("held out: accuracy %.3f, temperature %.3f", (logits.argmax(1) == gold).mean(), t)
    finish(
        r.work / "own", r.out, {"weights": "model.onnx", "pad_id": 0, "temperature": round(t, 4)}
    )
    return r.out
