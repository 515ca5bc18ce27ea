"""Runs at an url, by fsspec's own file systems. All articles are invented."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest

from kzstance.config import Config, load
from kzstance.errors import InputError
from kzstance.runs import RunFolder
from kzstance.runs import run as start
from kzstance.runs.store import local

from .conftest import Done, articles, command, settings, write_jsonl
from .conftest import start as begin
from .test_run import digests

Run = Callable[..., Done]


@pytest.mark.parametrize(
    "args", [(), ("--workers", "2"), ("--workers", "2", "--engine", "ray")], ids=str
)
def test_a_run_at_an_url_is_the_run_in_a_folder(
    run: Run, tmp_path: Path, args: tuple[str, ...]
) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles())
    here = run("a.jsonl", args=args)
    url = f"local://{tmp_path}/bucket/run"
    there = run("a.jsonl", args=args, out=url)
    assert there.status == 0, there.err
    assert f"tables: {url}" in there.out
    there = Done(_nothing(), tmp_path / "bucket/run")
    assert digests(there) == digests(here)
    assert not list((tmp_path / "bucket").rglob(".*"))
    for name in ("status", "series"):
        shown = command(name, url, cwd=tmp_path)
        assert shown.returncode == 0, shown.stderr


def _nothing() -> object:
    import subprocess

    return subprocess.CompletedProcess([], 0, "", "")


def test_it_goes_on_from_the_shards_that_are_there(run: Run, tmp_path: Path) -> None:
    rows = articles(8)
    write_jsonl(tmp_path / "a.jsonl", rows)
    url = f"local://{tmp_path}/bucket/run"
    config = settings("brokenstage.v1", shard_articles=2)
    log = tmp_path / "log"
    env = {"KZ_TEST_LOG": str(log), "KZ_TEST_STOP": "n5"}
    broken = run("a.jsonl", config=config, out=url, env=env)
    assert broken.status == 130
    assert log.read_text().split() == ["n0", "n1", "n2", "n3", "n4"]
    assert len(list((tmp_path / "bucket/run/shards").iterdir())) == 2
    again = run("a.jsonl", config=config, out=url, env={"KZ_TEST_LOG": str(log)})
    assert again.status == 0, again.err
    assert log.read_text().split()[5:] == ["n4", "n5", "n6", "n7"]
    assert digests(Done(_nothing(), tmp_path / "bucket/run")) == digests(
        run("a.jsonl", config=config)
    )
    other = settings("brokenstage.v1", shard_articles=2).replace(
        "[quotes]", "[quotes]\nmax_gap = 5"
    )
    assert "max_gap" in run("a.jsonl", config=other, out=url).line()
    fresh = run("a.jsonl", config=other, out=url, args=("--fresh",))
    assert fresh.status == 0, fresh.err


@pytest.fixture
def memory() -> Iterator[None]:
    yield
    fsspec.filesystem("memory").store.clear()


def test_in_memory(tmp_path: Path, memory: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "stubs"))
    (tmp_path / "own.toml").write_text(settings(), encoding="utf-8")
    config: Config = load(tmp_path / "own.toml")
    source = write_jsonl(tmp_path / "a.jsonl", articles())
    start([str(source)], "memory://bucket/run", config)
    assert len(RunFolder(local("memory://bucket/run")).articles()) == 9
    start([str(source)], tmp_path / "out", config)
    names = [p for p in sorted((tmp_path / "out").rglob("*.parquet")) if "shards" not in p.parts]
    system = fsspec.filesystem("memory")
    for path in names:
        own = path.relative_to(tmp_path / "out").as_posix()
        assert system.cat(f"/bucket/run/{own}") == path.read_bytes()


def test_a_run_under_its_input_is_no_input(
    tmp_path: Path, memory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second start read the first one's tables as articles, the first one its own lock."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "stubs"))
    (tmp_path / "own.toml").write_text(settings(), encoding="utf-8")
    config: Config = load(tmp_path / "own.toml")
    source = write_jsonl(tmp_path / "a.jsonl", articles(3))
    fsspec.filesystem("memory").pipe("/bucket/a.jsonl", source.read_bytes())
    for _ in range(2):
        assert start(["memory://bucket"], "memory://bucket/run", config).read == 3
    inputs, out = [f"local://{tmp_path}/in"], f"local://{tmp_path}/in/run"
    (tmp_path / "in").mkdir()
    write_jsonl(tmp_path / "in" / "a.jsonl", articles(3))
    for _ in range(2):
        assert start(inputs, out, config).read == 3
    assert start(inputs, tmp_path / "in/run", config).read == 3


def test_what_cannot_be_reached_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    for url in ("nowhere://x/run", "s3://bucket/run"):
        done = run("a.jsonl", out=url)
        assert done.status == 4
        assert "cannot be reached" in done.line()
    with pytest.raises(InputError, match="cannot be reached"):
        local("nowhere://x")


def test_two_runs_at_one_url(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(200))
    url = f"local://{tmp_path}/bucket/run"
    config = settings(shard_articles=1)
    (tmp_path / "own.toml").write_text(config, encoding="utf-8")
    first = begin("run", "a.jsonl", "--out", url, "--config", "own.toml", cwd=tmp_path)
    until = time.monotonic() + 60
    while not list(tmp_path.glob("bucket/run/shards/*/done.json")):
        assert first.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    assert "another run is at work there" in run("a.jsonl", config=config, out=url).line()
    first.kill()
    first.wait()
    write_jsonl(tmp_path / "a.jsonl", articles(20))
    done = run("a.jsonl", config=config, out=url)  # on this machine it is known to be dead
    assert done.status == 0, done.err
    lock = tmp_path / "bucket/run/.lock"
    assert not lock.exists()
    for age, status in ((30, 4), (900, 0)):
        sign = {"host": "elsewhere", "process": 1, "at": time.time() - age}
        lock.write_text(json.dumps(sign), encoding="utf-8")
        assert run("a.jsonl", config=config, out=url).status == status
