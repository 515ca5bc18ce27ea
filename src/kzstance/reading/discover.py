"""INPUT arguments → the files to read, in a fixed order, each once."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kzstance.config import Reading
from kzstance.errors import InputError
from kzstance.reading.files import FORMATS, PACKED, STDIN, SUFFIXES, split
from kzstance.records import Reject, Skip

Entry = Path | Reject | Skip
_ABOUT = ("readme", "license", "licence", "changelog", "contributing")


def discover(inputs: Sequence[str], settings: Reading) -> list[Entry]:
    """Files, folders (searched through), globs and ``-``, in the order given.

    InputError where an input does not exist or a folder holds nothing that can be read.
    """
    entries: list[Entry] = []
    seen: set[str] = set()
    for given in inputs:
        for entry, key in _of_input(given):
            if key not in seen:
                seen.add(key)
                entries.append(entry)
    if not entries:
        raise InputError("no input given; name files, folders, globs or - for standard input")
    return entries


def _of_input(given: str) -> Iterator[tuple[Entry, str]]:
    if given == "-":
        yield STDIN, "-"
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
            found = Path(match)
            if found.is_dir():
                yield from _of_folder(found, must=False)
            else:
                yield from _of_path(found)
    else:
        shown = given if len(given) < 200 else given[:200] + "…"
        raise InputError(
            f"input {shown!r}: does not exist; expected a file, a folder, a glob or - (standard input)"
        )


def _of_path(path: Path) -> Iterator[tuple[Entry, str]]:
    if path.is_dir():
        yield from _of_folder(path, must=True)
    else:
        # a file named "-" is not standard input
        file = path.absolute() if path == STDIN else path
        yield file, os.path.realpath(file)


def _of_folder(folder: Path, must: bool) -> Iterator[tuple[Entry, str]]:
    readable, others = 0, Counter[str]()
    for entry, key in _walk(folder, frozenset()):
        if isinstance(entry, Path):
            readable += 1
        else:
            others[Path(entry.id).suffix.lower() or Path(entry.id).name] += 1
        yield entry, key
    if must and not readable:
        there = ", ".join(f"{n} × {name}" for name, n in others.most_common(8)) or "nothing"
        raise InputError(
            f"input {folder}: no file that can be read; found: {there}; expected: {SUFFIXES} "
            "(each also as .gz or .zst)"
        )


def _walk(folder: Path, above: frozenset[str]) -> Iterator[tuple[Entry, str]]:
    """Everything under a folder, by name; a link back to a folder above is not followed."""
    real = os.path.realpath(folder)
    if real in above:
        yield Skip(str(folder), "a link to a folder above it, already searched"), f"loop {folder}"
        return
    try:
        with os.scandir(folder) as found:
            children = sorted((e for e in found if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        message = f"{folder}: the folder cannot be read ({error.strerror}); check its permissions"
        yield Reject(str(folder), "reading", type(error).__name__, message), real
        return
    for child in children:
        path = folder / child.name
        key = os.path.realpath(path) if child.is_symlink() else os.path.join(real, child.name)  # noqa: PTH118 (a string is wanted)
        if child.is_dir():
            yield from _walk(path, above | {real})
        elif child.is_file():
            reason = _no_reader(path)
            yield (Skip(str(path), reason) if reason else path), key
        elif child.is_symlink():
            message = f"{path}: a link to a file that does not exist; mend or remove it"
            yield Reject(str(path), "reading", "FileNotFoundError", message), str(path)
        else:
            yield Skip(str(path), "not a regular file"), key


def _no_reader(path: Path) -> str | None:
    stem, suffix, _ = split(path)
    if suffix not in FORMATS:
        shown = suffix or (path.suffix if path.suffix.lower() in PACKED else "a file without a suffix")
        return f"no reader for {shown} (readers: {SUFFIXES})"
    if stem.lower() in _ABOUT and FORMATS[suffix] == "plain":
        return "a page about the folder, not an article; name the file itself to read it"
    return None
