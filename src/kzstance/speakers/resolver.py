"""The speaker stage: every statement's mention → a person or a body, and whom they speak for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kzstance.config import Speakers
from kzstance.records import Article, Speaker, Statement
from kzstance.registry import register
from kzstance.speakers.labels import labelled
from kzstance.speakers.mentions import mention
from kzstance.speakers.roster import load
from kzstance.speakers.russian import Russian, russian
from kzstance.speakers.scene import Scene

_COLON = re.compile(r"\s?(?:\([^()\n]*\))?[ \t*_]*:")


@register("kzstance.speakers.resolver.v1")
class Resolver:
    """Resolves mentions inside one article with a dated roster.

    A confidence is the share right of the way by which the mention was resolved.
    """

    def __init__(self, settings: Speakers) -> None:
        self._roster = load(tuple(settings.rosters))
        self._grace = timedelta(days=settings.grace_days)
        self._russian = Russian(self._roster, self._grace)

    def resolve(self, article: Article, doc: Any, statements: Sequence[Statement]) -> list[Speaker]:
        """One Speaker a statement, in order; ``doc`` carries the named entities."""
        if russian(article):
            return self._russian.resolve(article, statements)
        scene = Scene(article, doc, statements, self._roster, self._grace)
        labels: dict[str, Speaker] = {}
        order = sorted(
            range(len(statements)), key=lambda i: statements[i].mention or (statements[i].start, 0)
        )
        found = {i: _speaker(scene, statements[i], labels) for i in order}
        return [found[i] for i in range(len(statements))]


def _speaker(scene: Scene, statement: Statement, labels: dict[str, Speaker]) -> Speaker:
    """Who makes the statement; ``labels``: those of the article that are resolved already."""
    label = statement.author or _label(scene, statement)
    if label is not None:
        if label not in labels:
            labels[label] = labelled(scene, label)
        return labels[label]
    if statement.mention is None:
        return Speaker()
    start, end = statement.mention
    return mention(scene, scene.text[start:end], start)


def _label(scene: Scene, statement: Statement) -> str | None:
    """The mention, where it is the label that opens a turn: "MR. ROE:"."""
    if statement.cue is not None or statement.mention is None:
        return None
    start, end = statement.mention
    return scene.text[start:end] if _COLON.match(scene.text[end : end + 70]) else None
