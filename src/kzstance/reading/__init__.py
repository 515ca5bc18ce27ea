"""Files → articles: one module a format, dates, encodings, languages."""

from kzstance.reading.discover import Entry, discover
from kzstance.reading.drawn import Drawn
from kzstance.reading.read import drawn, read, read_file

__all__ = ["Drawn", "Entry", "discover", "drawn", "read", "read_file"]
