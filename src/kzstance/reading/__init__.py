"""Files → articles: one module a format, dates, encodings, languages."""

from kzstance.reading.discover import discover
from kzstance.reading.drawn import Drawn
from kzstance.reading.read import drawn, read, read_file
from kzstance.reading.walk import Entry

__all__ = ["Drawn", "Entry", "discover", "drawn", "read", "read_file"]
