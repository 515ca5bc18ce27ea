"""The learned quote stage: an encoder tags source, cue and content, the linker joins them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kzstance.config import Quotes
from kzstance.models import verify
from kzstance.quotes import layouts
from kzstance.quotes.link import Scene, link
from kzstance.quotes.marks import Quoted, find, kind_of
from kzstance.quotes.model import Tagged, TaggerModel
from kzstance.quotes.nested import inner, within
from kzstance.quotes.quotations import by_paragraph, continued, uncovered
from kzstance.quotes.tidy import drop_overlaps, reported, snap, undated
from kzstance.records import Article, Statement
from kzstance.registry import register

DEPTH = 2  # statements inside statements inside statements


@register("kzstance.quotes.tagger.v2")
class Tagger:
    """Statements of whole articles, and the names in them.

    Needs no parse. Where spaCy docs are given, their entities become the names that the encoder
    found, so that no second model has to look for them.
    """

    needs_parse = False
    finds_names = True

    def __init__(self, settings: Quotes, threads: int = 1) -> None:
        self._folder, self._others = settings.model, settings.language_models
        self._threads = threads
        self._max_gap = settings.max_gap
        self._loaded: dict[str, TaggerModel] = {}
        self._model(None)
        for folder in self._others.values():
            verify(Path(folder))  # a missing model is told at the start, not at its first article

    def find(
        self, articles: Sequence[Article], docs: Sequence[Any] | None = None
    ) -> list[list[Statement]]:
        """The statements of each article, in the order of their start."""
        given = docs if docs is not None else [None] * len(articles)
        return [self._article(a, d) for a, d in zip(articles, given, strict=True)]

    def _model(self, lang: str | None) -> TaggerModel:
        """The model of the language; loaded when first needed."""
        folder = self._others.get(lang or "", self._folder)
        if folder not in self._loaded:
            self._loaded[folder] = TaggerModel(Path(folder), self._threads)
        return self._loaded[folder]

    def _article(self, article: Article, doc: Any) -> list[Statement]:
        text, model = article.text, self._model(article.lang)
        tagged = model.tag(text)
        if doc is not None:
            _name(doc, tagged)
        whole, asides = layouts.statements(text, article.title)
        quoted = find(text)
        found = continued(drop_overlaps(self._linked(text, tagged, model, quoted)), quoted)
        found += uncovered(text, found, quoted, tagged.names["PERSON"])
        found = reported(text, found, whole, asides)
        if whole:
            found = within(text, found, whole)
        out, outer = [*whole, *found], found  # what turns report was found in the first reading
        for _ in range(DEPTH):
            nested = reported(text, self._nested(text, outer, model, quoted), [], asides)
            taken = {s.spans for s in out}
            outer = [s for s in nested if s.spans not in taken]
            out += outer
        return sorted(out, key=lambda s: (s.start, -s.end, s.spans))

    def _linked(
        self, text: str, tagged: Tagged, model: TaggerModel, quoted: Sequence[Quoted]
    ) -> list[Statement]:
        roles = tagged.roles
        scene = Scene(text, roles["content"], roles["cue"], roles["source"])
        out = []
        for found in link(scene, model.weights, self._max_gap):
            spans = snap(text, by_paragraph(text, found.content, quoted), quoted)
            if spans and (found.cue or found.source):
                kind = kind_of(text, spans, quoted)
                edges = min(tagged.edges[s] for s in found.content)
                sure = model.weights.calibrated(found.confidence, edges)
                source = undated(text, found.source) if found.source else None
                out.append(Statement(spans, kind, found.cue, source, sure))
        return out

    def _nested(
        self, text: str, outer: Sequence[Statement], model: TaggerModel, quoted: Sequence[Quoted]
    ) -> list[Statement]:
        """What the statements themselves report of others: each is read once more alone."""
        return [
            n
            for statement in outer
            for n in inner(
                text, statement, quoted, lambda t: self._linked(t, model.tag(t), model, [])
            )
        ]


def _name(doc: Any, tagged: Tagged) -> None:
    """Make the names the doc's entities; a name that is cut inside a token gets the whole token."""
    from spacy.util import filter_spans

    spans = [
        doc.char_span(s, e, label=kind, alignment_mode="expand")
        for kind, found in tagged.names.items()
        for s, e in found
    ]
    doc.set_ents(filter_spans([s for s in spans if s is not None]))
