"""The page to a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from kzstance.output import replacing


def write(html: str, out: Path) -> None:
    """Put ``html`` at ``out``: written beside it under another name, then renamed."""
    with replacing(out) as temporary:
        temporary.write_text(html, encoding="utf-8", newline="\n")
