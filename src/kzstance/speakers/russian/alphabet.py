"""Letters of Russian words: their sorts, and text made plain for patterns."""

from __future__ import annotations

CONSONANTS = "бвгджзклмнпрстфхцчшщ"
VOWELS = "аеёиоуыэюя"
HUSHING = ("ж", "ш", "ч", "щ", "ц")


def plain(text: str) -> str:
    """Lower case without ё, in as many characters as before."""
    text = text.replace("ё", "е").replace("Ё", "Е")
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)
