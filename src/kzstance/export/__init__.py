"""Tables to files, each with its provenance."""

from kzstance.export.cells import neutralise, restore
from kzstance.export.write import FORMATS, write

__all__ = ["FORMATS", "neutralise", "restore", "write"]
