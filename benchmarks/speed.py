"""Words per second of each stage on the sample articles, beside a bare spaCy pipe in the same run.

    python benchmarks/speed.py [--articles PATH] [--threads N] [--json FILE]

The sample's articles nearly all speak of the targets; --articles takes others. One core unless
--threads says otherwise. Ratios within one run are comparable between machines, words per second
are not. Also measured: how long `kzstance --help` takes to answer.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--articles", type=Path, default=ROOT / "data/sample/articles")
    options = parser.parse_args()

    import spacy
    import torch

    from kzstance.config import load
    from kzstance.pipeline import Pipeline
    from kzstance.reading import read
    from kzstance.records import Article

    torch.set_num_threads(options.threads)
    config = load(ROOT / "configs/demo.toml")
    runs = config.runs.model_copy(update={"threads": options.threads})
    config = config.model_copy(update={"runs": runs})
    items = read([str(options.articles)], config.reading)
    articles = [a for a in items if isinstance(a, Article)]
    words = sum(len(a.text.split()) for a in articles)
    pipeline = Pipeline(config)
    bare = spacy.load(config.language.model)
    list(bare.pipe(a.text for a in articles[:3]))
    pipeline(articles[:3])
    times: dict[str, float] = {}

    def timed(name: str, began: float) -> None:
        times[name] = time.perf_counter() - began

    t = time.perf_counter()
    list(bare.pipe(a.text for a in articles))
    timed("bare spaCy pipe", t)
    t = time.perf_counter()
    docs = list(pipeline.nlp.pipe(a.text for a in articles))
    found = pipeline.quotes.find(articles, docs)
    resolver = pipeline.speakers.resolve
    speakers = [resolver(a, d, s) for a, d, s in zip(articles, docs, found, strict=True)]
    timed("quotes and speakers", t)
    t = time.perf_counter()
    for a, statements, who in zip(articles, found, speakers, strict=True):
        queries = [pipeline.query(a, s, p) for s, p in zip(statements, who, strict=True)]
        pipeline.stances(a, queries)
    timed("stance", t)
    times["whole pipeline"] = times["quotes and speakers"] + times["stance"]
    t = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kzstance", "--help"], check=True, capture_output=True)
    help_seconds = time.perf_counter() - t
    base = words / times["bare spaCy pipe"]
    print(f"{len(articles)} articles, {words} words, {options.threads} thread(s)")
    print(f"{'':22}{'words/s':>9}{'beside spaCy':>14}")
    rows = {n: {"words_per_s": words / s, "ratio": words / s / base} for n, s in times.items()}
    for name, row in rows.items():
        print(f"{name:22}{row['words_per_s']:9.0f}{row['ratio']:14.2f}")
    print(f"kzstance --help answered in {help_seconds:.2f} s")
    if options.json:
        options.json.write_text(json.dumps({"rows": rows, "help_seconds": help_seconds}, indent=1))


if __name__ == "__main__":
    main()
