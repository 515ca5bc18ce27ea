"""The pinned spaCy model: checked before it is loaded."""

from __future__ import annotations

import time
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


@pytest.mark.parametrize("sign", ["!", '"', "—", "a-", "x.y", "(", "https://a.example/", "й"])
def test_what_has_no_blanks_takes_no_square_of_time(sign: str) -> None:
    light = load_language(load().language, parse=False, names=False)
    text = f"  The envoy spoke.\n\n{sign * 10_000} She  left. {sign * 600}"
    with light.memory_zone():
        started = time.process_time()
        doc = light(text)
        assert time.process_time() - started < 10  # seconds; the square takes a minute
        assert doc.text == text
        assert [t.text for t in doc][1:4] == ["The", "envoy", "spoke"]


def test_words_and_addresses_are_not_cut() -> None:
    light = load_language(load().language, parse=False, names=False)
    address = f"https://a.example/{'x' * 400}"
    text = f"See {address}, said the U.N. envoy's aide."
    assert light.tokenizer(text).to_json() == light.tokenizer._tokenizer(text).to_json()
    assert address in [t.text for t in light(text)]


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
