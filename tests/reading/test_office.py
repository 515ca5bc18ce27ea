"""Word, PDF and Excel files. All texts are invented."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook
from pypdf import PdfWriter

from kzstance.reading.office import paragraphs
from kzstance.records import Article, Reject

from .conftest import BODY

Results = Callable[..., list[Any]]


def a_pdf(pages: list[list[str]]) -> bytes:
    """A PDF file with these lines, in Helvetica."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, lines in enumerate(pages):
        shown = "".join(f"({x}) Tj T* " for x in lines)
        body = f"BT /F1 10 Tf 14 TL 50 780 Td {shown}ET".encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for n, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (n, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % p for p in places))
    size = len(objects) + 1
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return out.getvalue()


LINES = [
    "The president said on Wednesday that his country would hold to the char-",
    "ter of the United Nations and that the talks with all sides would go on",
    "until the end of the year.",
    "",
    "He thanked the guests for their visit to the capital and for their words.",
]


def test_a_pdf_file(results: Results, tmp_path: Path) -> None:
    (article,) = results(tmp_path / "2022-05-03-release.pdf", a_pdf([LINES]))
    assert isinstance(article, Article)
    assert "hold to the charter of the United Nations and that" in article.text
    assert str(article.date) == "2022-05-03"


def test_headers_and_footers_are_left_out() -> None:
    page = ["MINISTRY OF BRIDGES", *LINES[:3], "press@bridges.example"]
    text = paragraphs([[*page, str(n)] for n in range(1, 5)])
    assert "MINISTRY" not in text and "example" not in text
    assert text.count("until the end of the year.") == 4


def test_a_pdf_without_text_or_with_a_password(results: Results, tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    (reject,) = results(tmp_path / "a.pdf", out.getvalue())
    assert isinstance(reject, Reject) and "OCR" in reject.message
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf([LINES])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    (reject,) = results(tmp_path / "b.pdf", out.getvalue())
    assert reject.error == "encrypted"


def test_a_word_file(results: Results, tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = "Bridge opens"
    for text in (BODY, "", "“We waited,” she said."):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    (article,) = results(tmp_path / "release.docx", out.getvalue())
    assert article.text == f"{BODY}\n\n“We waited,” she said."
    assert article.title == "Bridge opens" and article.date is None


def test_a_word_file_with_a_table_and_no_title(results: Results, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(BODY)
    document.add_table(rows=1, cols=2).cell(0, 1).text = "“We waited in the hall,” she said."
    out = io.BytesIO()
    document.save(out)
    (article,) = results(tmp_path / "release.docx", out.getvalue())
    assert article.text.endswith("“We waited in the hall,” she said.")
    assert article.title != "Word Document"


def a_workbook() -> bytes:
    book = Workbook()
    book.active.append(["note", "nothing here"])
    sheet = book.create_sheet("news")
    sheet.append(["Headline", "Body", "Published"])
    sheet.append(["Bridge", BODY, datetime.datetime(2022, 5, 3, 9, 30)])
    sheet.append([None, None, None])
    sheet.append(["Tunnel", BODY[5:], "2022-05-04"])
    sheet.append(["=1+1", 17, None])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook(results: Results, tmp_path: Path) -> None:
    found = results(tmp_path / "n.xlsx", a_workbook())
    first, second, bad = found
    assert (first.title, str(first.date)) == ("Bridge", "2022-05-03")
    assert str(second.date) == "2022-05-04" and second.source.endswith("n.xlsx:3")
    assert isinstance(bad, Reject) and "a string was expected" in bad.message


def test_a_workbook_that_states_its_size_wrongly(results: Results, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1"', old.read(name))
            new.writestr(name, data)
    assert len(results(tmp_path / "n.xlsx", out.getvalue())) == 3


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf"])
def test_what_is_none(results: Results, tmp_path: Path, name: str) -> None:
    for data in (b"", b"PK\x03\x04 no", b"%PDF-1.4 no", BODY.encode()):
        (reject,) = results(tmp_path / name, data)
        assert isinstance(reject, Reject) and "report it" not in reject.message, reject


def test_an_office_file_that_is_a_bomb(results: Results, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(20_000_000))
    for name in ("a.docx", "a.xlsx"):
        (reject,) = results(tmp_path / name, out.getvalue())
        assert reject.error == "max_ratio"
