"""``.zip`` and ``.tar`` (also ``.tgz``, ``.tar.gz``, ``.tar.zst`` …): their files, one at a time.

Nothing is written to disk, so that a name like ``../../x`` is a name and no place. The limit of
bytes holds for all files of an archive together, ``reading.max_ratio`` against bombs.
"""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from kzstance.config import Reading
from kzstance.reading.broken import Broken
from kzstance.reading.files import CHUNK, unreadable
from kzstance.reading.streams import Stream

_SMALL = 1 << 20  # bytes; what unpacks to less is no bomb

Member = tuple[str, "Iterator[bytes] | Broken"]
"""A file's name, and its bytes, or why it is not opened."""


def in_zip(file: Path | IO[bytes], settings: Reading) -> Iterator[Member]:
    """The files of a zip archive, by name."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Broken("zip", f"not a valid zip archive ({error}); pack it anew") from None
    except OSError as error:
        raise unreadable(error) from None
    with archive:
        left = settings.max_bytes
        for info in sorted(archive.infolist(), key=lambda i: i.filename):
            if info.is_dir() and not info.file_size:
                continue
            name = inside(info.filename)
            refused = _refused(info, left, settings)
            if refused is not None:
                yield name, refused
                continue
            left -= info.file_size
            yield name, _unzipped(archive, info)


def _refused(info: zipfile.ZipInfo, left: int, settings: Reading) -> Broken | None:
    if info.flag_bits & 1:
        return Broken("encrypted", "packed with a password; unpack it first")
    if info.file_size > left:
        return _too_much(settings)
    if info.file_size > max(_SMALL, settings.max_ratio * info.compress_size):
        return Broken(
            "max_ratio",
            f"unpacks to more than reading.max_ratio = {settings.max_ratio} times its packed size; "
            "unpack it yourself or raise the limit",
        )
    return None


def _too_much(settings: Reading) -> Broken:
    return Broken(
        "max_bytes",
        f"the archive holds more than reading.max_bytes = {settings.max_bytes} bytes; split it or "
        "raise the limit",
    )


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    left = info.file_size  # a file that unpacks to more than it says is broken off there
    try:
        with archive.open(info) as member:
            while left > 0 and (chunk := member.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError) as error:
        raise Broken("zip", f"cannot be unpacked ({error}); pack it anew") from None
    except (NotImplementedError, RuntimeError) as error:
        raise Broken("zip", f"packed in a way that is not read ({error}); pack it anew") from None


def in_tar(parts: Iterable[bytes], settings: Reading) -> Iterator[Member]:
    """The files of a tar archive, in its order. ``parts`` are its bytes, which bound it."""
    try:
        with tarfile.open(fileobj=Stream(parts), mode="r|") as archive:
            for info in archive:
                if not info.isfile():
                    continue  # folders; links point at what stands in the archive anyway
                member = archive.extractfile(info)
                if member is None:
                    continue
                if info.size > settings.max_bytes:
                    raise _too_much(settings)
                yield inside(info.name), _untarred(member)
    except tarfile.TarError as error:
        raise Broken("tar", f"not a valid tar archive ({error}); pack it anew") from None


def _untarred(member: IO[bytes]) -> Iterator[bytes]:
    try:
        while chunk := member.read(CHUNK):
            yield chunk
    except tarfile.TarError as error:
        raise Broken("tar", f"breaks off ({error}); fetch the archive again") from None


def inside(name: str) -> str:
    """A member's name without what would lead out of the archive."""
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("..", "/", ".")]
    return "/".join(parts) or "unnamed"
