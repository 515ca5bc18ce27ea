"""Words per second of the whole pipeline, beside a bare spaCy pipe and textacy's quotations.

    python benchmarks/speed.py [--articles PATH] [--limit 120] [--json FILE]

One run on one machine: ratios are comparable between machines, words per second are not. All on
one core, but for the lines that say two. "stages": quotes, speakers and stance in this process.
"one worker", "two workers", "ray": the real command with `--workers` (engine processes, or ray with
two actors), from the first finished shard to the last. Also measured: how long a run takes to its
first article, how long `kzstance --help` takes, the largest memory of a worker. textacy (quotes in
quotation marks only) and Ray are left out where they are not installed.
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
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LARGEST = [0.0]
"""Most memory of each worker, in MB, as it was seen."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--articles", type=Path, default=ROOT / "data/sample/articles")
    parser.add_argument("--limit", type=int, default=120, help="articles, spread over the input")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")

    from kzstance.config import load
    from kzstance.reading import read
    from kzstance.records import Article

    config = load(ROOT / "configs/demo.toml")
    found = [a for a in read([str(options.articles)], config.reading) if isinstance(a, Article)]
    articles = found[:: max(1, len(found) // options.limit)]
    words = sum(len(a.text.split()) for a in articles)
    speeds = {k: words / s for k, s in in_process(config, articles).items()}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        rows = [{"id": a.id, "text": a.text, "title": a.title, "lang": a.lang} for a in articles]
        source.write_text("".join(json.dumps(r) + "\n" for r in rows))
        speeds |= runs(config, source, "processes", {"one worker": 1, "two workers": 2})
        if find_spec("ray"):
            speeds |= runs(config, source, "ray", {"ray, two actors": 2})
        first = to_first_article(Path(folder), rows[0])
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kzstance", "--help"], check=True, capture_output=True)
    others = {
        "seconds to the first article": first,
        "seconds of kzstance --help": time.perf_counter() - began,
        "largest worker, MB": max(LARGEST),
    }
    base = speeds["bare spaCy pipe"]
    print(f"{len(articles)} articles, {words} words")
    print(f"{'':24}{'words/s':>9}{'beside spaCy':>14}")
    for name, speed in speeds.items():
        print(f"{name:24}{speed:9.0f}{speed / base:14.2f}")
    print(f"two workers are {speeds['two workers'] / speeds['one worker']:.2f} of one")
    for name, value in others.items():
        print(f"{name}: {value:.1f}")
    if options.json:
        report = {"articles": len(articles), "words": words, "words_per_s": speeds, **others}
        options.json.write_text(json.dumps(report, indent=1))


def in_process(config: Any, articles: Sequence[Any]) -> dict[str, float]:
    """Seconds on one core, the models loaded and warm."""
    import spacy

    from kzstance.pipeline import Pipeline

    nlp = spacy.load(config.language.model)
    one = config.runs.model_copy(update={"threads": 1})
    pipeline = Pipeline(config.model_copy(update={"runs": one}))
    ways: dict[str, Callable[[Sequence[Any]], object]] = {
        "bare spaCy pipe": lambda batch: list(nlp.pipe(a.text for a in batch)),
        "stages": pipeline,
    }
    if find_spec("textacy"):
        from textacy.extract.triples import direct_quotations

        def quotes(batch: Sequence[Any]) -> None:
            for doc in nlp.pipe(a.text for a in batch):
                with suppress(ValueError):  # it refuses texts with an odd number of marks
                    list(direct_quotations(doc))

        ways["spaCy and textacy"] = quotes
    seconds = {}
    for name, way in ways.items():
        way(articles[:3])
        began = time.perf_counter()
        way(articles)
        seconds[name] = time.perf_counter() - began
    return seconds


def runs(config: Any, source: Path, engine: str, ways: dict[str, int]) -> dict[str, float]:
    """Words per second of runs, by the name of the way and its workers."""
    return {name: rate(config, source, engine, workers) for name, workers in ways.items()}


def rate(config: Any, source: Path, engine: str, workers: int) -> float:
    from kzstance.runs import run
    from kzstance.runs.ledger import status

    seen: list[tuple[float, int]] = []

    with tempfile.TemporaryDirectory() as out:
        ledger = Path(out) / "run/ledger.sqlite"

        def tell(done: int, _: int) -> None:
            if done and (not seen or status(ledger).words != seen[-1][1]):
                seen.append((time.perf_counter(), status(ledger).words))
                LARGEST.extend(megabytes(p.pid) for p in multiprocessing.active_children())

        how = {"engine": engine, "workers": workers, "shard_articles": 4}
        own = config.model_copy(update={"runs": config.runs.model_copy(update=how)})
        run([str(source)], Path(out) / "run", own, progress=tell)
    return (seen[-1][1] - seen[0][1]) / (seen[-1][0] - seen[0][0])


def megabytes(pid: int | None) -> float:
    """The most memory that a process had, on Linux; 0 elsewhere."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(x.split()[1]) / 1024 for x in lines if x.startswith("VmHWM")), 0.0)


def to_first_article(folder: Path, row: dict[str, Any]) -> float:
    """Seconds from the start of the command to the finished shard of one short article."""
    short, out = folder / "one.jsonl", folder / "one"
    short.write_text(json.dumps(row | {"text": row["text"][:400]}) + "\n")
    command = [sys.executable, "-m", "kzstance", "--quiet", "run", str(short), "--out", str(out)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not any(out.glob("shards/*/done.json")):
            time.sleep(0.01)
        seconds = time.perf_counter() - began
        process.wait()
    return seconds


if __name__ == "__main__":
    main()
