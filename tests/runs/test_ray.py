"""The engine ray on real raylets, one of them killed in the middle. All articles are invented."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from .conftest import Done, articles, environment, settings, start, write_jsonl
from .test_run import check, digests

pytest.importorskip("ray")
Run = Callable[..., Done]


@pytest.fixture
def cluster() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("cluster.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=environment(),
    )  # fmt: skip
    yield process
    assert process.stdin is not None
    with suppress(BrokenPipeError):
        process.stdin.close()
    process.wait(60)


def test_a_node_that_is_killed(run: Run, tmp_path: Path, cluster: subprocess.Popen[str]) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(30))
    config = settings("brokenstage.v1", shard_articles=1)
    whole = run("a.jsonl", config=config, out="whole")
    assert cluster.stdout is not None and cluster.stdin is not None
    address = cluster.stdout.readline().strip()
    arguments = ["run", "a.jsonl", "--out", "out", "--config", "own.toml", "--workers", "2"]
    process = start(*arguments, "--ray-address", address, cwd=tmp_path)
    until = time.monotonic() + 120
    while len(list(tmp_path.glob("out/shards/*/done.json"))) < 3:
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    cluster.stdin.write("kill\n")
    cluster.stdin.flush()
    assert cluster.stdout.readline().strip() == "killed"
    assert process.wait(180) == 0
    done = Done(subprocess.CompletedProcess([], 0, "", ""), tmp_path / "out")
    check(done)
    assert digests(done) == digests(whole)


def test_ray_on_this_machine_and_an_article_that_kills(run: Run, tmp_path: Path) -> None:
    rows = articles(6)
    rows[2]["text"] += " It kills here."
    write_jsonl(tmp_path / "a.jsonl", rows)
    config = settings("brokenstage.v1", shard_articles=3, max_reject_share=0.5)
    done = run("a.jsonl", config=config, args=("--engine", "ray", "--workers", "2"))
    assert done.status == 0, done.err
    check(done)
    assert done.counts()["rejected"] == {"runs: lost": 1}
    assert [a["article_id"] for a in done.articles()] == ["n0", "n1", "n3", "n4", "n5"]


def test_no_cluster(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    done = run("a.jsonl", args=("--ray-address", "127.0.0.1:1"))
    assert done.status == 3
    assert "no cluster answers" in done.line()
