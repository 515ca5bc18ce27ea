"""Other ways to print the same text. Lengths stay, so that offsets hold."""

from __future__ import annotations

import random

STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
GUILLEMETS = str.maketrans({"“": "«", "”": "»"})
LOW_HIGH = str.maketrans({"“": "„", "”": "“"})
WITHOUT = str.maketrans({"“": " ", "”": " ", '"': " ", "«": " ", "»": " "})
JOINED = str.maketrans({"\n": " "})


def restyle(text: str, rng: random.Random) -> str:
    """The text with its quotation marks in another style, now and then without them, now and
    then with its paragraphs run together."""
    draw = rng.random()
    if draw < 0.33:
        text = text.translate(STRAIGHT)
    elif draw < 0.43:
        text = text.translate(GUILLEMETS)
    elif draw < 0.48:
        text = text.translate(LOW_HIGH)
    elif draw < 0.51:
        text = text.translate(WITHOUT)
    if rng.random() < 0.05:
        text = text.translate(JOINED)
    return text
