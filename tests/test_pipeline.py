"""A batch in, rows and rejects out. All articles are invented."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.config import load
from kzstance.context import after, before
from kzstance.pipeline import Pipeline
from kzstance.records import Article, Query, Speaker, Stance, Statement
from kzstance.stance.gate import UNASKED, Gate

TEXT = "Dana Orbelindze said that the bridge would open. Rain fell."

SAID = Statement(((26, 47),), "indirect", mention=(0, 15))


class Quotes:
    def find(self, articles: Any, docs: Any) -> Any:
        return [[] if "empty" in a.text else [SAID] for a in articles]


class Speakers:
    def resolve(self, article: Article, doc: Any, statements: Any) -> list[Speaker]:
        if "nobody" in article.text:
            raise LookupError
        return [Speaker("Dana Orbelindze", actor="VRL", confidence=0.5)] * len(statements)


LIKELY = Stance((0.1, 0.2, 0.3, 0.4))


class Stances:
    def classify(self, queries: Any) -> list[dict[str, Stance]]:
        if any("heavy" in q.context_after for q in queries):
            raise MemoryError("too\nheavy")
        return [dict.fromkeys(load().targets, LIKELY) for _ in queries]


class Language:
    """Like spaCy: a batch fails as a whole."""

    def __call__(self, text: str) -> str:
        if "unparsable" in text:
            raise RuntimeError("cannot parse")
        return text

    def pipe(self, texts: Any, batch_size: int) -> Any:
        return (self(t) for t in texts)

    memory_zone = staticmethod(nullcontext)
    vocab = ()


@pytest.fixture
def pipeline() -> Pipeline:
    made = Pipeline.__new__(Pipeline)
    made._config, made.nlp, made._watch = load(), Language(), None
    made._gate = Gate(
        {k: t.model_copy(update={"terms": ()}) for k, t in made._config.targets.items()}
    )
    made.quotes, made.speakers, made.stance = Quotes(), Speakers(), Stances()  # type: ignore[assignment]
    return made


@pytest.mark.usefixtures("quotes_model", "stance_model")
def test_a_language_that_is_loaded_anew_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped, article = Pipeline(load()), Article("a", TEXT, lang="en")
    language, first = shipped.nlp, shipped([article])
    assert shipped.nlp is language and first.rows[0]
    monkeypatch.setattr("kzstance.pipeline._WORDS", 0)
    assert shipped([article]).rows == first.rows and shipped.nlp is not language
    assert shipped([article]).rows == first.rows


def test_a_failure_touches_one_article(pipeline: Pipeline) -> None:
    words = ["", "nobody", "heavy", "unparsable", "empty", ""]
    result = pipeline([Article(str(i), f"{TEXT} {w}") for i, w in enumerate(words)])
    assert [a.id for a in result.articles] == ["0", "4", "5"]
    assert [len(r) for r in result.rows] == [1, 0, 1]
    assert {(r.id, r.stage, r.error, r.message) for r in result.rejects} == {
        ("1", "speakers", "LookupError", "LookupError"),
        (
            "2",
            "stance",
            "worker_bytes",
            "needs more than runs.worker_bytes = 3000000000; raise the limit",
        ),
        ("3", "language", "RuntimeError", "cannot parse"),
    }


def test_a_name_longer_than_any_is_none(pipeline: Pipeline) -> None:
    pipeline.quotes.find = lambda a, d: [  # type: ignore[method-assign]
        [replace(SAID, kind="direct", mention=(0, n)) for n in (1000, 1001)]
    ]
    short, long = pipeline([Article("a", TEXT * 20)]).rows[0]
    assert short.statement.mention == (0, 1000) and long.statement.mention is None


def test_a_batch_of_one_is_tried_once(pipeline: Pipeline) -> None:
    tried = []
    pipeline.nlp.pipe = lambda texts, batch_size: [tried.append(1) or {}["x"] for _ in texts]
    assert pipeline([Article("a", TEXT)]).rejects[0].stage == "language"
    assert len(tried) == 1


def test_what_the_classifier_sees(pipeline: Pipeline) -> None:
    statement = Statement(((26, 47),), "indirect", (16, 20), (0, 15))
    query = pipeline.query(Article("a", TEXT), statement, Speaker("Dana Orbelindze", actor="VRL"))
    assert query == Query(
        "the bridge would open",
        "Dana Orbelindze said that ",
        ". Rain fell.",
        "said",
        "Dana Orbelindze",
        "Dana Orbelindze",
        "VRL",
    )


def test_confidence_is_that_of_link_and_speaker(pipeline: Pipeline) -> None:
    pipeline.quotes.find = lambda a, d: [  # type: ignore[method-assign]
        [Statement(((26, 47),), "indirect", mention=(0, 15), confidence=0.5)]
    ]
    assert pipeline([Article("a", TEXT)]).rows[0][0].speaker.confidence == 0.25


def test_in_a_language_that_the_model_does_not_read_stance_abstains(pipeline: Pipeline) -> None:
    def never(queries: Any) -> list[dict[str, Stance]]:
        raise AssertionError(queries)

    pipeline.stance.classify = never  # type: ignore[method-assign]
    (row,) = pipeline([Article("a", TEXT, lang="kk")]).rows[0]
    assert list(row.stance) == list(load().targets)
    for stance in row.stance.values():
        assert (stance.label, stance.abstained) == ("unrelated", True)
        assert sum(stance.probabilities) == 1


@pytest.mark.parametrize(
    ("terms", "asked"),
    [
        ((("none",), ("none",)), []),
        ((("bridge",), ("none",)), ["russia"]),
        ((("bridge",), ()), ["russia", "ukraine_territorial_integrity"]),
    ],
)
def test_a_statement_that_names_no_target_is_not_asked_about_it(
    pipeline: Pipeline, terms: Any, asked: list[str]
) -> None:
    pipeline._gate = Gate(
        {
            key: target.model_copy(update={"terms": own})
            for (key, target), own in zip(load().targets.items(), terms, strict=True)
        }
    )
    (row,) = pipeline([Article("a", TEXT)]).rows[0]
    assert [t for t, s in row.stance.items() if s == LIKELY] == asked
    assert [t for t, s in row.stance.items() if s == UNASKED] == [
        t for t in row.stance if t not in asked
    ]


def test_nothing_in_nothing_out(pipeline: Pipeline) -> None:
    result = pipeline([])
    assert (result.articles, result.rows, result.rejects) == ([], [], [])


@given(st.text(st.sampled_from("ab \n"), max_size=20), st.integers(0, 20), st.integers(0, 9))
def test_context_is_of_whole_words(text: str, at: int, width: int) -> None:
    at = min(at, len(text))
    left, right = before(text, at, width), after(text, at, width)
    assert text[:at].endswith(left) and text[at:].startswith(right)
    assert max(len(left), len(right)) <= width
    start, end = at - len(left), at + len(right)
    if " " in left:
        assert start == 0 or text[start - 1].isspace() or text[start].isspace()
    if " " in right:
        assert end == len(text) or text[end].isspace() or text[end - 1].isspace()


def test_context_without_blanks_is_kept() -> None:
    assert (before("abcdef", 6, 3), after("abcdef", 0, 3)) == ("def", "abc")


def test_context_cuts_the_half_word_only() -> None:
    text = "The bridge will open in the spring"
    assert before(text, 15, 8) == " will"
    assert before(text, 15, 5) == " will"
    assert before(text, 15, 99) == "The bridge will"  # its first word was lost
    assert after(text, 15, 8) == " open in"
    assert after(text, 15, 10) == " open in "
    assert after(text, 15, 99) == " open in the spring"


def test_indirect_statements_of_nobody_are_left_out(pipeline: Pipeline) -> None:
    nobodys = Statement(((26, 47),), "indirect")
    quoted = Statement(((26, 47),), "direct")
    pipeline.quotes.find = lambda a, d: [[nobodys, SAID, quoted]]  # type: ignore[method-assign]
    rows = pipeline([Article("a", TEXT)]).rows[0]
    assert [r.statement for r in rows] == [SAID, quoted]
    quotes = pipeline._config.quotes.model_copy(update={"keep_sourceless": True})
    pipeline._config = pipeline._config.model_copy(update={"quotes": quotes})
    assert len(pipeline([Article("a", TEXT)]).rows[0]) == 3
