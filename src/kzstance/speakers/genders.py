"""Woman or man, by what a text calls somebody: "Ms", "spokeswoman", a surname in -ova."""

from __future__ import annotations

import re

_HONORIFICS = {
    **dict.fromkeys(("ms", "mrs", "miss", "madam", "lady"), "f"),
    **dict.fromkeys(("mr", "sir"), "m"),
}
_WORDS_OF_WOMEN = re.compile(r"\b\w*woman\b|\b(?:queen|princess|first lady|mother|actress)\b", re.I)
_WORDS_OF_MEN = re.compile(r"\b(?:spokesman|chairman|congressman|businessman|king|prince)\b", re.I)


def by_honorific(phrase: str) -> str | None:
    """By the first word: "Ms Roe"."""
    word = phrase.split()[0].strip(".").lower() if phrase.strip() else ""
    return _HONORIFICS.get(word)


def by_honorific_before(text: str, at: int) -> str | None:
    """By the word right before a name."""
    before = text[max(0, at - 6) : max(0, at)].lower().replace(".", "").split()
    return _HONORIFICS.get(before[-1]) if before else None


def by_title(description: str) -> str | None:
    if _WORDS_OF_WOMEN.search(description):
        return "f"
    return "m" if _WORDS_OF_MEN.search(description) else None


def by_surname(surname: str) -> str | None:
    """Slavic surnames have a form for women and one for men."""
    if surname.endswith(("ova", "eva", "skaya", "skaia", "ska", "aya")):
        return "f"
    return "m" if surname.endswith(("ov", "ev", "sky", "skiy", "skyi", "skyy", "ski")) else None
