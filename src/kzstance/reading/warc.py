"""``.warc`` (and ``.warc.gz``, as Common Crawl's news come): the pages of a crawl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kzstance.config import Reading
from kzstance.reading import html
from kzstance.reading.broken import Broken
from kzstance.reading.fields import Aside, Bad, Item
from kzstance.reading.files import CHUNK
from kzstance.reading.streams import Stream

_HTML = ("text/html", "application/xhtml")


def read(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """Every page that was fetched. The day of the crawl is no day of publication, and not used."""
    from warcio.archiveiterator import ArchiveIterator

    number = 0
    try:
        for record in ArchiveIterator(Stream(parts)):
            if record.rec_type != "response":
                continue
            number += 1
            yield from _page(record, number, settings)
    except Broken:
        raise
    except Exception as error:  # warcio's own, and whatever its parser of headers trips over
        why = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        raise Broken(
            "warc", f"record {number + 1} cannot be read ({why}); fetch the file again"
        ) from None


def _page(record: object, number: int, settings: Reading) -> Iterator[Item]:
    headers = record.rec_headers  # type: ignore[attr-defined]  # warcio has no types
    http = record.http_headers  # type: ignore[attr-defined]
    url = headers.get_header("WARC-Target-URI")
    own = (headers.get_header("WARC-Record-ID") or "").strip("<>") or url
    truncated = headers.get_header("WARC-Truncated")
    status = http.get_statuscode() if http else "none"
    kind = ((http.get_header("Content-Type") if http else None) or "none").split(";")[0].strip()
    if status != "200" or not kind.lower().startswith(_HTML):
        yield Aside(number, f"no page: status {status[:20]}, {kind[:60]}", own)
        return
    if truncated:
        why = f"WARC-Truncated: {truncated[:40]}; the page was not fetched whole"
        yield Bad(number, "truncated", f"{why}: fetch it again", own)
        return
    body = record.content_stream()  # type: ignore[attr-defined]
    try:
        for found in html.read(iter(lambda: body.read(CHUNK), b""), settings):
            yield replace(found, row=number, id=own, url=url or found.url)
    except Broken as error:
        yield Bad(number, error.code, error.message, own)
