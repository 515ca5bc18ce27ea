"""Adversarial texts for a regular expression, built from the expression itself.

Each repeat in it gives texts of one thing over and over: what leads to the repeat and then its
body many times, all of that many times, and the body alone, each with an end that does not fit.
"""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants as c
    import sre_parse

_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)
_CLASSES = {
    c.CATEGORY_DIGIT: "7", c.CATEGORY_NOT_DIGIT: "q", c.CATEGORY_SPACE: " ",
    c.CATEGORY_NOT_SPACE: "q", c.CATEGORY_WORD: "aA", c.CATEGORY_NOT_WORD: ".",
}  # fmt: skip
ENDS = ("", "\0")
PLAIN = (
    " ", "\n", "\t", " \n", "a", "A", "aB ", "Aa ", "7", "7 ", "7.", ".", "...", ". A", "'", '"',
    "“", "”", "«", "»", "“a” ", '"a" ', "(", "()", "[(", "-", "—", "– ", "_", "/", "a.b ", "A. ",
    "a, ", "A, ", ": ", "A: ", "Q: ", "\nA: ", "said ", "he said ", "Mr. ", "the ", "Я", "яЯ ",
    "сказал ", "<", "<a ", "<a>", "&amp;", "&", "\u202e", "\u200b", "é", "A-", "Mr A ",
)  # fmt: skip


MOST = 240  # texts made of an expression


def texts(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """The texts, each of about ``size`` characters."""
    yield from islice(_texts(pattern, size), MOST)


def _texts(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    for piece in PLAIN:
        yield piece * (size // len(piece)) + "\0"
    given = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    tree = sre_parse.parse(
        given, pattern.flags & ~(re.UNICODE if isinstance(pattern.pattern, bytes) else 0)
    )
    seen = set()
    for seed in range(2):
        rng = random.Random(seed)
        for lead, body in _repeats(list(tree), "", rng):
            for first, pump in ((lead, body), ("", body), ("", lead + body), ("", lead + body * 2)):
                if pump and (first, pump) not in seen:
                    seen.add((first, pump))
                    for end in ENDS:
                        yield first + pump * (size // len(pump)) + end


def _repeats(nodes: list[Any], lead: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(what leads there, the body once) for each repeat, those inside repeats too."""
    for op, arg in nodes:
        for inner in _inside(op, arg):
            yield from _repeats(list(inner), lead, rng)
        if op in _REPEATS and arg[1] > 3:
            yield lead[-200:], _sample(list(arg[2]), rng) or "a"
        lead += _one(op, arg, rng)


def _inside(op: Any, arg: Any) -> list[Any]:
    if op in _REPEATS:
        return [arg[2]]
    if op is c.SUBPATTERN:
        return [arg[3]]
    if op is c.BRANCH:
        return list(arg[1])
    if op in (c.ASSERT, c.ASSERT_NOT):
        return [arg[1]]
    return [arg] if op is c.ATOMIC_GROUP else []


def _sample(nodes: list[Any], rng: random.Random) -> str:
    return "".join(_one(op, arg, rng) for op, arg in nodes)


def _one(op: Any, arg: Any, rng: random.Random) -> str:
    """A text that this part of an expression takes; empty for what takes none."""
    if op is c.LITERAL:
        return chr(arg)
    if op is c.NOT_LITERAL:
        return "a" if arg != ord("a") else "b"
    if op is c.ANY:
        return rng.choice("a x.")
    if op is c.IN:
        return _of_class(arg, rng)
    if op in _REPEATS:
        low, high, body = arg
        times = max(low, rng.choice((0, 1, 2)) if high > 1 else rng.choice((0, 1)))
        return "".join(_sample(list(body), rng) for _ in range(min(times, 80)))
    if op in (c.SUBPATTERN, c.ATOMIC_GROUP, c.BRANCH):
        inner = _inside(op, arg)
        return _sample(list(rng.choice(inner)), rng)
    return ""


def _of_class(members: list[Any], rng: random.Random) -> str:
    if members[0][0] is c.NEGATE:
        barred = {chr(a) for o, a in members if o is c.LITERAL}
        spaces = any(o is c.CATEGORY and a is c.CATEGORY_SPACE for o, a in members)
        free = ("a", "A", "7", ".", "q", *("" if spaces else " "))
        return rng.choice([x for x in free if x not in barred] or ["~"])
    op, arg = rng.choice(members)
    if op is c.LITERAL:
        return chr(arg)
    if op is c.RANGE:
        return chr(rng.choice(arg))
    return rng.choice(_CLASSES.get(arg, "a")) if op is c.CATEGORY else "a"
