"""Files → articles: one module a format, dates, encodings, languages."""

from kzstance.reading.discover import discover
from kzstance.reading.read import read, read_file
from kzstance.reading.walk import Entry

__all__ = ["Entry", "discover", "read", "read_file"]
