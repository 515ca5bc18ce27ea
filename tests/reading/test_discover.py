from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kzstance.config import Reading
from kzstance.errors import InputError
from kzstance.reading import discover, read
from kzstance.records import Article, Reject, Skip

from .conftest import BODY, jsonl


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.JSONL.gz", ".hidden.txt", ".git/d.txt", "cast.toml",
                 "notes.odt", "README.md", "sub/deep/e.html"):  # fmt: skip
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BODY)
    return tmp_path / "in"


def names(entries: list[Path | Reject | Skip], folder: Path) -> list[str]:
    return [str(e.relative_to(folder)) for e in entries if isinstance(e, Path)]


def test_folder_is_searched_sorted_and_nothing_is_dropped_silently(
    folder: Path, base: Reading
) -> None:
    entries = discover([str(folder)], base)
    assert names(entries, folder) == ["a.txt", "b.txt", "sub/c.JSONL.gz", "sub/deep/e.html"]
    skips = {Path(e.id).name: e.reason for e in entries if isinstance(e, Skip)}
    assert set(skips) == {"cast.toml", "notes.odt", "README.md"}
    assert "no reader for .odt" in skips["notes.odt"]


def test_order_given_is_kept_and_each_file_comes_once(folder: Path, base: Reading) -> None:
    given = [str(folder / "b.txt"), str(folder), str(folder / "." / "a.txt"), str(folder / "*.txt")]
    assert names(discover(given, base), folder)[:2] == ["b.txt", "a.txt"]
    assert len(names(discover(given, base), folder)) == 4
    again = discover([str(folder), str(folder)], base)
    assert again == discover([str(folder)], base)


def test_globs(folder: Path, base: Reading) -> None:
    assert names(discover([str(folder / "*.txt")], base), folder) == ["a.txt", "b.txt"]
    assert names(discover([str(folder / "**" / "*.html")], base), folder) == ["sub/deep/e.html"]
    every = discover([str(folder / "*")], base)
    assert any(isinstance(e, Skip) and e.id.endswith(".odt") for e in every)
    (folder / "odd[1].txt").write_text(BODY)
    assert names(discover([str(folder / "odd[1].txt")], base), folder) == ["odd[1].txt"]


@pytest.mark.parametrize("given", ["nowhere", "nowhere/*.txt", "", "x" * 5000, "a\0b", "a\0*"])
def test_missing_input_is_one_line(given: str, base: Reading, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read([str(tmp_path / given) if given and "\0" not in given else given], base)
    assert "\n" not in str(error.value)
    assert error.value.status == 4


def test_folder_without_readable_files(tmp_path: Path, base: Reading) -> None:
    with pytest.raises(InputError, match="found: nothing"):
        discover([str(tmp_path)], base)
    (tmp_path / "a.odt").write_text("x")
    with pytest.raises(InputError, match=r"1 × \.odt"):
        discover([str(tmp_path)], base)


def test_link_loops_and_double_links(folder: Path, base: Reading) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "same.txt").symlink_to(folder / "a.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    entries = discover([str(folder)], base)
    assert len(names(entries, folder)) == 4
    broken = {Path(e.id).name for e in entries if isinstance(e, Reject)}
    assert broken == {"self", "gone.txt"}


def test_linked_folders_do_not_multiply(tmp_path: Path, base: Reading) -> None:
    """Twenty folders, each linked twice from the one above: 2**20 ways, one file."""
    for level in range(20):
        (tmp_path / f"d{level}").mkdir()
    for level in range(19):
        for name in "ab":
            (tmp_path / f"d{level}" / name).symlink_to(tmp_path / f"d{level + 1}")
    (tmp_path / "d19" / "x.txt").write_text(BODY)
    assert len(discover([str(tmp_path / "d0")], base)) == 1


def test_deep_folders(tmp_path: Path, base: Reading, request: pytest.FixtureRequest) -> None:
    # Python's own rmtree, with which pytest tidies up, cannot remove a tree as deep as this
    request.addfinalizer(lambda: subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True))
    deep = tmp_path.joinpath(*["d"] * 1500)
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    (deep / "x.txt").write_text(BODY)
    assert discover([str(tmp_path)], base) == [deep / "x.txt"]


def test_fifo_in_a_folder_does_not_hang(folder: Path, base: Reading) -> None:
    os.mkfifo(folder / "pipe.txt")
    skips = [e for e in discover([str(folder)], base) if isinstance(e, Skip)]
    assert any(s.reason == "not a regular file" for s in skips)


def test_odd_names_are_printable(tmp_path: Path, base: Reading) -> None:
    odd = os.fsencode(tmp_path) + b"/bad\xff\nname.txt"
    with open(odd, "wb") as file:  # noqa: PTH123 (a name that is not text)
        file.write(BODY.encode())
    (article,) = read([str(tmp_path)], base)
    assert isinstance(article, Article)
    (article.id + article.source).encode()
    assert "\n" not in article.id + article.source


@pytest.mark.parametrize(
    ("data", "count", "title"),
    [(jsonl([{"text": BODY}, {"text": BODY[5:]}]), 2, None),
     (b"A title\n\n" + BODY.encode(), 1, "A title"),
     (b"[1] " + BODY.encode(), 1, None), (b'[{"text": "' + BODY.encode() + b'"}]', 1, None)],
)  # fmt: skip
def test_stdin(
    monkeypatch: pytest.MonkeyPatch, base: Reading, data: bytes, count: int, title: str | None
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    articles = [a for a in read(["-"], base) if isinstance(a, Article)]
    assert len(articles) == count
    assert articles[0].title == title
    assert articles[0].id.startswith("stdin-")


def test_a_file_named_dash_is_not_stdin(
    tmp_path: Path, base: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-").write_text(BODY)
    (article,) = read(["./-"], base)
    assert isinstance(article, Article)


@pytest.mark.parametrize("other", ["statements", "shards", None])
def test_a_run_inside_a_folder_is_one_skip(folder: Path, base: Reading, other: str | None) -> None:
    run = folder / "results"
    (run / (other or "x")).mkdir(parents=True)
    (run / "run.json").write_text(
        "{}" if other else '{"program": {}, "settings": {}, "inputs": []}'
    )
    (run / "rejects.jsonl").write_bytes(jsonl([{"text": BODY}]))
    entries = discover([str(folder)], base)
    assert not [e for e in entries if isinstance(e, Path) and e.is_relative_to(run)]
    (skip,) = [e for e in entries if isinstance(e, Skip) and e.id.startswith(str(run))]
    assert skip.reason == "a run of kzstance"
    without = discover([str(folder)], base, without=run)
    assert not [e for e in without if isinstance(e, Skip) and e.id.startswith(str(run))]


def test_a_file_named_run_json_makes_no_run(folder: Path, base: Reading) -> None:
    (folder / "sub" / "run.json").write_text('{"text": "x"}')
    assert "sub/run.json" in names(discover([str(folder)], base), folder)
