from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.reading import dateline, dates

from .conftest import BODY, jsonl

DAY = Date(2022, 9, 28)


@pytest.mark.parametrize(
    "value",
    [
        "2022-09-28", "2022-09-28T23:30:00+06:00", "2022-09-28 10:00:00Z", "2022/9/28", "20220928",
        "20220928T101500Z", "28 September 2022", "28 Sept. 2022", "Sept. 28, 2022",
        "Wednesday, September 28th, 2022 at 10:00", "Wed, 28 Sep 2022 10:00:00 +0000",
        "28-Sep-2022", "the 28th of September 2022", "28.09.2022", "28/09/2022", "09/28/2022",
        "Wed Sep 28 10:00:00 +0000 2022", "1664359200", 1664359200, 1664359200.5, 1664359200000,
        20220928, DAY, datetime(2022, 9, 28, 23, 59, tzinfo=timezone(timedelta(hours=6))),
        "Published: 28 September 2022",
    ],
)  # fmt: skip
def test_dates_as_metadata_writes_them(value: object) -> None:
    assert dates.parse(value) == DAY


@pytest.mark.parametrize(
    "value",
    ["", "2022", "September 2022", "28 September", "04/05/2022", "yesterday", "2022-13-40",
     "30 February 2022", None, True, 5, float("nan"), float("inf"), -1e30, [], "1 May 22"],
)  # fmt: skip
def test_what_is_not_a_full_date_gives_none(value: object) -> None:
    assert dates.parse(value) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.kz/2022/09/28/title", DAY),
        ("https://a.kz/2022/sep/28/title", DAY),
        ("https://a.kz/news/2022-09-28-title.html", DAY),
        ("https://a.kz/news/title-20220928", DAY),
        ("https://a.kz/2022/09/28/vote-of-2014-03-18", DAY),
        ("https://a.kz/id/1202209281", None),
        ("https://a.kz/2014-03-18-and-2022-09-28", None),
        ("https://a.kz/2022/09/", None),
        ("https://a.kz/2022/99/28/", None),
        ("http://[broken", None),
    ],
)
def test_dates_in_addresses(url: str, day: Date | None) -> None:
    assert dates.of_url(url) == day


def test_dates_in_names() -> None:
    assert dates.of_name("2022-09-28-title") == DAY
    assert dates.of_name("wire_20220928") == DAY
    assert dates.of_name("wire_2022_09_28_b") == DAY
    assert dates.of_name("report-123456789") is None
    assert dates.of_name("2022-09") is None


@pytest.mark.parametrize(
    "line",
    [
        "ASTANA, Sept. 28, 2022 (Steppe Wire) — The president said so.",
        "ALMATY, 28 September 2022 — The president said so.",
        "PETROPAVL, Kazakhstan, Sept. 28, 2022 (Ishim Courier) - The queue was long.",
        "NUR-SULTAN. 28 September 2022. KAZINFORM – The president said so.",
        "Astana, 28 September 2022",
        "**September 28, 2022**",
        "Published on Wednesday, September 28, 2022",
    ],
)
def test_datelines(line: str) -> None:
    assert dateline.find(f"A title\n\n{line}\n\n{BODY}", "A title") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "ASTANA, Sept. 28 (Steppe Wire) — The president said so.",
        "The treaty of 28 September 2022 — the second — was signed in Minsk.",
        "On 28 September 2022 - a Wednesday - nothing happened.",
        "NATO has said since 28 September 2022 — and again today — that it would help.",
        "Updated: September 28, 2022",
        "The vote was held on 28 September 2022",
    ],
)
def test_dates_in_prose_are_not_datelines(line: str) -> None:
    assert dateline.find(f"{line}\n\n{BODY}", None) is None


def test_dateline_far_down_is_not_one() -> None:
    assert dateline.find("x" * 400 + "\nASTANA, Sept. 28, 2022 — Yes.", None) is None


def test_order_of_sources(tmp_path: Path, results: Callable[..., list[Any]]) -> None:
    line = "ASTANA, Sept. 5, 2022 (Wire) — "
    name = "2022-09-04-story.txt"
    url = "url: https://a.kz/2022/09/03/story\n"

    def source(front: str, file: str = name, body: str = line + BODY) -> tuple[Any, str]:
        (article,) = results(tmp_path / file, f"---\n{front}\n---\n{body}" if front else body)
        return article.date.day if article.date else None, article.date_source

    assert source(f"date: 2022-09-01\n{url}") == (1, "metadata")
    assert source(url) == (3, "url")
    assert source("") == (4, "filename")
    assert source("", "story.txt") == (5, "dateline")
    assert source("", "story.txt", BODY) == (None, "unknown")
    # what is out of bounds or unreadable gives way to the next
    assert source(f"date: 1066-10-14\n{url}") == (3, "url")
    assert source(f"date: 2999-01-01\n{url}") == (3, "url")
    assert source(f"date: 04/05/2022\n{url}") == (3, "url")


def test_filename_dates_by_config_and_not_for_rows(
    tmp_path: Path, results: Callable[..., list[Any]], with_settings: Callable[..., Any]
) -> None:
    path = tmp_path / "2022-09-28-x.txt"
    assert results(path, BODY)[0].date == DAY
    assert results(path, BODY, with_settings(date_from_filename=False))[0].date is None
    (row,) = results(tmp_path / "2022-09-28-x.jsonl", jsonl([{"text": BODY}]))
    assert (row.date, row.date_source) == (None, "unknown")


def test_earliest_date_is_a_setting(
    tmp_path: Path, results: Callable[..., list[Any]], with_settings: Callable[..., Any]
) -> None:
    data = jsonl([{"text": BODY, "date": "1991-12-16"}])
    assert results(tmp_path / "a.jsonl", data)[0].date == Date(1991, 12, 16)
    late = with_settings(earliest_date="2000-01-01")
    assert results(tmp_path / "a.jsonl", data, late)[0].date is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.dates(), st.binary()))
def test_parse_never_raises(value: object) -> None:
    day = dates.parse(value)
    assert day is None or isinstance(day, Date)


FORMS = ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 10:00:00 GMT", "%d.%m.%Y", "%Y%m%d",
         "%Y-%m-%dT00:00:00+06:00"]  # fmt: skip


@given(st.dates(Date(1990, 1, 1), Date(2029, 12, 31)), st.sampled_from(FORMS))
def test_written_dates_come_back(day: Date, form: str) -> None:
    assert dates.parse(day.strftime(form)) == day


@given(st.integers(631_152_000, 1_790_000_000))
def test_epochs_come_back(seconds: int) -> None:
    day = datetime.fromtimestamp(seconds, UTC).date()
    assert dates.parse(seconds) == dates.parse(seconds * 1000) == dates.parse(str(seconds)) == day


@given(st.text(), st.text(max_size=20))
def test_dateline_and_url_never_raise(text: str, title: str) -> None:
    dateline.find(text, title)
    dates.of_url(text)
    dates.of_name(text)
