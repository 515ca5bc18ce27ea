"""Files made to break a reader: each costs only itself, gets one line, and neither hangs nor fills
the memory. What fuzzing found stands here too. All texts are invented."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import socket
import struct
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from kzstance.config import Reading, load
from kzstance.reading import discover, read, read_file, warc
from kzstance.reading.decode import normalise
from kzstance.records import Article, Reject, Skip

from .conftest import BODY, jsonl
from .test_archives import FILES, PAGE, a_tar, a_warc, a_zip, of

Results = Callable[..., list[Any]]
LOL = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
BOMB = f"<!DOCTYPE x [<!ENTITY l0 'lol'>{LOL}]>"
PACKERS = {
    ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}  # fmt: skip


@pytest.fixture(autouse=True)
def memory_is_bounded() -> Iterator[None]:
    """No reader may take a gigabyte: here, where nothing is large, not even half of one."""
    before = _peak()
    yield
    assert _peak() - before < 500_000


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def the_reject(found: list[Any]) -> Reject:
    (reject,) = of(found, Reject)
    assert "\n" not in reject.message and reject.message.isprintable()
    assert isinstance(reject, Reject) and len(reject.message) < 1500
    return reject


@pytest.mark.parametrize("packed", PACKERS)
@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.csv", "x.json", "x.xml", "x.warc", "x.tar"])
def test_bombs(results: Results, tmp_path: Path, name: str, packed: str) -> None:
    bomb = PACKERS[packed](b" " * 60_000_000)
    start = time.perf_counter()
    found = results(tmp_path / (name + packed), bomb)
    assert time.perf_counter() - start < 10
    assert not of(found, Article) and len(found) == 1


def test_a_page_of_a_crawl_may_be_a_bomb(results: Results, tmp_path: Path) -> None:
    out = io.BytesIO()
    good = PAGE.replace("Talks", "More talks").encode()
    for body in (_packed(b"<p>" * 1_000_000, 200), gzip.compress(good)):
        http = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
        )
        out.write(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n.example/\r\n")
        out.write(b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(http))
        out.write(http + b"\r\n\r\n")
    found = results(tmp_path / "n.warc", out.getvalue())
    assert the_reject(found).error == "max_html_chars"
    assert [a.title for a in of(found, Article)] == ["More talks go on"]


@pytest.fixture(scope="module")
def members() -> list[bytes]:
    """A crawl as Common Crawl packs it; one of the pages is longer than what is read at a time."""
    noise = random.Random(5)
    long = " ".join(f"{noise.random():.15f}" for _ in range(20_000))
    pages = [PAGE.replace("Talks", f"Talks {n}") for n in range(4)]
    pages[2] = pages[2].replace("</article>", f"<p>Numbers: {long}.</p></article>")
    records = [a_warc([page]) for page in pages]
    return [gzip.compress(record) for record in records]


@given(at=st.floats(0, 1), size=st.integers(1, 300), broken=st.integers(0, 3), by=st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_member_of_a_crawl(
    members: list[bytes], at: float, size: int, broken: int, by: st.DataObject
) -> None:
    data = bytearray(members[broken])
    place = int(at * (len(data) - 1))
    data[place : place + size] = by.draw(st.binary(max_size=size))
    parts = [*members[:broken], bytes(data), *members[broken + 1 :]]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "n.warc.gz"
        path.write_bytes(b"".join(parts))
        found = list(read_file(path, load().reading))
    titles = {a.title for a in of(found, Article)}
    assert titles >= {f"Talks {n} go on" for n in range(4) if n != broken}
    if len(titles) < 4:
        assert the_reject(found).error in ("gzip", "truncated")


def _packed(piece: bytes, times: int) -> bytes:
    """``piece`` over and over, never all of it in memory."""
    packer = zlib.compressobj(wbits=31)
    return b"".join([*(packer.compress(piece) for _ in range(times)), packer.flush()])


@pytest.mark.parametrize("head", [b"WARC/1.0\r\nA: ", b"WARC/1.0\r\nA: b\r\n"])
def test_headers_of_a_crawl_that_do_not_end(base: Reading, head: bytes) -> None:
    piece = b"A: b\r\n" * 10_000 if head.endswith(b"\n") else b"x" * 60_000
    given = 0

    def parts() -> Iterator[bytes]:
        nonlocal given
        yield head
        for _ in range(2000):
            given += 1
            yield piece

    with pytest.raises(Exception, match="headers do not end"):
        list(warc.read(parts(), base))
    assert given < 50


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE])
def test_a_name_that_fills_the_memory(results: Results, tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = kind, 900_000_000
    data = gzip.compress(info.tobuf() + bytes(90_000_000))
    assert the_reject(results(tmp_path / "n.tgz", data)).error == "tar"


def test_zip_members_that_overlap(results: Results, tmp_path: Path) -> None:
    """One packed text to which many names of the directory lead."""
    raw = a_zip({"a.txt": b"word " * 100_000})
    entry, end = raw.index(b"PK\1\2"), raw.index(b"PK\5\6")
    names = raw[entry:end]
    many = names.replace(b"a.txt", b"b.txt") * 3000
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 3000, 3000, len(many), entry, 0)
    found = results(tmp_path / "n.zip", raw[:entry] + many + tail)
    assert {r.error for r in of(found, Reject)} <= {"max_bytes", "zip"}
    assert sum(len(a.text) for a in of(found, Article)) < 1_000_000_000


@pytest.mark.parametrize("name", ["word/document.xml", "docProps/core.xml", "[Content_Types].xml"])
def test_entities_in_a_word_file(results: Results, tmp_path: Path, name: str) -> None:
    from docx import Document

    out = io.BytesIO()
    document = Document()
    document.add_paragraph(BODY)
    document.save(out)
    assert the_reject(results(tmp_path / "n.docx", _bombed(out, name))).error == "entities"


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"])
def test_entities_in_a_workbook(results: Results, tmp_path: Path, name: str) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["text"])
    book.active.append([BODY])
    out = io.BytesIO()
    book.save(out)
    assert the_reject(results(tmp_path / "n.xlsx", _bombed(out, name))).error == "entities"


def _bombed(file: io.BytesIO, name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == name:
                start = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
                data = data[:start] + BOMB.encode() + data[start:]
            new.writestr(info.filename, data)
    return out.getvalue()


def test_a_document_of_nothing_but_elements(results: Results, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>" * 10_000_000)
    assert the_reject(results(tmp_path / "n.docx", out.getvalue())).error == "max_chars"


@pytest.mark.parametrize("tag", ["div", "b", "font", "table><tr><td", "blockquote", "svg", "a"])
def test_ten_thousand_deep(results: Results, tmp_path: Path, tag: str) -> None:
    page = f"<html><body>{f'<{tag}>' * 10_000}<p>{BODY}</p></body></html>"
    found = results(tmp_path / "n.html", page)
    assert len(found) == 1 and not isinstance(found[0], Skip)
    assert isinstance(found[0], Article) or found[0].error == "max_html_depth"


def test_entities_of_html(results: Results, tmp_path: Path) -> None:
    page = f"{BOMB}<html><body><article><p>{BODY}</p><p>{'&l9;' * 5000} &#0; &#xD800; &#x110000;</p></article></body></html>"  # noqa: E501
    (found,) = results(tmp_path / "n.html", page)
    assert isinstance(found, Article) and BODY in found.text and len(found.text) < 30_000
    found.text.encode()


@pytest.mark.parametrize(
    "data",
    [
        '<meta name="date" warc-record-id:="1" ="x" "y""><p "s1"" co]ntent=1 2022-05="x">',
        "<a:b:c><meta :x=1 xml:lang=en @click=go {a}=1><p {b}c=2>",
        '<html {x}="1" xml:lang="en"><head><meta property="article:published_time"" content="x">',
        "<p\x01><b\x0b\x0c>\x1b[31m",
    ],
)
def test_names_that_are_none(results: Results, tmp_path: Path, data: str) -> None:
    """Found by fuzzing: lxml reads such attributes and does not take them back."""
    (found,) = results(
        tmp_path / "n.html", f"{data}<article><p>{BODY}</p><p>{BODY} Two.</p></article>"
    )
    assert isinstance(found, Article) and BODY in found.text


ODD = {
    "nul": ("\0", ""), "surrogate": ("\ud800", "\ufffd"), "escape": ("\x1b[31m", "[31m"),
    "bidi": ("\u202e", ""), "bom": ("\ufeff", ""), "page": ("\f", "\n"), "bell": ("\a", ""),
    "none": ("\ufffe", ""), "private": ("\ue000", "\ue000"), "plane": ("\U0010ffff", "\U0010ffff"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_odd_characters(results: Results, tmp_path: Path, kind: str) -> None:
    odd, kept = ODD[kind]
    text = f"{odd}{BODY}{odd} And so on.{odd}"
    row = {"id": f"a{odd}b", "title": f"T{odd}t", "outlet": odd * 9, "url": f"x{odd}", "text": text}
    (article,) = results(tmp_path / "n.jsonl", json.dumps(row))
    assert article.text == normalise(text) == f"{kept}{BODY}{kept} And so on.{kept}"
    for value in (article.id, article.title, article.outlet, article.url):
        assert value is None or (not set(value) & set("\n\t\r\x1b\0\a\f\ufeff") and value.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marks", [0, 1, 2])
@pytest.mark.parametrize("name", ["x.txt", "x.jsonl", "x.csv", "x.json"])
def test_marks_of_byte_order(
    results: Results, tmp_path: Path, encoding: str, marks: int, name: str
) -> None:
    text = {"x.txt": BODY, "x.csv": f'id,text\n1,"{BODY}"\n'}.get(name, json.dumps({"text": BODY}))
    data = ("\ufeff" * marks + text.replace("y", "y\ufeff", 1)).encode(encoding)
    found = results(tmp_path / name, data)
    if not marks and encoding.startswith("utf-32"):  # without a mark it looks like a program
        assert len(found) == 1 and not of(found, Article)
    else:
        assert [a.text for a in found] == [BODY]


def test_encodings_change_in_the_middle(results: Results, tmp_path: Path) -> None:
    russian = "Президент сказал, что границы останутся прежними, и гости разошлись по домам."
    parts = [BODY.encode(), russian.encode("cp1251"), BODY.encode("utf-16-le"), russian.encode()]
    (found,) = results(tmp_path / "x.txt", b"\n".join(parts))
    assert isinstance(found, Article | Reject)
    lines = jsonl([{"text": BODY}]) + b'{"text": "' + russian.encode("cp1251") + b'"}\n'
    one, two, three = results(tmp_path / "x.jsonl", lines + jsonl([{"text": BODY}]))
    assert one.text == three.text == BODY and isinstance(two, Article)


@pytest.mark.parametrize("name", ["x.txt", "x.csv", "x.jsonl", "x.json", "x.xml", "x.html"])
def test_a_million_characters_in_a_line(results: Results, tmp_path: Path, name: str) -> None:
    text = (BODY.replace("\n", " ") + " ") * 3600
    text = text.strip()
    data = {
        "x.txt": text, "x.csv": f'text\n"{text}"\n', "x.xml": f"<a><text>{text}</text></a>",
        "x.html": f"<html><body><article><p>{text}</p></article></body></html>",
    }.get(name, json.dumps({"text": text}))  # fmt: skip
    start = time.perf_counter()
    (article,) = results(tmp_path / name, data)
    assert time.perf_counter() - start < 10
    assert article.text == text


def test_where_names_in_archives_lead(results: Results, tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for n, name in enumerate(
            ("../../up.txt", "/abs.txt", "a/../../b.txt", "C:\\w.txt", "é\udce9.txt")
        ):
            info = tarfile.TarInfo(name)
            body = f"{BODY} {n}".encode()
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
        for kind in (
            tarfile.SYMTYPE,
            tarfile.LNKTYPE,
            tarfile.CHRTYPE,
            tarfile.BLKTYPE,
            tarfile.FIFOTYPE,
            tarfile.DIRTYPE,
        ):
            info = tarfile.TarInfo(f"kind{kind!r}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found = results(tmp_path / "n.tar", out.getvalue())
    assert len(of(found, Article)) == len(found) == 5
    assert all(".." not in a.source and a.source.isprintable() for a in found)
    assert [p.name for p in tmp_path.iterdir()] == ["n.tar"]


def test_a_link_in_a_zip_is_a_text_like_another(results: Results, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    (skip,) = results(tmp_path / "n.zip", out.getvalue())
    assert isinstance(skip, Skip) and "11 characters" in skip.reason


def test_damaged_directories_of_a_zip(results: Results, tmp_path: Path) -> None:
    """Found by fuzzing: no name at all; a header that tells another name than the directory."""
    raw = a_zip({"a.txt": BODY.encode()})
    entry = raw.rindex(b"PK\1\2")
    nameless = bytearray(raw)
    nameless[entry + 28 : entry + 30] = b"\0\0"
    local = raw.replace(b"a.txt", b"\x1b.txt", 1)
    for data in (bytes(nameless), local):
        for item in results(tmp_path / "n.zip", data):
            assert isinstance(item, Skip) or item.error == "zip"
            assert getattr(item, "message", item.id).isprintable()


def test_what_files_say_is_not_printed_raw(results: Results, tmp_path: Path, capfd: Any) -> None:
    """Found by fuzzing: libraries put the file's bytes into their errors, or on the terminal."""
    data = a_warc([PAGE, PAGE])
    second = data.index(b"WARC/1.0", 10)
    for broken in (
        data[:second] + b"\x1b[2J\x07" + data[second:],
        data.replace(b"text/html", b"te\x1b[2J"),
    ):
        for item in results(tmp_path / "n.warc", broken):
            assert getattr(item, "message", getattr(item, "reason", "")).isprintable()
    for name in ("x.\x1b[2J", "x.txt\u202e", "a\nb.zzz"):
        for item in results(tmp_path / name, "\x1b[2J"):
            assert getattr(item, "message", getattr(item, "reason", "")).isprintable()
    assert "\x1b" not in "".join(capfd.readouterr())


def test_lone_returns_in_a_table(results: Results, tmp_path: Path) -> None:
    """Found by fuzzing: the csv module gives up at them, in the header and in rows."""
    rows = f'id,text\r\n1,"{BODY}\rmore"\r\n2,a\rb\r\n3,{BODY[:60]}\r\n'
    found = results(tmp_path / "x.csv", rows)
    assert [a.id for a in of(found, Article)] == ["1", "3"]
    assert results(tmp_path / "x.tsv", "id\ttext\r\r\r1\tx\n\r")
    assert the_reject(results(tmp_path / "y.csv", 'i"d\r,"te\rxt\n' * 3)).error in (
        "columns",
        "quotes",
    )


def test_bz2_that_is_none(results: Results, tmp_path: Path) -> None:
    """Found by fuzzing: bz2 calls it an OSError, which is no trouble with the disk."""
    data = bytearray(bz2.compress(BODY.encode()))
    data[4] ^= 1
    assert the_reject(results(tmp_path / "x.txt.bz2", bytes(data))).error == "bz2"


def test_what_is_no_file(tmp_path: Path, base: Reading) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "null.txt").symlink_to("/dev/null")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "up").symlink_to(".")
    (tmp_path / "good.txt").write_text(BODY)
    with socket.socket(socket.AF_UNIX) as sock:
        place = Path.cwd()
        os.chdir(tmp_path)  # a socket's name is short
        try:
            sock.bind("sock.txt")
        finally:
            os.chdir(place)
        for given in (str(tmp_path), f"{tmp_path}/*.txt"):
            found = list(read([given], base))
            assert [a.id[:4] for a in of(found, Article)] == ["good"]
            reasons = [s.reason for s in of(found, Skip) if s.reason == "not a regular file"]
            assert len(reasons) == 3, found


def test_many_files(tmp_path: Path, base: Reading) -> None:
    """A folder of a million is outside the suite: about half a minute, under a gigabyte."""
    for folder in range(20):
        (tmp_path / str(folder)).mkdir()
        for n in range(1000):
            (tmp_path / str(folder) / f"{n}.txt").touch()
    start = time.perf_counter()
    assert len(discover([str(tmp_path)], base)) == 20_000
    assert time.perf_counter() - start < 10


def test_hundred_kilobytes_in_every_field(results: Results, tmp_path: Path) -> None:
    long = "=cmd|' /C calc'!A1 <script>alert(1)</script> " * 2300
    row = dict.fromkeys(("id", "title", "outlet", "url", "lang", "date"), long) | {"text": BODY}
    (article,) = results(tmp_path / "x.jsonl", jsonl([row]))
    assert max(map(len, (article.id, article.title, article.outlet, article.url))) <= 1000
    assert article.date is None


def test_nothing_raises_on_other_names(tmp_path: Path, base: Reading) -> None:
    for name in FILES:
        for other in ("zip", "tar", "xlsx", "docx", "pdf", "warc", "xml", "parquet", "tar.gz"):
            path = tmp_path / f"x.{other}"
            path.write_bytes(FILES[name] or a_tar(FILES))
            assert all(not isinstance(r, Article) for r in read_file(path, base))
