"""``.warc`` (and ``.warc.gz``, as Common Crawl's news come): the pages of a crawl."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from kzstance.config import Reading
from kzstance.reading import html, members
from kzstance.reading.broken import Broken, why
from kzstance.reading.fields import Aside, Bad, Found, Item, Later
from kzstance.reading.files import CHUNK
from kzstance.reading.streams import Stream

_HTML = ("text/html", "application/xhtml")
_PAGES = ("response", "resource")
_ASIDE = ("revisit", "conversion", "continuation")  # stand for a page, and hold none as fetched
_HEADERS = 1 << 20  # bytes of a record's headers, and of the lengths of its chunks
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


def read(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """Every page that was fetched. The day of the crawl is no day of publication, and not used."""
    from warcio.archiveiterator import ArchiveIterator

    class Quiet(ArchiveIterator):  # type: ignore[misc]  # warcio ships no types
        INC_RECORD = ""  # what it would write to the terminal, the file's bytes in it

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    stream = iter(parts)
    head = next(stream, b"")
    if head and not head.startswith(b"WARC/"):
        raise Broken("warc", "not a WARC file (it begins otherwise); rename it")
    number = 0
    try:
        records = Quiet(Stream(chain((head,), stream)))
        lines = records.reader.readline = _Lines(records.reader.readline)
        for record in records:
            lines.read = 0
            if record.rec_type in _PAGES:
                number += 1
                yield from _page(record, number, settings)
            elif record.rec_type == members.DAMAGED:
                number += 1
                message = "a record's packed bytes are damaged; fetch the file again"
                yield Bad(number, "gzip", message)
            elif record.rec_type in _ASIDE:
                number += 1
                own = _id(record.rec_headers)
                yield Aside(number, f"no page: a {record.rec_type} record", own)
    except Broken:
        raise
    except Exception as error:  # warcio's own, and whatever its parser of headers trips over
        raise Broken(
            "warc", f"breaks after page {number} ({why(error)}); fetch the file again"
        ) from None


def _page(record: Any, number: int, settings: Reading) -> Iterator[Item]:
    headers, http = record.rec_headers, record.http_headers
    url = headers.get_header("WARC-Target-URI")
    own = _id(headers)
    truncated = headers.get_header("WARC-Truncated")
    status = http.get_statuscode() if http else "none"
    typed = http
    if record.rec_type == "resource" and not http:  # the page alone, without an answer's head
        status, typed = "200", headers
    kind = ((typed.get_header("Content-Type") if typed else None) or "none").split(";")[0].strip()
    packed = ((http.get_header("Content-Encoding") if http else None) or "").strip().lower()
    if status != "200" or not kind.lower().startswith(_HTML):
        yield Aside(number, f"no page: status {status[:20]}, {kind[:60]}", own)
        return
    if packed not in _ENCODINGS:
        message = f"Content-Encoding {packed[:20]} is not read; fetch it unpacked"
        yield Bad(number, "encoding", message, own)
        return
    body = bytearray()
    for part in _parts(record.content_stream()):
        body += part
        if len(body) > 4 * settings.max_html_chars + 4:
            break  # which the reader of pages says
    for _ in _parts(record.raw_stream):
        pass
    if record.raw_stream.limit:  # what the record says it holds and the file does not
        truncated = "the file breaks off"
    if truncated:
        message = f"WARC-Truncated: {truncated[:40]}; the page was not fetched whole"
        yield Bad(number, "truncated", f"{message}: fetch it again", own)
        return
    make = partial(_article, bytes(body), number, own, url, settings)
    yield Later(number, len(body), make, own)


def _article(
    body: bytes, number: int, own: str | None, url: str | None, settings: Reading
) -> Found | Bad:
    try:
        found = next(html.read((body,), settings))
        return replace(found, row=number, id=own, url=url or found.url)
    except Broken as error:
        return Bad(number, error.code, error.message, own)
    except Exception as error:  # one page does not end a crawl
        return Bad(number, type(error).__name__, f"cannot be read ({why(error)}); report it", own)


def _id(headers: Any) -> str | None:
    own = (headers.get_header("WARC-Record-ID") or "").strip("<>")
    return own or headers.get_header("WARC-Target-URI")


def _parts(stream: Any) -> Iterator[bytes]:
    while part := stream.read(CHUNK):
        yield part


class _Lines:
    """Reads the lines of headers for warcio, which knows no bound to them."""

    def __init__(self, readline: Callable[[int], bytes]) -> None:
        self._readline = readline
        self.read = 0

    def __call__(self, length: int | None = None) -> bytes:
        line = self._readline(min(length or _HEADERS, _HEADERS))
        self.read += len(line)
        if self.read > _HEADERS:
            raise Broken("warc", "a record's headers do not end; fetch the file again")
        return line
