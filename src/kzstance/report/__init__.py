"""Tables → one HTML file that opens offline, loads nothing and shows what each figure rests on."""

from kzstance.report.page import render
from kzstance.report.write import write

__all__ = ["render", "write"]
