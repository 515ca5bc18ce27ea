"""Bytes → text: the encoding found and named, never an exception but for binary files."""

from __future__ import annotations

import codecs
import re

from kzstance.reading.broken import Broken

SAMPLE = 1 << 16
MIXED = "utf-8+cp1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"PK\x03\x04": "a zip or Office file",
    b"%PDF": "PDF", b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image", b"\x7fELF": "a program", b"\xd0\xcf\x11\xe0": "an old Office file",
    b"PAR1": "Parquet", b"SQLite format 3": "an SQLite database",
}  # fmt: skip
_TEXT_CONTROLS = b"\t\n\v\f\r\x1b"
_CONTROLS = bytes(b for b in (*range(32), 127) if b not in _TEXT_CONTROLS)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINE = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_NO_TEXT = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff"
    # hyphens and spaces that nobody sees part names; marks of direction turn words around
    "\xad\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069]"
)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("kzstance.cp1252", _as_cp1252)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was in. Broken where the bytes are not text."""
    name = detect(data, declared)
    return decoded(data, name), name


def decoded(data: bytes, name: str) -> str:
    """The text in an encoding that ``detect`` named."""
    if name == MIXED:
        return data.decode("utf-8", "kzstance.cp1252")
    return data.decode(name, "replace")


def detect(data: bytes, declared: str | None = None) -> str:
    """A byte order mark, strict UTF-8, the declared encoding, what the bytes look like, cp1252."""
    if name := wide(data):
        return name
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    _refuse_binary(data[:SAMPLE])
    if decodes(data, "utf-8"):
        return "utf-8"
    if declared and (codec := _eight_bit(declared)) and decodes(data, codec):
        return codec
    if mostly_utf8(data):
        return MIXED
    return eight_bit(data)


def eight_bit(data: bytes) -> str:
    """What text that is no UTF-8 looks like."""
    letters = sum(b >= 0xA0 for b in data[:SAMPLE]) / len(data[:SAMPLE])
    if letters < 0.05 and decodes(data, "cp1252"):
        return "cp1252"  # quotation marks and a few accents: too little to guess anything else by
    from charset_normalizer import from_bytes

    found = from_bytes(data[:SAMPLE])
    best = found.best()
    if best is None:
        return "cp1252"
    equal = {m.encoding for m in found if (m.chaos, m.coherence) == (best.chaos, best.coherence)}
    codec = None if "cp1252" in equal else _eight_bit(best.encoding)
    return codec if codec and decodes(data, codec) else "cp1252"


def wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by its look; None for what is read byte by byte."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return None if mark == codecs.BOM_UTF8 else name
    return _wide(data[:SAMPLE])


def declared_codec(head: bytes, name: str) -> str | None:
    """The encoding that a file names for itself, where its first bytes do not show another."""
    if any(head.startswith(mark) for mark, _ in _BOMS):
        return None
    if not head.isascii() and _begins_as_utf8(head):  # converted, and still named as before
        return None
    codec = _eight_bit(name)
    try:
        codecs.getincrementaldecoder(codec or "utf-8")("replace").decode(head)
    except (LookupError, UnicodeError):
        return None
    return None if codec == "utf-8" else codec


def normalise(text: str) -> str:
    """Newlines as ``\\n``; control characters, invisible hyphens and spaces, marks of order and
    direction and lone surrogates gone; nothing else changed."""
    text = _NO_TEXT.sub("", _NEWLINE.sub("\n", text))
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero, of Cyrillic four."""
    half = len(sample) // 2
    if half < 8:
        return None
    for name, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        high, low = sample[zeros::2], sample[letters::2]
        western = high.count(0) > 0.6 * half
        # letters, and spaces between them: no text of single bytes is made of these controls
        cyrillic = high.count(4) > 0.3 * half and high.count(0) + high.count(4) > 0.85 * half
        if (western or cyrillic) and low.count(0) < 0.05 * half:
            return name
    return None


def _refuse_binary(sample: bytes) -> None:
    for magic, what in _MAGIC.items():
        if sample.startswith(magic):
            raise Broken(
                "binary", f"looks like binary ({what}), text was expected; rename or convert it"
            )
    share = (len(sample) - len(sample.translate(None, _CONTROLS))) / max(1, len(sample))
    if share > (0.1 if _begins_as_utf8(sample) else 0.02):
        raise Broken(
            "binary",
            f"looks like binary ({share:.0%} control characters), text was expected; "
            "convert it to text or leave it out",
        )


def decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, ValueError):
        return False
    return True


def _begins_as_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(name: str) -> str | None:
    """The codec of that name; as in browsers Latin-1 means cp1252, and UTF-16 is not believed."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not codec._is_text_encoding or codec.name.startswith(("utf-16", "utf-32", "utf-7")):
        return None
    return "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name


def mostly_utf8(data: bytes) -> bool:
    """A few bad bytes in UTF-8: a cut, or a passage pasted from elsewhere."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_SURROGATE.findall(text))
    good = sum(c > "\x7f" for c in text) - bad
    return good >= 4 * bad
