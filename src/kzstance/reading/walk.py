"""What lies under a folder, in a fixed order, and what of it is left out.

The same rules hold for listings at urls.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from kzstance.reading.broken import shown
from kzstance.reading.files import FORMATS, PACKED, SUFFIXES, name_of, split
from kzstance.records import Reject, Skip

Entry = Path | Reject | Skip
_MAX_RUN = 1 << 24
_ABOUT = ("readme", "license", "licence", "changelog", "contributing")


def walk(top: Path) -> Iterator[tuple[Entry, str]]:
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
                children = [e for e in entries if not hidden(e.name)]
            if child is not None and is_run(path, {e.name for e in children}):
                yield a_run(path), real
                continue
        except OSError as error:
            yield _unreadable(path, error), real
            continue
        for e in sorted(children, key=lambda e: e.name, reverse=True):
            under = path / e.name
            key = os.path.realpath(under) if e.is_symlink() else f"{real}/{e.name}"
            stack.append((under, e, key))


def is_run(folder: Path, names: set[str]) -> bool:
    """Whether kzstance wrote this folder: its tables would be read as articles."""
    if "run.json" not in names:
        return False
    if names & {"shards", "statements"}:
        return True
    try:
        with (folder / "run.json").open("rb") as file:
            found = json.loads(file.read(_MAX_RUN))
    except Exception:  # each protocol has errors of its own
        return False
    return isinstance(found, dict) and found.keys() >= {"program", "settings", "inputs"}


def a_run(folder: Path) -> Skip:
    return Skip(name_of(folder), "a run of kzstance")


def hidden(name: str) -> bool:
    """Of a part of a path; ``.`` and ``..`` are parts like others in a key of an object store."""
    return name.startswith(".") and name not in (".", "..")


def readable(path: Path) -> Path | Skip:
    reason = no_reader(path)
    return Skip(name_of(path), reason) if reason else path


def _file(path: Path, child: os.DirEntry[str]) -> Entry:
    if child.is_file():
        return readable(path)
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
