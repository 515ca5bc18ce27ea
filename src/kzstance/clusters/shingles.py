"""Text as a set of hashed word n-grams, blind to case, quotation marks and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from sys import intern

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]

# Inside a word an apostrophe joins ("don’t" is one word); every other mark separates.
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_WORDS = re.compile(r"[^\W_]+")
_BASE = np.uint64(0x9E3779B97F4A7C15)  # an odd constant: every word of an n-gram counts


def words(text: str) -> list[str]:
    """The words of ``text`` after NFKC and case folding, without marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # a word of many statements is kept once
    return list(map(intern, _WORDS.findall(_APOSTROPHES.sub("", folded))))


def normalise(text: str) -> str:
    """The words joined by one space: equal for two texts that differ in marks and case alone."""
    return " ".join(words(text))


@lru_cache(maxsize=1 << 20)
def _word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8"), digest_size=8).digest(), "little")


def hashed(tokens: Sequence[str], size: int) -> Hashes:
    """Sorted distinct 32-bit hashes of the n-grams of ``size`` words.

    A text of fewer words is one n-gram; a text of none has no hashes. The hashes are the same
    in every process.
    """
    if not tokens:
        return np.empty(0, dtype=np.uint32)
    ids = np.fromiter((_word(t) for t in tokens), dtype=np.uint64, count=len(tokens))
    size = min(size, len(tokens))
    grams = np.zeros(len(tokens) - size + 1, dtype=np.uint64)
    for offset in range(size):  # uint64 wraps around, as a polynomial hash should
        grams = grams * _BASE + ids[offset : offset + len(grams)]
    grams ^= grams >> np.uint64(29)
    grams *= _BASE
    return np.unique((grams >> np.uint64(32)).astype(np.uint32))


def jaccard(a: Hashes, b: Hashes) -> float:
    """Shared over all, 0 to 1; 0 where both are empty."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    every = len(a) + len(b) - shared
    return shared / every if every else 0.0
