"""What is broken is named in one line, and nothing else is lost."""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzstance.config import Reading, load
from kzstance.reading import read, read_file
from kzstance.reading.files import FORMATS, chunks
from kzstance.records import Article, Reject, Skip

from .conftest import BODY, jsonl, pack
from .test_formats import ROWS, parquet, table

Results = Callable[..., list[Any]]


def only_reject(found: list[Any]) -> Reject:
    (reject,) = found
    assert isinstance(reject, Reject)
    assert reject.stage == "reading"
    assert "\n" not in reject.message
    return reject


@pytest.mark.parametrize("suffix", [s for s in FORMATS if FORMATS[s] in ("plain", "html")])
def test_empty_files_are_skipped(tmp_path: Path, results: Results, suffix: str) -> None:
    (skip,) = results(tmp_path / f"x{suffix}", b"")
    assert isinstance(skip, Skip)
    assert skip.reason == "empty: 0 characters, reading.min_chars = 40"


def test_empty_tables(tmp_path: Path, results: Results) -> None:
    for name, data in (
        ("x.csv", b""), ("x.csv", b"id,text\n"), ("x.json", b""), ("x.json", b"[]"),
        ("x.jsonl", b""), ("x.jsonl", b"\n\n"), ("x.jsonl.gz", gzip.compress(b"")),
    ):  # fmt: skip
        (skip,) = results(tmp_path / name, data)
        assert isinstance(skip, Skip)
        assert skip.reason == "empty: no article in the file"
    assert only_reject(results(tmp_path / "x.parquet", b"")).error == "parquet"


def test_short_texts_and_the_setting(tmp_path: Path, results: Results, with_settings: Any) -> None:
    assert isinstance(results(tmp_path / "x.txt", "Too short.")[0], Skip)
    long_enough = "The president of Kazakhstan said no to it."
    assert isinstance(results(tmp_path / "x.txt", long_enough)[0], Article)
    assert isinstance(
        results(tmp_path / "x.txt", long_enough, with_settings(min_chars=60))[0], Skip
    )


@pytest.mark.parametrize("suffix", [".txt", ".html", ".csv", ".jsonl", ".json", ".parquet"])
def test_binary_under_a_text_name(tmp_path: Path, results: Results, suffix: str) -> None:
    data = random.Random(1).randbytes(50_000)
    reject = only_reject(results(tmp_path / f"x{suffix}", data))
    assert reject.error == ("parquet" if suffix == ".parquet" else "binary")


@pytest.mark.parametrize("packed", [".gz", ".zst"])
@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.json"])
def test_truncated_stream_keeps_whole_rows(
    tmp_path: Path, results: Results, name: str, packed: str
) -> None:
    rng = random.Random(2)  # what does not compress well
    rows = [{"text": f"{BODY} {n}", "noise": rng.randbytes(3000).hex()} for n in range(200)]
    if name.endswith(".csv"):
        body = "".join(f'"{r["text"]}",{r["noise"]}\n' for r in rows)
        data = ("text,noise\n" + body).encode()
    else:
        data = jsonl(rows) if name.endswith("l") else json.dumps(rows).encode()
    whole = pack(data, packed)
    *articles, reject = results(tmp_path / (name + packed), whole[: len(whole) // 2])
    assert reject.error == "truncated"
    assert "breaks off" in reject.message
    assert 60 < len(articles) < 140
    assert [a.text for a in articles] == [r["text"] for r in rows[: len(articles)]]


@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.parquet"])
@pytest.mark.parametrize("packed", [".gz", ".zst"])
def test_truncated_article_is_rejected(
    tmp_path: Path, results: Results, name: str, packed: str
) -> None:
    data = parquet() if name.endswith("parquet") else (BODY * 50).encode()
    whole = pack(data, packed)
    assert only_reject(results(tmp_path / (name + packed), whole[:-20])).error == "truncated"


def test_not_gzip_not_zstd(tmp_path: Path, results: Results) -> None:
    assert only_reject(results(tmp_path / "x.txt.gz", BODY)).error == "gzip"
    assert only_reject(results(tmp_path / "x.txt.zst", BODY)).error == "zstd"
    assert only_reject(results(tmp_path / "x.txt", gzip.compress(BODY.encode()))).error == "binary"


def test_several_frames_and_members(tmp_path: Path, results: Results) -> None:
    for packed in (".gz", ".zst"):
        data = pack(BODY[:100].encode(), packed) + pack(BODY[100:].encode(), packed)
        assert results(tmp_path / f"x.txt{packed}", data)[0].text == BODY


@pytest.mark.parametrize("packed", [".gz", ".zst"])
def test_bombs_are_bounded(tmp_path: Path, packed: str) -> None:
    path = tmp_path / f"x.jsonl{packed}"
    path.write_bytes(pack(b"\n" * 50_000_000, packed))
    size = 0
    with pytest.raises(Exception, match=r"reading\.max_bytes = 1000000"):
        for chunk in chunks(path, 1_000_000):
            size += len(chunk)
    assert size == 1_000_000


def test_max_bytes_keeps_what_came_before(
    tmp_path: Path, results: Results, with_settings: Any
) -> None:
    data = jsonl([{"text": BODY}] * 100)
    *articles, reject = results(tmp_path / "x.jsonl", data, with_settings(max_bytes=10_000))
    assert reject.error == "max_bytes"
    assert len(articles) == 10_000 // (len(data) // 100)


def test_json_that_breaks_off(tmp_path: Path, results: Results) -> None:
    data = json.dumps(ROWS, indent=1)
    *articles, reject = results(tmp_path / "x.json", data[: len(data) - 40])
    assert len(articles) == 2
    assert reject.error == "json"
    assert "breaks off at character" in reject.message
    assert "line" in reject.message
    envelope = json.dumps({"status": "ok", "articles": ROWS})
    assert len(results(tmp_path / "x.json", envelope[:-40])) == 3
    first, reject, last = results(tmp_path / "x.json", data.replace('"Title 1"', "Title 1"))
    assert isinstance(first, Article) and isinstance(last, Article)
    assert "not valid JSON" in reject.message
    article, reject = results(tmp_path / "x.json", json.dumps(ROWS[0]) + " rubbish")
    assert isinstance(article, Article)
    assert isinstance(reject, Reject)


def test_long_json_is_read_in_pieces(tmp_path: Path, results: Results) -> None:
    rows = [
        {"text": f'{n} {BODY} “ж” \\ " ' * 40, "n": n, "d": [1.5, {"a": None}]} for n in range(150)
    ]
    for ascii_only in (True, False):
        found = results(tmp_path / "x.json", json.dumps(rows, ensure_ascii=ascii_only))
        assert [a.text for a in found] == [r["text"] for r in rows]


def test_bad_lines_among_good(tmp_path: Path, results: Results) -> None:
    good = json.dumps({"text": BODY}).encode()
    deep = b"[" * 100_000
    bad = [b'{"text": "cut', b"[1, 2]", b'{"nothing": 1}', b'{"text": 5}', b"\xff\xfe\x93", deep]
    found = results(tmp_path / "x.jsonl", b"\n".join(b + b"\n" + good for b in [b"", *bad]))
    rejects = [r for r in found if isinstance(r, Reject)]
    assert len([a for a in found if isinstance(a, Article)]) == 7
    assert [r.id.rsplit(":", 1)[1] for r in rejects] == ["3", "5", "7", "9", "11", "13"]
    assert [r.error for r in rejects] == ["json", "json", "columns", "text", "json", "json"]
    assert all("\n" not in r.message and len(r.message) < 600 for r in rejects)
    assert "reading.columns" in rejects[2].message


def test_reject_of_a_row_has_its_own_id(tmp_path: Path, results: Results) -> None:
    assert only_reject(results(tmp_path / "x.jsonl", b'{"id": "a7", "text": 5}')).id == "a7"


@pytest.mark.parametrize("name", ["x.csv", "x.parquet"])
def test_table_without_a_text_column(tmp_path: Path, results: Results, name: str) -> None:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"when": ["2022"], "story": [BODY]}), out)
    data = out.getvalue() if name.endswith("t") else f'when,story\n2022,"{BODY}"\n'.encode()
    reject = only_reject(results(tmp_path / name, data))
    assert "found: 'when', 'story'" in reject.message
    assert "expected one of: text, body" in reject.message
    assert '[reading.columns] text = ["text", "YOURS"]' in reject.message


def test_ragged_rows_and_odd_quotes(tmp_path: Path, results: Results) -> None:
    data = f'id,text\n1,"{BODY}"\n2,a,b,c\n\n3\n4,"{BODY}\n\nwith ""quotes"" and\nlines"\n'
    one, ragged, short, last = results(tmp_path / "x.csv", data)
    assert (one.id, last.id) == ("1", "4")
    assert last.text == f'{BODY}\n\nwith "quotes" and\nlines'
    assert last.source.endswith("x.csv:4")
    assert ragged.error == short.error == "ragged"
    assert "4 fields, 2 expected" in ragged.message


def test_unclosed_quotation_mark_does_not_swallow_the_rest(
    tmp_path: Path, results: Results
) -> None:
    data = f'id,text\n1,"{BODY}"\n2,"{BODY}\n3,{BODY}\n4,{BODY}\n'
    article, reject = results(tmp_path / "x.csv", data)
    assert article.id == "1"
    assert reject.error == "quotes"
    assert "begins in line 3" in reject.message


def test_a_quotation_mark_that_is_closed_rows_later(tmp_path: Path, results: Results) -> None:
    text = BODY.replace(",", ";")
    data = f'id,text\n1,{text}\n2,"{text}\n3,{text}\n4,"{text}"\n5,"{text}\n\n{BODY}"\n'
    one, bad, *others = results(tmp_path / "x.csv", data)
    assert one.id == "1" and [a.id for a in others] == ["3", "4", "5"]
    assert bad.error == "quotes" and "begins in line 3" in bad.message
    *_, bad, last = results(tmp_path / "x.csv", f'id,text\n1,"{text}\n2,{text}\n')
    assert (bad.error, last.id) == ("quotes", "2")
    prose = f'id,text\n1,"{BODY}\n\nA word, "so", he said; "no" more."\n2,"{BODY}"\n'
    assert [a.id for a in of_articles(results(tmp_path / "x.csv", prose))][-1] == "2"


def of_articles(found: list[Any]) -> list[Article]:
    return [a for a in found if isinstance(a, Article)]


def test_quotation_marks_in_tabs_may_be_text(tmp_path: Path, results: Results) -> None:
    data = f'id\ttext\n1\t"So" {BODY}\n2\t"So {BODY}\n3\t"{BODY}\n\n{BODY}"\n4\t"{BODY}\n'
    one, two, three, four = results(tmp_path / "x.tsv", data)
    assert (one.text, two.text) == (f'"So" {BODY}', f'"So {BODY}')
    assert (three.text, four.text) == (f"{BODY}\n\n{BODY}", f'"{BODY}')


def test_a_long_field_costs_only_itself(
    tmp_path: Path, results: Results, with_settings: Any
) -> None:
    small = with_settings(max_chars=1000)
    for long in (f"{BODY} " * 19, f"{BODY}\n" * 19):
        data = f'id,text\n1,"{long}"\n2,"{BODY}"\n'
        bad, good = results(tmp_path / "x.csv", data, small)
        assert (bad.error, good.id) == ("max_chars", "2")


def test_odd_tables(tmp_path: Path, results: Results) -> None:
    for data in (
        f'sep=;\nid;text\n1;"{BODY}"\n',
        f'id,text,text\n1,"{BODY}",\n',
        f'id,text,text\n1,,"{BODY}"\n',
        f'id,text\n1,"{BODY}",,\n',
    ):
        (article,) = results(tmp_path / "x.csv", data)
        assert (article.id, article.text) == ("1", BODY)


def test_huge_csv_field(tmp_path: Path, results: Results) -> None:
    text = (BODY + " ") * 2000
    assert len(text) > 131_072  # the csv module's own limit
    assert results(tmp_path / "x.csv", f'text\n"{text}"\n')[0].text == text


@pytest.mark.parametrize("name", ["x.txt", "x.jsonl", "x.json", "x.csv"])
def test_twenty_megabytes_in_one_line(tmp_path: Path, results: Results, name: str) -> None:
    line = b"word and more " * 1_430_000
    head, tail = {"x.txt": (b"", b""), "x.csv": (b"text\n", b"\n")}.get(
        name, (b'{"text": "', b'"}\n')
    )
    start = time.perf_counter()
    reject = only_reject(results(tmp_path / name, head + line + tail))
    assert time.perf_counter() - start < 5
    assert "reading.max_chars" in reject.message


def test_max_chars_for_each_row(tmp_path: Path, results: Results, with_settings: Any) -> None:
    rows = [{"id": "a", "text": BODY * 3}, {"id": "b", "text": BODY}]
    settings = with_settings(max_chars=500)
    for name, data in (("x.jsonl", jsonl(rows)), ("x.json", json.dumps(rows))):
        reject, article = results(tmp_path / name, data, settings)
        assert (reject.id, reject.error, article.id) == ("a", "max_chars", "b")
        assert "reading.max_chars = 500" in reject.message
    over = json.dumps({"text": "x" * 100_000}) + "\n" + json.dumps(rows[1])
    reject, article = results(tmp_path / "x.jsonl", over, settings)
    assert (reject.error, article.id) == ("max_chars", "b")


def test_file_that_may_not_be_read(
    tmp_path: Path, base: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.parquet"):
        (tmp_path / name).write_text(BODY)
    real = Path.open

    def guarded(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name in ("a.txt", "c.parquet"):
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", guarded)
    first, article, last = read([str(tmp_path)], base)
    assert isinstance(article, Article)
    for reject in (first, last):
        assert isinstance(reject, Reject)
        assert reject.error == "PermissionError"
        assert "cannot be read" in reject.message


def test_file_gone_after_discovery(tmp_path: Path, base: Reading) -> None:
    assert only_reject(list(read_file(tmp_path / "gone.txt", base))).error == "FileNotFoundError"


def test_unknown_suffix_named_outright(tmp_path: Path, results: Results) -> None:
    assert "no reader for .odt" in only_reject(results(tmp_path / "x.odt", BODY)).message


def test_mixed_encodings_line_by_line(tmp_path: Path, results: Results) -> None:
    line = json.dumps({"text": BODY}, ensure_ascii=False)
    data = line.encode() + b"\n" + line.encode("cp1252") + b"\n" + line.encode()
    found = results(tmp_path / "x.jsonl", data)
    assert [a.text for a in found] == [BODY] * 3
    assert [a.encoding for a in found] == ["utf-8", "cp1252", "utf-8"]
    csv_data = b'text\n"' + BODY.encode() + b'"\n"' + BODY.encode("cp1252") + b'"\n'
    assert [a.text for a in results(tmp_path / "x.csv", csv_data)] == [BODY] * 2


CODES = {
    "binary", "columns", "gzip", "json", "max_chars", "max_html_depth", "no-reader",
    "parquet", "quotes", "ragged", "text", "truncated", "zstd",
    "docx", "encoding", "encrypted", "max_bytes", "max_ratio", "pdf", "tar", "warc", "xlsx", "xz",
    "zip", "xml", "entities", "bz2", "unreadable",
}  # fmt: skip
"""No name of an exception: the readers themselves know all that can be wrong with bytes."""


@pytest.mark.parametrize("at", range(10, 600, 59))
def test_corrupt_parquet(tmp_path: Path, results: Results, at: int) -> None:
    """Arrow reports some bad pages as OSError, which is no trouble with the disk."""
    data = bytearray(parquet())
    data[at : at + 8] = b"\xff\x00\x13\x37" * 2
    for item in results(tmp_path / "x.parquet", bytes(data)):
        assert not isinstance(item, Reject) or item.error in ("parquet", "columns", "text")


@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_a_number_without_end_is_no_end(tmp_path: Path, results: Results, name: str) -> None:
    row = f'{{"text": {json.dumps(BODY)}, "views": {"9" * 5000}}}'
    data = f"[{row}, {row}]" if name == "x.json" else f"{row}\n{row}\n"
    assert [type(a) for a in results(tmp_path / name, data)] == [Article, Article]


@pytest.mark.parametrize(
    "bad", ['{"text": nothing}', '{"a": [1, {"b": "]}\\"" x}]}', "{'text': 1}", "[1, {2]}", "what"]
)
@pytest.mark.parametrize("spaces", [0, 65_500, 200_000])
def test_a_bad_item_of_a_list_is_passed_over(
    tmp_path: Path, results: Results, bad: str, spaces: int
) -> None:
    good = json.dumps({"text": BODY})
    before, reject, after = results(
        tmp_path / "x.json", f'{{"articles": [{good}, {bad + " " * spaces}, {good}]}}'
    )
    assert before.text == after.text == BODY
    assert reject.error == "json"
    assert reject.message.endswith("; this item is left out, the others are read")


def test_a_bad_cell_of_parquet_rejects_its_row_alone(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    n = len(BODY.encode())
    offsets = pa.array([0, n, n + 2, 2 * n + 2], pa.int32()).buffers()[1]
    data = pa.py_buffer(BODY.encode() + b"\xff\xfe" + BODY.encode())
    text = pa.StringArray.from_buffers(3, offsets, data)
    days = pa.array([1, 2, 2**31 - 1], pa.int32()).cast(pa.date32())
    pq.write_table(pa.table({"text": text, "date": days}), tmp_path / "x.parquet")
    first, *bad = read_file(tmp_path / "x.parquet", load().reading)
    assert isinstance(first, Article) and first.text == BODY
    assert [x.error for x in bad if isinstance(x, Reject)] == ["parquet", "parquet"]
    assert [x.id.rpartition(":")[2] for x in bad if isinstance(x, Reject)] == ["2", "3"]


def test_bytes_and_odd_times_of_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    seconds = 1_651_536_000_000  # 2022-05-03
    for kind, times in (
        (pa.timestamp("ms", "Mars/Olympus"), [seconds]),
        (pa.timestamp("ns"), [seconds * 1_000_000 + 1]),
    ):
        days = pa.array(times, pa.int64()).cast(kind)
        table = pa.table({"text": pa.array([BODY.encode()]), "date": days})
        pq.write_table(table, tmp_path / "x.parquet")
        (article,) = read_file(tmp_path / "x.parquet", load().reading)
        assert isinstance(article, Article) and article.text == BODY
        assert str(article.date) == "2022-05-03"


SEEDS = [table(","), jsonl(ROWS), json.dumps(ROWS).encode(), parquet(), BODY.encode(),
         f"<html><body><article><p>{BODY}</p></article></body></html>".encode()]  # fmt: skip


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    suffix=st.sampled_from([*FORMATS, "", ".txt.gz", ".jsonl.zst", ".csv.gz", ".parquet.zst"]),
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")),
        st.tuples(st.sampled_from(SEEDS), st.integers(0, 2000), st.binary(max_size=6)).map(
            lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + len(t[2]) :]
        ),
        st.tuples(st.sampled_from(SEEDS), st.integers(0, 2000)).map(lambda t: t[0][: t[1]]),
    ),
    packed=st.booleans(),
)
def test_no_bytes_raise(tmp_path: Path, suffix: str, data: bytes, packed: bool) -> None:
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(pack(data, Path(suffix).suffix) if packed else data)
    for item in read_file(path, load().reading):
        assert isinstance(item, Article | Reject | Skip)
        if isinstance(item, Reject):
            assert item.error in CODES - {"unreadable"}, item
            assert "\n" not in item.message
            item.message.encode()
        if isinstance(item, Article):
            assert len(item.text) >= 40
            item.text.encode()


def test_what_no_reader_foresaw(
    tmp_path: Path, results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise ZeroDivisionError("by zero")

    monkeypatch.setitem(read_file.__globals__, "_items", fails)
    reject = only_reject(results(tmp_path / f"{'n' * 240}.txt", BODY))
    assert reject.error == "unreadable"
    assert "ZeroDivisionError: by zero" in reject.message
    assert len(reject.message) < 320
