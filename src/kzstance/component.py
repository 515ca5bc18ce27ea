"""The spaCy factory ``kzstance``: statements and their speakers in somebody's own pipeline.

    nlp = spacy.blank("en")
    nlp.add_pipe("kzstance")
    doc = nlp("“We go home,” said Dana Roe, the minister.")
    for span in doc.spans["statements"]:
        print(span.text, span._.speaker, span._.actor)

It needs no other part of the pipeline and changes none: ``doc.ents`` stay as they are.

- ``doc.spans["statements"]``: one span a statement, labelled direct, mixed or indirect.
- ``doc.spans["statement_parts"]``: its pieces, cue and source, labelled STATEMENT, CUE and SOURCE:
  ``displacy.render(doc, style="span", options={"spans_key": "statement_parts"})``.
- On each statement ``span._.speaker``, ``speaker_id``, ``role``, ``actor``, ``actor_kind``,
  ``attribution_confidence``, and the spans ``pieces``, ``cue``, ``mention`` and ``nested_in``.
- Who "the president" is depends on the day: set ``doc._.article_date`` (a ``datetime.date``), and
  if known ``doc._.article_title`` and ``doc._.article_outlet``, before the pipeline runs:
  ``doc = nlp.make_doc(text); doc._.article_date = day; doc = nlp(doc)``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from kzstance.config import load
from kzstance.pipeline import joint
from kzstance.records import Article, Span, Speaker
from kzstance.registry import stage

_OF_DOC = ("article_date", "article_title", "article_outlet")
_OF_SPAN = (
    *("speaker", "speaker_id", "role", "actor", "actor_kind", "attribution_confidence"),
    *("pieces", "cue", "mention", "nested_in"),
)


@Language.factory("kzstance", default_config={"config": None, "threads": 1})  # type: ignore[untyped-decorator]  # spaCy ships none for it
def make(nlp: Language, name: str, config: str | None, threads: int) -> Component:
    """The component. ``config``: a TOML file laid over the default settings; ``threads``: of the
    model.

    Raises ConfigError where the file or a model that it names is wrong.
    """
    return Component(nlp, config, threads)


class Component:
    """Finds statements in a doc and resolves their speakers."""

    def __init__(self, nlp: Language, config: str | None, threads: int) -> None:
        settings = load(Path(config) if config else None)
        self._quotes = stage(settings.quotes.stage)(settings.quotes, threads)
        self._speakers = stage(settings.speakers.stage)(settings.speakers)
        self._blank = spacy.blank("en")
        self._blank.max_length = nlp.max_length
        self._lang = nlp.lang
        for key in _OF_DOC:
            if not Doc.has_extension(key):
                Doc.set_extension(key, default=None)
        for key in _OF_SPAN:
            if not DocSpan.has_extension(key):
                DocSpan.set_extension(key, default=None)

    def __call__(self, doc: Doc) -> Doc:
        article = Article(
            "doc",
            doc.text,
            doc._.article_title,
            doc._.article_date,
            outlet=doc._.article_outlet,
            lang=self._lang,
        )
        own = self._blank(doc.text)  # its entities are ours to set
        statements = self._quotes.find([article], [own])[0]
        speakers = self._speakers.resolve(article, own, statements)
        whole, parts = [], []
        by_place: dict[tuple[Span, ...], DocSpan] = {}
        for statement, speaker in zip(statements, speakers, strict=True):
            span = _span(doc, (statement.start, statement.end), statement.kind)
            pieces = [_span(doc, s, "STATEMENT") for s in statement.spans]
            cue = _span(doc, statement.cue, "CUE") if statement.cue else None
            mention = _span(doc, statement.mention, "SOURCE") if statement.mention else None
            by_place[statement.spans] = span
            _describe(span, joint(statement, speaker))
            span._.pieces, span._.cue, span._.mention = pieces, cue, mention
            span._.nested_in = by_place.get(statement.nested_in) if statement.nested_in else None
            whole.append(span)
            parts += [*pieces, *(s for s in (cue, mention) if s is not None)]
        doc.spans["statements"] = whole
        doc.spans["statement_parts"] = parts
        return doc


def _span(doc: Doc, place: Span, label: str) -> DocSpan:
    """The tokens that ``place`` (characters) touches."""
    found: Any = doc.char_span(*place, label=label, alignment_mode="expand")
    return found


def _describe(span: DocSpan, speaker: Speaker) -> None:
    span._.speaker, span._.speaker_id, span._.role = speaker.name, speaker.id, speaker.role
    span._.actor, span._.actor_kind = speaker.actor, speaker.actor_kind
    span._.attribution_confidence = round(speaker.confidence, 4)
