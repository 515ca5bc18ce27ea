"""A run's tables as commands hand them out."""

from kzstance.tables.answers import changes_table, compare_table, events_table
from kzstance.tables.lines import series_table
from kzstance.tables.named import named_table
from kzstance.tables.page import report_page
from kzstance.tables.pictures import draw
from kzstance.tables.provenance import provenance_of

__all__ = [
    "changes_table",
    "compare_table",
    "draw",
    "events_table",
    "named_table",
    "provenance_of",
    "report_page",
    "series_table",
]
