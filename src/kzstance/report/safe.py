"""What stands between the text of the articles and the page: nothing in it may become markup.

Titles, texts, names and addresses are written by strangers. The templates escape every value;
these are the places where escaping HTML is not enough.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

# HTML has no way to write these; browsers and parsers differ in what they make of them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_IN_SCRIPT = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def scrub(value: Any) -> Any:
    """A string without characters that HTML cannot hold; anything else as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _FORBIDDEN.sub("\ufffd", value)
    return value


def json_block(data: Any) -> Markup:
    """JSON that may stand in a ``<script type="application/json">``; it parses to ``data``."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    body = body.translate(_IN_SCRIPT)
    body = _FORBIDDEN.sub(lambda m: f"\\u{ord(m[0]):04x}", body)
    return Markup(body)  # noqa: S704 - no <, > or & is left in it


def href(url: str | None) -> str | None:
    """``url`` where it is plainly http or https, else None: a link to nothing else is made."""
    if not url or re.search(r"[\s\x00-\x1f\x7f-\x9f\\<>\"'`]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def csp_hash(body: str) -> str:
    """The source expression that allows this inline script or style and no other."""
    digest = hashlib.sha256(body.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
