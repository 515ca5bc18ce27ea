"""Files as bounded streams of bytes: plain, ``.gz``, ``.zst`` or standard input."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from kzstance.reading import members
from kzstance.reading.broken import Broken, shown
from kzstance.reading.streams import Stream

STDIN = Path("-")
CHUNK = 1 << 16
_SMALL = 1 << 22  # bytes; what unpacks to less is no bomb
FORMATS = {
    ".txt": "plain", ".text": "plain", ".md": "plain", ".markdown": "plain",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".xlsx": "xlsx",
    ".docx": "docx", ".pdf": "pdf", ".warc": "warc", ".xml": "xml",
    ".zip": "zip", ".tar": "tar", ".tgz": "tar",
}  # fmt: skip
PACKED = {".gz": "gz", ".zst": "zst", ".bz2": "bz2", ".xz": "xz"}
SUFFIXES = " ".join(FORMATS)


def split(path: Path) -> tuple[str, str, str]:
    """Stem, suffix and compression of a file: ``news.jsonl.gz`` → ``news``, ``.jsonl``, ``gz``."""
    if path == STDIN:
        return "stdin", "", ""
    packed = PACKED.get(path.suffix.lower(), "")
    inner = path.with_suffix("") if packed else path
    suffix = inner.suffix.lower()
    return (inner.stem if suffix else inner.name), suffix, packed


def name_of(path: Path) -> str:
    """The path as text that can be stored and printed on one line, whatever its bytes."""
    return shown(os.fsencode(path).decode("utf-8", "replace"))


def format_of(path: Path) -> str | None:
    """The name of the reader; ``content`` where there is no suffix to go by; None: no reader."""
    suffix = split(path)[1]
    return FORMATS.get(suffix) if suffix else "content"


def chunks(path: Path, max_bytes: int, max_ratio: int | None = None) -> Iterator[bytes]:
    """The bytes of a file, decompressed, at most ``max_bytes`` of them; then Broken is raised."""
    left = max_bytes
    for chunk in unpacked(path, max_ratio=max_ratio):
        if len(chunk) > left:
            yield chunk[:left]
            raise Broken(
                "max_bytes",
                f"more than reading.max_bytes = {max_bytes} bytes after decompression; "
                "what follows was not read: split the file or raise the limit",
            )
        left -= len(chunk)
        yield chunk


def whole(parts: Iterable[bytes], max_chars: int, limit: str) -> bytes:
    """All of a stream that holds one article of at most ``max_chars`` characters."""
    # No encoding of text needs more than four bytes a character, so what is longer is over.
    out = bytearray()
    for part in parts:
        out += part
        if len(out) > 4 * max_chars + 4:
            raise Broken(
                limit,
                f"more than reading.{limit} = {max_chars} characters; "
                "split the article or raise the limit",
            )
    return bytes(out)


def unpacked(
    path: Path, inner: Iterator[bytes] | None = None, max_ratio: int | None = None
) -> Iterator[bytes]:
    """The bytes of a file, decompressed. ``inner`` are those of a file in an archive, where
    ``path`` is but its name. Broken where they are more than ``max_ratio`` times the packed."""
    packed = _packing(path)
    try:
        if inner is not None:
            file = io.BufferedReader(Stream(inner))
            yield from _within(file, packed, max_ratio) if packed else inner
            return
        if path == STDIN:
            yield from _raw(sys.stdin.buffer)
            return
        with path.open("rb") as opened:
            yield from _within(opened, packed, max_ratio)
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Broken("gzip", f"not valid gzip ({error}); pack it anew or rename it") from None
    except lzma.LZMAError as error:
        raise Broken("xz", f"not valid xz ({error}); pack it anew or rename it") from None
    except EOFError:
        raise Broken(
            "truncated",
            "the packed stream breaks off before its end; what stood before the break was "
            "read as far as it is whole: fetch the file again",
        ) from None
    except OSError as error:
        if packed == "bz2" and error.errno is None:  # bz2's own, not the system's
            raise Broken("bz2", f"not valid bz2 ({error}); pack it anew or rename it") from None
        raise unreadable(error) from None


def _packing(path: Path) -> str:
    _, suffix, packed = split(path)
    if suffix == ".tgz":
        return "gz"
    return "warc" if packed == "gz" and suffix == ".warc" else packed


class _Counted(io.RawIOBase):
    """A packed file that knows how much of it was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data


def _within(file: BinaryIO, packed: str, max_ratio: int | None) -> Iterator[bytes]:
    if not packed or max_ratio is None:
        yield from _UNPACK[packed](file)
        return
    counted = _Counted(file)
    size = 0
    for chunk in _UNPACK[packed](counted):
        size += len(chunk)
        if size > max(_SMALL, max_ratio * counted.count):
            raise Broken(
                "max_ratio",
                f"unpacks to more than reading.max_ratio = {max_ratio} times its packed size; "
                "what follows was not read: unpack it yourself or raise the limit",
            )
        yield chunk


def unreadable(error: OSError) -> Broken:
    """The system refuses the file: gone, not permitted, a disk that fails."""
    why = error.strerror or str(error)
    return Broken(
        type(error).__name__, f"cannot be read ({why}); check that it is there and you may read it"
    )


def _raw(file: Any) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _gz(file: Any) -> Iterator[bytes]:
    # read1: one inner read at a time, so that the bytes before a break are not lost with it
    with gzip.GzipFile(fileobj=file) as stream:
        while chunk := stream.read1(CHUNK):
            yield chunk


def _bz2(file: Any) -> Iterator[bytes]:
    with bz2.BZ2File(file) as stream:
        while chunk := stream.read1(CHUNK):
            yield chunk


def _xz(file: Any) -> Iterator[bytes]:
    with lzma.LZMAFile(file) as stream:
        while chunk := stream.read1(CHUNK):
            yield chunk


def _zst(file: Any) -> Iterator[bytes]:
    import zstandard

    unpack = zstandard.ZstdDecompressor(max_window_size=1 << 27)
    frame = None
    try:
        # 1 KiB at a time: a bomb unpacks to some 30 MiB in one step, no more
        while data := file.read(1 << 10):
            while data:
                frame = frame or unpack.decompressobj()
                if chunk := frame.decompress(data):
                    yield chunk
                data, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
    except zstandard.ZstdError as error:
        raise Broken("zstd", f"not valid zstd ({error}); pack it anew or rename it") from None
    if frame is not None:
        raise Broken(
            "truncated",
            "the zstd stream breaks off before its end; what stood before the break was "
            "read as far as it is whole: fetch the file again",
        )


_UNPACK = {"": _raw, "gz": _gz, "zst": _zst, "bz2": _bz2, "xz": _xz, "warc": members.records}
