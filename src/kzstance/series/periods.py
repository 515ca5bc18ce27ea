"""Weeks (ISO 8601), months, quarters and years: their labels, first days and order."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta
from typing import get_args

import polars as pl

from kzstance.config import Every
from kzstance.errors import UsageError

EVERY: tuple[Every, ...] = get_args(Every)
_TRUNCATE = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
_LABEL = re.compile(r"(\d{4})(?:-(?:W(\d{2})|Q([1-4])|(\d{2})))?")


def check(every: str) -> str:
    """``every``, or UsageError with the valid ones."""
    if every not in EVERY:
        raise UsageError(f"period {every!r}: expected one of {', '.join(EVERY)}")
    return every


def start(day: Date, every: str) -> Date:
    """First day of the period that ``day`` lies in; a week begins on Monday."""
    check(every)
    if every == "week":
        return day - timedelta(days=day.weekday())
    month = {"month": day.month, "quarter": day.month - (day.month - 1) % 3, "year": 1}[every]
    return Date(day.year, month, 1)


def label(day: Date, every: str) -> str:
    """``2022-W39``, ``2022-09``, ``2022-Q3`` or ``2022``.

    The year of a week is the ISO year: 2021-01-03 lies in ``2020-W53``.
    """
    check(every)
    if every == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if every == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    return f"{day.year:04d}-{day.month:02d}" if every == "month" else f"{day.year:04d}"


def following(day: Date, every: str) -> Date:
    """First day of the period after the one that ``day`` lies in."""
    step = {"week": 7, "month": 31, "quarter": 93, "year": 366}[check(every)]
    return start(start(day, every) + timedelta(days=step), every)


def middle(day: Date, every: str) -> Date:
    """The day in the middle of the period that ``day`` lies in."""
    first = start(day, every)
    return first + (following(day, every) - first) / 2


def between(first: Date, last: Date, every: str) -> list[Date]:
    """First days of all periods from that of ``first`` to that of ``last``."""
    days, day = [], start(first, every)
    while day <= last:
        days.append(day)
        day = following(day, every)
    return days


def parse(text: str) -> Date:
    """First day of the period with that label.

    Raises UsageError where it is none.
    """
    match = _LABEL.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, week, quarter, month = match.groups()
        if week:
            return Date.fromisocalendar(int(year), int(week), 1)
        return Date(int(year), int(quarter) * 3 - 2 if quarter else int(month or 1), 1)
    except ValueError:
        raise UsageError(f"period {text!r}: expected 2022-W39, 2022-09, 2022-Q3 or 2022") from None


def start_column(day: pl.Expr, every: str) -> pl.Expr:
    """``start`` of a column of dates."""
    return day.dt.truncate(_TRUNCATE[check(every)])


def label_column(day: pl.Expr, every: str) -> pl.Expr:
    """``label`` of a column of dates."""
    if check(every) == "quarter":
        return pl.format("{}-Q{}", day.dt.strftime("%Y"), day.dt.quarter())
    return day.dt.strftime({"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}[every])
