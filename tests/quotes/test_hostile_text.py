"""The rules of the quote stage on texts that no editor wrote: nothing raises, every offset lies in
the text, and a text of one thing over and over is as quick as any other."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.config import load
from kzstance.quotes import layouts
from kzstance.quotes.link import Scene
from kzstance.quotes.marks import find, kind_of
from kzstance.quotes.nested import within
from kzstance.quotes.quotations import by_paragraph, continued, uncovered
from kzstance.quotes.rules import Rules
from kzstance.quotes.scare import is_name
from kzstance.quotes.tidy import drop_overlaps, reported, snap, undated
from kzstance.records import Article, Span, Statement
from kzstance.sentences import ends

PIECES = (
    *"“”„«»\"‘’‚‹›'`(){}[]<>—–-…:;,.!?*_#>|/\\@•\n\t 01A", "\n\n", "''", "``", "\u202e", "\u2066",
    "\u200b", "\u2028", "\x85", "\u00a0", "\U0001f600", "e\u0301", "İ", "ß", "ﬁ", "said ",
    "he said ",
    "told reporters", "according to ", "says that ", "Dana Roe", "Mr. Roe", "DANA ROE: ", "Q: ",
    "A: ", "Q. ", "ASTANA, May 3 (Wire) — ", "Interview with Dana Roe", "Statement by the Minister",
    "— Dana Roe (@danaroe) May 3, 2022", "https://x.example/a ", "Photo: ", "Read more: ", "I ",
    "we will ", "the so-called ", "that ", "сказал ", "по словам ", "Министр: ", "Вопрос: ",
    "Президент Касым Роу", " заявил, что ", "МОСКВА, 3 мая — ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def check(text: str, title: str | None = None) -> None:
    """All rules that need no model and no parse, as the tagger runs them."""
    quoted = find(text)
    for q in quoted:
        _inside(text, q.spans)
    whole, asides = layouts.statements(text, title)
    _statements(text, whole)
    for aside in asides:
        assert 0 <= aside[0] <= aside[1] <= len(text)
    marks = ends(text)
    assert marks == sorted(set(marks)) and all(0 < m <= len(text) for m in marks)
    found = [
        Statement(spans, kind_of(text, spans, quoted), None, None, 0.5 + 0.001 * n)
        for n, q in enumerate(quoted[:200])
        if (spans := snap(text, by_paragraph(text, q.spans, quoted), quoted))
    ]
    _statements(text, found)
    found = continued(drop_overlaps(found), quoted)
    found += uncovered(text, found, quoted, [])
    found = within(text, reported(text, found, whole, asides), whole)
    _statements(text, found)
    for statement in found:
        is_name(text, statement)
        undated(text, statement.spans[0])
    if len(found) > 1:
        scene = Scene(text, [s.spans[0] for s in found], [], [])
        assert len(scene.pair(found[0].spans[0], found[-1].spans[0])) == 34


def _inside(text: str, spans: Sequence[Span]) -> None:
    assert spans
    for start, end in spans:
        assert 0 <= start < end <= len(text)


def _statements(text: str, statements: Sequence[Statement]) -> None:
    for statement in statements:
        _inside(text, statement.spans)
        assert statement.text(text).strip()
        for span in (statement.cue, statement.mention):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(text=TEXTS, title=st.none() | TEXTS)
def test_any_text(text: str, title: str | None) -> None:
    check(text, title)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    check(text.encode("utf-8", "replace").decode(), None)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=TEXTS.filter(str.strip))
def test_the_ruled_stage(nlp: Any, text: str) -> None:
    article = Article(id="a", text=text, title=None, date=None, lang="en")
    (found,) = Rules(load().quotes).find([article], [nlp(text)])
    _statements(text, found)


LONG = (
    "“", "”", "“a” ", "«", "« ", '"', '" ', "'", "''", "‘a ", "(", "[", "—", "- ", "\n", " \n",
    "\t", " ", "a", "A", "A ", "A. ", "A: ", "\nA: ", "Q: a\nA: b\n", "“a\n\n", "said ",
    "“a” said ", "Mr. ", "https://a ", "@a ", "Dana Roe ",
    "DANA ROE: I said.\n\n", "1. ", ": ", "…", "я",
    "«а» — ",
    "> a\n", "* ", "Photo: ", "I ", "Statement by ", "Interview with ", "\u202e", "\u200b", "İ",
)  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_one_thing_over_and_over(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    best = 99.0
    for _ in range(3):
        start = time.perf_counter()
        check(text, piece * 30)
        best = min(best, time.perf_counter() - start)
        if best < 2:
            break
    assert best < 2
