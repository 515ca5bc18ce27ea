"""The pinned spaCy model: checked before it is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kzstance import language
from kzstance.config import load
from kzstance.errors import ConfigError
from kzstance.language import load_language


def test_parts(nlp: Any) -> None:
    doc = nlp("Dana Orbelindze said that the bridge would open.")
    assert doc.has_annotation("DEP") and doc.has_annotation("ENT_IOB")


def test_without_the_parse() -> None:
    light = load_language(load().language, parse=False)
    assert "parser" not in light.pipe_names and "ner" in light.pipe_names


def test_not_installed() -> None:
    settings = load().language.model_copy(update={"model": "xx_no_model_sm"})
    with pytest.raises(ConfigError, match="pip install xx-no-model-sm"):
        load_language(settings, parse=False)


def test_changed_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages with model names and other content have been seen on the index."""
    model = load().language.model
    wrong = {model: language.SHA256[model] | {"vocab/strings.json": "0" * 64}}
    monkeypatch.setattr(language, "SHA256", wrong)
    with pytest.raises(ConfigError, match=r"strings\.json has sha256"):
        load_language(load().language, parse=False)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no file"):
        language._check(load().language.model, tmp_path)
