"""Files → articles: one module a format, dates, encodings, languages."""

from kzstance.reading.discover import Entry, discover
from kzstance.reading.read import read, read_file

__all__ = ["Entry", "discover", "read", "read_file"]
