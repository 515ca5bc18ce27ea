"""``.txt`` and ``.md``: one article, with or without front matter between ``---`` lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kzstance.config import Reading
from kzstance.reading.decode import decode, normalise
from kzstance.reading.fields import Found, names_of, plain_string
from kzstance.reading.files import whole

MAX_TITLE = 200
_FRONT = re.compile(r"\s*---[ \t]*\n(?P<head>(?:.{0,2000}\n){0,100}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_PAIR = re.compile(r"(?P<key>[A-Za-z_][\w.-]{0,60})[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_OTHER = re.compile(r"[ \t]*(?:#.*|-[ \t].*)?$|[ \t]+\S.*$")


def read(parts: Iterable[bytes], settings: Reading) -> Iterator[Found]:
    """The one article of the file."""
    data = whole(parts, settings.max_chars, "max_chars")
    text, encoding = decode(data) if data else ("", "utf-8")
    text = normalise(text)
    head, text = front_matter(text)
    names = names_of(head, settings.columns)

    def value(field: str) -> str | None:
        return plain_string(head.get(names[field])) if field in names else None

    yield Found(
        text,
        id=value("id"),
        title=value("title") or first_line(text),
        date=value("date"),
        outlet=value("outlet"),
        url=value("url"),
        lang=value("lang"),
        encoding=encoding,
    )


_SENTENCE = re.compile(r"\.[”’\"')\]]*$")
"""A first paragraph, which ends in a full stop, is no headline."""


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The keys between ``---`` lines at the top, and the text after them.

    Lists and indented values are passed over. A line that is neither: it is no front matter.
    """
    match = _FRONT.match(text)
    if not match:
        return {}, text
    head: dict[str, str] = {}
    for line in match["head"].split("\n"):
        if pair := _PAIR.match(line):
            value = (pair["value"] or "").strip()
            if value[:1] in ('"', "'"):
                close = value.rfind(value[0])
                value = value[1:close] if close > 0 else value
            elif value in ("~", "null", "|", ">", "|-", ">-"):
                value = ""
            if value:
                head[pair["key"]] = value
        elif not _OTHER.match(line):
            return {}, text
    if not head:
        return {}, text
    return head, text[match.end() :].lstrip("\n")


def first_line(text: str) -> str | None:
    """A short first line with a blank line after it is the title; it stays in the text."""
    line, _, rest = text.lstrip().partition("\n")
    title = line.strip().lstrip("#").strip(" *_")
    if not title or len(line) > MAX_TITLE or not rest.strip() or rest.split("\n", 1)[0].strip():
        return None
    return None if _SENTENCE.search(title) else title
