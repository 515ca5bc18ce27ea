"""Lines that are not the article's own words: notes of the publisher, and what is said twice."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from kzstance.reading import dates
from kzstance.reading.html import notes, written
from kzstance.reading.html import tails as ends

_TOP = 3
"""Lines: among the first ones may stand who reported."""
LONGEST = 350
"""Characters: a longer line is a paragraph, whatever it begins with."""
_NAMED = "|".join(sorted(dates.MONTHS, key=len, reverse=True))
_MONTH = rf"(?:(?:{_NAMED})\.?|{written.MONTHS})"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|today|yesterday|сегодня"
    r"|вчера|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\.?"
)
_CLOCK = (
    r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?"
    r"(?:\s*\(?(?:(?-i:[A-Z]{2,5})|мск)(?:[+-]\d+)?\)?)?"
)


def _day(year: str) -> str:
    return (
        r"(?:\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./]\d{2,4}"
        rf"|\d\d?(?:st|nd|rd|th)?\.?[ -]{_MONTH},?{year}|{_MONTH} \d\d?(?:st|nd|rd|th)?,?{year})"
        r"(?:\s*(?:г\.?|года?)(?!\w))?"
    )


_DAY = _day(r"(?:[ -]\d{4})?")
_AND = r"[\s,|/–—-]+(?:on |at |в )?"
_STAMP = re.compile(
    r"[\W_]*(?:(?:(?:first |last )?(?:published|updated|posted|modified|created|issued|date"
    r"|опубликовано|обновлено|дата(?: публикации)?|создано)\W*(?:(?:on|at|в)\W+)?)?"
    rf"(?:{_WEEKDAY},?\s+|[^\W\d]{{2,12}},\s+)?"
    rf"(?:{_CLOCK}(?:{_AND}{_DAY})?|{_DAY}(?:{_AND}{_CLOCK})?)[\W_]*){{1,3}}",
    re.I,
)
"""A line that is nothing but times or dates, after a weekday, or a place and a comma."""
_NAME = r"[A-Z][\w.’'-]*+(?:,| and| in| of|,? for)?(?: the)? ?"
_SIGNED = re.compile(
    rf"(?:(?:(?:[Tt]ext|[Ww]ords|[Ww]ritten|[Ee]dited|[Cc]ompiled|[Tt]ranslated) )?[Bb]y:?|BY)"
    rf" (?:{_NAME}){{1,8}}(?:staff)?"
    r"|(?:Записал|Беседовал|(?:Текст )?[Пп]одготовил|Перев[её]л)[аи]?"
    r" (?:[А-ЯЁ][\w.-]++[ ,и]*+){1,6}"
)
_BARS = re.compile(r"\s*[|·•]\s*|,\s+(?=\d\d? [^\W\d]{3,9} \d{4})")
_DATED = re.compile(_day(r"[ -]\d{4}"), re.I)
_STOPS = tuple('.!?…:;»”"’)')
_QUOTES = "“”„«»\"'‘’ .,;:—–-•"
_OF_QUOTE = re.compile(r"(?:sources?|источник|джерело)\s*:", re.I)
_QUOTE = re.compile(
    r"(?:(?:direct )?quotes?|details|дословно|цитата|прямая речь|детали|подробности|дослівно"
    r"|пряма мова)\b[^.!?:]{0,40}:",
    re.I,
)
"""A line that says who spoke counts where his words stand under such a label."""
_BULLET = re.compile(r"^[-•]\s+")
_WORK = 200_000_000
"""Characters that the search for repeated lines may look at: 0.1 s or so."""


def tidy(text: str) -> str:
    """The text without such lines. A page of nothing else keeps them: it is then no boilerplate."""
    lines = [line for line in text.split("\n") if line.strip()]
    kept = [
        line
        for line, then in pairwise([*lines, ""])
        if not is_note(line) or (_OF_QUOTE.match(line) and _QUOTE.match(then))
    ]
    while kept and _is_head(kept[0]):
        kept = kept[1:]
    kept = [line for n, line in enumerate(kept) if n >= _TOP or not ends.is_credit(line)]
    while len(kept) > 1 and ends.is_end(kept[-1], kept[-2]):
        kept.pop()
    return "\n".join(_once(kept) or lines)


def is_note(line: str) -> bool:
    """Whether the publisher speaks here and not the article."""
    line = _BULLET.sub("", line.strip())
    if not any(c.isalnum() for c in line):
        return True
    if len(line) < 120 and _is_stamp(line):
        return True
    return len(line) <= LONGEST and notes.is_note(line)


def _is_head(line: str) -> bool:
    """A line above the article: who wrote it, when, in which part of the paper."""
    line = line.strip()
    return len(line) < 80 and not line.endswith(_STOPS) and bool(_DATED.search(line))


def _is_stamp(line: str) -> bool:
    """A date, a signature or a label: alone, or one beside other short words."""
    parts = _BARS.split(line)
    if not any(p.fullmatch(part) for part in parts for p in (_STAMP, _SIGNED, notes.LABEL)):
        return False
    return all(len(part) < 40 and not part.endswith(_STOPS) for part in parts[1:])


def _once(lines: list[str]) -> list[str]:
    """Less the lines that another line holds: pull quotes, and paragraphs given twice."""
    whole = "\n".join(lines)
    cores = [_BULLET.sub("", line).strip(_QUOTES) for line in lines]
    alone = Counter(cores)
    if len(cores) * len(whole) > _WORK:
        return lines
    if heaps := {n for n, line in enumerate(lines) if _is_heap(line, cores[n], cores)}:
        return _once([line for n, line in enumerate(lines) if n not in heaps])
    seen: set[str] = set()
    kept = []
    for line, core in zip(lines, cores, strict=True):
        if 20 <= len(core) <= LONGEST and whole.count(core) > 1:
            if core in seen or whole.count(core) > alone[core]:
                continue
            seen.add(core)
        kept.append(line)
    return kept


def _is_heap(line: str, core: str, cores: list[str]) -> bool:
    """Whether a line is little more than other lines: the article in one piece, for machines."""
    if len(line) <= 80:
        return False
    held = {other for other in cores if len(other) >= 20 and other != core and other in line}
    return len(held) > 1 and sum(map(len, held)) >= 0.8 * len(line)
