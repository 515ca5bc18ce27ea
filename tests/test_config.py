"""Settings: overlay, errors that name the way out, paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzstance.config import load, shipped
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
    ],
)
def test_wrong_value(tmp_path: Path, body: str, key: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(write(tmp_path, body))
    assert f"{key} = " in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("body", ["[quotes\n", "x = \n", "\xff"])
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


def test_names_that_ship_are_found() -> None:
    assert Path(load().speakers.rosters[0]).is_dir()


@pytest.mark.parametrize("name", ["id", "target", "error"])
def test_a_target_may_not_be_a_key_of_the_output(tmp_path: Path, name: str) -> None:
    keys = ("name", "description", "favor", "against", "neutral", "unrelated")
    body = f"[targets.{name}]\n" + "".join(f'{k} = "x"\n' for k in keys)
    with pytest.raises(ConfigError, match=rf"targets\.{name}"):
        load(write(tmp_path, body))


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
