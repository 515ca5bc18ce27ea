"""Reading in processes of its own: order, what a file can do to a reader. Articles are invented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.seeds import pdf
from kzstance.config import Config, load
from kzstance.reading import Entry, discover, read
from kzstance.reading.language import model
from kzstance.records import Article, Reject, Skip
from kzstance.runs import RunFolder
from kzstance.runs.portions import Item, Portion, portion_read, portions
from kzstance.runs.spool import Listed, Spool

from .conftest import SOURCE, STUBS, Done, articles, environment, settings, write_jsonl
from .test_limits import TWO, errors
from .test_run import check, digests

Run = Callable[..., Done]
BAD = Path(__file__).with_name("badreader")
WORDS = "The envoy of Varland said that the bridge would be built. It took a long time. "


def bad(tmp_path: Path, **faults: str) -> dict[str, str]:
    """A folder of ten texts, some of which do something; the environment in which they do it."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(10):
        text = f"{WORDS}Number {n}. {faults.get(f't{n}', '')}"
        (folder / f"t{n}.txt").write_text(text, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(map(str, (SOURCE, STUBS, BAD)))}


def test_a_file_over_which_readers_die_is_left_out_alone(run: Run, tmp_path: Path) -> None:
    env = bad(tmp_path, t2="It kills the reader.", t3="It kills the reader.", t7="It fills the reader's memory.")  # fmt: skip  # noqa: E501
    done = run("in", config=settings(max_reject_share=0.5), args=TWO, env=env)
    assert done.status == 0, done.err
    check(done)
    assert errors(done) == {"in/t2.txt": "lost", "in/t3.txt": "lost", "in/t7.txt": "memory"}
    assert [a["source"] for a in done.articles()] == [f"in/t{n}.txt" for n in (0, 1, 4, 5, 6, 8, 9)]
    assert not (done.folder.path / "spool").exists()


@pytest.mark.parametrize("args", [(), TWO])
def test_a_file_that_takes_too_long_is_given_up(
    run: Run, tmp_path: Path, args: tuple[str, ...]
) -> None:
    env = bad(tmp_path, t4="It sleeps in the reader.")
    config = settings(max_reject_share=0.5, article_seconds=2)
    done = run("in", config=config, args=args, env=env)
    check(done)
    assert errors(done) == {"in/t4.txt": "article_seconds"}
    assert len(done.articles()) == 9


def rows(tmp_path: Path, n: int, **faults: str) -> dict[str, str]:
    """A file of rows, some of which do something; the environment in which they do it."""
    given, made = articles(9), []
    for i in range(n):
        text = f"{WORDS}Number {i}. {faults.get(f'n{i}', '')}"
        made.append(given[i % 9] | {"id": f"n{i}", "text": text})
    write_jsonl(tmp_path / "a.jsonl", made)
    return {"PYTHONPATH": os.pathsep.join(map(str, (SOURCE, STUBS, BAD)))}


@pytest.mark.parametrize(
    ("args", "what", "error"),
    [((), "The row sleeps.", "article_seconds"), (TWO, "The row kills.", "lost")],
)
def test_a_row_that_cannot_be_read_is_left_out_alone(
    run: Run, tmp_path: Path, args: tuple[str, ...], what: str, error: str
) -> None:
    env = rows(tmp_path, 100, n7=what, n8=what, n60="The row sleeps.", n99=what)
    config = settings(max_reject_share=0.5, article_seconds=1)
    done = run("a.jsonl", config=config, args=args, env=env)
    assert done.status == 0, done.err
    check(done)
    bad = {"n7": error, "n8": error, "n60": "article_seconds", "n99": error}
    assert errors(done) == bad
    ids = [f"n{i}" for i in range(100)]
    assert [a["article_id"] for a in done.articles()] == [i for i in ids if i not in bad]


def test_what_is_left_of_a_file_that_cannot_be_read_on(run: Run, tmp_path: Path) -> None:
    env = rows(tmp_path, 9, n3="The row holds up the file.")
    write_jsonl(tmp_path / "b.jsonl", articles(1))
    config = settings(max_reject_share=0.5)
    done = run("a.jsonl", "b.jsonl", config=config, args=TWO, env=env)
    check(done)
    assert errors(done) == {"a.jsonl": "lost"}
    assert [a["source"] for a in done.articles()] == [
        "a.jsonl:1",
        "a.jsonl:2",
        "a.jsonl:3",
        "b.jsonl:1",
    ]


def test_a_reader_that_does_not_give_up_is_replaced(run: Run, tmp_path: Path) -> None:
    env = bad(tmp_path, t0="It holds the lock of the reader.")
    config = settings(max_reject_share=0.5, article_seconds=2)
    began = time.monotonic()
    done = run("in", config=config, args=TWO, env=env)
    assert time.monotonic() - began < 40
    check(done)
    assert errors(done) == {"in/t0.txt": "lost"}
    assert len(done.articles()) == 9


def test_the_bytes_do_not_depend_on_readers(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n, row in enumerate(articles(30)):
        write_jsonl(folder / f"{n:03}.jsonl", [row | {"id": f"n{n % 20}"}, row | {"id": f"m{n}"}])
        (folder / f"{n:03}.png").write_bytes(b"\x89PNG")
    (folder / "005.json").write_text("{broken", encoding="utf-8")
    (folder / "020.txt").write_text(" ", encoding="utf-8")
    config = settings(shard_articles=7, max_reject_share=0.5)
    alone = run("in", config=config, out="alone")
    check(alone)
    assert len(alone.articles()) == 60
    for readers in (1, 3):
        config = settings(shard_articles=7, max_reject_share=0.5, readers=readers)
        done = run("in", config=config, out=f"by{readers}", args=TWO)
        assert digests(done) == digests(alone)


def test_standard_input_between_files(run: Run, tmp_path: Path) -> None:
    rows = articles(4)
    write_jsonl(tmp_path / "a.jsonl", rows[:1])
    write_jsonl(tmp_path / "b.jsonl", rows[3:])
    lines = "".join(json.dumps(r) + "\n" for r in rows[1:3])
    done = run("a.jsonl", "-", "b.jsonl", args=TWO, stdin=lines)
    assert done.status == 0, done.err
    assert [a["article_id"] for a in done.articles()] == ["n0", "n1", "n2", "n3"]


def test_pipes_are_read_by_the_run_itself(tmp_path: Path) -> None:
    """A reader has no /dev/fd/63 of ``<(zcat …)``; standard input is one by that name too."""
    rows = articles(3)
    for row in rows:
        write_jsonl(tmp_path / f"{row['id']}.jsonl", [row])
    (tmp_path / "own.toml").write_text(settings(), encoding="utf-8")
    line = (
        f"{sys.executable} -m kzstance run <(cat n0.jsonl) n1.jsonl /dev/stdin --out out "
        "--config own.toml --workers 2 < n2.jsonl"
    )
    done = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=environment(), capture_output=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert RunFolder(tmp_path / "out").articles()["article_id"].to_list() == ["n0", "n1", "n2"]


def test_readers_that_have_no_memory(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(1))
    done = run("a.jsonl", config=settings(worker_bytes=1), args=TWO)
    assert done.status == 1
    assert "want of memory" in done.line()


entries = st.one_of(
    st.integers(0, 10**6).map(lambda n: Path(f"no-such-{n}.txt")),
    st.just(Path("-")),
    st.integers(0, 99).map(lambda n: Skip(f"{n}.png", "no reader")),
)


@given(st.lists(entries, max_size=160))
def test_portions_keep_the_order_and_leave_nothing_out(given: list[Entry]) -> None:
    found = list(portions(given))
    assert [e for p in found for e in p.entries] == given
    assert [p.number for p in found] == list(range(len(found)))
    assert all(1 <= len(p.entries) <= 50 for p in found)
    assert all((p.own and len(p.entries) == 1) == (Path("-") in p.entries) for p in found)


def test_large_files_are_portions_of_their_own(tmp_path: Path) -> None:
    files: list[Entry] = []
    for n, size in enumerate((10, 2_000_000, 10, 10)):
        files.append(tmp_path / f"{n}.txt")
        (tmp_path / f"{n}.txt").write_bytes(b"x" * size)
    assert [len(p.entries) for p in portions(files)] == [2, 2]


def parts_of(articles: int) -> Config:
    found = load()
    runs = found.runs.model_copy(update={"shard_articles": articles})
    return found.model_copy(update={"runs": runs})


def test_a_reading_goes_on_from_anywhere(tmp_path: Path) -> None:
    config = parts_of(3)
    for name, n in (("a", 7), ("b", 1), ("c", 4)):
        rows = [r | {"id": f"{name}{r['id']}"} for r in articles(n)]
        write_jsonl(tmp_path / f"{name}.jsonl", [*rows, {"id": "none", "text": " "}])
    files = discover([str(tmp_path)], config.reading)
    spool = Spool(tmp_path / "spool")
    wanted = list(read([str(tmp_path)], config.reading, files))
    stops = [(0, 0)]
    for portion, size in ((Portion(0, files), 3), (Portion(0, files, careful=True), 9)):
        config = parts_of(size)
        taken: list[Item] = []
        for told in portion_read(portion, config, spool):
            taken += told.items
            stops.append((told.file, told.item))
            rest = replace(portion, file=told.file, item=told.item, careful=not portion.careful)
            others = [i for t in portion_read(rest, config, spool) for i in t.items]
            assert loaded(spool, [*taken, *others]) == wanted
        assert loaded(spool, taken) == wanted
    assert len(set(stops)) > 12


def test_a_careful_reading_ends_where_a_part_would_have(tmp_path: Path) -> None:
    config = parts_of(3)
    for name in "ab":
        write_jsonl(tmp_path / f"{name}.jsonl", [r | {"id": name + r["id"]} for r in articles(9)])
    files = discover([str(tmp_path)], config.reading)
    careful = Portion(0, files, item=4, careful=True)
    told = [t for t in portion_read(careful, config, Spool(tmp_path / "spool")) if t.items]
    assert [len(t.items) for t in told] == [1, 1, 1, 3, 3, 3, 2]
    assert [t.careful for t in told] == [True, True] + [False] * 5


def loaded(spool: Spool, items: list[Item]) -> list[Article | Reject | Skip]:
    return [spool.articles([i])[0] if isinstance(i, Listed) else i for i in items]


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
days = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
found = st.builds(
    Article, text, text, st.none() | text, days, text, st.none() | text, st.none() | text,
    st.none() | st.sampled_from(["en", "ru"]), text, text,
)  # fmt: skip


@given(st.lists(found, min_size=1, max_size=5))
def test_the_spool_gives_back_what_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, given: list[Article]
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool"))
    with spool.empty():
        listed = spool.write("a.parquet", given)
        assert spool.articles(listed) == given
        assert spool.articles(listed[::-1]) == given[::-1]
        renamed = replace(listed[0], id="other")
        assert spool.articles([renamed]) == [replace(given[0], id="other")]
    assert not spool.root.exists()


def test_what_makes_an_article_another_one(tmp_path: Path) -> None:
    article = Article("a", "text", "title", date(2022, 1, 1), "metadata", "o", "u", "en", "s", "e")
    others = [
        replace(article, **{name: value})
        for name, value in (
            ("id", "b"), ("text", "Text"), ("title", None), ("date", None), ("date_source", "html"),
            ("outlet", None), ("url", None), ("lang", "ru"),
        )
    ]  # fmt: skip
    moved = replace(article, source="elsewhere", encoding="utf-16")
    keys = [item.key for item in Spool(tmp_path).write("a", [article, moved, *others])]
    assert keys[0] == keys[1] and len(set(keys)) == len(others) + 1


def test_an_article_of_an_archive_that_takes_too_long_is_left_out_alone(tmp_path: Path) -> None:
    page = "<html><body><article><p>{}</p></article></body></html>"
    kids = b"/Kids [" + b"3 0 R " * 20_000  # one page, which is to be read so many times
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("0.html", page.format(f"{WORDS * 5}Number 0."))
        archive.writestr("1.pdf", pdf().replace(b"/Kids [3 0 R", kids))
        archive.writestr("2.html", page.format(f"{WORDS * 5}Number 2."))
    config = parts_of(3)
    runs = config.runs.model_copy(update={"article_seconds": 2})
    config = config.model_copy(update={"runs": runs})
    model()  # as in every reader, not in an article's time
    portion = Portion(0, [tmp_path / "a.zip"])
    items = [i for t in portion_read(portion, config, Spool(tmp_path / "spool")) for i in t.items]
    assert [getattr(i, "error", "") for i in items] == ["", "article_seconds", ""]
