"""The linker, with weights learned from a small gold that is made here."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.quotes.link import Scene, Weights, link
from kzstance.training.link import cases, fit_logit

NAMES = ["Orbelindze", "Vantomme", "Kestrelov", "Dolanovic", "Maselbek"]
WORDS = "the bridge will open soon in spring when rain has gone and money is found".split()


def _document(rng: random.Random) -> dict[str, Any]:
    """Sentences of three forms with their gold: X said that …; “…,” X said; According to X, …"""
    text, rows = "", []

    def add(words: str) -> list[int]:
        nonlocal text
        start = len(text)
        text += words
        return [start, len(text)]

    for _ in range(rng.randint(4, 9)):
        name = rng.choice(NAMES)
        body = " ".join(rng.choice(WORDS) for _ in range(rng.randint(3, 12)))
        form = rng.randrange(4)
        if form == 0:
            source = add(name)
            text += " "
            cue = add("said")
            text += " that "
            content = [add(body)]
            add(". ")
        elif form == 1:
            content = [add(f"“{body},”")]
            text += " "
            source = add(name)
            text += " "
            cue = add("added")
            add(".\n\n")
        elif form == 2:
            cue = add("According to")
            text += " "
            source = add(name)
            text += ", "
            content = [add(body)]
            add(". ")
        else:
            content = [add(f"“{body},”")]
            text += " "
            source = add(name)
            text += " "
            cue = add("said")
            text += ". "
            content.append(add(f"“{body}.”"))
            add("\n\n")
        rows.append({"content": content, "cue": [cue], "source": [source]})
    return {"text": text, "attributions": rows}


def _gold(n: int, seed: int) -> list[dict[str, Any]]:
    rng = random.Random(seed)
    return [_document(rng) for _ in range(n)]


@pytest.fixture(scope="module")
def weights() -> Weights:
    made = cases(_gold(40, 1))
    return Weights(*(fit_logit(c)[0] for c in (made.cue, made.source, made.bare)))


def _scene(doc: dict[str, Any]) -> Scene:
    def all_of(key: str) -> list[tuple[int, int]]:
        return [(s, e) for row in doc["attributions"] for s, e in row[key]]

    return Scene(doc["text"], all_of("content"), all_of("cue"), all_of("source"))


def test_learns_to_link(weights: Weights) -> None:
    right = total = 0
    for doc in _gold(20, 2):
        found = {(x.content, x.cue, x.source) for x in link(_scene(doc), weights, 700)}
        for row in doc["attributions"]:
            total += 1
            key = (
                tuple((s, e) for s, e in row["content"]),
                tuple(row["cue"][0]),
                tuple(row["source"][0]),
            )
            right += key in found
    assert right / total > 0.9


def test_fit_reports_its_share(weights: Weights) -> None:
    made = cases(_gold(10, 3))
    learned, share = fit_logit(made.cue)
    assert learned.shape == weights.cue.shape
    assert 0.9 < share <= 1


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_no_piece_is_lost_or_doubled(seed: int) -> None:
    rng = np.random.default_rng(seed)
    (doc,) = _gold(1, seed)
    scene = _scene(doc)
    made = cases([doc])
    width = made.cue[0][0].shape[1], made.source[0][0].shape[1]
    drawn = Weights(rng.normal(size=width[0]), rng.normal(size=width[1]), rng.normal(size=width[1]))
    links = link(scene, drawn, int(rng.integers(1, 900)))
    assert sorted(p for x in links for p in x.content) == scene.contents
    assert len({x.cue for x in links if x.cue}) == sum(1 for x in links if x.cue)
    assert all(0 <= x.confidence <= 1 for x in links)
    assert [x.content[0] for x in links] == sorted(x.content[0] for x in links)


def test_nothing_to_link(weights: Weights) -> None:
    assert link(Scene("Rain fell.", [], [(0, 4)], []), weights, 700) == []
    (alone,) = link(Scene("Rain fell.", [(0, 10)], [], []), weights, 700)
    assert (alone.content, alone.cue, alone.source) == (((0, 10),), None, None)


def test_no_cue_beyond_the_gap(weights: Weights) -> None:
    text = "Vantomme said. " + "Rain fell. " * 100 + "It rained."
    scene = Scene(text, [(len(text) - 10, len(text))], [(9, 13)], [(0, 8)])
    (found,) = link(scene, weights, 200)
    assert (found.cue, found.source) == (None, None)
