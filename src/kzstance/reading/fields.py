"""What a reader found, before it becomes an Article; columns and keys by their many names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from kzstance.config import Columns

Names = Mapping[str, str]
"""Field → the name that the input uses."""


@dataclass(frozen=True, slots=True)
class Found:
    """One article as the file gives it. ``row`` is None where the file holds only this one."""

    text: str
    row: int | None = None
    id: str | None = None
    title: str | None = None
    date: object = None
    html_date: Date | None = None
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Bad:
    """One row that cannot be read; the rows after it can."""

    row: int | None
    code: str
    message: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands in the file and is no article."""

    row: int | None
    reason: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """An article that is made of bytes already read: what goes wrong then ends no file."""

    row: int | None
    size: int
    make: Callable[[], Found | Bad]
    id: str | None = None


Item = Found | Bad | Aside | Later


def names_of(given: Iterable[object], columns: Columns) -> dict[str, str]:
    """For every field the first configured name that the input has, whatever its case."""
    have: dict[str, str] = {}
    for name in given:
        have.setdefault(plain(str(name)), str(name))
    found = {}
    for field, wanted in columns:
        for name in wanted:
            if plain(name) in have:
                found[field] = have[plain(name)]
                break
    return found


def plain(name: str) -> str:
    return name.strip("\ufeff \t").lower().replace(" ", "_").replace("-", "_")


def no_text(given: Iterable[object], columns: Columns, what: str) -> str:
    """Why a table without a text column cannot be read, and how to name the column."""
    shown = ", ".join(repr(str(g))[:40] for g in list(given)[:20]) or "none"
    first = columns.text[0] if columns.text else "text"
    return (
        f"no {what} for the text; found: {shown}; expected one of: {', '.join(columns.text)}; "
        f'name yours in the config: [reading.columns] text = ["{first}", "YOURS"]'
    )


def found_of(row: Mapping[str, Any], names: Names, number: int | None, encoding: str) -> Item:
    """The article of a row whose names are known."""

    def value(field: str) -> Any:
        return row.get(names[field]) if field in names else None

    own = plain_string(value("id"))
    text = value("text")
    if isinstance(text, list | tuple) and all(isinstance(t, str) for t in text):
        text = "\n\n".join(text)
    if text is None:
        text = ""
    if not isinstance(text, str):
        return Bad(
            number,
            "text",
            f"{names['text']!r} is {type(text).__name__}, a string was expected",
            own,
        )
    return Found(
        text,
        row=number,
        id=own,
        title=plain_string(value("title")),
        date=value("date"),
        outlet=plain_string(value("outlet")),
        url=plain_string(value("url")),
        lang=plain_string(value("lang")),
        encoding=encoding,
    )


def plain_string(value: object) -> str | None:
    """A short value as text: numbers as they are written, objects by their name, else None."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
