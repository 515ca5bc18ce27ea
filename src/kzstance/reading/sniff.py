"""What a stream without a suffix holds, by its first characters: JSON, XML, a page or text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import orjson

from kzstance.reading.decode import wide

Kind = Literal["json", "jsonl", "xml", "html", "plain"]

_LIST = re.compile(r"\[\s*+(?:\{|\]\s*+\Z|\Z)")
_OBJECT = re.compile(r"\{\s*+(?:\"|\}|\Z)")
_GOES_ON = ("[", "{", ",", ":")
_PAGE = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|main|div|p|span|section|h[1-6]|table|meta|title|script"
    r"|style|link|b|i|a|br|ul|ol)(?=[\s/>]))",
    re.I,
)
_ROOT = re.compile(r"<(?:/html|html)[\s>]|<!doctype\s+html", re.I)
_TAG = re.compile(
    r"<[A-Za-z_][\w:.-]{0,100}(?:\s{1,20}[\w:.-]{1,100}\s?=\s?(?:\"[^\"<]*\"|'[^'<]*'))*\s{0,20}/?>"
)
_NEAR = 4000


def kind_of(parts: list[bytes], stream: Iterator[bytes], limit: int) -> Kind:
    """The kind of what begins with ``parts``; more is put there where the first line is longer."""
    text = start_of(parts[0])
    if _LIST.match(text):
        return "json"
    if _OBJECT.match(text):
        _to_second_line(parts, stream, limit)
        return "jsonl" if _is_lines(start_of(b"".join(parts))) else "json"
    if text.startswith("<"):
        return _markup(text)
    return "plain"


def is_list(head: bytes) -> bool:
    """Whether a stream that begins so is a JSON list."""
    return bool(_LIST.match(start_of(head)))


def start_of(head: bytes) -> str:
    """The first characters, without space and byte order mark, whatever the encoding."""
    text = head.decode(wide(head) or "utf-8", "replace")
    return text.lstrip("\ufeff \t\r\n\0")


def _to_second_line(parts: list[bytes], stream: Iterator[bytes], limit: int) -> None:
    size = len(parts[0])
    ended = b"\n" in parts[0]
    while size <= limit and (part := next(stream, b"")):
        parts.append(part)
        size += len(part)
        if ended:
            return
        ended = b"\n" in part


def _is_lines(text: str) -> bool:
    """Whether one object a line is meant, be the first line broken or not."""
    first, _, rest = text.partition("\n")
    if not rest.strip():
        return False  # of one value the document reader knows more
    try:
        return isinstance(orjson.loads(first), dict)
    except ValueError:
        return rest.lstrip().startswith("{") and not first.rstrip().endswith(_GOES_ON)


def _markup(text: str) -> Kind:
    near = text[:_NEAR]
    if _PAGE.match(text) or _ROOT.search(near):
        return "html"
    if text.startswith(("<?xml", "<!")) or (_TAG.match(near) and "</" in text):
        return "xml"
    return "plain"
