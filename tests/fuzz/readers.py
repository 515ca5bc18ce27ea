"""Coverage-guided fuzzing of the readers, by hand: it is no test and pytest does not run it.

    python -m venv --system-site-packages fuzz && fuzz/bin/pip install atheris
    cd tests && ../fuzz/bin/python -m fuzz.readers [CORPUS] -max_total_time=600 -timeout=20

Needs the project in the same Python. Every input is the number of a seed's name and the bytes of
the file. It goes on past what it finds: each kind once is kept beside the corpus, under
``found/``, and becomes a case in ``tests/reading/test_hostile.py``.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found]  # not a dependency of the project

with atheris.instrument_imports(
    include=["kzstance.reading", "zipfile", "tarfile", "warcio", "csv", "json"]
):
    from fuzz.checks import check
    from fuzz.seeds import FILES

NAMES = sorted(FILES)
_FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm"))
_FOUND = Path("found")
_seen: set[str] = set()


def one(data: bytes) -> None:
    """One input."""
    if data:
        path = _FOLDER / NAMES[data[0] % len(NAMES)]
        path.write_bytes(data[1:])
        try:
            check(path)
        except Exception as error:
            kind = re.sub(r"[0-9]+|b?'[^']*'|/\S+", "", f"{path.name} {error!r}")[:110]
            if kind not in _seen:
                _seen.add(kind)
                _FOUND.mkdir(exist_ok=True)
                (_FOUND / f"{len(_seen)}-{path.name}").write_bytes(data[1:])
                print("FOUND", len(_seen), path.name, repr(error)[:600], flush=True)


def main() -> None:
    global _FOUND
    corpus = next((Path(a) for a in sys.argv[1:] if not a.startswith("-")), None)
    if corpus is not None:
        _FOUND = corpus.parent / "found"
        corpus.mkdir(exist_ok=True)
        for n, name in enumerate(NAMES):
            (corpus / f"seed-{n}").write_bytes(bytes([n]) + FILES[name])
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
