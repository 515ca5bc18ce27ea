"""What an article may cost, through the real command line. All articles are invented."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kzstance.limits import Overdue, Watch, allowed, time_limit

from .conftest import Done, articles, environment, settings, write_jsonl
from .test_run import check

Run = Callable[..., Done]
TWO = ("--workers", "2")


def errors(done: Done) -> dict[str, str]:
    lines = (done.folder.path / "rejects.jsonl").read_text("utf-8").splitlines()
    return {r["id"]: r["error"] for r in map(json.loads, lines)}


def spoilt(tmp_path: Path, **faults: str) -> None:
    rows = articles(6)
    for row in rows:
        row["text"] += faults.get(row["id"], "")
    write_jsonl(tmp_path / "a.jsonl", rows)


def test_no_time_is_too_long_for_a_timer() -> None:
    seconds, watch = allowed(1_000_000, 10**15), Watch()
    with time_limit(seconds):
        watch(seconds)
        watch.stop()


@pytest.mark.parametrize("args", [(), TWO])
def test_an_article_that_takes_too_long_is_given_up(
    run: Run, tmp_path: Path, args: tuple[str, ...]
) -> None:
    spoilt(tmp_path, n1=" It sleeps here.", n4=" It sleeps here.")
    config = settings("brokenstage.v1", article_seconds=1.5, max_reject_share=0.5)
    began = time.monotonic()
    done = run("a.jsonl", config=config, args=args)
    assert done.status == 0, done.err
    assert time.monotonic() - began < 30
    check(done)
    assert errors(done) == {"n1": "article_seconds", "n4": "article_seconds"}
    assert [a["article_id"] for a in done.articles()] == ["n0", "n2", "n3", "n5"]


def test_a_worker_that_does_not_give_up_is_replaced(run: Run, tmp_path: Path) -> None:
    spoilt(tmp_path, n1=" It holds the lock here.", n3=" It kills here.")
    config = settings("brokenstage.v1", article_seconds=1.5, max_reject_share=0.5, shard_articles=2)
    done = run("a.jsonl", config=config, args=TWO)
    assert done.status == 0, done.err
    check(done)
    assert errors(done) == {"n1": "lost", "n3": "lost"}
    assert [a["article_id"] for a in done.articles()] == ["n0", "n2", "n4", "n5"]


def test_an_article_that_needs_too_much_memory_is_rejected(run: Run, tmp_path: Path) -> None:
    spoilt(tmp_path, n2=" It needs much memory.")
    config = settings("brokenstage.v1", max_reject_share=0.5)
    done = run("a.jsonl", config=config, args=TWO)
    assert done.status == 0, done.err
    check(done)
    assert errors(done) == {"n2": "worker_bytes"}


def test_a_time_that_is_over_while_an_object_is_cleared_away(run: Run, tmp_path: Path) -> None:
    spoilt(tmp_path, n2=" It clears away here.")
    config = settings("brokenstage.v1", article_seconds=1, max_reject_share=0.5)
    done = run("a.jsonl", config=config)
    assert errors(done) == {"n2": "article_seconds"}


def test_a_limit_that_is_raised_is_tried_again(run: Run, tmp_path: Path) -> None:
    spoilt(tmp_path, n2=" It sleeps here.")
    config = settings("brokenstage.v1", article_seconds=1, max_reject_share=0.5)
    run("a.jsonl", config=config)
    log = tmp_path / "log"
    same = run("a.jsonl", config=config, env={"KZ_TEST_LOG": str(log)})
    assert not log.exists()
    higher = settings("brokenstage.v1", article_seconds=2, max_reject_share=0.5)
    again = run("a.jsonl", config=higher, env={"KZ_TEST_LOG": str(log)})
    assert len(log.read_text().split()) == 6
    assert errors(again) == errors(same) == {"n2": "article_seconds"}


def test_workers_that_cannot_load_the_models(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    done = run("a.jsonl", config=settings(worker_bytes=50_000_000), args=TWO)
    assert done.status == 1
    assert "worker" in done.line()


LIMITED = """
import ctypes, time
from kzstance.limits import Watch, time_limit
watch = Watch()
{limit}
    print("begun", flush=True)
    {work}
watch.stop()
"""
LITTLE = "for _ in range(5): time.sleep(0.1)"
STUCK = "ctypes.PyDLL(None).sleep(600)"


def limited(limit: str, work: str) -> subprocess.Popen[str]:
    """A process of its own, that is at work under a limit."""
    process = subprocess.Popen(
        [sys.executable, "-c", LIMITED.format(limit=limit, work=work)],
        env=environment(), stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout and process.stdout.readline() == "begun\n"
    return process


@pytest.mark.parametrize("limit", ["with time_limit(2):", "watch(1)\nif True:"])
def test_no_time_goes_by_while_a_run_is_stopped(limit: str) -> None:
    with limited(limit, LITTLE) as process:
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(4)
        os.killpg(process.pid, signal.SIGCONT)
        assert process.wait(10) == 0


def test_what_holds_the_lock_is_ended_two_seconds_after_its_time() -> None:
    with limited("watch(1)\nif True:", STUCK) as process:
        began = time.monotonic()
        assert process.wait(10) == -signal.SIGKILL
        assert 1.5 < time.monotonic() - began < 3


def test_a_limit_counts_the_time_in_which_python_hears_no_signal() -> None:
    began = time.thread_time()
    with pytest.raises(Overdue), time_limit(1):
        while time.thread_time() < began + 2:
            sum(range(20_000_000))
