"""``.docx``, ``.pdf`` (with text) and ``.xlsx``, as press releases and tables come."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date as Date
from typing import Any

from kzstance.config import Reading
from kzstance.reading.broken import Broken, why
from kzstance.reading.fields import Found, Item, found_of, names_of, no_text
from kzstance.reading.plain import first_line

_MOST_ROWS = 1 << 20  # of a sheet, as Excel has them
_DEFAULT_TITLE = "Word Document"  # which python-docx gives a file without properties
_XML = 20  # bytes of a document's markup for a character of text, at most
_MANY_PAGES = 3  # from which on a line that stands on most of them is a header or a footer
_END = re.compile(r"[.!?:;…”»\"')\]]$")


def docx(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """The one article of a Word file: its paragraphs."""
    from docx import Document

    data = _packed(parts, settings, _XML * settings.max_chars)
    try:
        document = Document(io.BytesIO(data))
        lines = [x.strip() for x in _lines(document)]
        title = document.core_properties.title
        title = None if title == _DEFAULT_TITLE else title
    except Exception as error:  # of python-docx, lxml and zipfile, by what is wrong
        message = f"not a Word file that can be read ({why(error)}); save it anew"
        raise Broken("docx", message) from None
    text = "\n\n".join(x for x in lines if x)
    yield Found(text, title=title or first_line(text), encoding="docx")


def _lines(container: Any) -> Iterator[str]:
    """The paragraphs of a document or a cell, those in tables too."""
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):  # a merged cell stands there several times
                    yield from _lines(cell)
        else:
            yield block.text


def xlsx(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """The rows under the header of the first sheet that has a column for the text."""
    from openpyxl import load_workbook

    data = _packed(parts, settings)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # of openpyxl and zipfile, by what is wrong
        message = f"not a workbook that can be read ({why(error)}); save it anew"
        raise Broken("xlsx", message) from None
    headers: list[str] = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # which programs often state wrongly
        rows = sheet.iter_rows(values_only=True, max_row=_MOST_ROWS)
        header = [str(c).strip() if c is not None else "" for c in next(rows, ())]
        names = names_of(header, settings.columns)
        if "text" not in names:
            headers += header
            continue
        for number, row in enumerate(rows, 1):
            if any(c is not None for c in row):
                cells = dict(zip(header, map(_cell, row), strict=False))
                yield found_of(cells, names, number, "xlsx")
        return
    raise Broken("columns", no_text(headers, settings.columns, "column"))


def pdf(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """The one article of a PDF file that holds text: lines joined to paragraphs, headers and
    footers left out."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    data = b"".join(parts)
    pages: list[list[str]] = []
    length = 0
    try:
        reader = PdfReader(io.BytesIO(data))
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
        title = (reader.metadata.title if reader.metadata else None) or None
    except Broken:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Broken("pdf", f"not a PDF that can be read ({why(error)}); save it anew") from None
    text = paragraphs(pages)
    if pages and not text:
        raise Broken("pdf", "pictures of pages without text; recognise the text first (OCR)")
    yield Found(text, title=title or first_line(text), encoding="pdf")


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


def _packed(parts: Iterable[bytes], settings: Reading, most: int | None = None) -> bytes:
    """The bytes of an Office file, which is a zip archive: no bomb, and of ``most`` bytes of XML,
    of which a tree is made."""
    data = b"".join(parts)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(i.file_size for i in archive.infolist())
            markup = sum(i.file_size for i in archive.infolist() if i.filename.endswith(".xml"))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Broken("zip", f"not an Office file ({error}); save it anew") from None
    if most is not None and markup > most:
        raise Broken(
            "max_chars",
            f"its text is longer than reading.max_chars = {settings.max_chars} characters; split "
            "it or raise the limit",
        )
    if size > settings.max_bytes or size > max(1 << 22, settings.max_ratio * len(data)):
        limit = "max_bytes" if size > settings.max_bytes else "max_ratio"
        raise Broken(
            limit,
            f"unpacks to {size} bytes, more than reading.{limit} = {getattr(settings, limit)} "
            "allows; save it anew or raise the limit",
        )
    return data


def _cell(value: Any) -> Any:
    if isinstance(value, Date):  # a datetime too
        return value.isoformat()
    return value
