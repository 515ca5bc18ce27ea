"""The statements of a run that a series counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzstance.config import Config
from kzstance.runs.folder import RunFolder

if TYPE_CHECKING:
    import polars as pl


# No series reads them, and they are most of what a large table holds.
_WORDS = ("text", "context_before", "context_after", "title", "url", "spans", "mention", "cue")


def counted(folder: RunFolder, settings: Config) -> pl.DataFrame:
    """As ``settings.series`` restricts them, without their words."""
    from kzstance.series import restrict

    return restrict(folder.statements(_WORDS), settings.series)
