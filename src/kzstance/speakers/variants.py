"""A key under which the Latin spellings of one name meet: Tokayev, Tokaev and Toqaev.

Names of the region come to English by many roads (passport, wire agency, Ukrainian or Russian
form, German or French press). The key drops what those roads change and keeps the rest; it is
a second look-up, for names that no spelling in the roster fits, and counts only where one
person has it. It takes full names too and knows the forms of given names; ``skeleton`` is the
key between the two scripts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kzstance.speakers.entries import fold

LEAST = 4  # letters of the surname's key; shorter ones prove nothing
# order matters: longer groups first; capitals stand for what two letters wrote
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"shch|schtsch|stsch|sch", "S"),
        (r"tsch|tch|ch|cz", "C"),
        (r"dzh|dsch|dj|zh", "J"),
        (r"sh|sz", "S"),
        (r"kh|gh|h", "g"),  # Oleh, Oleg; Mikhail, Mihail
        (r"q|ck|c", "k"),
        (r"x", "ks"),
        (r"w|ph|(?<!f)f+$", "v"),
        (r"ou", "u"),
        (r"(?<=\w)enka$", "enko"),
        (r"(?<![eiyj])[eiyj]+$", "i"),  # Zelensky, Zelenskyi, Zelenskiy
        (r"(?<=[aeiouy])j(?=[aeou])|(?<![iy])[iy]+(?=[aeou])", ""),  # Tokayev, Yermak
        (r"[yj]", "i"),
        (r"J", "j"),
        (r"(.)\1+", r"\1"),
    )
)
# Ukrainian, Belarusian and Kazakh forms of given names beside the Russian ones
_GIVEN = """
vladimir volodymyr uladzimir
alexander aleksandr oleksandr aliaksandr alyaksandr
alexei aleksey oleksii aliaksei
nikolai mykola mikalai
sergei serhii siarhei
andrei andrii
dmitry dmytro dzmitry
mikhail mykhailo
pavel pavlo
evgeny yevhen yevhenii
vasily vasyl
konstantin kostiantyn
petr petro
grigory hryhorii
igor ihor
kirill kyrylo
maxim maksym
anna hanna
elena olena
ekaterina kateryna
natalia nataliia natalya
irina iryna
"""


def _plain(word: str) -> str:
    for pattern, to in _STEPS:
        word = pattern.sub(to, word)
    return word


_FORMS = {
    _plain(form): _plain(line.split()[0]) for line in _GIVEN.split("\n") for form in line.split()
}


@lru_cache(maxsize=4096)
def variant(name: str) -> str:
    """The key of a full name or a surname; "" where too little is left to tell names apart."""
    words = [_plain(w) for w in fold(name).replace(".", " ").split()]
    words = [_FORMS.get(w, w) for w in words[:-1]] + words[-1:]
    return " ".join(words) if words and len(words[-1]) >= LEAST else ""
