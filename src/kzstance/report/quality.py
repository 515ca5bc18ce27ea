"""How often the models of a run err, where that was measured with these very models."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Figure:
    """A share, 0 to 1, of ``n`` hand-labelled cases; the ends of its 95 % interval where known."""

    about: str
    value: float
    n: int
    low: float | None
    high: float | None


def figures(provenance: Mapping[str, str], targets: Collection[str]) -> list[Figure]:
    """The figures measured with the models that ``provenance`` names, on the ``targets``."""
    known = tomllib.loads(files("kzstance.report").joinpath("quality.toml").read_text("utf-8"))
    same = {
        name
        for name, sha256 in known["models"].items()
        if provenance.get(f"model {name}", "").endswith(f" {sha256}")
    }
    return [
        Figure(f["about"], f["value"], f["n"], f.get("low"), f.get("high"))
        for f in known["figure"]
        if same.issuperset(f["models"]) and f.get("target", next(iter(targets), "")) in targets
    ]
