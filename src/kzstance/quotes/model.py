"""A tagger's model folder: text in, spans of content, cue, source and names out.

The folder holds ``model.onnx`` (word-piece ids → scores of quote tags and of name tags),
``tokenizer.json``, ``tags.json`` (what a step from one tag to the next costs) and ``link.json``
(the weights of linking). Windows go through one by one, so that no text depends on its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from kzstance.models import Encoder
from kzstance.quotes.link import Weights
from kzstance.quotes.tags import (
    FORBIDDEN,
    NAME_FORBIDDEN,
    NAME_TAGS,
    NAMES,
    ROLES,
    decode,
    viterbi,
)
from kzstance.quotes.windows import Pieces, capitals, pieces, special, stitch, windows
from kzstance.records import Span

WINDOW = 320  # word pieces, the two that open and close it included
OVERLAP = 32  # word pieces that two windows of one paragraph share


@dataclass(frozen=True)
class Tagged:
    """The spans of one text by role (content, cue, source), and the names in it by kind."""

    roles: dict[str, list[Span]]
    names: dict[str, list[Span]]
    edges: dict[Span, float]
    """How sure the encoder is of the first and the last piece of each content, 0 to 1."""


class TaggerModel:
    """One model, loaded once."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._encoder = Encoder(folder, threads)
        moves = orjson.loads((folder / "tags.json").read_bytes())["moves"]
        self._moves = FORBIDDEN + np.array(moves)
        weights = orjson.loads((folder / "link.json").read_bytes())
        cue, source, bare = (np.array(weights[k]) for k in ("cue", "source", "bare"))
        self.weights = Weights(cue, source, bare, tuple(weights["confidence"]))
        self._cls, self._sep = special(self._encoder.tokenizer)
        self._cased = bool(self._encoder.settings["cased"])

    def tag(self, text: str) -> Tagged:
        """All spans of a text of any length."""
        roles: dict[str, list[Span]] = {role: [] for role in ROLES}
        names: dict[str, list[Span]] = {kind: [] for kind in NAMES}
        edges: dict[Span, float] = {}
        article = pieces(text, self._encoder.tokenizer)
        if article.ids:
            capital = [0] * len(article.ids) if self._cased else capitals(text, article.offsets)
            quotes, named = self._scores(article, capital)
            tags = viterbi(quotes, self._moves)
            for role, first, last, start, end in decode(tags, article.offsets):
                roles[role].append((start, end))
                if role == "content":
                    edges[start, end] = min(_sure(quotes[i], tags[i]) for i in (first, last))
            path = viterbi(named, NAME_FORBIDDEN, NAME_TAGS)
            for kind, _, _, start, end in decode(path, article.offsets, NAME_TAGS):
                names[kind].append((start, end))
        return Tagged(roles, names, edges)

    def _scores(
        self, article: Pieces, types: list[int]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Scores (pieces, tags) of both heads."""
        ids = article.ids
        cuts = windows(len(ids), article.breaks, WINDOW - 2, OVERLAP)
        outputs = [self._window(ids[s:e], types[s:e]) for s, e in cuts]
        quotes, names = (stitch(len(ids), cuts, [o[k] for o in outputs]) for k in (0, 1))
        return quotes, names

    def _window(self, ids: list[int], types: list[int]) -> list[NDArray[Any]]:
        feed = {"input_ids": [self._cls, *ids, self._sep], "token_type_ids": [0, *types, 0]}
        found = self._encoder.feed({k: np.array([v], np.int64) for k, v in feed.items()})
        return [scores[0, 1:] for scores in found]


def _sure(scores: NDArray[np.float64], tag: int) -> float:
    """Share of the tag in the softmax of one piece's scores."""
    weights = np.exp(scores - scores.max())
    return float(weights[tag] / weights.sum())
