"""Addresses of files and folders that lie elsewhere: ``s3://``, ``gs://``, what fsspec knows."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kzstance.errors import InputError, KzstanceError, said

_URL = re.compile(r"[a-z][a-z0-9+.-]*(?:::[a-z].*)?://", re.I)

_PASSWORD = re.compile(r"//[^/@\s]*:[^/@\s]*@")


def is_url(given: str) -> bool:
    return _URL.match(given) is not None


def of_this_machine(given: str | Path) -> Path | None:
    """The path of a place on this machine's disks; None of any other url."""
    text = str(given)
    if text.startswith("file://"):
        return Path(text.removeprefix("file://"))
    return None if is_url(text) else Path(text)


def without_password(given: str) -> str:
    """An address as it may be shown and kept."""
    return _PASSWORD.sub("//", given)


def opened(url: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it.

    Raises InputError where fsspec does not know the protocol, its package is not installed or it
    refuses the address, and where nothing stands after ``://``.
    """
    import fsspec

    if url.endswith("://"):
        raise InputError(f"{url}: names no file or folder; write where it is after the slashes")

    try:
        system, path = fsspec.core.url_to_fs(url)
        return system, str(path)
    except Exception as error:  # each protocol has errors of its own
        raise unreachable(url, error) from None


def one_name(place: str | Path) -> str:
    """The one name of a place that may be written in several ways.

    Raises InputError where an url cannot be reached.
    """
    text = str(place)
    return name_in(*opened(text)) if is_url(text) else os.path.realpath(text)


def name_in(system: Any, path: str) -> str:
    """The same of a path of a file system: the real path on this machine, else the url as the file
    system writes it (``s3a://`` is ``s3://``, ``memory://b`` is ``memory:///b``)."""
    from fsspec.implementations.local import LocalFileSystem

    if isinstance(system, LocalFileSystem):
        return os.path.realpath(path)
    return str(system.unstrip_protocol(path))


def unreachable(url: str, error: Exception) -> InputError:
    return InputError(
        without_password(
            f"{url}: cannot be reached ({said(error)}); check the address, the credentials, and "
            "that fsspec's package for it is installed (s3fs for s3://, gcsfs for gs://)"
        )
    )


def send(system: Any, file: Path, path: str) -> None:
    """Copy a file to a path of a file system."""
    try:
        system.put_file(str(file), path)
    except FileNotFoundError:  # a file system that has folders
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.put_file(str(file), path)


def remove(system: Any, path: str) -> None:
    """Take away a path of a file system with all that lies under it, if it is there."""
    if system.exists(path):
        system.rm(path, recursive=True)


@contextmanager
def reached(url: str) -> Iterator[None]:
    """What a file system raises as an InputError that names the url."""
    try:
        yield
    except (KzstanceError, MemoryError):
        raise
    except Exception as error:  # each protocol has errors of its own
        raise unreachable(url, error) from error
