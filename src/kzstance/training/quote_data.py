"""Gold attributions for the quote tagger: whole files, or labels whose texts stand elsewhere.

A label file of ours holds ids and offsets only ({"id", "attributions", "part"}); its texts are
joined in from a corpus ({"id", "text"}).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from kzstance.errors import ConfigError
from kzstance.quotes.tags import NAMES
from kzstance.training.rows import read_rows


class GoldSet(BaseModel):
    """One file of gold attributions in a recipe."""

    model_config = ConfigDict(extra="forbid")
    labels: Path
    texts: Path | None = None
    """Where the texts stand, if not in the labels."""
    part: str | None = None
    """The rows to take: those whose "part" is this."""
    lang: str = "en"
    every: int = 1
    """Only every so manieth row."""
    repeat: int = 1
    """How often an epoch goes through it."""


@dataclass(frozen=True)
class Example:
    """One text with its gold; ``names`` None where nobody knows its names."""

    text: str
    attributions: Sequence[dict[str, Any]]
    names: Sequence[tuple[tuple[int, int], str]] | None = None


def gold_rows(gold: GoldSet) -> list[dict[str, Any]]:
    """The rows of a set with their texts.

    Raises ConfigError where a text is missing.
    """
    rows = [r for r in read_rows(gold.labels) if gold.part in (None, r.get("part"))]
    rows = rows[:: gold.every]
    if gold.texts is not None:
        wanted = {r["id"] for r in rows}
        texts = {r["id"]: r["text"] for r in read_rows(gold.texts) if r["id"] in wanted}
        missing = sorted(wanted - set(texts))
        if missing:
            raise ConfigError(
                f"{gold.texts}: no text with id {missing[0]!r}, which {gold.labels} labels "
                f"({len(missing)} missing); give the corpus that the labels were made on"
            )
        rows = [{**r, "text": texts[r["id"]]} for r in rows]
    return [{**r, "lang": gold.lang} for r in rows]


def with_names(rows: Sequence[dict[str, Any]], nlp: Any) -> list[Example]:
    """The rows with the names that ``nlp`` (spaCy) finds in texts of its language."""
    known = [r for r in rows if r["lang"] == nlp.lang]
    docs = nlp.pipe((r["text"] for r in known), batch_size=16)
    found = {
        id(row): [((e.start_char, e.end_char), e.label_) for e in doc.ents if e.label_ in NAMES]
        for row, doc in zip(known, docs, strict=True)
    }
    return [Example(r["text"], r["attributions"], found.get(id(r))) for r in rows]
