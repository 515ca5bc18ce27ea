"""Shipped models: checked before they are loaded."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from kzstance.errors import ConfigError
from kzstance.models import seal, sha256, sums, verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "weights.onnx").write_bytes(b"weights")
    (tmp_path / "README.md").write_text("the card")
    seal(tmp_path)
    return tmp_path


def test_sealed_folder(folder: Path) -> None:
    assert verify(folder) == {"weights.onnx": sha256(folder / "weights.onnx")}


def test_the_card_may_be_mended(folder: Path) -> None:
    (folder / "README.md").write_text("a better card")
    verify(folder)


def test_changed_file(folder: Path) -> None:
    (folder / "weights.onnx").write_bytes(b"other weights")
    with pytest.raises(ConfigError, match=r"weights\.onnx has sha256 .*, expected "):
        verify(folder)


def test_missing_file(folder: Path) -> None:
    (folder / "weights.onnx").unlink()
    with pytest.raises(ConfigError, match="no file"):
        verify(folder)


def test_no_model(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(ConfigError, match=r"expected a folder with sha256\.json"):
            verify(path)


def test_manifest_that_breaks_off(folder: Path) -> None:
    (folder / "sha256.json").write_bytes(b'{"weights.onnx": "ab')
    with pytest.raises(ConfigError, match=r"sha256\.json"):
        verify(folder)


@pytest.mark.parametrize("fixture", ["quotes_model", "stance_model"])
def test_shipped(fixture: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(fixture)
    sums = verify(folder)
    settings = orjson.loads((folder / "kzstance.json").read_bytes())
    assert {"tokenizer.json", "kzstance.json", settings["weights"]} <= set(sums)
    assert (folder / "README.md").is_file(), "a model has a card"
    loose = {p.name for p in folder.iterdir()} - set(sums) - {"sha256.json", "README.md"}
    assert not loose, "every file of a model is in its manifest"


def test_a_model_of_the_user_s_own_needs_no_list(folder: Path) -> None:
    """``kzstance run`` refused every model that had no sha256.json."""
    known = sums(folder)
    (folder / "sha256.json").unlink()
    assert sums(folder) == known | {"README.md": sha256(folder / "README.md")}
