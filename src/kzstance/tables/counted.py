"""The statements of a run that a series counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzstance.config import Config
from kzstance.runs.folder import RunFolder

if TYPE_CHECKING:
    import polars as pl


def counted(folder: RunFolder, settings: Config) -> pl.DataFrame:
    """As ``settings.series`` restricts them."""
    from kzstance.series import restrict

    return restrict(folder.statements(), settings.series)
