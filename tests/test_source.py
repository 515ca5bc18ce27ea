"""Rules over the whole source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bpickle\b",
        r"torch\.load\(",
        r"\bjoblib\b",
        r"yaml\.(?:unsafe_)?load\(",
        r"(?<![\w.])eval\(",
        r"(?<![\w.])exec\(",
        r"trust_remote_code\s*=\s*True",
        r"\bos\.system\(",
        r"shell\s*=\s*True",
        r"allow_pickle\s*=\s*True",
    ],
)
def test_nothing_that_runs_data_as_code(pattern: str) -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{n}"
        for path in FILES
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


STAGES = {"quotes", "speakers", "stance", "clusters", "series", "export", "report", "reading"}
IMPORT = re.compile(r"^\s*(?:from|import)\s+kzstance\.(\w+)", re.MULTILINE)
ALLOWED = {("report", "series"), ("report", "export")}


def test_no_stage_imports_another() -> None:
    found = []
    for path in FILES:
        own = path.relative_to(SOURCE / "kzstance").parts[0]
        for other in IMPORT.findall(path.read_text(encoding="utf-8")):
            if own in STAGES and other in STAGES - {own} and (own, other) not in ALLOWED:
                found.append((str(path.relative_to(SOURCE)), other))
    assert found == []


def test_imports_run_one_way() -> None:
    order = ["cli", "runs", "pipeline", *sorted(STAGES), "records"]
    low = {"records", "errors", "config", "registry", "models", "language"}
    found = []
    for path in FILES:
        own = path.relative_to(SOURCE / "kzstance").parts[0].removesuffix(".py")
        for other in IMPORT.findall(path.read_text(encoding="utf-8")):
            if own in low and other in order[:3]:
                found.append((own, other))
            if own == "pipeline" and other in {"runs", "cli", "reading"}:
                found.append((own, other))
            if own in STAGES and other in {"pipeline", "runs", "cli"}:
                found.append((own, other))
    assert found == []
