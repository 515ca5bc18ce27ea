"""``.pdf`` (with text) and ``.xlsx``, and what both kinds of Office files are asked first."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date as Date
from typing import IO, Any

from kzstance.config import Reading
from kzstance.reading.broken import Broken, why
from kzstance.reading.fields import Bad, Found, Item, found_of, names_of, no_text
from kzstance.reading.plain import first_line
from kzstance.reading.streams import seekable
from kzstance.reading.xmlwalk import ENTITIES

_MOST_ROWS = 1 << 20  # of a sheet, as Excel has them
_PROLOG = 1 << 20  # bytes before the first element
_HEAD = 1 << 16
_BEFORE = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.S)
_BEGINS = re.compile(rb"<[^!?\s]")  # an element
_TAGS = 2  # and attributes of a workbook outside its sheets for a character of text, at most
_CIPHERS = re.compile(r"\bAES\b|\bencryption\b")
_MANY_PAGES = 3  # from which on a line that stands on most of them is a header or a footer
_END = re.compile(r"[.!?:;…”»\"')\]]$")


Row = tuple[Any, ...]


def xlsx(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """The rows under the header of each sheet that has a column for the text."""
    # openpyxl warns of dates and styles that nobody reads here
    warnings.filterwarnings("ignore", module=r"openpyxl\b")
    with seekable(parts) as file:
        unpacks(file, settings)
        _few_tags(file, settings)
        yield from _sheets(file, settings)


def _sheets(file: IO[Any], settings: Reading) -> Iterator[Item]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except MemoryError:
        raise
    except Exception as error:  # of openpyxl and zipfile, by what is wrong
        message = f"not a workbook that can be read ({why(error)}); save it anew"
        raise Broken("xlsx", message) from None
    headers: list[str] = []
    number, some = 0, False
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # which programs often state wrongly
        rows = _rows(sheet, number)
        header = [str(c).strip() if c is not None else "" for c in _header(rows)]
        names = names_of(header, settings.columns)
        if "text" not in names:
            headers += header
            continue
        some = True
        for row in rows:
            number += 1
            if isinstance(row, Bad):
                yield row
            elif any(c is not None for c in row):
                cells = dict(zip(header, map(_cell, row), strict=False))
                yield found_of(cells, names, number, "xlsx")
    if not some:
        raise Broken("columns", no_text(headers, settings.columns, "column"))


def _header(rows: Iterator[Row | Bad]) -> Row:
    first = next(rows, ())
    if isinstance(first, Bad):
        raise Broken(first.code, first.message)
    return first


def _rows(sheet: Any, before: int) -> Iterator[Row | Bad]:
    """The rows of a sheet with its header; the last is Bad where a cell cannot be read."""
    rows = sheet.iter_rows(values_only=True, max_row=_MOST_ROWS)
    number = before  # the header has none
    while True:
        try:
            row = next(rows, None)
        except MemoryError:
            raise
        except Exception as error:  # of openpyxl, by what stands in a cell
            rest = f"the rest of the sheet {str(sheet.title)[:40]!r} was not read"
            yield Bad(number, "xlsx", f"a cell cannot be read ({why(error)}); {rest}: save it anew")
            return
        if row is None:
            return
        yield row
        number += 1


def _few_tags(file: IO[Any], settings: Reading) -> None:
    """Broken where a workbook has too much markup outside its sheets, of which trees are made."""
    most = _TAGS * settings.max_chars
    tags = 0
    try:
        with zipfile.ZipFile(file) as archive:
            sheets = _names_of_sheets(archive)
            for info in archive.infolist():
                if info.filename in sheets:
                    continue
                with archive.open(info) as member:
                    while tags <= most and (part := member.read(_HEAD)):
                        tags += part.count(b"<") + part.count(b'="') + part.count(b"='")
    except Exception as error:  # of zipfile and zlib, by what is damaged
        raise Broken("zip", f"not an Office file ({why(error)}); save it anew") from None
    file.seek(0)
    if tags > most:
        raise Broken(
            "max_chars",
            f"more markup outside its sheets than reading.max_chars = {settings.max_chars} allows; "
            "save it anew, or raise the limit",
        )


def _names_of_sheets(archive: zipfile.ZipFile) -> set[str]:
    """The parts that are sheets and nothing else, which are read row by row."""
    try:
        with archive.open("[Content_Types].xml") as member:
            kinds = member.read(_PROLOG).decode("utf-8", "replace")
    except KeyError:
        return set()
    names: dict[str, set[bool]] = {}
    for override in re.findall(r"<(?:\w+:)?Override\s[^<>]*>", kinds):
        if name := re.search(r"\sPartName\s*=\s*[\"']/?([^\"']+)", override):
            names.setdefault(name[1], set()).add("worksheet+xml" in override)
    return {name for name, are in names.items() if are == {True}}


def pdf(parts: Iterable[bytes], settings: Reading) -> Iterator[Found]:
    """The one article of a PDF file that holds text: lines joined to paragraphs, headers and
    footers left out."""
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with seekable(parts) as file:
        pages, title = _pages(file, settings)
    text = paragraphs(pages)
    if pages and not text:
        raise Broken("pdf", "pictures of pages without text; recognise the text first (OCR)")
    yield Found(text, title=title or first_line(text), encoding="pdf")


def _pages(file: IO[Any], settings: Reading) -> tuple[list[list[str]], str | None]:
    """The lines of each page, and the title."""
    from pypdf import PdfReader

    pages: list[list[str]] = []
    length = 0
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Broken("encrypted", "the PDF asks for a password; save it without")
        for page in reader.pages:
            text = page.extract_text()
            length += len(text)
            if length > settings.max_chars:
                raise Broken(
                    "max_chars",
                    f"more than reading.max_chars = {settings.max_chars} characters; split the "
                    "file or raise the limit",
                )
            pages.append([line.strip() for line in text.split("\n")])
        return pages, _title(reader)
    except (Broken, MemoryError):
        raise
    except Exception as error:  # of pypdf, by what is wrong
        if _CIPHERS.search(str(error)):  # which it does not know
            raise Broken("encrypted", "the PDF is encrypted; save it without") from None
        raise Broken("pdf", f"not a PDF that can be read ({why(error)}); save it anew") from None


def _title(reader: Any) -> str | None:
    """A title that cannot be read is none: the text counts."""
    try:
        title = reader.metadata.title if reader.metadata else None
        return str(title) if isinstance(title, str) and title else None
    except MemoryError:
        raise
    except Exception:  # of pypdf, by what stands there
        return None


def paragraphs(pages: list[list[str]]) -> str:
    """Lines of pages → paragraphs: they end at a blank line, and where a short line ends a
    sentence."""
    often = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line)
    around = {x for x, n in often.items() if len(pages) >= _MANY_PAGES and n > len(pages) / 2}
    lines = [x for page in pages for x in page if x not in around and not x.isdecimal()]
    usual = sorted(map(len, filter(None, lines)))
    full = usual[int(0.8 * len(usual))] * 0.8 if usual else 0.0
    out: list[str] = []
    open_ = False
    for line in lines:
        if not line:
            open_ = False
        elif not open_:
            out.append(line)
        elif out[-1].endswith("-") and line[:1].islower():
            out[-1] = out[-1][:-1] + line
        else:
            out[-1] += f" {line}"
        if line:
            open_ = not (len(line) < full and _END.search(line))
    return "\n\n".join(out)


def unpacks(file: IO[Any], settings: Reading, most: int | None = None) -> None:
    """Broken where an Office file, which is a zip archive, is a bomb, declares entities, or has
    more than ``most`` bytes of XML, of which a tree is made."""
    packed = file.seek(0, io.SEEK_END)
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(i.file_size for i in archive.infolist())
            prologs = [(i, _prolog(archive, i)) for i in archive.infolist()]
            # whatever the name of a part, its kind stands elsewhere
            inner = [(i, x) for i, x in prologs if x or i.filename.endswith((".xml", ".rels"))]
            markup = sum(i.file_size for i, _ in inner)
            declares = any(b"<!DOCTYPE" in x or len(x) > _PROLOG for _, x in inner)
    except Exception as error:  # of zipfile and zlib, by what is damaged
        raise Broken("zip", f"not an Office file ({why(error)}); save it anew") from None
    file.seek(0)
    if declares:
        raise Broken("entities", f"{ENTITIES}, as no Office program does")
    if most is not None and markup > most:
        raise Broken(
            "max_chars",
            f"its text is longer than reading.max_chars = {settings.max_chars} characters; split "
            "it or raise the limit",
        )
    if size > settings.max_bytes or size > max(1 << 22, settings.max_ratio * packed):
        limit = "max_bytes" if size > settings.max_bytes else "max_ratio"
        raise Broken(
            limit,
            f"unpacks to {size} bytes, more than reading.{limit} = {getattr(settings, limit)} "
            "allows; save it anew or raise the limit",
        )


def _prolog(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """What stands in a part up to its first element, be it UTF-16; empty where it is no XML."""
    head = b""
    with archive.open(info) as member:
        while len(head) <= _PROLOG and (part := member.read(_HEAD)):
            head = (head + part.replace(b"\0", b"")).lstrip(_BEFORE)
            if head[:1] != b"<":
                return b""
            bare = _COMMENT.sub(b"", head)
            if b"<!DOCTYPE" in bare or _BEGINS.search(bare):
                return bare
    return head


def _cell(value: Any) -> Any:
    if isinstance(value, Date):  # a datetime too
        return value.isoformat()
    return value
