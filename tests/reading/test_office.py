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


def a_word_file(xml: str) -> bytes:
    """A Word file with this at the end of its body."""
    out, old = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_paragraph(BODY)
    document.save(old)
    names = "".join(f'xmlns:{x}="urn:{x}" ' for x in ("v", "wps"))
    names += 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = f"<w:customXml {names}>{xml}</w:customXml><w:sectPr"
    with zipfile.ZipFile(old) as one, zipfile.ZipFile(out, "w") as two:
        for name in one.namelist():
            data = one.read(name).decode("utf-8", "surrogateescape")
            data = data.replace("<w:sectPr", body, 1) if name == "word/document.xml" else data
            two.writestr(name, data.encode("utf-8", "surrogateescape"))
    return out.getvalue()


RESTART = '<w:vMerge w:val="restart"/>'
WIDE = '<w:gridSpan w:val="120000000"/>'


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _tc(text: str, properties: str) -> str:
    return f"<w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{_p(text)}</w:tc></w:tr>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            "<w:p><w:r><w:t>We </w:t></w:r><w:ins><w:r><w:t>open</w:t></w:r></w:ins><w:del><w:r>"
            "<w:delText>shut</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>no</w:t></w:r>"
            "</w:moveFrom></w:p>",
            "We open",
        ),
        (f"<w:sdt><w:sdtContent>{_p('A form')}</w:sdtContent></w:sdt>", "A form"),
        (f"<w:ins>{_p('New')}</w:ins>", "New"),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
            f"{_p('In a box')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict>"
            f"<v:textbox><w:txbxContent>{_p('In a box')}</w:txbxContent></v:textbox></w:pict>"
            "</mc:Fallback></mc:AlternateContent><w:t>Around</w:t></w:r></w:p>",
            "Around\n\nIn a box",
        ),
        (
            "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:br/><w:t>b</w:t>"
            '<w:br w:type="page"/></w:r></w:p>',
            "a\nb",
        ),
        (
            f"<w:tbl>{_tc('One', '<w:vMerge/>')}{_tc('two', '<w:vMerge/>')}"
            f"{_tc('Three', RESTART)}{_tc('Four', '')}</w:tbl>",
            "One\n\nThree\n\nFour",
        ),
        (f"<w:tbl>{_tc('Wide', WIDE)}</w:tbl>", "Wide"),
        ("<w:tbl>" + _tc("Long", "<w:vMerge/>") * 1500 + "</w:tbl>", "Long"),
    ],
)
def test_what_stands_around_paragraphs(
    results: Results, tmp_path: Path, xml: str, text: str
) -> None:
    (article,) = results(tmp_path / "release.docx", a_word_file(xml))
    assert article.text == f"{BODY}\n\n{text}"


def test_the_message_of_another_office_file_is_the_same_each_time(
    results: Results, tmp_path: Path
) -> None:
    (reject,) = results(tmp_path / "n.docx", a_workbook())
    assert reject.error == "docx" and "0x" not in reject.message and "<" not in reject.message


def test_a_part_with_another_suffix_counts(results: Results, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.bin", b"<?xml version='1.0'?><a>" + b"x" * 30_000_000)
    (reject,) = results(tmp_path / "n.docx", out.getvalue())
    assert reject.error == "max_chars"


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_entities_after_a_long_comment(results: Results, tmp_path: Path, name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        part = f"<?xml version='1.0'?><!-- <a>{'x' * 200_000} --><!DOCTYPE a><a/>"
        archive.writestr("word/document.xml", part)
    (reject,) = results(tmp_path / name, out.getvalue())
    assert reject.error == "entities"


def with_parts(data: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """An Office file of which some parts, named by the last of their path, are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            change = parts.get(Path(name).stem, bytes)
            new.writestr(name, change(old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'r="A4"', b'r="@@"'), (b"<v>17</v>", b"<v>abc</v>")],
)
def test_a_bad_cell_ends_a_sheet(results: Results, tmp_path: Path, old: bytes, new: bytes) -> None:
    def change(part: bytes) -> bytes:
        at = part.index(b'<row r="4"') if old in part[part.index(b'<row r="4"') :] else 0
        return part[:at] + part[at:].replace(old, new, 1)

    book = Workbook()
    for row in (["Headline", "Body"], ["Bridge", BODY], [None], ["Tunnel", BODY], [17, BODY]):
        book.active.append(row)
    book.create_sheet("more").append(["text"])
    book["more"].append([BODY[3:]])
    out = io.BytesIO()
    book.save(out)
    found = results(tmp_path / "n.xlsx", with_parts(out.getvalue(), sheet1=change))
    (bad,) = [x for x in found if isinstance(x, Reject)]
    assert bad.error == "xlsx" and "rest of the sheet 'Sheet'" in bad.message
    assert found[0].text == BODY and found[-1].text == BODY[3:]
    assert len({x.source for x in found if isinstance(x, Article)}) == len(found) - 1


@pytest.mark.parametrize("part", ["styles", "workbook"])
def test_a_workbook_with_far_too_much_markup(results: Results, tmp_path: Path, part: str) -> None:
    data = with_parts(a_workbook(), **{part: lambda x: x + b"<r/>" * 5_000_000})
    (reject,) = results(tmp_path / "n.xlsx", data)
    assert reject.error == "max_chars" and "markup" in reject.message


@pytest.mark.filterwarnings("error")
def test_a_date_that_is_none(results: Results, tmp_path: Path) -> None:
    def change(part: bytes) -> bytes:
        return re.sub(rb'(<c r="C2"[^>]*>)<v>[^<]*', rb"\1<v>9900000000000", part)

    found = results(tmp_path / "n.xlsx", with_parts(a_workbook(), sheet2=change))
    assert found[0].title == "Bridge" and found[0].date is None


def test_a_pdf_that_is_bad_in_parts(results: Results, tmp_path: Path) -> None:
    good = a_pdf([LINES])
    (reject,) = results(tmp_path / "a.pdf", good.replace(b"<< /Length", b"<</Filter/No /Length"))
    assert isinstance(reject, Reject) and reject.error == "pdf", reject
    trailer = b"trailer << /Info << /Title [1 2] >>"
    (article,) = results(tmp_path / "b.pdf", good.replace(b"trailer <<", trailer))
    assert isinstance(article, Article) and article.title != "[1, 2]"
    trailer = b"trailer << /Encrypt << /Filter /Other /V 4 >> /ID [<00> <00>]"
    (reject,) = results(tmp_path / "c.pdf", good.replace(b"trailer <<", trailer))
    assert reject.error == "encrypted"
