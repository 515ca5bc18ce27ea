"""``kzstance train stance``: labelled statements → the stance model's folder."""

from __future__ import annotations

import logging
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from kzstance.errors import ConfigError
from kzstance.training import stance_data as data
from kzstance.training.stance_data import Example, PublicSet

log = logging.getLogger(__name__)

_ENOUGH = 100  # labels toward other targets, to fit a temperature of their own


class Teacher(BaseModel):
    """A trained model, from whose probabilities another learns as well as from the labels."""

    model_config = ConfigDict(extra="forbid")
    base: Path
    weights: Path
    """Folder that a stage of a training left under its ``work``."""
    languages: list[str]
    """Statements in another language are learnt from their labels alone."""


class Stage(BaseModel):
    """One training, from the weights that the stage before it left."""

    model_config = ConfigDict(extra="forbid")
    name: str
    public: list[PublicSet] = []
    own: bool = False
    """Train on our own statements; of ``public`` then a random part is mixed in each epoch."""
    mixed_in: int = 0
    """Public rows in each epoch beside our own."""
    epochs: int = 1
    learning_rate: float = 1e-4
    dropout: float = 0.0
    snapshots: list[float] = []
    """Shares of the training at which the weights are kept, to be averaged with the last."""
    layers: list[int] = []
    """Layers to keep, counted from 0; all where none is named."""
    teacher: Teacher | None = None
    out: Path | None = None
    """Folder to write the model to, ready for use, as it is after this stage."""


class StanceRecipe(BaseModel):
    """Data and settings of the stance model."""

    model_config = ConfigDict(extra="forbid")
    base: Path
    written: list[Path]
    ungd_labels: Path
    ungd_texts: Path
    news_labels: Path
    corpora: list[Path]
    public_folder: Path
    stages: list[Stage] = Field(min_length=1)
    languages: list[str]
    """Statements of ours in another language are left out."""
    leave_out: str | None = None
    """A target of ours whose labels are not used, to measure what the model does without them."""
    work: Path
    max_tokens: int = 176
    batch_tokens: int = 2600
    held_out: float = Field(0.1, gt=0, lt=1)
    """Share of articles, speeches and texts kept for calibration."""
    data_seed: int = 3
    seed: int = 0
    threads: int = 2

    @model_validator(mode="after")
    def _fits(self) -> StanceRecipe:
        if all(s.out is None for s in self.stages):
            raise ValueError("no stage has an out: the model would be written nowhere")
        return self


def train_stance(r: StanceRecipe) -> Path:
    """Train by the recipe, stage after stage; the last folder written."""
    from kzstance.config import load

    targets = load().targets
    if r.leave_out is not None and r.leave_out not in targets:
        raise ConfigError(f"leave_out = {r.leave_out!r}; expected one of {', '.join(targets)}")
    names = {key: t.name for key, t in targets.items() if key != r.leave_out}
    own, kept = split(own_statements(r, names), r.held_out)
    log.info("own statements: %d, kept for calibration %d", len(own), len(kept))
    done: Path | None = None
    written = r.work
    for stage in r.stages:
        _train(r, stage, own if stage.own else [], done)
        done = r.work / stage.name
        if stage.out is not None:
            ship(r, done, stage.out, kept, list(names.values()))
            written = stage.out
    return written


def _train(r: StanceRecipe, stage: Stage, own: Sequence[Example], start: Path | None) -> None:
    from kzstance.training.stance import train

    public = data.public(r.public_folder, stage.public, r.data_seed)
    if stage.teacher is not None:
        own = _taught(r, stage.teacher, own)

    def chosen(rng: random.Random) -> Sequence[Example]:
        if not own:
            return public
        return [*own, *rng.sample(public, min(stage.mixed_in, len(public)))]

    train(
        chosen,
        base=r.base,
        start=start,
        out=r.work / stage.name,
        epochs=stage.epochs,
        learning_rate=stage.learning_rate,
        dropout=stage.dropout,
        augment=stage.own,
        layers=stage.layers,
        snapshots=stage.snapshots,
        max_tokens=r.max_tokens,
        batch_tokens=r.batch_tokens,
        seed=r.seed,
    )


def _taught(r: StanceRecipe, teacher: Teacher, own: Sequence[Example]) -> list[Example]:
    from kzstance.training.stance import taught

    if not teacher.weights.exists():
        raise ConfigError(f"teacher: {teacher.weights} does not exist; train that model first")
    read = [e for e in own if e.lang in teacher.languages]
    other = [e for e in own if e.lang not in teacher.languages]
    return other + taught(read, teacher.base, teacher.weights, r.max_tokens, r.batch_tokens)


def ship(
    r: StanceRecipe, weights: Path, out: Path, kept: Sequence[Example], names: Sequence[str]
) -> None:
    """The weights of a stage → a model's folder: 8-bit ONNX, tokenizer, temperatures, sha256."""
    from kzstance.training.onnx import export, expose
    from kzstance.training.quote_recipe import finish
    from kzstance.training.stance_model import INPUTS, StanceModel

    model = StanceModel(r.base, attention="eager")
    model.restore(weights)
    out.mkdir(parents=True, exist_ok=True)
    export(model, out / "model.onnx", inputs=INPUTS, heads=("head",), symmetric=False)
    depth = len(model.encoder.encoder.layer)
    layer = max(depth * 2 // 3 - 1, 0)  # deeper ones know of stance alone
    norm = f"layer.{layer}/output/LayerNorm/LayerNormalization_output_0"
    expose(out / "model.onnx", f"/inner/encoder/encoder/{norm}", "states")
    plain: dict[str, object] = {"weights": "model.onnx", "temperature": 1.0, "temperatures": {}}
    finish(weights, out, plain)
    finish(weights, out, plain | calibrate(r, out, kept, names))


def own_statements(r: StanceRecipe, names: Mapping[str, str]) -> list[Example]:
    """Every statement that we labelled for training."""
    own = [e for path in r.written for e in data.written(path, names)]
    own += data.labelled(r.ungd_labels, r.ungd_texts, names)
    own += data.extracted(r.news_labels, r.corpora, names)
    return [e for e in own if e.lang in r.languages]


def split(own: Sequence[Example], share: float) -> tuple[list[Example], list[Example]]:
    """For training, and for calibration: by article, speech, text or contrast group."""
    kept = [e for e in own if data.held_out(e.group, share)]
    return [e for e in own if not data.held_out(e.group, share)], kept


def calibrate(
    r: StanceRecipe, folder: Path, kept: Sequence[Example], names: Sequence[str]
) -> dict[str, object]:
    """A temperature for each of our targets, and one for any other."""
    from kzstance.stance.encoder import StanceEncoder
    from kzstance.training.calibration import temperature

    model = StanceEncoder(folder, r.max_tokens, r.threads)
    logits: list[NDArray[np.float32]] = []
    gold: list[int] = []
    of: list[str] = []
    for e in kept:
        logits.append(model.logits(e.query, e.targets))
        gold += e.labels
        of += e.targets
    z, y, t = np.concatenate(logits).astype(np.float64), np.array(gold), np.array(of)
    right = (z.argmax(1) == y).mean()
    log.info("kept: %d pairs, accuracy %.3f", len(y), right)
    each = {n: round(temperature(z[t == n], y[t == n]), 3) for n in names if n in t}
    others = ~np.isin(t, list(names))
    rest = others if others.sum() >= _ENOUGH else np.ones_like(others)
    return {"temperature": round(temperature(z[rest], y[rest]), 3), "temperatures": each}
