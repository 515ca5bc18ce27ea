"""The date of a dateline: ``ASTANA, Sept. 28, 2022 (Steppe Wire) —``, with its year only."""

from __future__ import annotations

import re
from datetime import date as Date

from kzstance.reading.dates import WORDS, of_words

REACH = 300
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_NOT_A_PLACE = re.compile(
    r"\b(?i:on|since|until|of|from|by|in|dated|signed|before|after|between|said)\s*$"
)
_PLACE = re.compile(r"(?=.{0,60}[A-ZА-Я]{3})[\w .,’'()/\-–—|:]{3,80}")
_AGENCY = r"(?:\([^()\n]{1,60}\)|/[^/\n]{1,40}/|[A-Z][A-Z .]{1,30})?"
_AFTER = re.compile(rf"[\s,.]*+{_AGENCY}[\s,.]*+(?:[—–]|--?|:)")
_CLOCK = re.compile(r"[\s.,|]*(?:\d\d?:\d\d.{0,20})?")
_ALONE = re.compile(
    rf"(?:(?:Published|Posted|Released?|Date|Issued|Updated)(?:\s+on)?:?\s*)?"
    rf"(?:[A-Z][\w.’' \-]{{1,40}},\s*){{0,2}}(?:{_WEEKDAY},?\s*)?"
)


def find(text: str, title: str | None) -> Date | None:
    """The date in a dateline, or on a line of its own, near the beginning of the text."""
    start = text.find(title, 0, 500) + len(title) if title and title in text[:500] else 0
    for line in text[start : start + REACH].split("\n"):
        line = line.strip(" *_#[]")
        match = WORDS.search(line)
        if match is None or (day := of_words(match)) is None:
            continue
        before, after = line[: match.start()], line[match.end() :]
        if _is_alone(before, after) or _is_dateline(before, after):
            return day
        return None
    return None


def _is_alone(before: str, after: str) -> bool:
    if before.lower().startswith("updated"):
        return False
    return bool(_ALONE.fullmatch(before)) and bool(_CLOCK.fullmatch(after))


def _is_dateline(before: str, after: str) -> bool:
    if not _AFTER.match(after) or _NOT_A_PLACE.search(before):
        return False
    words = before.replace("(", " ").split()
    return bool(words) and words[0].strip(",.").isupper() and bool(_PLACE.fullmatch(before))
