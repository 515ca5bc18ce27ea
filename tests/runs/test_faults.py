"""What goes wrong around a run: no network, a full disk, a folder that cannot be written, a clock
that jumps, Ctrl-C. All articles are invented."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kzstance.runs import RunFolder

from .conftest import Done, articles, environment, settings, start, write_jsonl
from .test_run import check, digests

Run = Callable[..., Done]
OFFLINE = Path(__file__).parent / "offline"
SAMPLE = Path(__file__).parents[2] / "data/sample/articles"


def test_a_run_with_the_shipped_models_and_a_report_need_no_network(tmp_path: Path) -> None:
    log = tmp_path / "network"
    env = environment() | {"KZ_TEST_NETWORK": str(log)}
    env["PYTHONPATH"] = os.pathsep.join([str(OFFLINE), env["PYTHONPATH"]])
    files = [str(p) for p in sorted(SAMPLE.iterdir())[:6]]
    for arguments in (
        ["run", *files, "--out", "out", "--workers", "2"],
        ["report", "out", "--out", "report.html"],
    ):
        command = [sys.executable, "-m", "kzstance", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert not log.exists(), log.read_text()
    reached = [sys.executable, "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:9')"]
    assert subprocess.run(reached, env=env, capture_output=True).returncode == 1
    assert log.exists()


@pytest.fixture(params=["size=400k"])
def small(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A disk of 400 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", request.param, "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("args", [(), ("--workers", "2")])
def test_a_full_disk(run: Run, tmp_path: Path, small: Path, args: tuple[str, ...]) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(12))
    config = settings(shard_articles=2)
    ballast = small / "ballast"
    ballast.write_bytes(b"x" * 340_000)
    full = run("a.jsonl", config=config, out="disk/run", args=args)
    assert full.status == 4
    assert "No space left on device" in full.line()
    ballast.unlink()
    done = run("a.jsonl", config=config, out="disk/run", args=args)
    assert done.status == 0, done.err
    check(done)
    assert not list(small.rglob("*.tmp"))
    assert digests(done) == digests(run("a.jsonl", config=config))


@pytest.mark.parametrize("small", ["size=20m,nr_inodes=5", "size=20m,nr_inodes=8"], indirect=True)
@pytest.mark.parametrize("args", [(), ("--workers", "2")])
def test_a_disk_without_room_for_a_folder(
    run: Run, tmp_path: Path, small: Path, args: tuple[str, ...]
) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(12))
    full = run("a.jsonl", config=settings(shard_articles=2), out="disk/run", args=args)
    assert full.status == 4
    assert "No space left on device" in full.line()


def test_a_finished_shard_that_is_damaged(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(12))
    config = settings(shard_articles=2)
    before = digests(run("a.jsonl", config=config))
    table = sorted((tmp_path / "out").glob("shards/*/articles.parquet"))[2]
    data = bytearray(table.read_bytes())
    data[8:400] = bytes(392)
    table.write_bytes(data)
    damaged = run("a.jsonl", config=config)
    assert damaged.status == 1 and "damaged since it was written" in damaged.line()
    again = run("a.jsonl", config=config)
    assert again.status == 0, again.err
    assert digests(again) == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("out", ["out", "local://{}/bucket/run"])
def test_a_run_that_is_told_to_stop(
    run: Run, tmp_path: Path, number: signal.Signals, out: str
) -> None:
    """As a scheduler does, or a terminal that is closed: nothing stays behind."""
    if signal.getsignal(number) == signal.SIG_IGN:
        pytest.skip("the tests were started so that they outlive their terminal (nohup)")
    write_jsonl(tmp_path / "a.jsonl", articles(200))
    (tmp_path / "tmp").mkdir()
    config, place = settings(shard_articles=1), out.format(tmp_path)
    (tmp_path / "own.toml").write_text(config)
    process = start(
        "run", "a.jsonl", "--out", place, "--config", "own.toml",
        cwd=tmp_path, env={"TMPDIR": str(tmp_path / "tmp")}, output=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 60
    while len(list(tmp_path.glob("**/done.json"))) < 3:
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 128 + number
    assert len(said.splitlines()) == 1 and "interrupted" in said
    assert not list((tmp_path / "tmp").iterdir()) and not list(tmp_path.rglob(".lock"))
    done = run("a.jsonl", out=place, config=config)
    assert done.status == 0, done.err


@pytest.mark.skipif(os.name != "posix", reason="of POSIX")
def test_a_folder_that_becomes_unwritable(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(2))
    folder = tmp_path / "out"
    run("a.jsonl")
    folder.chmod(0o500)
    subprocess.run(["chattr", "+i", str(folder)], capture_output=True)  # what stops root
    try:
        if _writable(folder):
            pytest.skip("this user may write everywhere")
        refused = run("a.jsonl")
        assert refused.status == 4
        assert "cannot be written" in refused.line()
    finally:
        subprocess.run(["chattr", "-i", str(folder)], capture_output=True)
        folder.chmod(0o700)
    assert run("a.jsonl").status == 0


def _writable(folder: Path) -> bool:
    try:
        (folder / ".probe").touch()
    except OSError:
        return False
    (folder / ".probe").unlink()
    return True


def test_a_clock_that_jumps(run: Run, tmp_path: Path) -> None:
    """Files from tomorrow and from 1980 are what they are: only what they hold counts."""
    write_jsonl(tmp_path / "a.jsonl", articles(6))
    config = settings("brokenstage.v1", shard_articles=2)
    before = digests(run("a.jsonl", config=config))
    for when in (320_000_000, time.time() + 90_000):
        for path in [tmp_path / "a.jsonl", *(tmp_path / "out").rglob("*")]:
            os.utime(path, (when, when))
        log = tmp_path / "log"
        again = run("a.jsonl", config=config, env={"KZ_TEST_LOG": str(log)})
        assert again.status == 0, again.err
        assert not log.exists()
        assert digests(again) == before


@pytest.mark.parametrize("seconds", [1.2, 2.5])
def test_ctrl_c_while_the_processes_start_is_told_in_one_line(
    tmp_path: Path, seconds: float
) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(60))
    (tmp_path / "own.toml").write_text(settings(shard_articles=1), encoding="utf-8")
    arguments = ["run", "a.jsonl", "--out", "out", "--config", "own.toml", "--workers", "2"]
    with subprocess.Popen(
        [sys.executable, "-m", "kzstance", *arguments],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines() == ["kzstance: interrupted; start the same command again to go on"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_stops_and_the_run_goes_on(run: Run, tmp_path: Path, workers: str) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(200))
    config = settings(shard_articles=1)
    whole = run("a.jsonl", config=config, out="whole")
    process = start(
        "run", "a.jsonl", "--out", "out", "--config", "own.toml", "--workers", workers, cwd=tmp_path
    )
    until = time.monotonic() + 60
    while len(list(tmp_path.glob("out/shards/*/done.json"))) < 3:
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert not RunFolder(tmp_path / "out").record()["finished"]
    assert not list((tmp_path / "out").rglob("*.tmp"))
    done = run("a.jsonl", config=config, args=("--workers", workers))
    assert done.status == 0, done.err
    assert digests(done) == digests(whole)
