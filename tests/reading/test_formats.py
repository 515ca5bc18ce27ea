"""Every format, plain and packed, gives the same articles."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kzstance.config import Reading
from kzstance.reading import read
from kzstance.records import Article, Reject, Skip

from .conftest import BODY, jsonl, pack

ROWS = [
    {
        "Headline": f"Title {n}",
        "Body": f'{BODY}\n\nParagraph “{n}”, with a "straight" quote; and more.',
        "Published": "2022-09-28",
        "Source": "Steppe Wire",
        "Link": f"https://a.kz/{n}",
    }
    for n in range(3)
]


def table(delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode()


def parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), out, row_group_size=2)
    return out.getvalue()


FORMATS = {
    "a.csv": lambda: table(","),
    "semicolon.csv": lambda: table(";"),
    "tabs.csv": lambda: table("\t"),
    "a.tsv": lambda: table("\t"),
    "a.jsonl": lambda: jsonl(ROWS),
    "a.ndjson": lambda: jsonl(ROWS),
    "list-after-all.jsonl": lambda: json.dumps(ROWS, indent=1).encode(),
    "a.json": lambda: json.dumps(ROWS).encode(),
    "envelope.json": lambda: json.dumps({"status": "ok", "articles": ROWS}).encode(),
    "other.json": lambda: json.dumps({"total": 3, "stuff": ROWS}).encode(),
    "nested.json": lambda: json.dumps({"response": {"results": ROWS, "n": 3}}).encode(),
    "elastic.json": lambda: json.dumps({"took": 1, "hits": {"total": 3, "hits": ROWS}}).encode(),
    "several.json": lambda: b"\n".join(json.dumps(r, indent=2).encode() for r in ROWS),
    "utf16.jsonl": lambda: jsonl(ROWS).decode().encode("utf-16"),
    "utf16.csv": lambda: table(",").decode().encode("utf-16"),
    "bom.csv": lambda: b"\xef\xbb\xbf" + table(","),
    "bom.json": lambda: b"\xef\xbb\xbf" + json.dumps(ROWS).encode(),
    "mac.csv": lambda: table(",").replace(b"\r\n", b"\r").replace(b"\n", b"\r"),
    "a.parquet": parquet,
}


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
@pytest.mark.parametrize("name", FORMATS)
def test_tables_and_json(
    tmp_path: Path, results: Callable[..., list[Any]], name: str, packed: str
) -> None:
    found = results(tmp_path / (name + packed), pack(FORMATS[name](), packed))
    assert [type(a) for a in found] == [Article] * 3
    for n, (article, row) in enumerate(zip(found, ROWS, strict=True), start=1):
        assert article.text == row["Body"]
        assert (article.title, article.outlet, article.url) == (
            row["Headline"], row["Source"], row["Link"],
        )  # fmt: skip
        assert (article.date, article.date_source) == (Date(2022, 9, 28), "metadata")
        assert article.lang == "en"
        assert article.source.endswith(f"{name}{packed}:{n}")
        assert article.id.startswith(f"{name.split('.')[0]}-{n}-")


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
@pytest.mark.parametrize("name", ["story.txt", "story.md", "STORY.TXT", "story"])
def test_plain(tmp_path: Path, results: Callable[..., list[Any]], name: str, packed: str) -> None:
    text = f"# A headline\r\n\r\n{BODY}\r\n"
    (article,) = results(tmp_path / (name + packed), pack(text.encode(), packed))
    assert article.text == text.replace("\r\n", "\n")
    assert article.title == "A headline"
    assert article.id.lower().startswith("story-")
    assert article.source.endswith(name + packed)


def test_front_matter(tmp_path: Path, results: Callable[..., list[Any]]) -> None:
    head = (
        '---\nTitle: "Colons: kept"\ndate: 28 September 2022\n# a comment\nid: abc-1\n'
        "tags:\n  - x\n- y\noutlet: Steppe Wire\nurl: https://a.kz/1\nauthor: ~\n---\n\n"
    )
    (article,) = results(tmp_path / "x.md", head + BODY)
    assert article.text == BODY
    assert (article.id, article.title, article.outlet) == ("abc-1", "Colons: kept", "Steppe Wire")
    assert article.date == Date(2022, 9, 28)
    rule = f"---\nNo pair, only a rule above.\n---\n{BODY}"
    assert results(tmp_path / "y.md", rule)[0].text == rule
    unclosed = f"---\ntitle: x\n\n{BODY}"
    assert results(tmp_path / "z.md", unclosed)[0].text == unclosed


@pytest.mark.parametrize(
    ("text", "title"),
    [(f"Short line\n\n{BODY}", "Short line"), (f"\n\nShort line\n \n{BODY}", "Short line"),
     (f"Two\nlines\n\n{BODY}", None), (f"{'x' * 201}\n\n{BODY}", None), (BODY, None),
     (f"This is a first paragraph.\n\n{BODY}", None)],
)  # fmt: skip
def test_titles(tmp_path: Path, results: Callable[..., list[Any]], text: str, title: str) -> None:
    (article,) = results(tmp_path / "x.txt", text)
    assert article.title == title
    assert article.text == text


def test_one_json_object_is_one_article(tmp_path: Path, results: Callable[..., list[Any]]) -> None:
    one = {"text": BODY, "comments": [{"text": "not an article " * 10}], "items": [{"a": 1}]}
    for body in (one, dict(reversed(one.items()))):
        (article,) = results(tmp_path / "one.json", json.dumps(body))[-1:]
        assert article.text == BODY
    (article,) = results(tmp_path / "2022-09-28.json", json.dumps({"body": BODY}, indent=1))
    assert article.date_source == "filename"
    assert ":" not in article.source[-5:]


def test_values_of_many_kinds(tmp_path: Path, results: Callable[..., list[Any]]) -> None:
    rows = [
        {"id": 7, "text": BODY, "source": {"id": None, "name": "CNN"}, "date": 1664359200},
        {"id": "x\ud800", "text": [BODY, "Second."], "title": "  two\nlines ", "lang": "en-US"},
    ]
    data = b"".join(json.dumps(r).encode() + b"\n" for r in rows)
    first, second = results(tmp_path / "a.jsonl", data)
    assert (first.id, first.outlet, first.date) == ("7", "CNN", Date(2022, 9, 28))
    assert (second.id, second.title) == ("x\ufffd", "two lines")
    assert second.text == BODY + "\n\nSecond."


def test_columns_by_config(
    tmp_path: Path, results: Callable[..., list[Any]], base: Reading, with_settings: Any
) -> None:
    columns = base.columns.model_dump() | {"text": ["Volltext"]}
    settings = with_settings(columns=columns)
    (article,) = results(tmp_path / "a.csv", f'n,volltext\n1,"{BODY}"\n', settings)
    assert article.text == BODY


def test_ids_are_stable_and_depend_on_text(
    tmp_path: Path, results: Callable[..., list[Any]]
) -> None:
    one = results(tmp_path / "x.txt", BODY)[0].id
    assert one == results(tmp_path / "x.txt", BODY)[0].id
    assert one != results(tmp_path / "x.txt", BODY + " More.")[0].id


def test_language(tmp_path: Path, results: Callable[..., list[Any]], with_settings: Any) -> None:
    russian = "Президент Казахстана заявил, что страна уважает границы своих соседей. " * 5
    english = with_settings(languages=["en"])
    (skip,) = results(tmp_path / "x.txt", russian, english)
    assert skip.reason == "language ru: no stage handles it (reading.languages = en)"
    (article,) = results(tmp_path / "x.txt", russian)
    assert article.lang == "ru"
    rows = [
        {"text": russian, "lang": "en"},  # long enough to tell: the declared language is wrong
        {"text": "Nazarbayev, Tokayev, Lavrov, Kuleba, Blinken.", "lang": "en"},
        {"text": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20"},
    ]
    skip, article, none = results(tmp_path / "x.jsonl", jsonl(rows), english)
    assert isinstance(skip, Skip)
    assert isinstance(article, Article)
    assert "not recognised" in none.reason


def test_language_is_not_read_off_markup(tmp_path: Path, results: Callable[..., list[Any]]) -> None:
    """A White House page whose text begins with an image of twenty addresses was called zxx."""
    sizes = ", ".join(f"https://a.kz/x.jpg?resize={n} {n}w" for n in range(200))
    data = jsonl([{"text": f'<figure> <img srcset="{sizes}"> </figure> {BODY}'}])
    assert results(tmp_path / "a.jsonl", data)[0].lang == "en"


def test_reading_is_lazy_and_repeats(tmp_path: Path, base: Reading) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl([{"text": BODY}] * 5) + b"{broken\n")
    stream = read([str(tmp_path)], base)
    assert isinstance(next(stream), Article)
    stream.close()  # type: ignore[attr-defined]
    assert list(read([str(tmp_path)], base)) == list(read([str(tmp_path)], base))


SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample articles are not there")
def test_the_sample_articles(base: Reading) -> None:
    found = list(read([str(SAMPLE / "articles")], base))
    assert [r for r in found if isinstance(r, Reject)] == []
    articles = [a for a in found if isinstance(a, Article)]
    assert len(articles) >= 40
    assert {a.date_source for a in articles} >= {"metadata", "html", "url", "filename", "dateline"}
    assert all(a.title for a in articles if a.source.endswith(".html"))
    for article in articles:
        assert "We and our partners use cookies" not in article.text
        assert "All rights reserved" not in article.text
        assert "Log in to comment" not in article.text


@pytest.mark.parametrize(
    "value",
    [
        "28 сентября 2022",
        "28 сентября 2022 г.",
        "20220928101010",
        20220928101010,
        "28 қыркүйек 2022",
    ],
)
def test_dates_of_metadata_in_russian_words_and_as_stamps(
    tmp_path: Path, results: Callable[..., list[Any]], value: object
) -> None:
    (article,) = results(tmp_path / "x.jsonl", jsonl([{"text": BODY, "date": value}]))
    assert (article.date, article.date_source) == (Date(2022, 9, 28), "metadata")


def test_no_turn_of_direction_in_a_title_or_id(
    tmp_path: Path, results: Callable[..., list[Any]]
) -> None:
    row = {"text": BODY, "title": "A\u202etitle\u2069", "id": "i\u2066d", "outlet": "\u202aWire"}
    (article,) = results(tmp_path / "x.jsonl", jsonl([row]))
    assert (article.title, article.id, article.outlet) == ("Atitle", "id", "Wire")
