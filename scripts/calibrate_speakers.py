"""Fits the confidence of each way in which the speaker stage resolves a mention.

    python scripts/calibrate_speakers.py [--config FILE] [--write] GOLD[:ROSTER] …

GOLD is a file for ``evaluate speakers``: rows with text and statements whose mention is given.
With ``:ROSTER`` its people are those of that file, in place of the shipped ones (invented casts).
Rows without ``text`` take it by id from the files given with ``--texts FILE.jsonl.gz …``: labels
of articles that may not be shipped. The share right of a way, speaker and actor both, is drawn
toward that of all ways by a prior of PRIOR cases. Prints the table, and with ``--write`` stores it
in src/kzstance/speakers/confidence.toml. The error of calibration is to be read elsewhere: from
``evaluate speakers`` on a file that is not among GOLD.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kzstance.config import Config, load
from kzstance.evaluation.measure import article_of
from kzstance.evaluation.speakers import resolved
from kzstance.evaluation.statements import bodies, speaker_and_actor
from kzstance.records import Statement
from kzstance.speakers import confidence
from kzstance.speakers.confidence import Way
from kzstance.training.rows import read_rows

PRIOR = 8.0  # cases that the common share counts for, in each way
MOST = 0.98  # no way is surer than our labels are
WORLD = ("data/rosters/countries.toml", "data/rosters/institutions.toml")
TABLE = Path(confidence.__file__).with_name("confidence.toml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--config", type=Path)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    config, texts = load(args.config), _texts(args.texts)
    cases: dict[str, list[bool]] = defaultdict(list)
    for item in args.gold:
        path, _, cast = item.partition(":")
        for way, right in _cases(config, Path(path), cast, texts):
            cases[way].append(right)
    shares = _fit(cases)
    for way, share in shares.items():
        print(f"{way:16} {len(cases[way]):5} {sum(cases[way]):5}   {share:.2f}")
    if args.write:
        _store(shares)


def _texts(files: list[Path]) -> dict[str, dict[str, Any]]:
    return {str(row["id"]): row for path in files for row in read_rows(path)}


def _cases(
    config: Config, path: Path, cast: str, texts: dict[str, dict[str, Any]]
) -> Iterator[tuple[str, bool]]:
    """The way and whether it led to the right speaker and actor, for each labelled mention."""
    if cast:
        own = config.speakers.model_copy(update={"rosters": (*WORLD, cast)})
        config = config.model_copy(update={"speakers": own})
    known = bodies(config)
    rows = []
    for row in read_rows(path):
        if "text" not in row:
            if str(row["id"]) not in texts:
                raise SystemExit(f"{path}: no text for {row['id']}; give its file with --texts")
            row = {**texts[str(row["id"])], **row, "date": row.get("date_est")}
        rows.append(row)
    for _, g, s in resolved(rows, config, [article_of(r) for r in rows], _statement):
        if isinstance(s.confidence, Way):
            yield s.confidence.name, all(speaker_and_actor(g, s, known))


def _statement(gold: dict[str, Any]) -> Statement:
    cue = tuple(gold["cue"]) if gold.get("cue") else None
    if cue is not None and not isinstance(cue[0], int):
        cue = tuple(cue[0])
    return Statement(
        tuple((s, e) for s, e in gold["spans"]),
        gold.get("kind", "indirect"),
        cue=cue,
        mention=tuple(gold["mention"][0]),
    )


def _fit(cases: dict[str, list[bool]]) -> dict[str, float]:
    every = [right for rights in cases.values() for right in rights]
    common = sum(every) / max(1, len(every))
    return {
        way: min(MOST, round((sum(cases[way]) + PRIOR * common) / (len(cases[way]) + PRIOR), 2))
        for way in confidence.values()
        if way != "nobody"
    }


def _store(shares: dict[str, float]) -> None:
    text = TABLE.read_text(encoding="utf-8")
    for way, share in shares.items():
        text = re.sub(rf"(?m)^{way} = [0-9.]+", f"{way} = {share}", text)
    TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
