"""JSON read value by value out of a stream, so that a long list is never held whole."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from json.decoder import JSONDecodeError
from typing import Any

from kzstance.reading.broken import Broken
from kzstance.reading.decode import MIXED, detect
from kzstance.reading.files import CHUNK

_DIGITS = 4000
"""Of more than 4300 digits Python makes no number."""


def whole_number(digits: str) -> int | str:
    """A number, or its digits where it is longer than any number means."""
    return int(digits) if len(digits) < _DIGITS else digits


_DECODER = json.JSONDecoder(parse_int=whole_number)
_TOKEN = re.compile(r'[^"\[\]{},]++|"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.S)
_SPACE = re.compile("[ \t\n\r\ufeff\0]*+")
_HIGH = bytes(range(128, 256))


class Scan:
    """A cursor over JSON text. ``limit`` is the most characters that one value may have."""

    def __init__(self, parts: Iterable[bytes], limit: int) -> None:
        self._parts = iter(parts)
        head = next(self._parts, b"")
        # the last character of a chunk may be cut in two, which must not look like bad UTF-8
        self.encoding = detect(head.rstrip(_HIGH) or head if len(head) == CHUNK else head)
        errors = "kzstance.cp1252" if self.encoding in ("utf-8", "utf-8-sig", MIXED) else "replace"
        codec = "utf-8" if self.encoding == MIXED else self.encoding
        self._decoder = codecs.getincrementaldecoder(codec)(errors)
        self._text = self._decoder.decode(head)
        self._at = 0
        self._gone = 0
        self._lines_gone = 0
        self._ended = False
        self._limit = limit

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self, character: str) -> bool:
        """Whether the next character is this one; if so it is passed over."""
        if self.peek() != character:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """The next whole value."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                # near the end of what is here, more text may mend it
                open_end = error.msg.startswith("Unterminated") or error.pos > len(self._text) - 16
                if open_end and not self._ended and self._grow():
                    continue
                raise self.broken(error) from None
            except RecursionError:
                raise Broken("json", "JSON nested too deep; flatten it") from None
            numeric = type(value) in (int, float) or self._text[end - 1].isdigit()
            if end == len(self._text) and numeric and self._more():
                continue  # the number may go on
            self._at = end
            return value

    def items(self) -> Iterator[Any]:
        """The items of the list that begins here, one by one; for a bad one a Broken."""
        self.skip("[")
        if self.skip("]"):
            return
        while True:
            yield self._item()
            if self.skip("]"):
                return
            if not self.skip(","):
                raise self.broken(None, "',' or ']' was expected")

    def _item(self) -> Any:
        try:
            return self.value()
        except Broken as error:
            if error.code != "json" or not self._pass_item():
                raise
            what = error.message.partition("; what stands before")[0]
            return Broken("json", f"{what}; this item is left out, the others are read")

    def _pass_item(self) -> bool:
        """Whether what stands up to the next comma or end of this list could be passed over."""
        depth = 0
        while self.peek():
            token = _TOKEN.match(self._text, self._at)
            if token is None or (token.end() == len(self._text) and token[0] not in "[]{},"):
                if not self._grow():
                    return False
                continue
            if depth == 0 and token[0] in ",]":
                return True
            depth += (token[0] in "[{") - (token[0] in "]}")
            if depth < 0:
                return False
            self._at = token.end()
        return False

    def broken(self, error: JSONDecodeError | None, expected: str = "") -> Broken:
        at = error.pos if error else self._at
        line = self._lines_gone + self._text.count("\n", 0, at) + 1
        where = f"at character {self._gone + at}, line {line}"
        if error:
            end = len(self._text.rstrip()) - 5
            cut = self._ended and (error.msg.startswith("Unterminated") or at >= end)
        else:
            cut = at >= len(self._text)
        if cut:
            text = f"the JSON breaks off {where}: {error.msg if error else expected}"
        else:
            text = f"not valid JSON {where}: {error.msg if error else expected}"
        return Broken(
            "json", f"{text}; what stands before was read: mend the file or fetch it again"
        )

    def _grow(self) -> bool:
        """At least as much text again, so that one long value is not tried too often."""
        aim = 2 * (len(self._text) - self._at)
        grown = False
        while len(self._text) - self._at < aim and self._more():
            grown = True
        return grown

    def _more(self) -> bool:
        if self._ended:
            return False
        if len(self._text) - self._at > self._limit:
            raise Broken(
                "max_chars",
                f"a JSON value of more than {self._limit} characters, which reading.max_chars "
                "allows; split it or raise the limit",
            )
        try:
            part = next(self._parts, b"")
        except Broken:
            self._ended = True
            raise
        self._gone += self._at
        self._lines_gone += self._text.count("\n", 0, self._at)
        self._ended = not part
        self._text = self._text[self._at :] + self._decoder.decode(part, final=not part)
        self._at = 0
        return bool(part) or bool(self._text)


def pairs(scan: Scan, stream: Callable[[str], bool]) -> Iterator[tuple[str | None, Any]]:
    """The keys and values of the object that begins here.

    Where ``stream`` says so of a key with a list, its items come one by one, under no key.
    """
    scan.skip("{")
    if scan.skip("}"):
        return
    while True:
        if scan.peek() != '"':
            raise scan.broken(None, "a key in double quotes was expected")
        key = scan.value()
        if not scan.skip(":"):
            raise scan.broken(None, "':' was expected")
        if scan.peek() == "[" and stream(key):
            for item in scan.items():
                yield None, item
        else:
            yield key, scan.value()
        if scan.skip("}"):
            return
        if not scan.skip(","):
            raise scan.broken(None, "',' or '}' was expected")
