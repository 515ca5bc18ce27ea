"""One key for a surname in Latin and in Cyrillic script: Tokayev, Tokaev and Токаев are alike.

It is coarse on purpose: what spellings quarrel about (y, i, j; kh, h; ye, e; doubled letters) is
levelled. It finds people of Russian articles whose roster entry has no Russian spelling, so a
short key is none. ``variants`` is the key between Latin spellings: it reads h, kh and g as one,
as Ukrainian names need, where this one keeps х and г apart; neither can do the other's work.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kzstance.speakers.entries import fold

_LETTERS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e j z i i k l m n o p r s t u f h c q w w  i  e u a".split(" "),
        strict=True,
    )
)
_LATIN = (
    (r"shch|sch|sh", "w"),
    (r"tch|ch", "q"),
    (r"zh|dzh|dj", "j"),
    (r"kh", "h"),
    (r"ts|tz", "c"),
    (r"ck|q", "k"),
    (r"ph", "f"),
    (r"x", "ks"),
    (r"(?<=[aeiou])ye|(?:^|(?<=[^aeiou]))ye", "e"),
    (r"[yi][ao]", "a"),
    (r"[yij]u", "u"),
    (r"w", "v"),
    (r"y|j(?=[aeiou])", "i"),
)
_MARKED = re.compile("|".join(f"(?P<l{n}>{p})" for n, (p, _) in enumerate(_LATIN)))
LEAST = 5


def letters(name: str) -> str:
    """A name in the coarse Latin letters of the key."""
    low = fold(name).replace(" ", "")
    if re.search("[а-я]", low):
        low = re.sub("и(?=[аяо])", "", low.replace("дж", "ж"))
        return "".join(_LETTERS.get(c, "") for c in low)
    return _MARKED.sub(lambda m: _LATIN[int(str(m.lastgroup)[1:])][1], low)


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """The key of a surname in the nominative; "" where it would be too short to prove anything."""
    key = re.sub(r"(?<!i)i+$|(?<=[aeou])i+(?=[aeou])", "", letters(name))
    key = re.sub(r"(.)\1+", r"\1", key)
    return key if len(key) >= LEAST else ""
