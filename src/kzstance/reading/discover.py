"""INPUT arguments → the files to read, in a fixed order, each once."""

from __future__ import annotations

import glob
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kzstance.config import Reading
from kzstance.errors import InputError
from kzstance.reading.broken import shown
from kzstance.reading.files import FORMATS, PACKED, STDIN, SUFFIXES, name_of, split
from kzstance.reading.remote import found
from kzstance.records import Reject, Skip
from kzstance.urls import is_url, one_name

Entry = Path | Reject | Skip
_MAX_RUN = 1 << 24
_ABOUT = ("readme", "license", "licence", "changelog", "contributing")


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
        for file, key in found(given):
            reason = no_reader(file)
            yield (Skip(name_of(file), reason) if reason else file), key
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
    for entry, key in _walk(folder):
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


def _walk(top: Path) -> Iterator[tuple[Entry, str]]:
    """Everything under a folder, by name; no folder twice, so that links cannot make a loop."""
    seen: set[str] = set()
    stack: list[tuple[Path, os.DirEntry[str] | None, str]] = [(top, None, os.path.realpath(top))]
    while stack:
        path, child, real = stack.pop()
        try:
            if child is not None and not child.is_dir():
                yield _file(path, child), real
                continue
            if real in seen:
                continue
            seen.add(real)
            with os.scandir(path) as entries:
                children = [e for e in entries if not e.name.startswith(".")]
            if child is not None and _is_run(path, {e.name for e in children}):
                yield Skip(name_of(path), "a run of kzstance"), real
                continue
        except OSError as error:
            yield _unreadable(path, error), real
            continue
        for e in sorted(children, key=lambda e: e.name, reverse=True):
            under = path / e.name
            key = os.path.realpath(under) if e.is_symlink() else f"{real}/{e.name}"
            stack.append((under, e, key))


def _is_run(folder: Path, names: set[str]) -> bool:
    """Whether kzstance wrote this folder: its tables would be read as articles."""
    if "run.json" not in names:
        return False
    if names & {"shards", "statements"}:
        return True
    try:
        with (folder / "run.json").open("rb") as file:
            found = json.loads(file.read(_MAX_RUN))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.keys() >= {"program", "settings", "inputs"}


def _file(path: Path, child: os.DirEntry[str]) -> Entry:
    if child.is_file():
        reason = no_reader(path)
        return Skip(name_of(path), reason) if reason else path
    if child.is_symlink() and not path.exists():
        return _unreadable(path, FileNotFoundError(2, "a link to a file that does not exist"))
    return Skip(name_of(path), "not a regular file")


def _unreadable(path: Path, error: OSError) -> Reject:
    name = name_of(path)
    message = f"{name}: cannot be read ({error.strerror}); check the link or the permissions"
    return Reject(name, "reading", type(error).__name__, message)


def no_reader(path: Path) -> str | None:
    """Why a file that was found, not named, is not read; None where it is."""
    stem, suffix, _ = split(path)
    if suffix not in FORMATS:
        packed = path.suffix if path.suffix.lower() in PACKED else ""
        what = shown(suffix[:40] or packed) or "a file without a suffix"
        return f"no reader for {what} (readers: {SUFFIXES})"
    if stem.lower() in _ABOUT and FORMATS[suffix] == "plain":
        return "a page about the folder, not an article; name the file itself to read it"
    return None
