"""Files → articles: one module a format, dates, encodings, languages."""

from kzstance.reading.discover import discover
from kzstance.reading.read import read, read_file

__all__ = ["read", "read_file", "discover"]
