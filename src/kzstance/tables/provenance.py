"""What made a run, for the head of every file that is made from it."""

from __future__ import annotations

from collections.abc import Sequence

from kzstance.records import Column
from kzstance.runs.folder import RunFolder


def provenance_of(folder: RunFolder) -> dict[str, str]:
    """What made the run, as text for the head of exports and the report."""
    record = folder.record()
    models = {
        f"model {k}": f"{v['name']} {v['sha256']}" for k, v in record.get("models", {}).items()
    }
    counts = record.get("counts", {})
    return {
        "program": record["program"],
        "config_sha256": record.get("config_sha256", ""),
        **models,
        **{k: str(record[k]) for k in ("language", "rosters") if k in record},
        "inputs": " ".join(record["inputs"]),
        "articles read": str(counts.get("read", "")),
        "articles done": str(counts.get("done", "")),
        "articles skipped": str(sum(counts.get("skipped", {}).values())),
        "articles rejected": str(sum(counts.get("rejected", {}).values())),
    }


def dictionary(columns: Sequence[Column]) -> dict[str, str]:
    """The data dictionary of a table, to stand with its provenance: ``column NAME``, what it is."""
    return {f"column {c.name}": f"{c.type}: {c.about}" for c in columns}
