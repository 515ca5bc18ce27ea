"""Speakers in Russian articles: the same answers as the resolver gives for English ones.

There is no parser and no entity recogniser behind it: names are capitalised words with Russian
case endings, places and bodies come from the rosters, titles from ``titles``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from kzstance.records import Article, Speaker, Statement
from kzstance.speakers.roster import Roster
from kzstance.speakers.russian.index import Index
from kzstance.speakers.russian.lexicon import Lexicon
from kzstance.speakers.russian.mentions import mention
from kzstance.speakers.russian.scene import Scene

_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
SHARE = 0.5
"""Of the letters of a text without a language, in Cyrillic, for Russian."""


def russian(article: Article) -> bool:
    """Is the article Russian: by its language, else by the letters of its text?"""
    if article.lang:
        return article.lang.lower().startswith("ru")
    part = article.text[:4000]
    letters = len(_LETTER.findall(part))
    return letters > 0 and len(_CYRILLIC.findall(part)) > SHARE * letters


class Russian:
    """Resolves the mentions of Russian articles with a roster; made once."""

    def __init__(self, roster: Roster, grace: timedelta) -> None:
        self._roster, self._grace = roster, grace
        self._index: Index | None = None
        self._lexicon: Lexicon | None = None

    def resolve(self, article: Article, statements: Sequence[Statement]) -> list[Speaker]:
        if self._index is None or self._lexicon is None:
            self._index, self._lexicon = Index(self._roster, self._grace), Lexicon(self._roster)
        scene = Scene(article, statements, self._index, self._lexicon)
        order = sorted(
            range(len(statements)), key=lambda i: statements[i].mention or (statements[i].start, 0)
        )
        done = {i: _one(scene, statements[i]) for i in order}
        return [done[i] for i in range(len(statements))]


def _one(scene: Scene, statement: Statement) -> Speaker:
    if statement.mention is not None:
        return mention(scene, *statement.mention)
    if statement.author:
        at = scene.text.find(statement.author)
        return mention(scene, at, at + len(statement.author)) if at >= 0 else Speaker()
    return Speaker()
