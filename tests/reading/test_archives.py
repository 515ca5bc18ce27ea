"""Archives and crawls: what stands in them, and what is wrong with them. All texts are invented."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kzstance.config import load
from kzstance.reading import html, read_file
from kzstance.reading.archives import inside
from kzstance.records import Article, Reject, Skip

from .conftest import BODY, jsonl

Results = Callable[..., list[Any]]
PAGE = f"<html lang='en'><head><title>Talks go on</title></head><body><article><h1>Talks go on</h1><p>{BODY}</p><p>{BODY[:200]} Nobody objected.</p></article></body></html>"  # noqa: E501
FILES = {
    "b/2022-05-03-note.txt": BODY.encode(),
    "a/wire.jsonl": jsonl([{"id": "w1", "text": BODY}, {"id": "w2", "text": BODY + " Again."}]),
    "a/wire.jsonl.gz": gzip.compress(jsonl([{"id": "w3", "text": BODY + " Packed."}])),
    "page.html": PAGE.encode(),
    "picture.jpg": b"\xff\xd8\xff",
}
IDS = ["w1", "w2", "w3"]


def a_zip(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.mkdir("empty")
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def a_tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def of(results: list[Any], kind: type) -> list[Any]:
    return [r for r in results if isinstance(r, kind)]


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "n.tar": bytes,
    "n.tgz": gzip.compress,
    "n.tar.gz": gzip.compress,
    "n.tar.bz2": bz2.compress,
    "n.tar.xz": lzma.compress,
    "n.tar.zst": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize("name", ["n.zip", *PACKERS])
def test_every_file_of_an_archive(results: Results, tmp_path: Path, name: str) -> None:
    data = a_zip(FILES) if name == "n.zip" else PACKERS[name](a_tar(FILES))
    found = results(tmp_path / name, data)
    articles = {a.id: a for a in of(found, Article)}
    assert set(IDS) <= set(articles) and len(articles) == 5
    assert articles["w1"].source.endswith(f"{name}/a/wire.jsonl:1")
    note = next(a for a in articles.values() if "note" in a.source)
    assert str(note.date) == "2022-05-03" and note.date_source == "filename"
    assert {a.title for a in articles.values()} >= {"Talks go on"}
    (skip,) = of(found, Skip)
    assert ".jpg" in skip.reason
    assert not of(found, Reject)


def test_names_lead_nowhere(results: Results, tmp_path: Path) -> None:
    names = [
        "../../up.txt",
        "/etc/abs.txt",
        "..\\..\\win.txt",
        "a/\x00\x1b[31m.txt",
        "x" * 300 + ".txt",
    ]
    found = results(
        tmp_path / "n.zip", a_zip({n: f"{BODY} {i}".encode() for i, n in enumerate(names)})
    )
    assert len(of(found, Article)) + len(of(found, Skip)) + len(of(found, Reject)) == len(names)
    assert all(".." not in a.source and a.source.isprintable() for a in of(found, Article))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["n.zip"]


@given(st.text(max_size=40))
def test_inside(name: str) -> None:
    parts = inside(name).split("/")
    assert parts and ".." not in parts and "" not in parts


def test_a_bomb_is_not_unpacked(results: Results, tmp_path: Path, with_settings: Any) -> None:
    bomb = {"bomb.txt": bytes(5_000_000), "note.txt": BODY.encode()}
    (reject,) = of(results(tmp_path / "n.zip", a_zip(bomb)), Reject)
    assert reject.error == "max_ratio" and "reading.max_ratio" in reject.message
    many = {f"{i}.txt": BODY.encode() for i in range(9)}
    small = with_settings(max_bytes=4 * len(BODY.encode()))
    found = results(tmp_path / "m.zip", a_zip(many), small)
    assert len(of(found, Article)) == 4
    assert {r.error for r in of(found, Reject)} == {"max_bytes"}
    found = results(tmp_path / "m.tar", a_tar(many), small)
    assert {r.error for r in of(found, Reject)} == {"max_bytes"}
    nested = results(tmp_path / "o.zip", a_zip({"i.zip": a_zip(many)}))
    assert "archive inside an archive" in of(nested, Skip)[0].reason


@pytest.mark.parametrize("pack", [gzip, bz2, lzma, zstandard], ids=lambda m: m.__name__)
def test_a_packed_bomb_is_not_unpacked(results: Results, tmp_path: Path, pack: Any) -> None:
    suffix = {gzip: "gz", bz2: "bz2", lzma: "xz", zstandard: "zst"}[pack]
    bomb = pack.compress(b"\n" * 60_000_000)
    for name, data in (
        (f"n.jsonl.{suffix}", bomb),
        ("n.zip", a_zip({f"n.jsonl.{suffix}": bomb}, zipfile.ZIP_STORED)),
    ):
        (reject,) = results(tmp_path / name, data)
        assert reject.error == "max_ratio" and "reading.max_ratio" in reject.message


def test_one_bad_file_does_not_stop_an_archive(results: Results, tmp_path: Path) -> None:
    binary = bytes(range(256)) * 8
    data = a_zip({"a.txt": BODY.encode(), "b.txt": binary, "c.txt": BODY[5:].encode()})
    found = results(tmp_path / "n.zip", data)
    assert len(of(found, Article)) == 2
    (reject,) = of(found, Reject)
    assert reject.id.endswith("n.zip/b.txt")
    stored = a_zip({"a.txt": BODY.encode(), "c.txt": BODY[5:].encode()}, zipfile.ZIP_STORED)
    broken = stored.replace(BODY.encode(), BODY.encode().swapcase(), 1)  # its checksum fails
    found = results(tmp_path / "n.zip", broken)
    assert len(of(found, Article)) == 1 and of(found, Reject)[0].error == "zip"


def test_a_damaged_tar_is_told(results: Results, tmp_path: Path) -> None:
    files = {f"{c}.txt": f"{BODY} {c}".encode() for c in "abcd"}
    whole = a_tar(files)
    second = 512 * (1 + -(-len(files["a.txt"]) // 512))
    flipped = bytearray(whole)
    flipped[second + 3] ^= 0xFF
    for data in (bytes(flipped), whole[: second + 100], whole + a_tar({"e.txt": BODY.encode()})):
        found = results(tmp_path / "n.tar", data)
        assert of(found, Article) and [r.error for r in of(found, Reject)] == ["tar"]


@pytest.mark.parametrize(
    "pax",
    [
        {"GNU.sparse.map": "x"},
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"},
    ],
)
def test_holes_that_are_not_told(results: Results, tmp_path: Path, pax: dict[str, str]) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("a.txt", "b.txt"):
            info = tarfile.TarInfo(name)
            info.size, info.pax_headers = len(BODY.encode()), pax if name == "a.txt" else {}
            archive.addfile(info, io.BytesIO(BODY.encode()))
    found = results(tmp_path / "n.tar", out.getvalue())
    assert [r.error for r in of(found, Reject)] == ["tar"]
    assert of(found, Article)[-1].source.endswith("b.txt")


def test_what_a_mac_adds_is_passed_over(results: Results, tmp_path: Path) -> None:
    files = {"a.txt": BODY.encode(), "__MACOSX/._a.txt": b"\0\5\x16\7", ".b/c.txt": BODY.encode()}
    assert len(results(tmp_path / "n.zip", a_zip(files))) == 1


def test_packed_files_in_an_archive_share_its_limit(
    results: Results, tmp_path: Path, with_settings: Any
) -> None:
    rows = jsonl([{"id": str(i), "text": f"{BODY} {i}"} for i in range(100)])
    data = a_zip({f"{i}.jsonl.gz": gzip.compress(rows) for i in range(5)})
    found = results(tmp_path / "n.zip", data, with_settings(max_bytes=2 * len(rows)))
    assert len(of(found, Article)) <= 201
    assert {r.error for r in of(found, Reject)} == {"max_bytes"}


def test_a_password(results: Results, tmp_path: Path) -> None:
    data = bytearray(a_zip({"a.txt": BODY.encode()}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # what the directory says of the file
    (reject,) = results(tmp_path / "n.zip", bytes(data))
    assert reject.error == "encrypted"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cut=st.integers(0, 1200), name=st.sampled_from(["n.zip", "n.tar", "n.warc", "n.docx", "n.xlsx"])
)
def test_broken_off_anywhere(tmp_path: Path, cut: int, name: str) -> None:
    whole = {"n.zip": a_zip(FILES), "n.tar": a_tar(FILES), "n.warc": a_warc([PAGE])}
    (tmp_path / name).write_bytes(whole.get(name, a_zip(FILES))[:cut])
    for r in read_file(tmp_path / name, load().reading):
        assert not isinstance(r, Reject) or ("report it" not in r.message and "\n" not in r.message)


def a_warc(pages: list[str], **headers: str) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for n, page in enumerate(pages):
        url = f"https://news.example/{n}"
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        extra = {k.replace("_", "-"): v for k, v in headers.items()}
        writer.write_record(writer.create_warc_record(
            url, "response", io.BytesIO(page.encode()), http_headers=http, warc_headers_dict=extra
        ))  # fmt: skip
        writer.write_record(writer.create_warc_record(url, "metadata", io.BytesIO(b"a: b")))
    return out.getvalue()


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_crawl(results: Results, tmp_path: Path, suffix: str) -> None:
    data = a_warc([PAGE, PAGE.replace("Wednesday", "Friday"), "<html></html>"])
    found = results(tmp_path / f"n.warc{suffix}", gzip.compress(data) if suffix else data)
    first, second = of(found, Article)
    assert (first.url, second.url) == ("https://news.example/0", "https://news.example/1")
    assert first.title == "Talks go on" and first.date is None
    assert first.id.startswith("urn:uuid:")
    assert len(of(found, Skip)) == 1 and not of(found, Reject)


def test_a_page_that_was_not_fetched_whole(results: Results, tmp_path: Path) -> None:
    (reject,) = results(tmp_path / "n.warc", a_warc([PAGE], WARC_Truncated="length"))
    assert reject.error == "truncated" and "WARC-Truncated: length" in reject.message


def test_a_crawl_that_breaks_off(results: Results, tmp_path: Path) -> None:
    first, second = results(tmp_path / "n.warc", a_warc([PAGE, PAGE.replace("Wed", "Sun")])[:-900])
    assert isinstance(first, Article) and second.error == "truncated"


def test_what_is_no_crawl(results: Results, tmp_path: Path, capfd: Any) -> None:
    (reject,) = results(tmp_path / "n.warc", b"not a warc at all\n" * 9)
    assert reject.error == "warc" and "rename it" in reject.message
    assert not capfd.readouterr().err


def test_a_page_packed_in_a_way_that_is_not_read(results: Results, tmp_path: Path) -> None:
    data = a_warc([PAGE]).replace(b"text/html\r\n", b"text/html\r\nContent-Encoding: br\r\n")
    length = re.search(rb"Content-Length: (\d+)", data)
    assert length
    data = data.replace(length[1], str(int(length[1]) + 22).encode(), 1)
    (reject,) = results(tmp_path / "n.warc", data)
    assert reject.error == "encoding"


def test_one_page_does_not_end_a_crawl(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = html.read

    def once(parts: Any, settings: Any) -> Any:
        monkeypatch.setattr(html, "read", read)
        raise ValueError("this page")

    monkeypatch.setattr(html, "read", once)
    found = results(tmp_path / "n.warc", a_warc([PAGE, PAGE]))
    assert [type(r) for r in found] == [Reject, Article]


def test_what_is_no_page(results: Results, tmp_path: Path) -> None:
    data = a_warc([PAGE]).replace(b"200 OK", b"404 No")
    (skip,) = results(tmp_path / "n.warc", data)
    assert "404" in skip.reason


def test_every_record_that_stands_for_a_page_is_told(results: Results, tmp_path: Path) -> None:
    data = b""
    for n, kind in enumerate(("resource", "resource", "revisit", "conversion", "request")):
        page = PAGE.encode() if n else b"{}"
        typed = "text/html; charset=utf-8" if n else "application/json"
        head = f"WARC-Type: {kind}\r\nWARC-Target-URI: https://news.example/{n}\r\n"
        head += f"WARC-Record-ID: <urn:x:{n}>\r\nContent-Type: {typed}\r\n"
        data += f"WARC/1.0\r\n{head}Content-Length: {len(page)}\r\n\r\n".encode() + page
        data += b"\r\n\r\n"
    skip, article, revisit, conversion = results(tmp_path / "n.warc", data)
    assert isinstance(skip, Skip) and "application/json" in skip.reason
    assert (article.id, article.title, article.url) == (
        "urn:x:1", "Talks go on", "https://news.example/1",
    )  # fmt: skip
    assert revisit.reason == "no page: a revisit record"
    assert conversion.reason == "no page: a conversion record"
