"""Runs: from input files to a run folder."""

from kzstance.runs.folder import RunFolder
from kzstance.runs.run import Summary, run

__all__ = ["RunFolder", "Summary", "run"]
