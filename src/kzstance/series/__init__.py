"""The stance index over time."""

from kzstance.series.selection import omitted
from kzstance.series.table import COLUMNS, table

__all__ = ["COLUMNS", "omitted", "table"]
