"""Files at an url are read as files in a folder are, by fsspec's own file systems."""

from __future__ import annotations

import gzip
import json
import os
import pickle
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from kzstance.config import Reading, load
from kzstance.errors import InputError
from kzstance.reading import discover, read
from kzstance.records import Article, Skip

from .conftest import BODY
from .test_archives import PAGE
from .test_formats import parquet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "2022-09-28-note.txt").write_text(BODY)
    (folder / "page.html").write_text(PAGE)
    lines = "".join(json.dumps({"id": f"r{i}", "text": f"{i} {BODY}"}) + "\n" for i in range(3))
    (folder / "deep" / "rows.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (folder / "deep" / "table.parquet").write_bytes(parquet())
    with zipfile.ZipFile(folder / "pack.zip", "w") as pack:
        pack.writestr("a/inner.txt", "Inside. " + BODY)
    (folder / "notes.odt").write_bytes(b"x")
    return folder


@pytest.fixture
def memory(folder: Path) -> Iterator[str]:
    system = fsspec.filesystem("memory")
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        system.pipe(f"/bucket/news/{path.relative_to(folder).as_posix()}", path.read_bytes())
    yield "memory:///bucket/news"  # as fsspec writes it
    system.store.clear()


def test_what_is_at_an_url_is_read_as_in_a_folder(folder: Path, memory: str) -> None:
    settings = load().reading
    here = list(read([str(folder)], settings))
    assert len([a for a in here if isinstance(a, Article)]) >= 7
    for url in (memory, f"file://{folder}"):
        there = list(read([url], settings))
        for a, b in zip(_sorted(here), _sorted(there), strict=True):
            if isinstance(a, Article):
                assert isinstance(b, Article)
                assert b.source.startswith(url), b.source
                assert replace(b, source=a.source) == a
            else:
                assert isinstance(a, Skip) and a.reason == b.reason


@pytest.mark.parametrize("other", ["statements", "shards", "other"])
def test_what_a_walk_leaves_out_is_left_out_at_an_url(
    folder: Path, memory: str, other: str
) -> None:
    record = b'{"program": {}, "settings": {}, "inputs": []}' if other == "other" else b"{}"
    text = BODY.encode()
    for name, data in {
        "old/run.json": record, f"old/{other}/rows.txt": text, "old/in/run.json": record,
        "old/in/shards/x.txt": text, "old-2.txt": text, ".git/x.txt": text, "deep/.x.txt": text,
        "deep/run.json": b'{"text": "x"}',
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        fsspec.filesystem("memory").pipe(f"{memory}/{name}", data)
    assert "/old a run of kzstance" in _names([str(folder)], str(folder))
    for rest in ("", "/", "/**/*.txt", "/*/.*.txt"):
        here = _names([f"{folder}{rest}"], str(folder))
        for url in (memory, f"file://{folder}"):
            assert _names([f"{url}{rest}"], url) == here
    for named in (".git/x.txt", ".git", "notes.odt"):  # what is named is not left out
        (name,) = _names([f"{memory}/{named}"], memory)
        assert name.endswith(("x.txt", ".odt"))


def _names(inputs: list[str], top: str) -> list[str]:
    found = discover(inputs, load().reading)
    names = [f"{e.id} {e.reason}" if isinstance(e, Skip) else os.fspath(e) for e in found]  # type: ignore[arg-type]
    return [name.removeprefix(top) for name in names]


def _sorted(items: list[object]) -> list[object]:
    return sorted(items, key=lambda i: i.id.rsplit("/")[-1])  # type: ignore[attr-defined]


def test_one_file_and_a_pattern(memory: str) -> None:
    settings = load().reading
    assert len(list(read([f"{memory}/deep/rows.jsonl.gz"], settings))) == 3
    assert len(discover([f"{memory}/*.html", f"{memory}/page.html"], settings)) == 1
    assert len(discover([f"{memory}/**/*.parquet"], settings)) == 1
    for key in ("y[1].txt", "y?.txt", "y*/x.txt", "y[2]/x.txt"):
        fsspec.filesystem("memory").pipe(f"/bucket/{key}", BODY.encode())
    for name in ("y[1].txt", "y?.txt", "y*", "y[2]"):
        assert len(discover([f"memory://bucket/{name}"], settings)) == 1


def test_nothing_there(memory: str) -> None:
    settings: Reading = load().reading
    with pytest.raises(InputError, match="no file is there"):
        discover(["memory://bucket/none"], settings)
    with pytest.raises(InputError, match="cannot be reached"):
        discover(["nowhere://x"], settings)


def test_a_run_that_lies_under_its_input_is_left_out(memory: str) -> None:
    fsspec.filesystem("memory").pipe("/bucket/news/run/x.txt", BODY.encode())
    settings = load().reading
    found = discover([memory], settings, without="memory://bucket/news/run")
    assert len(found) == 6


def test_places_of_this_machine_have_one_name(folder: Path, tmp_path: Path) -> None:
    settings = load().reading
    (tmp_path / "link").symlink_to(folder)
    ways = [str(folder), f"file://{folder}", f"local://{folder}/", f"local://{tmp_path}/link"]
    for given in ways:
        assert len(discover([given, *ways], settings)) == 6
        for without in ways:
            assert len(discover([given], settings, without=f"{without.rstrip('/')}/deep")) == 4


def test_keys_that_a_path_would_fold(memory: str) -> None:
    system = fsspec.filesystem("memory")
    wanted = []
    for key in ("odd//x.txt", "odd/./x.txt", "odd/x.txt"):
        system.pipe(f"/bucket/news/{key}", f"{BODY} {key}".encode())
        wanted.append(f"{memory}/{key}")
    settings = load().reading
    files = discover([f"{memory}/odd"], settings)
    found = pickle.loads(pickle.dumps(files))  # noqa: S301 (as they go to readers)
    assert sorted(map(os.fspath, found)) == sorted(wanted)
    texts = {a.source: a.text for a in read([], settings, found) if isinstance(a, Article)}
    assert texts == {url: f"{BODY} {url.removeprefix(memory)[1:]}" for url in wanted}
