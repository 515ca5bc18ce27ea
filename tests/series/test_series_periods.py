from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.errors import UsageError
from kzstance.series import periods

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
EVERY = st.sampled_from(periods.EVERY)


@pytest.mark.parametrize(
    ("day", "every", "label", "start"),
    [
        (date(2022, 9, 28), "week", "2022-W39", date(2022, 9, 26)),
        (date(2022, 9, 28), "month", "2022-09", date(2022, 9, 1)),
        (date(2022, 9, 28), "quarter", "2022-Q3", date(2022, 7, 1)),
        (date(2022, 9, 28), "year", "2022", date(2022, 1, 1)),
        # the year of an ISO week is that of its Thursday
        (date(2021, 1, 3), "week", "2020-W53", date(2020, 12, 28)),
        (date(2019, 12, 30), "week", "2020-W01", date(2019, 12, 30)),
        (date(2023, 1, 1), "week", "2022-W52", date(2022, 12, 26)),
        (date(2024, 2, 29), "quarter", "2024-Q1", date(2024, 1, 1)),
        (date(2022, 12, 31), "quarter", "2022-Q4", date(2022, 10, 1)),
    ],
)
def test_known(day: date, every: str, label: str, start: date) -> None:
    assert periods.label(day, every) == label
    assert periods.start(day, every) == start
    assert periods.parse(label) == start


@given(DAYS, EVERY)
def test_a_period_holds_its_days_and_the_next_begins_after(day: date, every: str) -> None:
    first, after = periods.start(day, every), periods.following(day, every)
    assert first <= day < after
    assert periods.label(first, every) == periods.label(day, every)
    assert periods.label(after - timedelta(1), every) == periods.label(day, every)
    assert periods.label(after, every) != periods.label(day, every)
    assert periods.parse(periods.label(day, every)) == first


@given(st.lists(DAYS, min_size=1, max_size=20), EVERY)
def test_columns_agree_with_days(days: list[date], every: str) -> None:
    table = pl.DataFrame({"day": days}).select(
        periods.start_column(pl.col("day"), every).alias("start"),
        periods.label_column(pl.col("day"), every).alias("label"),
    )
    assert table["start"].to_list() == [periods.start(d, every) for d in days]
    assert table["label"].to_list() == [periods.label(d, every) for d in days]


def test_between() -> None:
    assert periods.between(date(2021, 11, 30), date(2022, 2, 1), "month") == [
        date(2021, 11, 1), date(2021, 12, 1), date(2022, 1, 1), date(2022, 2, 1),
    ]  # fmt: skip
    assert len(periods.between(date(2020, 12, 28), date(2021, 1, 4), "week")) == 2


@pytest.mark.parametrize("text", ["2022-Q5", "2022-13", "2021-W53", "22", "2022-W00", ""])
def test_not_a_period(text: str) -> None:
    with pytest.raises(UsageError, match="expected"):
        periods.parse(text)


def test_unknown_length() -> None:
    with pytest.raises(UsageError, match="week, month, quarter, year"):
        periods.label(date(2022, 1, 1), "day")
