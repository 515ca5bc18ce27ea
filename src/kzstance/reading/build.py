"""What a reader found → an Article, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from pathlib import Path

from kzstance.config import Reading
from kzstance.reading import dateline, dates
from kzstance.reading.broken import shown
from kzstance.reading.decode import normalise
from kzstance.reading.fields import Aside, Bad, Found, Item, Later
from kzstance.reading.files import name_of, split
from kzstance.reading.html import written
from kzstance.reading.language import identify
from kzstance.records import Article, Reject, Skip, stable_id

_LINE_END = re.compile(r"[\n\t]")
_STAMP = re.compile(r"((?:19|20)\d{6})\d{6}")
MAX_NAME = 200
"""Characters of a file's name that a message shows."""
MAX_FIELD = 1000
"""Characters of a title, outlet, address or id that are kept."""


def build(item: Item, path: Path, settings: Reading, today: Date) -> Article | Reject | Skip:
    """One item of a file as the pipeline gets it."""
    if isinstance(item, Later):
        item = item.make()
    source = source_of(item, path)
    if isinstance(item, Bad):
        message = f"{brief(source)}: {shown(item.message)}"
        return Reject(id_of(item, path), "reading", item.code, message)
    if isinstance(item, Aside):
        return Skip(id_of(item, path), shown(item.reason))
    found = item
    text = normalise(found.text)
    stem = split(Path(name_of(path)))[0]
    row = "" if found.row is None else f"{found.row}-"
    own = _LINE_END.sub(" ", normalise(found.id)).strip()[:MAX_FIELD] if found.id else None
    if len(text) > settings.max_chars:
        return Reject(
            own or source,
            "reading",
            "max_chars",
            f"{brief(source)}: {len(text)} characters, more than reading.max_chars = "
            f"{settings.max_chars}; split the article or raise the limit",
        )
    id = own or f"{stem}-{row}{stable_id(text)[:8]}"
    length = len(text.strip())
    if length < settings.min_chars or not length:
        return Skip(id, f"empty: {length} characters, reading.min_chars = {settings.min_chars}")
    lang = identify(text, found.lang)
    if lang not in settings.languages:
        handled = ", ".join(settings.languages)
        named = f"language {lang}" if lang else "language not recognised"
        return Skip(id, f"{named}: no stage handles it (reading.languages = {handled})")
    bounds = dates.Bounds(settings.earliest_date, today)
    date, date_source = _date(found, text, stem, bounds, settings)
    return Article(
        id=id,
        text=text,
        title=_short(found.title),
        date=date,
        date_source=date_source,
        outlet=_short(found.outlet),
        url=_short(found.url),
        lang=lang,
        source=source,
        encoding=found.encoding,
    )


def source_of(item: Item, path: Path) -> str:
    """The file's name, and the row."""
    return name_of(path) if item.row is None else f"{name_of(path)}:{item.row}"


def id_of(item: Item, path: Path) -> str:
    """By what an item is known of which no article is made: its own id, else its place."""
    return _short(item.id) or source_of(item, path)


def brief(name: str) -> str:
    """A name as a message shows it: of a long one both ends."""
    half = MAX_NAME // 2
    return name if len(name) <= MAX_NAME else f"{name[:half]}…{name[-half:]}"


def _date(
    found: Found, text: str, stem: str, bounds: dates.Bounds, settings: Reading
) -> tuple[Date | None, str]:
    def places() -> Iterator[tuple[Date | None, str]]:
        yield _stated(found.date), "metadata"
        yield found.html_date, "html"
        yield dates.of_url(found.url) if found.url else None, "url"
        if found.row is None and settings.date_from_filename:
            yield dates.of_name(stem), "filename"
        yield dateline.find(text, found.title), "dateline"

    for day, place in places():
        if kept := bounds.keep(day):
            return kept, place
    return None, "unknown"


def _stated(value: object) -> Date | None:
    """The date of the metadata, be it in Russian words or as ``20220928101010``."""
    if stamp := _STAMP.fullmatch(str(value).strip()[:40]):
        value = stamp[1]
    return dates.parse(value) or written.parse(value)


def _short(value: str | None) -> str | None:
    if value is None:
        return None
    return " ".join(normalise(value).split())[:MAX_FIELD] or None
