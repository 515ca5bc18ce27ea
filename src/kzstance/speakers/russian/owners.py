"""Whose aide or lawyer somebody is: a name in the genitive after another person's title."""

from __future__ import annotations

import re

from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.titles import titles

# what a person says or writes: "слова Роева" are Roev's own
_OWN = re.compile(
    r"(?:слов|заявлени|мнени|пост|сообщени|данны|утверждени|оценк|позици|телеграм|telegram|канал|сайт|"
    r"стать|интервью|обращени|публикаци|лице|уст|имени|письм)\w*\W*$"
)
_BASE_A = ("глава", "замглавы", "министерша", "женщина", "мужчина", "судья", "коллега")


def owns(before: str, cases: str, gender: str | None, more: bool = False) -> bool:
    """Does the name after ``before`` stand in the genitive after somebody else's title, so that
    this other one is meant? ``more``: another name follows, "адвокат Роева Анна Доева"."""
    part = re.split(r"[,;:—–(]", plain(before))[-1].strip()
    if not part or _OWN.search(part):
        return False
    if "g" not in cases:
        return more and "n" not in cases
    found = titles(part)
    if not found:
        return more
    nominative = _nominative(found[0].words.split()[0])
    if "n" not in cases:
        return nominative
    # a form for both cases, "Роева": the word before it tells
    head = part.split()[-1]
    return nominative and not (gender == "f" or len(cases) > 2 or _nominative(head))


def _nominative(word: str) -> bool:
    return (
        word in _BASE_A
        or word.endswith(("ница", "ица", "иса", "лка"))
        or word[-1] not in "аеиоуыяюм"
    )
