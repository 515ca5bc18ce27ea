"""What the words of a statement name: things, numbers, names, and whether they deny."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

from kzstance.clusters.numbers import is_number, numbers
from kzstance.clusters.shingles import words

_COMMON = frozenset(
    "about after also always because been before being could does even every from have having here "
    "into just many more most much must only other over really said same says shall should some "
    "such than that their them then there these they this those under very want were what when "
    "where which while will with would your "
    "более была были было быть весь даже если есть когда который может можно надо наша наше наши "
    "него ничего однако очень пока после потому свои себя сейчас также такие такой того тоже "
    "только тогда чтобы этого этой этом этот".split()
)
_DENIALS = frozenset(
    "no not never neither nor none nobody nothing without cannot cant wont dont doesnt didnt isnt "
    "arent wasnt werent havent hasnt hadnt wouldnt shouldnt couldnt mustnt "
    "не нет ни никогда без нельзя никто никакой никаких невозможно".split()
)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_LETTERS_OF_CONTENT = 4
_STEM = 5  # letters
_LEAST_SHARED, _SHARED = 4, 0.6  # letters at the beginning; share of the longer word


@dataclass(frozen=True, slots=True)
class Wording:
    content: tuple[str, ...]
    """Words of four letters or more that are not very common, without numbers."""
    numbers: frozenset[float]
    denies: bool
    cyrillic: bool
    stems: tuple[str, ...]
    """In order: beginnings of its content words, and its numbers."""


def wording(text: str) -> Wording:
    tokens = words(text)
    content = tuple(w for w in tokens if _is_content(w))
    named = numbers(text)
    return Wording(
        content,
        named,
        not _DENIALS.isdisjoint(tokens),
        len(_CYRILLIC.findall(text)) * 2 > len(_LETTERS.findall(text)),
        tuple(sorted({intern(w[:_STEM]) for w in content} | {str(n) for n in named})),
    )


def lacking(of: Sequence[str], within: Sequence[str]) -> int:
    """How many words of ``of`` have no word of the same beginning in ``within``."""
    beginnings: defaultdict[str, list[str]] = defaultdict(list)
    for w in within:
        beginnings[w[:_LEAST_SHARED]].append(w)
    return sum(not any(_near(w, other) for other in beginnings[w[:_LEAST_SHARED]]) for w in of)


def _is_content(word: str) -> bool:
    return len(word) >= _LETTERS_OF_CONTENT and word not in _COMMON and not is_number(word)


def _near(a: str, b: str) -> bool:
    if a == b:
        return True
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= _LEAST_SHARED and shared >= _SHARED * max(len(a), len(b))
