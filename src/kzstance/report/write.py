"""The page to a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write(html: str, out: Path) -> None:
    """Put ``html`` at ``out``: written beside it under another name, then renamed."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(html)
        temporary.chmod(0o644)
        temporary.replace(out)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
