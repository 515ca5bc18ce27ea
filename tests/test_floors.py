"""Quality floors: what the shipped models reach on data of this project must not sink.

``floors.json`` holds, for each measure, the floor and the sha256 of the gold file that it was
measured on. A floor is raised when the models get better, and lowered by nobody unasked.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from kzstance.config import load
from kzstance.evaluation import evaluate

ROOT = Path(__file__).parents[1]
FLOORS: dict[str, Any] = json.loads((ROOT / "tests/floors.json").read_text())


def _marked(name: str) -> Any:
    """Gold outside the project is skipped where it is not there."""
    outside = FLOORS[name]["gold"].startswith("../shared")
    return pytest.param(name, marks=pytest.mark.shared) if outside else name


@pytest.mark.parametrize("name", [_marked(n) for n in FLOORS])
def test_floors(name: str) -> None:
    entry = FLOORS[name]
    gold = ROOT / entry["gold"]
    found = hashlib.sha256(gold.read_bytes()).hexdigest()
    assert found == entry["sha256"], f"{gold} changed: measure again and write down the new floors"
    config = load(ROOT / entry["config"])
    measures = evaluate(entry["stage"], gold, config)
    for path, floor in entry["floors"].items():
        value: Any = measures
        for key in path.split("/"):
            value = value[key]
        assert value >= floor, f"{name}: {path} is {value:.3f}, its floor {floor:.3f}"
