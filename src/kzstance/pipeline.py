"""A batch of articles in, rows and rejects out. Knows no files, processes or engines."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from kzstance.config import Config
from kzstance.context import after, before
from kzstance.errors import said
from kzstance.language import load_language
from kzstance.limits import Overdue, Watch, allowed, time_limit
from kzstance.records import Article, Query, Reject, Row, Speaker, Stance, Statement
from kzstance.registry import stage
from kzstance.stance.gate import UNASKED, Gate

log = logging.getLogger(__name__)

_NAME = 1000  # characters
_WORDS = 250_000
"""After so many new words the language is loaded anew, in a second: spaCy forgets a word after
its zone of memory, but not its place in the table of words, which only grows."""


class QuoteStage(Protocol):
    """``finds_names``: the stage makes the names that it finds the docs' entities."""

    needs_parse: bool
    finds_names: bool

    def find(self, articles: Sequence[Article], docs: Sequence[Any]) -> list[list[Statement]]: ...


class SpeakerStage(Protocol):
    def resolve(
        self, article: Article, doc: Any, statements: Sequence[Statement]
    ) -> list[Speaker]: ...


class StanceStage(Protocol):
    def classify(self, queries: Sequence[Query]) -> list[dict[str, Stance]]: ...


@dataclass
class Result:
    """What came of a batch: rows by article, in the articles' order, and what failed."""

    articles: list[Article] = field(default_factory=list)
    rows: list[list[Row]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


class Pipeline:
    """All stages, loaded once. ``watch`` is a worker's, and ends it where nothing else helps."""

    def __init__(self, config: Config, watch: Watch | None = None) -> None:
        self._config, self._watch = config, watch
        threads = config.runs.threads
        self.quotes: QuoteStage = stage(config.quotes.stage)(config.quotes, threads)
        self.speakers: SpeakerStage = stage(config.speakers.stage)(config.speakers)
        self.stance: StanceStage = stage(config.stance.stage)(
            config.stance, config.targets, threads
        )
        self._gate = Gate(config.targets)
        self.nlp = self._language()

    def _language(self) -> Any:
        return load_language(
            self._config.language,
            parse=self.quotes.needs_parse,
            names=not self.quotes.finds_names,
        )

    def __call__(self, articles: Sequence[Article]) -> Result:
        """Work through a batch. An article on which a stage raises, or that is over a limit of
        ``runs``, becomes a Reject, no other article is touched by it."""
        result = Result()
        with self.nlp.memory_zone():  # outside of one the vocabulary keeps every word it ever met
            for article, doc in self._docs(articles, result):
                step = "quotes"
                try:
                    with self._limited([article]):
                        statements = self._sourced(self.quotes.find([article], [doc])[0])
                        step = "speakers"
                        speakers = self.speakers.resolve(article, doc, statements)
                        step = "stance"
                        rows = self._rows(article, statements, speakers)
                except (Exception, Overdue) as error:
                    log.debug("article %s", article.id, exc_info=True)
                    result.rejects.append(self._reject(article, step, error))
                    continue
                result.articles.append(article)
                result.rows.append(rows)
        if len(self.nlp.vocab) > _WORDS:
            self.nlp = self._language()
        return result

    @contextmanager
    def _limited(self, articles: Sequence[Article]) -> Iterator[None]:
        each = self._config.runs.article_seconds
        seconds = max((allowed(each, len(a.text)) for a in articles), default=each)
        if self._watch is not None:
            self._watch(seconds)
        try:
            with time_limit(seconds):
                yield
        finally:
            if self._watch is not None:
                self._watch.stop()

    def _reject(self, article: Article, step: str, error: BaseException) -> Reject:
        runs = self._config.runs
        if isinstance(error, Overdue):
            limit = f"runs.article_seconds = {runs.article_seconds:g}"
            message = f"longer than {limit} seconds for every 100,000 characters; raise the limit"
            return Reject(article.id, step, "article_seconds", message)
        if isinstance(error, MemoryError):
            message = f"needs more than runs.worker_bytes = {runs.worker_bytes}; raise the limit"
            return Reject(article.id, step, "worker_bytes", message)
        return Reject(article.id, step, type(error).__name__, said(error, 500))

    def _sourced(self, statements: Sequence[Statement]) -> list[Statement]:
        """Without names that are none, and without the indirect statements that the text gives to
        nobody, as the config says."""
        statements = [_named(s) for s in statements]
        if self._config.quotes.keep_sourceless:
            return statements
        return [s for s in statements if s.kind != "indirect" or s.mention or s.author]

    def _docs(self, articles: Sequence[Article], result: Result) -> list[tuple[Article, Any]]:
        """spaCy docs of the batch; where the batch fails, one by one."""
        size = self._config.language.batch_size
        try:
            with self._limited(articles):
                docs = list(self.nlp.pipe((a.text for a in articles), batch_size=size))
            return list(zip(articles, docs, strict=True))
        except (Exception, Overdue) as error:
            log.debug("batch of %d", len(articles), exc_info=True)
            if len(articles) == 1:
                result.rejects.append(self._reject(articles[0], "language", error))
                return []
        out = []
        for article in articles:
            try:
                with self._limited([article]):
                    out.append((article, self.nlp(article.text)))
            except (Exception, Overdue) as error:
                result.rejects.append(self._reject(article, "language", error))
        return out

    def _rows(
        self, article: Article, statements: Sequence[Statement], speakers: Sequence[Speaker]
    ) -> list[Row]:
        queries = [self.query(article, s, p) for s, p in zip(statements, speakers, strict=True)]
        stances = self.stances(article, queries)
        return [
            Row(article, s, joint(s, p), q, t)
            for s, p, q, t in zip(statements, speakers, queries, stances, strict=True)
        ]

    def stances(self, article: Article, queries: Sequence[Query]) -> list[dict[str, Stance]]:
        """Probabilities per target; in a language that the model does not read every statement
        abstains, with all weight on unrelated, so that no index counts it. A statement
        without a target's terms is unrelated to it."""
        if not queries:
            return []
        if article.lang is not None and article.lang not in self._config.stance.languages:
            unread = replace(UNASKED, abstained=True)
            return [dict.fromkeys(self._config.targets, unread) for _ in queries]
        passed = [self._gate.passes(q) for q in queries]
        asked = [i for i, targets in enumerate(passed) if targets]
        found = self.stance.classify([queries[i] for i in asked])
        out = [dict.fromkeys(self._config.targets, UNASKED) for _ in queries]
        for i, stances in zip(asked, found, strict=True):
            out[i] |= {target: stances[target] for target in passed[i]}
        return out

    def query(self, article: Article, statement: Statement, speaker: Speaker) -> Query:
        """What the classifier sees of a statement: its text, the text around it, who and how."""
        text, width = article.text, self._config.stance.context_chars
        return Query(
            statement.text(text),
            before(text, statement.start, width),
            after(text, statement.end, width),
            text[slice(*statement.cue)] if statement.cue else None,
            text[slice(*statement.mention)] if statement.mention else statement.author,
            speaker.name,
            speaker.actor,
        )


def _named(statement: Statement) -> Statement:
    """Without a mention or an author too long to be one, which would be a name in every table."""
    start, end = statement.mention or (0, 0)
    if max(end - start, len(statement.author or "")) <= _NAME:
        return statement
    return replace(statement, mention=None, author=None)


def joint(statement: Statement, speaker: Speaker) -> Speaker:
    """The speaker with the confidence of link and resolution together."""
    return replace(speaker, confidence=statement.confidence * speaker.confidence)
