"""``.zip`` and ``.tar`` (also ``.tgz``, ``.tar.gz``, ``.tar.zst`` …): their files, one at a time.

Nothing is written to disk, so that a name like ``../../x`` is a name and no place. The limit of
bytes holds for all files of an archive together, ``reading.max_ratio`` against bombs.
"""

from __future__ import annotations

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from kzstance.config import Reading
from kzstance.reading.broken import Broken, why
from kzstance.reading.files import CHUNK, unreadable
from kzstance.reading.streams import Stream

# what zipfile raises where a directory or a header is damaged
_OF_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, IndexError, struct.error)
_SMALL = 1 << 20  # bytes; what unpacks to less is no bomb

Member = tuple[str, "Iterator[bytes] | Broken"]
"""A file's name, and its bytes, or why it is not opened."""


class Budget:
    """The bytes that may still be unpacked, of all files of an archive together."""

    def __init__(self, settings: Reading) -> None:
        self.left = settings.max_bytes
        self._most = settings.max_bytes

    def spend(self, size: int) -> None:
        """Broken where there are no more."""
        if size > self.left:
            raise Broken(
                "max_bytes",
                f"the archive holds more than reading.max_bytes = {self._most} bytes; split it or "
                "raise the limit",
            )
        self.left -= size


def in_zip(file: Path | IO[bytes], settings: Reading) -> Iterator[Member]:
    """The files of a zip archive, by name."""
    try:
        archive = zipfile.ZipFile(file)
    except _OF_ZIP as error:
        raise Broken("zip", f"not a valid zip archive ({why(error)}); pack it anew") from None
    except OSError as error:
        raise unreadable(error) from None
    with archive:
        for info in sorted(archive.infolist(), key=lambda i: i.filename):
            name = inside(info.filename)
            folder = info.filename.endswith("/")  # is_dir fails where there is no name
            if (folder and not info.file_size) or hidden(name):
                continue
            yield name, _refused(info, settings) or _unzipped(archive, info)


def _refused(info: zipfile.ZipInfo, settings: Reading) -> Broken | None:
    if info.flag_bits & 1:
        return Broken("encrypted", "packed with a password; unpack it first")
    if info.file_size > max(_SMALL, settings.max_ratio * info.compress_size):
        return Broken(
            "max_ratio",
            f"unpacks to more than reading.max_ratio = {settings.max_ratio} times its packed size; "
            "unpack it yourself or raise the limit",
        )
    return None


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    left = info.file_size  # a file that unpacks to more than it says is broken off there
    try:
        with archive.open(info) as member:
            while left > 0 and (chunk := member.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk
    except (*_OF_ZIP, zlib.error, lzma.LZMAError, EOFError, OSError) as error:
        raise Broken("zip", f"cannot be unpacked ({why(error)}); pack it anew") from None
    except RuntimeError as error:
        raise Broken(
            "zip", f"packed in a way that is not read ({why(error)}); pack it anew"
        ) from None


class _Strict(tarfile.TarInfo):
    """A header that is broken is an error; tarfile takes one for the end of the archive. So is a
    name so long that it would fill the memory: tarfile reads it whole."""

    no_map = False
    """A file with holes that does not say where they are: only it cannot be read."""

    def _proc_member(self, tarfile_: tarfile.TarFile) -> Any:
        if not self.isfile() and self.size > _SMALL:
            raise tarfile.ReadError(f"a header of {self.size} bytes")
        return super()._proc_member(tarfile_)  # type: ignore[misc]  # not in the stubs

    def _proc_gnusparse_00(self, next_: _Strict, *given: Any) -> None:
        self._mapped("_proc_gnusparse_00", next_, *given)

    def _proc_gnusparse_01(self, next_: _Strict, *given: Any) -> None:
        self._mapped("_proc_gnusparse_01", next_, *given)

    def _proc_gnusparse_10(self, next_: _Strict, *given: Any) -> None:
        self._mapped("_proc_gnusparse_10", next_, *given)

    def _mapped(self, how: str, next_: _Strict, *given: Any) -> None:
        try:
            getattr(super(), how)(next_, *given)
        except (ValueError, IndexError):
            next_.no_map = True

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> _Strict:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # not in the stubs
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from None


def in_tar(parts: Iterable[bytes]) -> Iterator[Member]:
    """The files of a tar archive, in its order. ``parts`` are its bytes, which bound it."""
    stream = Stream(parts)
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Strict) as archive:
            for info in archive:
                name = inside(info.name)
                if not info.isfile() or hidden(name):
                    continue  # folders; links point at what stands in the archive anyway
                if getattr(info, "no_map", False):
                    yield name, Broken("tar", "does not say where its holes are; pack it anew")
                    continue
                member = archive.extractfile(info)
                if member is not None:
                    yield name, _untarred(member)
        while rest := stream.read(CHUNK):
            if rest.strip(b"\0"):
                raise Broken("tar", "more stands after its end, which was not read; pack it anew")
    except (tarfile.TarError, ValueError) as error:
        raise Broken("tar", f"not a valid tar archive ({why(error)}); pack it anew") from None


def _untarred(member: IO[bytes]) -> Iterator[bytes]:
    try:
        while chunk := member.read(CHUNK):
            yield chunk
    except tarfile.TarError as error:
        raise Broken("tar", f"breaks off ({why(error)}); fetch the archive again") from None


def inside(name: str) -> str:
    """A member's name without what would lead out of the archive."""
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("..", "/", ".")]
    return "/".join(parts) or "unnamed"


def hidden(name: str) -> bool:
    """Passed over as in folders: names that begin with a dot, and what a Mac adds."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
