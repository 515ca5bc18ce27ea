from __future__ import annotations

import random

from cluster_frames import SETTINGS, articles  # type: ignore[import-not-found]

from kzstance.clusters import near_duplicates
from kzstance.clusters.shingles import hashed, jaccard, normalise

RANDOM = random.Random(7)
WORDS = [f"word{i}" for i in range(4000)]


def _text(length: int = 300) -> str:
    return " ".join(RANDOM.choices(WORDS, k=length))


def test_reprint_with_another_head_is_a_near_duplicate() -> None:
    wire = _text()
    found = near_duplicates(
        articles(
            {
                "a": wire,
                "b": "ASTANA, Sept 28 (Wire) – " + wire + " Additional reporting by our staff.",
                "c": _text(),
                "d": wire[: len(wire) // 3] + _text(200),
                "e": "",
                "f": "",
            }
        ),
        SETTINGS,
    )
    assert found["a"] == found["b"]
    assert len({found[k] for k in "acdef"}) == 5


def test_finds_the_pairs_that_all_comparisons_find() -> None:
    texts = {}
    for i in range(60):
        base = _text(120).split()
        texts[f"a{i}"] = " ".join(base)
        for word in range(i % 20):  # the more words differ, the less alike
            base[RANDOM.randrange(len(base))] = f"other{word}"
        texts[f"b{i}"] = " ".join(base)
    found = near_duplicates(articles(texts), SETTINGS)
    grams = {k: hashed(normalise(t).split(), 5) for k, t in texts.items()}
    missed = 0
    for i in range(60):
        alike = jaccard(grams[f"a{i}"], grams[f"b{i}"]) >= SETTINGS.article_threshold
        together = found[f"a{i}"] == found[f"b{i}"]
        assert alike or not together  # what LSH proposes is checked
        missed += alike and not together
    assert missed == 0


def test_order_of_rows_does_not_matter() -> None:
    texts = {f"a{i}": _text(60) for i in range(20)}
    texts |= {f"b{i}": texts[f"a{i}"] + " end" for i in range(0, 20, 3)}
    table = articles(texts)
    assert near_duplicates(table, SETTINGS) == near_duplicates(table.reverse(), SETTINGS)
