"""What was found in a file, before an article is made of it.

The two are apart so that one article over which something breaks, or takes too long, does not end
the reading of its file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path

from kzstance.config import Reading
from kzstance.errors import said
from kzstance.reading.broken import Broken, shown
from kzstance.reading.build import brief, build, id_of, source_of
from kzstance.reading.fields import Found, Item, Later
from kzstance.records import Article, Reject, Skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """One item of a file; ``made()`` is what becomes of it."""

    item: Item
    path: Path
    settings: Reading
    today: Date

    @property
    def size(self) -> int:
        """In characters, or the bytes of a page."""
        if isinstance(self.item, Later):
            return self.item.size
        return len(self.item.text) if isinstance(self.item, Found) else 0

    def made(self) -> Article | Reject | Skip:
        """Never raises: where no article can be made it is a Reject."""
        try:
            return build(self.item, self.path, self.settings, self.today)
        except Exception as error:
            code, message = why_not(error)
            return self.refused(code, message)

    def refused(self, code: str, message: str) -> Reject:
        """This item alone is left out."""
        source = brief(source_of(self.item, self.path))
        return Reject(id_of(self.item, self.path), "reading", code, f"{source}: {message}")


def why_not(error: Exception) -> tuple[str, str]:
    """The code and the message of a Reject."""
    if isinstance(error, Broken):
        return error.code, error.message
    if isinstance(error, MemoryError):
        return "memory", (
            "needs more memory than it may take; split the file, or raise runs.worker_bytes"
        )
    # the last resort: no file may end a run
    known = isinstance(error, PermissionError | FileNotFoundError)
    name = type(error).__name__
    why = shown(said(error))
    return name if known else "unreadable", (
        f"cannot be read ({name}: {why}); leave it out or report it"
    )
