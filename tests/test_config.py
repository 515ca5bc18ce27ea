"""Settings: overlay, errors that name the way out, paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from kzstance.config import Config, load, shipped
from kzstance.errors import ConfigError


def write(folder: Path, body: str) -> Path:
    path = folder / "own.toml"
    path.write_text(body, encoding="utf-8")
    return path


def test_defaults_are_whole() -> None:
    config = load()
    assert list(config.targets) == ["russia", "ukraine_territorial_integrity"]
    assert config.digest() == load().digest()


@pytest.mark.parametrize("name", sorted(p.name for p in shipped("configs").glob("*.toml")))
def test_shipped_configs_load(name: str) -> None:
    if not name.startswith("train-"):
        load(shipped("configs") / name)


def test_own_settings_are_laid_over(tmp_path: Path) -> None:
    config = load(write(tmp_path, "[quotes]\nmax_gap = 99\n"))
    default = load()
    assert config.quotes.max_gap == 99
    assert config.quotes.stage == default.quotes.stage
    assert config.stance == default.stance
    assert config.digest() != default.digest()


def test_a_target_needs_no_code(tmp_path: Path) -> None:
    body = (
        '[targets.bridge]\nname = "the bridge"\ndescription = "x"\nfavor = "f"\nagainst = "a"\n'
        'neutral = "n"\nunrelated = "u"\n'
    )
    assert list(load(write(tmp_path, body)).targets)[-1] == "bridge"


def test_what_changes_no_table_changes_no_digest(tmp_path: Path) -> None:
    body = '[runs]\nengine = "processes"\nworkers = 7\nthreads = 5\n[series]\nevery = "year"\n'
    assert load(write(tmp_path, body)).digest() == load().digest()


@pytest.mark.parametrize(
    ("body", "key", "near"),
    [
        ("[quotes]\nmax_gpa = 3\n", "quotes.max_gpa", "max_gap"),
        ("[quote]\nmax_gap = 3\n", "quote", "quotes"),
        ("[reading.columns]\ntxt = ['a']\n", "reading.columns.txt", "text"),
        ("[stance]\nabstain = 0.3\n", "stance.abstain", "abstain_below"),
        ("[targets.russia]\nfavour = 'x'\n", "targets.russia.favour", "favor"),
        ("[runs]\nworker = 3\n", "runs.worker", "workers"),
    ],
)
def test_unknown_key_names_the_nearest(tmp_path: Path, body: str, key: str, near: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(write(tmp_path, body))
    assert f"unknown key {key!r}; did you mean {near!r}?" in str(error.value)
    assert "own.toml" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("[quotes]\nmax_gap = 'far'\n", "quotes.max_gap"),
        ("[quotes]\nmax_gap = -1\n", "quotes.max_gap"),
        ("[stance]\nabstain_below = 2\n", "stance.abstain_below"),
        ("[runs]\nengine = 'ship'\n", "runs.engine"),
        ("[series]\nevery = 'decade'\n", "series.every"),
        ("quotes = 3\n", "quotes"),
        ("[reading]\nmin_chars = true\n", "reading.min_chars"),
        ("[reading]\nmin_chars = 40.0\n", "reading.min_chars"),
        ("[reading]\nmin_chars = '40'\n", "reading.min_chars"),
        (f"[reading]\nmin_chars = '{'x' * 100_000}'\n", "reading.min_chars"),
        (f"[reading]\nmin_chars = 0x{'f' * 9999}\n", "reading.min_chars"),
        (f"[reading]\nmin_chars{'.a' * 2000} = 1\n", "reading.min_chars"),
        (f"[targets.{'x' * 9999}]\nname = 1\n", "x…"),
        ("[reading]\nlanguages = []\n", "reading.languages"),
        ("[reading.columns]\ntext = []\n", "reading.columns.text"),
        ("[stance]\nlanguages = []\n", "stance.languages"),
        ("[runs]\narticle_seconds = '3'\n", "runs.article_seconds"),
        ("[series]\nnested = 'yes'\n", "series.nested"),
        ("[series]\nkinds = []\n", "series.kinds"),
    ],
)
def test_wrong_value(tmp_path: Path, body: str, key: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(write(tmp_path, body))
    assert f"{key} = " in str(error.value)
    assert "\n" not in str(error.value) and len(str(error.value)) < 600


def numbers(model: type[BaseModel], name: str = "") -> Iterator[str]:
    for key, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from numbers(kind, f"{name}{key}.")
        elif kind in (int, float):
            yield f"{name}{key}"


@pytest.mark.parametrize("setting", [*numbers(Config)])
@pytest.mark.parametrize("value", ["-5", "9" * 26, "1e300", "nan"])
def test_a_number_out_of_bounds(tmp_path: Path, setting: str, value: str) -> None:
    """Such overflowed, hung or filled the memory, some of them after all the work was done."""
    with pytest.raises(ConfigError, match=re.escape(f"{setting} = ")):
        load(write(tmp_path, f"{setting} = {value}\n"))


def test_types_that_toml_has_no_other_way_to_write(tmp_path: Path) -> None:
    body = '[reading]\nearliest_date = "2001-02-03"\n[runs]\narticle_seconds = 30\n'
    config = load(write(tmp_path, body))
    assert config.reading.earliest_date == date(2001, 2, 3)
    assert config.runs == load().runs


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    assert load(write(tmp_path, "\ufeff[quotes]\nmax_gap = 99\n")).quotes.max_gap == 99


def test_a_long_key_is_cut(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unknown key") as error:
        load(write(tmp_path, f"[reading]\n{'x' * 100_000} = 1\n"))
    assert len(str(error.value)) < 600


@pytest.mark.parametrize(
    "body",
    ["[quotes\n", "x = \n", "\xff", "a = " + "[" * 5000 + "]" * 5000, "a = " + "9" * 5000],
    ids=("head", "value", "bytes", "deep", "digits"),
)
def test_not_toml(tmp_path: Path, body: str) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(body.encode("latin-1"))
    with pytest.raises(ConfigError, match="not TOML"):
        load(path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_paths_are_relative_to_their_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "cast.toml").write_text("")
    body = '[quotes]\nmodel = "mine"\n[speakers]\nrosters = ["cast.toml", "data/rosters"]\n'
    config = load(write(tmp_path, body))
    assert config.quotes.model == str(tmp_path / "mine")
    assert config.speakers.rosters == (str(tmp_path / "cast.toml"), str(shipped("data/rosters")))


def test_a_path_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be looked up") as error:
        load(write(tmp_path, f'[quotes]\nmodel = "{"y" * 5000}"\n'))
    assert len(str(error.value)) < 600


def test_names_that_ship_are_found() -> None:
    assert Path(load().speakers.rosters[0]).is_dir()


def target(key: str, name: str = "x") -> str:
    keys = ("description", "favor", "against", "neutral", "unrelated")
    return f'[targets."{key}"]\nname = "{name}"\n' + "".join(f'{k} = "x"\n' for k in keys)


@pytest.mark.parametrize("name", ["id", "target", "error"])
def test_a_target_may_not_be_a_key_of_the_output(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=rf"targets\.{name}"):
        load(write(tmp_path, target(name)))


@pytest.mark.parametrize("name", ["", " ", r"a b\n\u001b", r"a\u2028b", r"\u202ea", "x" * 201])
def test_a_target_has_a_name_that_can_be_printed(tmp_path: Path, name: str) -> None:
    for body in (target(name), target("nato", name)):
        with pytest.raises(ConfigError, match="is no name of a target"):
            load(write(tmp_path, body))


def test_targets_differ_in_more_than_capitals(tmp_path: Path) -> None:
    """In SQLite and DuckDB their columns are the same: no table could be exported."""
    with pytest.raises(ConfigError, match="differ in capitals alone"):
        load(write(tmp_path, target("Russia")))


@pytest.mark.parametrize("name", ["Ukraine's territorial integrity", r"x\"y|$z", "НАТО"])
def test_a_target_may_have_any_other_name(tmp_path: Path, name: str) -> None:
    assert len(load(write(tmp_path, target(name, name))).targets) == 3


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"key targets\.bridge\.\w+ is missing"):
        load(write(tmp_path, '[targets.bridge]\nname = "b"\n'))


def test_the_digest_is_the_same_on_another_machine(tmp_path: Path) -> None:
    digests = set()
    for name in ("one", "two"):
        (tmp_path / name / "mine").mkdir(parents=True)
        digests.add(load(write(tmp_path / name, '[quotes]\nmodel = "mine"\n')).digest())
    assert len(digests) == 1
    settings = load().deciding()
    assert settings["speakers"]["rosters"] == ["data/rosters"]
    assert settings["stance"]["model"].startswith("models/")
