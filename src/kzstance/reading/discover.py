"""INPUT arguments → the files to read, in a fixed order, each once."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kzstance.config import Reading
from kzstance.errors import InputError
from kzstance.reading.files import FORMATS, STDIN, SUFFIXES, name_of, split
from kzstance.reading.remote import found
from kzstance.reading.walk import Entry, no_reader, walk
from kzstance.records import Skip
from kzstance.urls import is_url, one_name


def discover(
    inputs: Sequence[str], settings: Reading, *, without: Path | str | None = None
) -> list[Entry]:
    """Files, folders (searched through), globs, urls and ``-``, in the order given; nothing of
    what lies in the folder or at the url ``without`` (where a run is written).

    InputError where an input does not exist or a folder holds nothing that can be read.
    """
    entries: list[Entry] = []
    seen: set[str] = set()
    own = None if without is None else one_name(without).rstrip("/") + os.sep
    for given in inputs:
        for entry, key in _of_input(given):
            if own is not None and (key + os.sep).startswith(own):
                continue
            if key not in seen:
                seen.add(key)
                entries.append(entry)
    if not entries:
        but = f" outside {without}" if without else ""
        raise InputError(f"no input given{but}; name files, folders, globs or - for standard input")
    return entries


def _of_input(given: str) -> Iterator[tuple[Entry, str]]:
    if given == "-":
        yield STDIN, "-"
        return
    if is_url(given):
        yield from found(given)
        return
    path = Path(given)
    try:
        exists = bool(given) and path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL
        exists = False
    if exists:
        yield from _of_path(path)
    elif glob.has_magic(given) and "\0" not in given:
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (** and absolute patterns)
        if not matches:
            raise InputError(f"input {given}: no file matches; check the pattern")
        for match in matches:
            yield from _of_match(Path(match))
    else:
        short = given if len(given) < 200 else given[:200] + "…"
        raise InputError(
            f"input {short!r}: does not exist; expected a file, a folder, a glob or - (standard "
            "input); check the path"
        )


def _of_match(path: Path) -> Iterator[tuple[Entry, str]]:
    if path.is_dir():
        yield from _of_folder(path, must=False)
        return
    if path.exists() and not path.is_file():  # a pipe would be waited for
        yield Skip(name_of(path), "not a regular file"), os.path.realpath(path)
        return
    for entry, key in _of_path(path):
        unread = isinstance(entry, Path) and split(entry)[1] not in FORMATS
        yield (Skip(name_of(path), no_reader(path) or "") if unread else entry), key


def _of_path(path: Path) -> Iterator[tuple[Entry, str]]:
    if path.is_dir():
        yield from _of_folder(path, must=True)
    else:
        # a file named "-" is not standard input
        file = path.absolute() if path == STDIN else path
        yield file, os.path.realpath(file)


def _of_folder(folder: Path, must: bool) -> Iterator[tuple[Entry, str]]:
    readable, others = 0, Counter[str]()
    for entry, key in walk(folder):
        if isinstance(entry, Path):
            readable += 1
        else:
            others[Path(entry.id).suffix.lower() or Path(entry.id).name] += 1
        yield entry, key
    if must and not readable:
        there = ", ".join(f"{n} × {name}" for name, n in others.most_common(8)) or "nothing"
        raise InputError(
            f"input {name_of(folder)}: no file that can be read; found: {there}; expected: "
            f"{SUFFIXES} (each also as .gz or .zst)"
        )
