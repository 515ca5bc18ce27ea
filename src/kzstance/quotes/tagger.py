"""The learned quote stage: an encoder tags source, cue and content, the linker joins them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from kzstance.config import Quotes
from kzstance.models import Encoder
from kzstance.quotes import layouts
from kzstance.quotes.link import Link, Scene, Weights, link
from kzstance.quotes.marks import Quoted, find, kind_of
from kzstance.quotes.tags import ROLES, decode, viterbi
from kzstance.quotes.tidy import drop_overlaps, reported, snap
from kzstance.quotes.windows import pieces, special, stitch, windows
from kzstance.records import Article, Span, Statement
from kzstance.registry import register

log = logging.getLogger(__name__)

MAX_PIECES = 512
OVERLAP = 128
BATCH = 4  # windows
UNCOVERED = 400  # characters back to the statement whose speaker goes on


@register("kzstance.quotes.tagger.v1")
class Tagger:
    """Statements of whole articles. Needs no parse: ``docs`` may be None."""

    needs_parse = False

    def __init__(self, settings: Quotes, threads: int = 1) -> None:
        folder = Path(settings.model)
        self._encoder = Encoder(folder, threads)
        weights = orjson.loads((folder / "link.json").read_bytes())
        self._weights = Weights(*(np.array(weights[k]) for k in ("cue", "source", "bare")))
        self._max_gap = settings.max_gap
        self._cls, self._sep = special(self._encoder.tokenizer)

    def find(
        self, articles: Sequence[Article], docs: Sequence[Any] | None = None
    ) -> list[list[Statement]]:
        """The statements of each article, in the order of their start."""
        return [self._article(a) for a in articles]

    def _article(self, article: Article) -> list[Statement]:
        text = article.text
        whole, questions = layouts.statements(text, article.title)
        quoted = find(text)
        found = reported(text, self._statements(text, quoted), whole, questions)
        return sorted([*whole, *found], key=lambda s: s.spans)

    def links(self, text: str) -> list[Link]:
        """The attributions as the encoder and the linker give them."""
        spans: dict[str, list[Span]] = {role: [] for role in ROLES}
        article = pieces(text, self._encoder.tokenizer)
        if not article.ids:
            return []
        scores = self._scores(article.ids)
        for role, _, _, start, end in decode(viterbi(scores), article.offsets):
            spans[role].append((start, end))
        scene = Scene(text, spans["content"], spans["cue"], spans["source"])
        return link(scene, self._weights, self._max_gap)

    def _scores(self, ids: Sequence[int]) -> NDArray[np.float64]:
        cuts = windows(len(ids), MAX_PIECES - 2, OVERLAP)
        rows = [[self._cls, *ids[s:e], self._sep] for s, e in cuts]
        outputs: list[NDArray[Any]] = []
        for at in range(0, len(rows), BATCH):
            outputs += [o[1:] for o in self._encoder(rows[at : at + BATCH])]
        merged = stitch(len(ids), cuts, outputs)
        merged -= merged.max(axis=1, keepdims=True)
        return np.asarray(merged - np.log(np.exp(merged).sum(axis=1, keepdims=True)))

    def _statements(self, text: str, quoted: Sequence[Quoted]) -> list[Statement]:
        out = []
        for attribution in self.links(text):
            spans = snap(text, attribution.content, quoted)
            if not spans or (attribution.cue is None and attribution.source is None):
                continue
            out.append(
                Statement(
                    spans,
                    kind_of(text, spans, list(quoted)),
                    attribution.cue,
                    attribution.source,
                    attribution.confidence,
                )
            )
        return _uncovered(text, drop_overlaps(out), quoted)


def _uncovered(
    text: str, statements: Sequence[Statement], quoted: Sequence[Quoted]
) -> list[Statement]:
    """The statements, and quotations of whole sentences that the tagger passed over: they are of
    whoever spoke last, if that was shortly before."""
    out = list(statements)
    for q in quoted:
        body = text[q.start : q.end].strip("“”\"«»„‘’'")
        sentence = (
            body[:1].isupper() and body.rstrip()[-1:] in (*".!?,",) and len(body.split()) >= 6
        )
        if (
            not q.closed
            or not sentence
            or any(a < q.end and q.start < b for s in out for a, b in s.spans)
        ):
            continue
        before = [s for s in out if s.mention and s.end <= q.start and q.start - s.end <= UNCOVERED]
        if before:
            last = max(before, key=lambda s: s.end)
            out.append(Statement(q.spans, "direct", None, last.mention, 0.5 * last.confidence))
    return sorted(out, key=lambda s: s.spans)
