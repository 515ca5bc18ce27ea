"""The date that a page shows to its readers: in Russian, Kazakh or English, near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date as Date
from itertools import islice
from typing import Any

from kzstance.reading import dates
from kzstance.reading.html.others import is_of_another
from kzstance.reading.html.sizes import short

_STEMS = (
    "январ қаңтар січн", "феврал ақпан лют", "март наурыз берез", "апрел сәуір квіт",
    "мая май мамыр трав", "июн маусым черв", "июл шілде лип", "август тамыз серп",
    "сентябр қыркүйек верес", "октябр қазан жовт", "ноябр қараша листоп", "декабр желтоқсан груд",
)  # fmt: skip
_MONTHS = {stem: number for number, row in enumerate(_STEMS, 1) for stem in row.split()}
_SHORT = {"янв": 1, "фев": 2, "мар": 3, "апр": 4, "авг": 8, "сен": 9, "сент": 9, "окт": 10,
          "ноя": 11, "нояб": 11, "дек": 12}  # fmt: skip
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_WORD = r"([а-яёіїєґқәңғүұөһ]{3,9})"
_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}})[\s-]+{_WORD}\.?,?[\s-]+{_YEAR}")
_KAZAKH = re.compile(rf"{_YEAR}\s+(?:жылғы|ж\.)\s+(\d{{1,2}})\s+{_WORD}")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?![\d])")
_WEEKDAYS = tuple(
    frozenset(row.split())
    for row in (
        "mon monday пн понедельник", "tue tues tuesday вт вторник", "wed wednesday ср среда",
        "thu thur thurs thursday чт четверг", "fri friday пт пятница", "sat saturday сб суббота",
        "sun sunday вс воскресенье",
    )
)  # fmt: skip
_SLASHED = re.compile(
    rf"(?<!\w)({'|'.join(sorted(frozenset().union(*_WEEKDAYS), reverse=True))}),?\s+"
    rf"(\d{{1,2}})/(\d{{1,2}})/{_YEAR}"
)
_MARKED = re.compile(
    r"publish|posted|pubdate|date|dateline|timestamp|submitted|created|entry-date|(?:^|[\s_-])time",
    re.I,
)
_OTHERS = re.compile(r"modif|updat|обновл|измен|expir|event|upcoming|сегодня|today is", re.I)
_PUBLISHED = "first published|published|posted|issued|опубликовано"
_LABEL = re.compile(
    rf"^(?:{_PUBLISHED}|released|создано|дата(?: публикации)?)"
    r"\b[\s:]*(?:on\b|at\b|в\b)?[\s:]*",
    re.I,
)
_ISSUED = re.compile(rf"\b(?:{_PUBLISHED})\b", re.I)
_UPDATED = re.compile(r"(?<!\W)\W*(?:(?:\b|(?<=\d))(?:last )?(?:modif|updat)|обновл|измен)", re.I)
_CHANGED = re.compile(
    r"^\W*(?:last )?(?:updated|modified|обновлено|изменено)(?: (?:on|at|в))?\b[\s:]*", re.I
)
_BARS = re.compile(r"(?<!\s)\s*[|·•]\s*|^by [^,|\d]{3,60}[,:]? (?=\d|[A-Z][a-z]+\.? \d)", re.I)
_LEFT = re.compile(r"[\d\W_]+")
_PLAIN_WORDS = frozenset(
    "am pm a p m gmt utc msk ist bst est edt et cet cest eet eest pst pdt cst cdt "
    "г года год в мск at on by the of th st nd rd "
    "published posted issued updated first опубликовано создано дата публикации "
    "время astana almaty астана жылғы ж жыл року р о об опубліковано".split()
).union(*_WEEKDAYS)
_AROUND = frozenset("header nav footer aside form table".split())
NEAR = 40
"""Elements before and after the headline among which its date stands."""
_MENU = 8
"""Links between a date and the headline, at the most."""
LONGEST = 80
MONTHS = rf"(?:{'|'.join(_MONTHS)})[^\W\d]{{0,4}}|(?:{'|'.join(_SHORT)})\.?"
"""Any month in Russian, Kazakh or Ukrainian, in words."""
_MANY = 200


def parse(value: object) -> Date | None:
    """A date in words of Russian, Kazakh or Ukrainian, with dots after a time of day, or with
    strokes after a weekday, which tells the month from the day."""
    if not isinstance(value, str):
        return None
    text = value.strip()[:200].lower()
    if match := _SLASHED.search(text):
        return _of_weekday(match[1], (match[2], match[3]), match[4])
    if match := _WORDS.search(text):
        return _day(match[3], _month(match[2]), match[1])
    if match := _KAZAKH.search(text):
        return _day(match[1], _month(match[3]), match[2])
    if match := _DOTTED.search(text):
        return _day(match[3], int(match[2]), match[1])
    return None


def _of_weekday(word: str, numbers: tuple[str, str], year: str) -> Date | None:
    """None where it is that weekday both ways or in neither."""
    wanted = next(n for n, names in enumerate(_WEEKDAYS) if word in names)
    pairs = {numbers, numbers[::-1]}
    days = {day for d, m in pairs if (day := _day(year, int(m), d)) and day.weekday() == wanted}
    return days.pop() if len(days) == 1 else None


def _month(word: str) -> int:
    stems = (number for stem, number in _MONTHS.items() if word.startswith(stem))
    return _SHORT.get(word) or next(stems, 0)


def _day(year: str, month: int, day: str) -> Date | None:
    try:
        return Date(int(year), month, int(day))
    except ValueError:
        return None


def shown(tree: Any, root: Any, headline: Any) -> Iterator[str]:
    """Elements that name themselves a date, then short ones of nothing but a date.

    A page's top line often holds today's date: where there is a headline, only what stands near
    it counts, or in the article's own element.
    """
    if headline is not None:
        if tail := " ".join((headline.tail or "").split())[:LONGEST]:
            yield from _dates_in(tail)
        for near in _near(tree, headline):
            dated = (node for node in near if _has_digits(node))
            yield from _of([node for node in dated if not is_of_another(node, headline)])
    if headline is None or root is not tree:
        nodes = root.iter("abbr", "span", "p", "div", "li", "td")
        named = (node for node in nodes if _MARKED.search(_marks(node)))
        yield from _marked(n for n in islice(named, _MANY) if not is_of_another(n, headline))


def _has_digits(node: Any) -> bool:
    return any(c.isdigit() for c in f"{own(node)}{node.get('title')}{node.get('data-timestamp')}")


def updated(tree: Any, headline: Any) -> Iterator[str]:
    """The dates by the headline that say when the page was changed."""
    for near in _near(tree, headline):
        for node in near:
            text = own(node)
            if (said := _CHANGED.match(text)) and _only_date(rest := text[said.end() :]):
                yield rest


def _of(near: list[Any]) -> Iterator[str]:
    yield from _marked(near)
    for node in near:
        yield from _dates_in(own(node))
    for node in near:
        if (stamp := node.get("data-timestamp")) and not _OTHERS.search(own(node)):
            yield stamp


def _marked(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        marks = _marks(node)
        if _MARKED.search(marks) and (text := _stated(node, marks)):
            yield text


def _marks(node: Any) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def _stated(node: Any, marks: str) -> str:
    text = _published(own(node))
    if len(text) >= LONGEST or _OTHERS.search(f"{marks} {text}"):
        return ""
    return node.get("title") or _LABEL.sub("", text)


def _published(text: str) -> str:
    """What stands before ``(обновлено: …)``, or behind it, after ``First published``."""
    first = _UPDATED.split(text, maxsplit=1)[0]
    if any(c.isdigit() for c in first):
        return first
    later = _ISSUED.search(text)
    return text[later.start() :] if later else text


def _dates_in(text: str) -> Iterator[str]:
    """The parts of ``By A. Name | 2 September 2021 | 3 min read`` that are a date."""
    for part in _BARS.split(_published(text)):
        if 6 < len(part) < LONGEST and not _OTHERS.search(part) and _only_date(part):
            yield _LABEL.sub("", part)


def _near(tree: Any, headline: Any) -> list[list[Any]]:
    """The elements right after the headline, those before it, nearest first, those farther on."""
    nodes = list(tree.iter("*"))
    at = nodes.index(headline)
    above = set(headline.iterancestors())
    start = max(0, at - NEAR)
    links = [n for n in range(start, at) if nodes[n].tag == "a"]
    if len(links) > _MENU:
        start = links[-_MENU - 1]  # what stands above a menu is of the whole paper
    before = [
        node
        for node in nodes[start:at]
        if node not in above and not any(p.tag in _AROUND and p not in above for p in _line(node))
    ]
    after = nodes[at : min(at + 2 * NEAR, _end(nodes, headline))]
    prose = (i for i, node in enumerate(after) if node.tag == "p" and not short(node, LONGEST))
    right = min(next(prose, len(after)), NEAR // 2)  # where the article begins
    return [after[:right], before[::-1], after[right:]]


def _end(nodes: list[Any], headline: Any) -> int:
    """Where the article's own element ends, if the headline and running text stand in it."""
    article = next(headline.iterancestors("article"), None)
    if article is None or all(short(p, LONGEST) for p in islice(article.iter("p"), NEAR)):
        return len(nodes)
    return nodes.index(article) + sum(1 for _ in article.iter("*"))


def _line(node: Any) -> Iterator[Any]:
    yield node
    yield from node.iterancestors()


def _only_date(text: str) -> bool:
    words = {word for word in _LEFT.split(text.lower()) if word}
    return all(w in _PLAIN_WORDS or _month(w) or w[:3] in dates.MONTHS for w in words)


def own(node: Any) -> str:
    """The words of a small element; none of a great one."""
    return short(node, 200) if len(node) < 6 else ""
