"""``.xml``: a feed, an export or a dump of many articles, or one article; read as a stream.

Nothing is fetched and no entity expanded: a file that declares entities is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kzstance.config import Reading
from kzstance.reading.broken import Broken
from kzstance.reading.decode import declared_codec, detect
from kzstance.reading.fields import Item
from kzstance.reading.files import CHUNK
from kzstance.reading.xmlwalk import ENTITIES, Walk

_DECLARED = re.compile(
    rb"""^\W{0,100}<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})"""
)
_BARRED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE = {
    b"<\0\0\0": "utf-32-le", b"\0\0\0<": "utf-32-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be",
}  # fmt: skip
_HIGH = bytes(range(128, 256))


def read(parts: Iterable[bytes], settings: Reading) -> Iterator[Item]:
    """The articles, in their order."""
    from lxml import etree

    texts, encoding = _decoded(parts)
    walk = Walk(settings, encoding)
    parser = etree.XMLPullParser(
        ("start", "end"), encoding="utf-8", resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, recover=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    some = False
    for text in texts:
        some = some or bool(text)
        error = None
        try:
            if text:
                parser.feed(text)
        except etree.XMLSyntaxError as e:
            error = e
        yield from walk.on(parser.read_events(), len(text))
        if error is not None:
            raise _syntax(error)
    if some:
        try:
            parser.close()
        except etree.XMLSyntaxError as e:
            raise _syntax(e) from None


def _syntax(error: Any) -> Broken:
    if "amplification" in str(error.msg):
        return Broken("entities", ENTITIES)
    line, column = error.position
    why = " ".join(str(error.msg).split()).partition(", line")[0][:160]
    return Broken(
        "xml",
        f"not valid XML at line {line}, column {column} ({why}); what stands before was read: "
        "mend the file or write it anew",
    )


def _decoded(parts: Iterable[bytes]) -> tuple[Iterator[bytes], str]:
    """The file in UTF-8, without the characters that XML does not allow, and what it was in."""
    stream = iter(parts)
    head = next(stream, b"")
    said = _DECLARED.match(head[:500])
    encoding = next((name for mark, name in _WIDE.items() if head.startswith(mark)), None)
    if said and encoding is None:
        encoding = declared_codec(head, said[1].decode())
    if encoding is None:
        encoding = detect(head.rstrip(_HIGH) or head if len(head) == CHUNK else head)
    utf8 = encoding.startswith("utf-8")
    codec = "utf-8" if utf8 else encoding
    decoder = codecs.getincrementaldecoder(codec)("kzstance.cp1252" if utf8 else "replace")

    def texts() -> Iterator[bytes]:
        yield _allowed(decoder.decode(head).lstrip("\ufeff \t\r\n"))
        for part in stream:
            yield _allowed(decoder.decode(part))
        yield _allowed(decoder.decode(b"", final=True))

    return texts(), encoding


def _allowed(text: str) -> bytes:
    return _BARRED.sub("", text).encode()
