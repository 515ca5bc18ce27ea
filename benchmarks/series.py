"""Seconds and memory of `kzstance series` over a large statement table, as the command gives them.

    python benchmarks/series.py [--rows N] [--every month] [--json FILE]

The table is made here: a run folder with as many rows as --rows says, with the columns, texts and
counts of a real one (a third of the rows are reprints, 200 actors, 20,000 speakers, 13 years).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kzstance.records import LABELS, schema, statement_columns
from kzstance.runs.folder import write_table

TARGETS = ("russia", "ukraine_territorial_integrity")
WORDS = "we have always said that borders are to be respected and that talks must go on".split()


def statements(rows: int, seed: int = 1) -> pa.Table:
    """``rows`` rows of a statement table; two of three are statements of their own."""
    rng = np.random.default_rng(seed)
    cluster = np.sort(rng.integers(0, rows * 2 // 3, rows))
    speaker = rng.zipf(1.3, rows) % 20_000
    day = np.datetime64("2014-01-01") + rng.integers(0, 4_700, rows)
    text = np.array([" ".join(rng.permutation(WORDS * 2)) for _ in range(1_000)])
    columns: dict[str, object] = {
        "statement_id": np.char.add("s", np.arange(rows).astype(str)),
        "article_id": np.char.add("a", rng.integers(0, rows // 8, rows).astype(str)),
        "outlet": np.char.add("outlet ", (rng.zipf(1.5, rows) % 300).astype(str)),
        "date": day,
        "text": text[rng.integers(0, len(text), rows)],
        "context_before": text[rng.integers(0, len(text), rows)],
        "context_after": text[rng.integers(0, len(text), rows)],
        "kind": np.array(["direct", "indirect", "mixed"])[rng.integers(0, 3, rows)],
        "speaker": np.char.add("Speaker ", speaker.astype(str)),
        "speaker_id": np.char.add("Q", speaker.astype(str)),
        "actor": np.char.add("A", (speaker % 200).astype(str)),
        "attribution_confidence": rng.random(rows),
        "cluster_id": np.char.add("c", cluster.astype(str)),
        "cluster_size": np.ones(rows, dtype=np.int64),
    }
    for target in TARGETS:
        p = rng.dirichlet([0.3, 0.3, 0.3, 1.0], rows)
        columns |= {f"p_{target}_{label}": p[:, i] for i, label in enumerate(LABELS)}
        columns[f"stance_{target}"] = np.array(LABELS)[p.argmax(axis=1)]
        columns[f"abstained_{target}"] = p.max(axis=1) < 0.5
    wanted = schema(statement_columns(list(TARGETS)))
    arrays = [
        pa.array(columns[f.name]).cast(f.type) if f.name in columns else pa.nulls(rows, f.type)
        for f in wanted
    ]
    return pa.Table.from_arrays(arrays, names=wanted.names)


def make(run: Path, rows: int) -> None:
    """A finished run with such a table."""
    write_table(run / "statements" / "part-00000.parquet", statements(rows))
    record = {"program": "kzstance", "settings": {}, "inputs": [], "finished": True}
    (run / "run.json").write_text(json.dumps(record), encoding="utf-8")


def measured(command: list[str]) -> tuple[float, int]:
    """Seconds and the most memory in bytes of a process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: failed")
    return time.perf_counter() - began, used.ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--every", default="month")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        run = Path(name)
        # Elsewhere: a process counts the memory of the one that started it as its own.
        maker = multiprocessing.get_context("spawn").Process(target=make, args=(run, options.rows))
        maker.start()
        maker.join()
        size = (run / "statements" / "part-00000.parquet").stat().st_size
        figures = []
        for by in ("actor", "speaker", "outlet"):
            command = [sys.executable, "-m", "kzstance", "series", str(run)]
            command += ["--by", by, "--every", options.every, "--out", str(run / "out.parquet")]
            seconds, peak = measured(command)
            points = pq.read_metadata(run / "out.parquet").num_rows
            figures.append({"by": by, "points": points, "seconds": seconds, "peak_bytes": peak})
    print(f"{options.rows:,} rows ({size / 1e6:.0f} MB of Parquet), every {options.every}")
    for f in figures:
        print(
            f"  by {f['by']:8} {f['points']:>9,} points {f['seconds']:6.1f} s, "
            f"at most {f['peak_bytes'] / 1e9:.2f} GB"
        )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
