"""What the words of a statement name: things, numbers, names, and whether they deny."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kzstance.clusters.shingles import words

_COMMON = frozenset(
    "about after also always because been before being could does even every from have having here "
    "into just many more most much must only other over really said same says shall should some "
    "such than that their them then there these they this those under very want were what when "
    "where which while will with would your "
    "более была были было быть весь даже если есть когда который может можно надо наша наше наши "
    "него ничего однако очень пока после потому свои себя сейчас также такие такой того тоже только "
    "тогда чтобы этого этой этом этот".split()
)
_DENIALS = frozenset(
    "no not never neither nor none nobody nothing without cannot cant wont dont doesnt didnt isnt "
    "arent wasnt werent havent hasnt hadnt wouldnt shouldnt couldnt mustnt "
    "не нет ни никогда без нельзя никто никакой никаких невозможно".split()
)
_NUMBERS = {
    word: value
    for value, same in {
        2: "two both два две двух оба обе",
        3: "three три трёх трех",
        4: "four четыре четырёх четырех",
        5: "five пять пяти",
        6: "six шесть шести",
        7: "seven семь семи",
        8: "eight восемь восьми",
        9: "nine девять девяти",
        10: "ten десять десяти",
        11: "eleven одиннадцать",
        12: "twelve dozen двенадцать дюжина",
        15: "fifteen пятнадцать",
        20: "twenty двадцать",
        30: "thirty тридцать",
        40: "forty сорок",
        50: "fifty пятьдесят",
        100: "hundred сто",
        1000: "thousand thousands тысяча тысячи тысяч",
    }.items()
    for word in same.split()
}
_CAPITALISED = re.compile(r"(?<=[\w,;:] )[A-ZА-ЯЁ]\w+")  # not where a sentence begins
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_LETTERS_OF_CONTENT = 4
_LEAST_SHARED, _SHARED = 4, 0.6  # letters at the beginning; share of the longer word


@dataclass(frozen=True, slots=True)
class Wording:
    content: tuple[str, ...]
    """Words of four letters or more that are not very common, without numbers."""
    numbers: frozenset[int]
    names: frozenset[str]
    """Capitalised words inside a sentence, folded."""
    denies: bool
    cyrillic: bool


def wording(text: str) -> Wording:
    tokens = words(text)
    return Wording(
        tuple(w for w in tokens if _is_content(w)),
        frozenset(n for w in tokens if (n := _number(w)) is not None),
        frozenset(w.casefold() for w in _CAPITALISED.findall(text)),
        not _DENIALS.isdisjoint(tokens),
        len(_CYRILLIC.findall(text)) * 2 > len(_LETTERS.findall(text)),
    )


def lacking(of: Collection[str], within: Sequence[str]) -> int:
    """How many words of ``of`` have no word of the same beginning in ``within``."""
    return sum(not any(_near(w, other) for other in within) for w in of)


def stems(found: Wording) -> frozenset[str]:
    """Beginnings of its content words and names, and its numbers: what a retelling may share."""
    return frozenset({w[:5] for w in (*found.content, *found.names)} | {*map(str, found.numbers)})


def _is_content(word: str) -> bool:
    return len(word) >= _LETTERS_OF_CONTENT and word not in _COMMON and _number(word) is None


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) < 16:
        return int(word)
    return _NUMBERS.get(word)


def _near(a: str, b: str) -> bool:
    if a == b:
        return True
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= _LEAST_SHARED and shared >= _SHARED * max(len(a), len(b))
