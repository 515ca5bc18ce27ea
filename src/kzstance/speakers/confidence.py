"""How often each way of resolution is right: the confidence that goes with its result.

``confidence.toml`` beside this file holds one share a way; ``scripts/calibrate_speakers.py``
fits them on labelled articles. A :class:`Way` is that share and knows which way it is.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def values() -> dict[str, float]:
    raw = files("kzstance.speakers").joinpath("confidence.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(raw)["right"].items()}


class Way(float):
    """The confidence of a result, by the way it was found."""

    name: str

    def __new__(cls, name: str) -> Way:
        found = super().__new__(cls, values()[name])
        found.name = name
        return found

    def __reduce__(self) -> tuple[type[Way], tuple[str]]:
        return Way, (self.name,)  # made from its name again, in another process too
