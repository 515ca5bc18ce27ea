"""Invented articles, and the real command line over them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzstance.runs import RunFolder

STUBS = Path(__file__).parent / "stubs"
CAST = Path(__file__).parents[1] / "speakers" / "roster.toml"
SOURCE = Path(__file__).parents[2] / "src"

NEWS = (
    "{town}, May {n} — “We will build bridge number {n} next year,” Dana Orbelindze, president of "
    "Varland, told reporters on Monday.\n\nPavel Vantomme said that the tunnel would follow in the "
    "autumn of year {n}. “The money,” Vantomme added, “has been found at last.”\n\nAccording to "
    "the White Palace, the river is long. The hall was full, and the old «ferry» stayed empty. A "
    "guest from Moscow slept."
)
TOWNS = ["VELGRAD", "OSTRAPOL", "MÜHLĘ", "ЗАРЕЧЬЕ"]


def articles(n: int = 9) -> list[dict[str, Any]]:
    return [
        {
            "id": f"n{i}",
            "title": f"Bridge {i} — “soon”",
            "date": f"2022-05-{i + 1:02d}",
            "outlet": "Valley Post",
            "text": NEWS.format(town=TOWNS[i % 4], n=i + 1),
        }
        for i in range(n)
    ]


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    lines = [json.dumps(r, ensure_ascii=False) + "\n" for r in rows]
    path.write_text("".join(lines), encoding="utf-8")
    return path


class Done:
    """A command that was run."""

    def __init__(self, process: subprocess.CompletedProcess[str], out: Path) -> None:
        self.status, self.out = process.returncode, process.stdout
        self.err = process.stderr
        self.folder = RunFolder(out)

    def rows(self) -> list[dict[str, Any]]:
        return self.folder.statements().to_dicts()

    def articles(self) -> list[dict[str, Any]]:
        return self.folder.articles().to_dicts()

    def counts(self) -> dict[str, Any]:
        counts: dict[str, Any] = self.folder.record()["counts"]
        return counts

    def line(self) -> str:
        """The one line that an error is."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


def command(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, stdin: str = ""
) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "kzstance", *map(str, arguments)],
        cwd=cwd,
        env=environment() | (env or {}),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )


def environment() -> dict[str, str]:
    path = os.pathsep.join([str(SOURCE), str(STUBS)])
    return os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"}


def start(
    *arguments: str, cwd: Path, env: dict[str, str] | None = None, output: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    """The same, not waited for."""
    return subprocess.Popen(
        [sys.executable, "-m", "kzstance", *arguments],
        cwd=cwd,
        env=environment() | (env or {}),
        stdout=output,
        stderr=output,
        text=True,
    )


def settings(quotes: str = "kzstance.quotes.rules.v1", **runs: Any) -> str:
    """A config without trained models: ruled quotes, fixed stance, the invented roster."""
    lines = "".join(f"{k} = {json.dumps(v)}\n" for k, v in runs.items())
    return (
        f'[quotes]\nstage = "{quotes}"\nmodel = "none"\n[stance]\nstage = "fixedstance.v1"\n'
        f'model = "none"\n[speakers]\nrosters = [{json.dumps(str(CAST))}]\n[runs]\n{lines}'
    )


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Done]:
    """``kzstance run`` in a folder of its own: run(inputs…, config=…, args=…, env=…)."""

    def start(
        *inputs: str | Path,
        config: str | None = None,
        args: tuple[str, ...] = (),
        env: dict[str, str] | None = None,
        out: str = "out",
        stdin: str = "",
    ) -> Done:
        (tmp_path / "own.toml").write_text(config or settings(), encoding="utf-8")
        arguments = ["run", *inputs, "--out", out, "--config", "own.toml", *args]
        return Done(command(*arguments, cwd=tmp_path, env=env, stdin=stdin), tmp_path / out)

    return start
