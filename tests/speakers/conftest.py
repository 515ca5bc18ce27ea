"""A resolver on invented countries and people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kzstance.config import load
from kzstance.records import Article, Speaker, Statement
from kzstance.speakers.resolver import Resolver
from kzstance.speakers.roster import Roster
from kzstance.speakers.roster import load as load_roster

INVENTED = Path(__file__).parent / "roster.toml"


@pytest.fixture(scope="session")
def invented() -> Roster:
    return load_roster((str(INVENTED),))


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    settings = load().speakers.model_copy(update={"rosters": (str(INVENTED),)})
    return Resolver(settings)


@pytest.fixture
def who(resolver: Resolver, nlp: Any) -> Callable[..., list[Speaker]]:
    """The speakers of a text in which every mention stands in [brackets], in order."""

    def run(marked: str, on: date | None = date(2022, 5, 3)) -> list[Speaker]:
        text = marked.replace("[", "").replace("]", "")
        mentions = _mentions(marked)
        statements = [
            Statement(((e, min(len(text), e + 5)),), "indirect", cue=(e, e + 1), mention=(s, e))
            for s, e in mentions
        ]
        article = Article("a", text, None, on)
        return resolver.resolve(article, nlp(text), statements)

    return run


def _mentions(marked: str) -> list[tuple[int, int]]:
    out, at, start = [], 0, -1
    for c in marked:
        if c == "[":
            start = at
        elif c == "]":
            out.append((start, at))
        else:
            at += 1
    return out
