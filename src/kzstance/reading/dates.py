"""Publication dates: read where they are written in full, never guessed.

A day and a month without a year, or ``04/05/2022``, which may be April or May, give no date.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from datetime import date as Date
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct",
            "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(MONTHS) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
WORDS = re.compile(
    rf"(?<![\w.]){_DAY}(?:\s+of)?[\s\-/]{{1,3}}{_MONTH},?[\s\-/]{{1,3}}{_YEAR}"
    + "|"
    + rf"(?<!\w){_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}".replace("P<", "P<x"),
    re.I,
)
_CTIME = re.compile(
    rf"^\w{{3}},?\s+{_MONTH}\s+{_DAY}\s+[\d:]{{5,8}}\s+(?:\S{{3,5}}\s+)?{_YEAR}$", re.I
)
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?!\d)")
_COMPACT = re.compile(r"^(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:$|T\d)")
_DMY = re.compile(r"^(?P<a>\d\d?)([./-])(?P<b>\d\d?)\2(?P<year>(?:19|20)\d\d)(?!\d)")
_URL_PARTS = re.compile(
    rf"/(?P<year>(?:19|20)\d\d)/(?P<month>\d\d?|{'|'.join(MONTHS)})/(?P<day>\d\d?)(?=[/\-_.]|$)",
    re.I,
)
# an underscore is a word character: a plain boundary would miss wire_20220928
_TOKEN = re.compile(
    r"(?<![\dA-Za-z])(?P<year>(?:19|20)\d\d)([-_.]?)(?P<month>[01]\d)\2(?P<day>[0-3]\d)(?![\dA-Za-z])"
)


class Bounds(NamedTuple):
    earliest: Date
    latest: Date

    def keep(self, day: Date | None) -> Date | None:
        return day if day is not None and self.earliest <= day <= self.latest else None


def parse(value: object) -> Date | None:
    """A date out of metadata: the day as it is written there, whatever the time zone."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _number(value)
    if not isinstance(value, str):
        return None
    text = value.strip()[:120]
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        return _number(int(text))
    for pattern in (_ISO, _COMPACT, _CTIME):
        if match := pattern.search(text):
            return _day(match["year"], match["month"], match["day"])
    if match := _DMY.match(text):
        return _day_first(match)
    return in_words(text)


def in_words(text: str) -> Date | None:
    """The first date in words with its year: ``28 September 2022``, ``Sept. 28, 2022``."""
    match = WORDS.search(text)
    return of_words(match) if match else None


def of_words(match: re.Match[str]) -> Date | None:
    """The date of a match of ``WORDS``."""
    x = "x" if match["xyear"] else ""
    return _day(match[f"{x}year"], match[f"{x}month"], match[f"{x}day"])


def of_url(url: str) -> Date | None:
    """The date in the path of an address: ``/2022/09/28/``, ``/2022/sep/28/``, ``2022-09-28``."""
    try:
        path = unquote(urlsplit(url[:2000]).path)
    except ValueError:
        return None
    days = {_day(m["year"], m["month"], m["day"]) for m in _URL_PARTS.finditer(path)} - {None}
    return _only(days or _tokens(path))


def of_name(stem: str) -> Date | None:
    """The date in a file's name: ``2022-09-28-title``, ``wire_20220928``."""
    return _only(_tokens(stem))


def _tokens(text: str) -> set[Date | None]:
    return {_day(m["year"], m["month"], m["day"]) for m in _TOKEN.finditer(text)} - {None}


def _only(days: set[Date | None]) -> Date | None:
    return days.pop() if len(days) == 1 else None


def _day(year: str, month: str, day: str) -> Date | None:
    number = MONTHS.get(month.lower().rstrip(".")) or (int(month) if month.isdigit() else 0)
    try:
        return Date(int(year), number, int(day))
    except ValueError:
        return None


def _day_first(match: re.Match[str]) -> Date | None:
    a, b, year = match["a"], match["b"], match["year"]
    if match[2] == "." or int(a) > 12 or a == b:
        return _day(year, b, a)
    return _day(year, a, b) if int(b) > 12 else None


def _number(value: float) -> Date | None:
    """Seconds or milliseconds since 1970, or a number such as 20220928."""
    if value != value or value in (float("inf"), float("-inf")):
        return None
    if 19_000_101 <= value <= 20_991_231 and value == int(value):
        digits = str(int(value))
        return _day(digits[:4], digits[4:6], digits[6:])
    if 1e11 <= value < 1e13:
        value /= 1000
    if not 1e8 <= value < 1e10:
        return None
    try:
        return datetime.fromtimestamp(value, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
