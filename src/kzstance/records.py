"""The records that pass between stages, and the one table schema made from them.

Every offset is a count of Unicode code points in the stored text of the article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any, Literal

Span = tuple[int, int]
Label = Literal["favor", "against", "neutral", "unrelated"]
Kind = Literal["direct", "indirect", "mixed"]

LABELS: tuple[Label, ...] = ("favor", "against", "neutral", "unrelated")
KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
DATE_SOURCES = ("metadata", "html", "url", "filename", "dateline", "unknown")
ACTOR_KINDS = (
    "government",
    "organisation",
    "party",
    "military",
    "media",
    "expert",
    "society",
    "company",
)


@dataclass(frozen=True, slots=True)
class Article:
    """One text. ``text`` is final: every offset in the tables counts in it."""

    id: str
    text: str
    title: str | None = None
    date: Date | None = None
    date_source: str = "unknown"
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None
    source: str = ""
    """The file it came from, and the row in it: ``ledger.csv:3``."""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Reject:
    """What could not be done, and why. ``stage`` is where: reading, language, quotes, …"""

    id: str
    stage: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Skip:
    """An article left out on purpose (a language that no stage handles, no text)."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed content: where it stands, the words that attribute it, the source named."""

    spans: tuple[Span, ...]
    kind: Kind
    cue: Span | None = None
    mention: Span | None = None
    confidence: float = 1.0
    """That this is a statement of that mention, 0 to 1."""
    author: str | None = None
    """The source where the headline names it, not the text: "Remarks by President Doe"."""
    nested_in: tuple[Span, ...] | None = None
    """The spans of the statement that reports this one: "Roe said that Doe had denied it"."""

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    def text(self, article: str) -> str:
        return " ".join(article[s:e] for s, e in self.spans)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a mention is, and for whom they speak. Every field is None where it is not known."""

    name: str | None = None
    id: str | None = None
    role: str | None = None
    actor: str | None = None
    actor_kind: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Stance:
    """Probabilities in the order of ``LABELS``; they sum to 1."""

    probabilities: tuple[float, float, float, float]
    abstained: bool = False

    @property
    def label(self) -> Label:
        return LABELS[max(range(4), key=lambda i: self.probabilities[i])]


@dataclass(frozen=True, slots=True)
class Query:
    """What the stance classifier sees of one statement."""

    text: str
    context_before: str = ""
    context_after: str = ""
    cue: str | None = None
    mention: str | None = None
    speaker: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A finished row: a statement with its speaker and its stance toward every target."""

    article: Article
    statement: Statement
    speaker: Speaker
    query: Query
    stance: Mapping[str, Stance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its type in Arrow's words, what it holds."""

    name: str
    type: str
    about: str


STATEMENT_COLUMNS: tuple[Column, ...] = (
    Column("statement_id", "string", "stable hash of the article's id and the statement's spans"),
    Column("article_id", "string", "the input's own id, or a stable hash of the text"),
    Column("title", "string?", "headline of the article"),
    Column("outlet", "string?", "who published it"),
    Column("url", "string?", "where"),
    Column("lang", "string?", "language of the article, ISO 639-1"),
    Column("date", "date?", "publication date; empty where it is not known"),
    Column("date_source", "string", "where the date was found: " + ", ".join(DATE_SOURCES)),
    Column("start", "int", "first code point of the statement in the article's stored text"),
    Column("end", "int", "code point after its last one"),
    Column("spans", "spans", "the statement's pieces, where the cue splits it"),
    Column("text", "string", "the pieces joined by one space, quotation marks kept"),
    Column("kind", "string", ", ".join(KINDS)),
    Column("cue", "string?", "the words that attribute it"),
    Column("cue_start", "int?", "first code point of the cue"),
    Column("cue_end", "int?", "code point after its last one"),
    Column("mention", "string?", "the source as the text names it"),
    Column("mention_start", "int?", "first code point of the mention"),
    Column("mention_end", "int?", "code point after its last one"),
    Column("speaker", "string?", "canonical name of the person"),
    Column("speaker_id", "string?", "Wikidata QID, or the key in the roster"),
    Column("role", "string?", "office held on the article's date"),
    Column("actor", "string?", "spoken for: ISO 3166-1 alpha-3, or a body such as EU"),
    Column("actor_kind", "string?", ", ".join(ACTOR_KINDS)),
    Column("attribution_confidence", "float", "that speaker and actor are right, 0 to 1"),
    Column("nested_in", "string?", "statement_id of the statement that reports this one"),
    Column("context_before", "string?", "text before the statement, as the classifier saw it"),
    Column("context_after", "string?", "text after it"),
)

CLUSTER_COLUMNS: tuple[Column, ...] = (
    Column("cluster_id", "string", "the same statement in several articles has one id"),
    Column("cluster_size", "int", "rows in the cluster"),
)

ARTICLE_COLUMNS: tuple[Column, ...] = (
    Column("article_id", "string", "the input's own id, or a stable hash of the text"),
    Column("title", "string?", "headline"),
    Column("outlet", "string?", "who published it"),
    Column("url", "string?", "where"),
    Column("lang", "string?", "language, ISO 639-1"),
    Column("date", "date?", "publication date"),
    Column("date_source", "string", "where the date was found"),
    Column("source", "string", "the input file, and the row in it"),
    Column("encoding", "string", "character encoding of the file"),
    Column("sha256", "string", "of the stored text in UTF-8"),
    Column("statements", "int", "statements found in it"),
    Column("text", "string", "the stored text, in which all offsets count"),
)


def stance_columns(targets: Sequence[str]) -> tuple[Column, ...]:
    """The columns of every target, in the config's order."""
    columns = []
    for target in targets:
        columns.append(Column(f"stance_{target}", "string", "the most probable label"))
        columns += [
            Column(f"p_{target}_{label}", "float", f"calibrated probability of {label}")
            for label in LABELS
        ]
        columns.append(
            Column(f"abstained_{target}", "bool", "the label's probability is under the threshold")
        )
    return tuple(columns)


def statement_columns(targets: Sequence[str]) -> tuple[Column, ...]:
    """The whole statement table for these targets."""
    return STATEMENT_COLUMNS + stance_columns(targets) + CLUSTER_COLUMNS


def schema(columns: Sequence[Column]) -> Any:
    """The ``pyarrow.Schema`` of a table; a type that ends in ``?`` may be null."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "spans": pa.list_(pa.list_(pa.int64(), 2)),
    }
    return pa.schema(
        [
            pa.field(c.name, types[c.type.rstrip("?")], nullable=c.type.endswith("?"))
            for c in columns
        ]
    )


def stable_id(*parts: object) -> str:
    """Sixteen hexadecimal digits that depend on ``parts`` alone."""
    body = "\x1f".join(str(p) for p in parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(body).hexdigest()[:16]


def statement_row(row: Row) -> dict[str, Any]:
    """The row as the statement table holds it, without the columns of clusters."""
    article, statement, speaker = row.article, row.statement, row.speaker
    out: dict[str, Any] = {
        "statement_id": stable_id(article.id, statement.spans),
        "article_id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "lang": article.lang,
        "date": article.date,
        "date_source": article.date_source,
        "start": statement.start,
        "end": statement.end,
        "spans": [list(s) for s in statement.spans],
        "text": statement.text(article.text),
        "kind": statement.kind,
        "speaker": speaker.name,
        "speaker_id": speaker.id,
        "role": speaker.role,
        "actor": speaker.actor,
        "actor_kind": speaker.actor_kind,
        "attribution_confidence": round(speaker.confidence, 4),
        "nested_in": stable_id(article.id, statement.nested_in) if statement.nested_in else None,
        "context_before": row.query.context_before or None,
        "context_after": row.query.context_after or None,
    }
    for name, span in (("cue", statement.cue), ("mention", statement.mention)):
        start, end = span if span else (None, None)
        out |= {
            name: article.text[start:end] if span else None,
            f"{name}_start": start,
            f"{name}_end": end,
        }
    for target, stance in row.stance.items():
        out[f"stance_{target}"] = stance.label
        for label, p in zip(LABELS, stance.probabilities, strict=True):
            out[f"p_{target}_{label}"] = p
        out[f"abstained_{target}"] = stance.abstained
    return out


def article_row(article: Article, statements: int) -> dict[str, Any]:
    """The article as the article table holds it."""
    return {
        "article_id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "lang": article.lang,
        "date": article.date,
        "date_source": article.date_source,
        "source": article.source,
        "encoding": article.encoding,
        "sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "statements": statements,
        "text": article.text,
    }
