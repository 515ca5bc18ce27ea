"""Near-duplicate articles: MinHash LSH proposes, the true Jaccard similarity decides."""

from __future__ import annotations

from functools import lru_cache

import polars as pl
from datasketch import MinHash, MinHashLSH

from kzstance.clusters.shingles import Hashes, hashed, jaccard, normalise
from kzstance.clusters.unions import Unions
from kzstance.config import Clusters

ARTICLE_SHINGLE = 5  # words
_CACHED_ARTICLES = 4096  # whose shingles are kept for the comparison
# The LSH proposes pairs from well under the threshold, so that few above it are missed; what
# it proposes is checked.
_LSH_SHARE = 0.8
_LSH_WEIGHTS = (0.1, 0.9)  # of false candidates and of missed ones
_TRIED_PER_GROUP = 8  # members of a group compared with a new article before giving it up


def near_duplicates(articles: pl.DataFrame, settings: Clusters) -> dict[str, int]:
    """The group of each article: ``{article_id: group}``.

    ``articles`` needs the columns ``article_id`` and ``text``. Two articles are in one group
    where a chain of pairs with Jaccard similarity of their word 5-shingles of at least
    ``settings.article_threshold`` leads from one to the other; an article alone is a group of
    its own. Articles without words are never duplicates. Groups are numbered by their smallest
    ``article_id``; the order of rows does not matter. Time grows with articles, not their square.
    """
    if articles.is_empty():
        return {}
    table = (
        articles.select("article_id", pl.col("text").fill_null(""))
        .sort("article_id", "text")
        .unique("article_id", keep="first", maintain_order=True)
    )
    ids: list[str] = table["article_id"].to_list()
    texts: list[str] = table["text"].to_list()
    groups = _identical(texts)
    _similar(texts, groups, settings)
    return {article: groups.find(i) for i, article in enumerate(ids)}


def _identical(texts: list[str]) -> Unions:
    groups, first = Unions(len(texts)), dict[str, int]()
    for i, text in enumerate(texts):
        if text and first.setdefault(text, i) != i:
            groups.union(first[text], i)
    return groups


def _similar(texts: list[str], groups: Unions, settings: Clusters) -> None:
    @lru_cache(maxsize=_CACHED_ARTICLES)
    def shingles(i: int) -> Hashes:
        return hashed(normalise(texts[i]).split(), ARTICLE_SHINGLE)

    lsh = MinHashLSH(
        threshold=_LSH_SHARE * settings.article_threshold,
        num_perm=settings.permutations,
        weights=_LSH_WEIGHTS,
    )
    empty = MinHash(num_perm=settings.permutations, seed=settings.seed, hashfunc=int)
    for i in range(len(texts)):
        if groups.find(i) != i:  # the same text stands in the index already
            continue
        own = shingles(i)
        if not len(own):
            continue
        signature = empty.copy()
        signature.update_batch(own.tolist())
        tried: dict[int, int] = {}
        for other in sorted(lsh.query(signature)):
            root = groups.find(other)
            if root == groups.find(i) or tried.get(root, 0) >= _TRIED_PER_GROUP:
                continue
            tried[root] = tried.get(root, 0) + 1
            if jaccard(own, shingles(other)) >= settings.article_threshold:
                groups.union(i, other)
        lsh.insert(i, signature, check_duplication=False)
