"""A small valid file of every format, to be mutated. All texts are invented."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import zstandard

BODY = (
    "The president of Varland said on Wednesday that his country would hold to the charter. “We "
    "respect the borders of our neighbours,” he told reporters, and he added: «Talks go on.»"
)
ROWS = [
    {"id": f"s{n}", "title": f"Borders {n}", "date": f"2022-05-0{n}", "text": f"{BODY} {n}"}
    for n in range(1, 4)
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Borders</title>
<meta property="article:published_time" content="2022-05-03T10:00:00Z"></head><body><nav>Menu</nav>
<article><h1>Borders</h1><p>{BODY}</p><p>{BODY} It ends.</p></article></body></html>"""
FEED = f"""<?xml version="1.0"?><rss xmlns:content="c"><channel><title>Valley Post</title><item>
<title>Borders &amp;amp; more</title><pubDate>Wed, 28 Sep 2022 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>{BODY}</p><p>Two&nbsp;here.</p>]]></content:encoded></item><item><text><p>{BODY}</p>
</text></item></channel></rss>"""
FRONT = f"---\ntitle: Borders\ndate: 2022-05-03\ntags:\n  - a\n---\n{BODY}\n"


def jsonl() -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in ROWS)


def table(mark: str) -> bytes:
    lines = [mark.join(ROWS[0]), *(mark.join(f'"{v}"' for v in r.values()) for r in ROWS)]
    return "\n".join(lines).encode() + b"\n"


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), out)
    return out.getvalue()


def workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(ROWS[0]))
    for row in ROWS:
        book.active.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word() -> bytes:
    from docx import Document

    document = Document()
    for text in ("Borders", BODY, "It ends."):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf() -> bytes:
    lines = [BODY[i : i + 60].encode("cp1252") for i in range(0, len(BODY), 60)]
    shown = b"".join(b"(" + x + b") Tj T* " for x in lines)
    content = b"BT /F1 12 Tf 50 700 Td 14 TL " + shown + b"ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
    ]
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    rows = b"".join(b"%010d 00000 n \n" % p for p in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + rows
    return out + head + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def crawl() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for n, (extra, body) in enumerate(
        [([], PAGE.encode()), ([("Content-Encoding", "gzip")], gzip.compress(PAGE.encode()))]
    ):
        http = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html"), *extra], protocol="HTTP/1.1"
        )
        made = writer.create_warc_record(
            f"https://vp.example/{n}", "response", io.BytesIO(body), http_headers=http
        )
        writer.write_record(made)
    return out.getvalue()


FILES: dict[str, bytes] = {
    "a.txt": BODY.encode(), "f.txt": FRONT.encode(), "u.txt": BODY.encode("utf-16"),
    "a.html": PAGE.encode(), "a.xml": FEED.encode(), "a.json": json.dumps(ROWS).encode(),
    "o.json": json.dumps({"status": 1, "articles": ROWS}).encode(), "a.jsonl": jsonl(),
    "a.csv": table(","), "a.tsv": table("\t"), "a.parquet": parquet(), "a.xlsx": workbook(),
    "a.docx": word(), "a.pdf": pdf(), "a.warc": crawl(),
}  # fmt: skip
_INSIDE = ("a.txt", "a.html", "a.jsonl", "a.csv")


def in_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _INSIDE:
            archive.writestr(f"in/{name}", FILES[name])
    return out.getvalue()


def in_tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in _INSIDE:
            info = tarfile.TarInfo(name)
            info.size = len(FILES[name])
            archive.addfile(info, io.BytesIO(FILES[name]))
    return out.getvalue()


FILES |= {"a.zip": in_zip(), "a.tar": in_tar()}
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}  # fmt: skip
FILES |= {f"a.jsonl{s}": how(jsonl()) for s, how in PACKERS.items()}
