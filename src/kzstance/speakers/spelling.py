"""Names as texts write them: with honorifics and titles before them, short, misspelt."""

from __future__ import annotations

import re

from kzstance.speakers.roster import fold
from kzstance.speakers.variants import variant

HONORIFIC = re.compile(
    r"\b(Mr|Ms|Mrs|Miss|Madam|Sir|Lady|Dr|Prof|Gen|Col|Sen|Rep|Gov|MR|MS|MRS|DR)\.?\s"
)
NAME = re.compile(
    r"[A-ZÀ-ÞА-ЯЁҚҒҮҰІӘӨҢҺ][\w’'\-]+(?:\s(?:(?:al|bin|bint|de|der|van|von|di|da|el|ter|la|le)\s)?[A-ZÀ-ÞА-ЯЁҚҒҮҰІӘӨҢҺ][\w’'\-]*\.?){0,5}"
)
TITLE_WORDS = frozenset(
    """president minister secretary spokesman spokeswoman spokesperson prime foreign deputy
    vice general admiral senator ambassador chancellor chairman chair director adviser
    advisor national security press white house first lady second gentleman mr ms mrs dr the
    and administrator governor mayor doctor leader leaders officials official senior
    administration ministry government council commission kremlin united nations european
    union western parliament congress state department defence defense interior affairs
    chief head of sec patriarch pope archbishop speaker king queen prince princess
    representative communications economic office party nsc vice-president attorney justice
    commissioner high commander marshal colonel major professor former ex late acting
    interim outgoing incumbent retired onetime one-time then ousted deposed prosecutor
    consul inspector solicitor opposition officer vice-minister sec pm mp fm lt maj sgt adm
    brig capt treasury premier lawmaker spokeswoman press congressman congresswoman
    president-elect""".split()
)
_PAST = re.compile(r"(?:ex|then|vice|acting)[-–]", re.IGNORECASE)


_WITH_GIVEN = frozenset(
    "Prince Princess King Queen Pope Patriarch Metropolitan Archbishop Emir Sultan".split()
)


def bare_name(name: str) -> str:
    """A name without the title words before it."""
    words = name.split()
    while words and (_is_title(words[0]) or words[0].lower() in {"the", "a", "an"}):
        if len(words) == 2 and words[0] in _WITH_GIVEN and not words[1].isupper():
            break  # "Prince Jan": the title is part of the name
        words = words[1:]
    return re.sub(r"[’']s?$", "", " ".join(words)).strip(" ,.")


def _is_title(word: str) -> bool:
    word = word.rstrip(".").casefold()
    return word in TITLE_WORDS or _PAST.sub("", word, count=1) in TITLE_WORDS


def names_in(phrase: str) -> list[str]:
    """Capitalised names in a phrase, honorifics left out, longest first."""
    found = [m.group() for m in NAME.finditer(HONORIFIC.sub("", phrase))]
    return sorted(found, key=lambda n: -len(n.split()))


def same_given(a: str, b: str) -> bool:
    """Could these be one person? Surname alone fits all; given names must begin alike."""
    x, y = fold(a).split(), fold(b).split()
    if len(x) == 1 or len(y) == 1:
        return True
    if x[-1] != y[-1] and not set(x) & set(y) and variant(x[-1]) != variant(y[-1]):
        return False
    if variant(a) and variant(a) == variant(b):
        return True
    return x[0][:1] == y[0][:1] and (
        x[0][:3] == y[0][:3] or x[0][:1] + "." == x[0] or alike(x[0], y[0])
    )


def alike(a: str, b: str, least: float = 60) -> bool:
    from rapidfuzz.fuzz import ratio

    return bool(ratio(a, b) >= least)
