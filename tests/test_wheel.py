"""A wheel built from the tree carries models, settings and rosters, and works elsewhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_carries_what_a_run_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = "kzstance/shipped/"
    assert shipped + "configs/default.toml" in names
    assert shipped + "data/rosters/kazakhstan.toml" in names
    for model in ("quotes-minilm", "quotes-e5", "stance"):
        for file in ("model.onnx", "tokenizer.json", "sha256.json", "README.md"):
            assert f"{shipped}models/{model}/{file}" in names
    assert not [n for n in names if "/sample/" in n or n.startswith("tests/")]


def test_works_when_installed_elsewhere(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    (tmp_path / "one.txt").write_text(
        "A long enough first line of an article follows here.\n\n"
        "“The borders of Ukraine are not open to question,” said Ilyas Sarmanov, an analyst.\n"
    )
    env = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "kzstance", "run", "one.txt", "--out", "out"]
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "1 done" in done.stdout
    where = subprocess.run(
        [sys.executable, "-c", "import kzstance; print(kzstance.__file__)"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(site) in where.stdout
