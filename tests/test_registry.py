"""Stages by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzstance.config import load
from kzstance.errors import ConfigError
from kzstance.registry import stage


def test_the_configs_stages_exist() -> None:
    config = load()
    for name in (config.quotes.stage, config.speakers.stage, config.stance.stage):
        assert callable(stage(name))
    assert callable(stage("kzstance.quotes.rules.v1"))


@pytest.mark.parametrize(
    "name",
    [
        "kzstance.quotes.none.v1",
        "kzstance.quotes.rules.v9",
        "nosuchpackage.stage.v1",
        "kzstance.errors.v1",
        "x",
        "",
        "..v1",
        ".stage.v1",
        "a..b.v1",
    ],
)
def test_unknown_name(name: str) -> None:
    with pytest.raises(ConfigError) as error:
        stage(name)
    assert f"no stage {name!r}" in str(error.value)
    assert "known so far" in str(error.value)


def test_a_stage_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ownstage.py").write_text(
        "from kzstance.registry import register\n@register('ownstage.v1')\nclass Own: pass\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert stage("ownstage.v1").__name__ == "Own"


def test_what_a_stage_cannot_import_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not taken for a missing stage."""
    (tmp_path / "halfstage.py").write_text("import nosuchdependency\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="nosuchdependency"):
        stage("halfstage.v1")
