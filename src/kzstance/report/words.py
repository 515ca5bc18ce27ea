"""Numbers, dates and actors as the page writes them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path

MINUS = "\u2212"
_MONTHS = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split()


def signed(value: float) -> str:
    """An index with its sign and two digits; zero has none."""
    text = f"{value:+.2f}"
    return "0.00" if float(text) == 0 else text.replace("-", MINUS)


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 article``, ``2,000 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day(date: Date | None) -> str:
    return "no date" if date is None else f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def period(label: str) -> str:
    """``2022-Q3`` as ``2022 Q3``, ``2022-09`` as ``Sept 2022``; any other label as it is."""
    if match := re.fullmatch(r"(\d{4})-?([QW]\d{1,2})", label):
        return f"{match[1]} {match[2]}"
    if (match := re.fullmatch(r"(\d{4})-(\d{2})", label)) and 1 <= int(match[2]) <= 12:
        return f"{_MONTHS[int(match[2]) - 1]} {match[1]}"
    return label


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def country_names(rosters: Sequence[str]) -> dict[str, str]:
    """ISO code → name, from the rosters' ``country`` tables; empty where they cannot be read."""
    names: dict[str, str] = {}
    for roster in map(Path, rosters):
        for file in sorted(roster.glob("*.toml")) if roster.is_dir() else [roster]:
            try:
                body = file.read_text(encoding="utf-8")
                tables = tomllib.loads(body).get("country", []) if "[[country]]" in body else []
            except (OSError, ValueError):
                continue
            for table in tables:
                names.setdefault(str(table.get("code")), str(table.get("name")))
    return names
