"""Files that a user asked for or a run keeps: written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kzstance.errors import InputError

TEMPORARY = ".tmp"


def check(out: Path) -> None:
    """InputError where ``out`` cannot be a file; called before the work that fills it."""
    if out.exists() and not out.is_file():
        raise InputError(f"{out}: is not a plain file; give the path of a file to write")
    if not out.parent.is_dir():
        raise InputError(f"{out}: there is no folder {out.parent}; create it first")


@contextlib.contextmanager
def replacing(out: Path, *errors: type[Exception]) -> Iterator[Path]:
    """A path in the folder of ``out`` to write to, renamed to ``out`` at the end.

    Raises InputError, and leaves what was there, where the file cannot be written (OSError, or
    one of ``errors``).
    """
    check(out)
    target = out.resolve()
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        with explained(out, *errors):
            yield temporary
            with temporary.open("r+b") as written:
                os.fsync(written.fileno())
            temporary.replace(target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def explained(out: Path, *errors: type[Exception]) -> Iterator[None]:
    """OSError and ``errors`` as an InputError that names ``out``."""
    caught: tuple[type[Exception], ...] = (OSError, *errors)
    try:
        yield
    except caught as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise InputError(
            f"{out}: cannot be written ({reason}); give a folder that you may write to"
        ) from error


def made(folder: Path) -> Path:
    """The folder, which is there from now on; InputError where it cannot be made."""
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def utf8(text: str) -> str:
    """``text`` with the bytes that a file name has beside UTF-8 written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def printable(text: str) -> str:
    """``text`` for one line of a terminal: what would steer it is replaced."""
    return "".join("\ufffd" if unicodedata.category(c) in _STEERING else c for c in text)


_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
