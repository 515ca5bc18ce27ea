"""What the commands print: progress on a terminal, the summary, small tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kzstance.config import Config
from kzstance.output import printable
from kzstance.runs import RunFolder, Summary
from kzstance.runs.ledger import Status
from kzstance.runs.run import Progress
from kzstance.runs.store import local

if TYPE_CHECKING:
    import polars as pl


@contextmanager
def progress(quiet: bool) -> Iterator[Progress | None]:
    """A line that counts articles and statements, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading articles")

        def tell(articles: int, statements: int) -> None:
            bar.update(task, description=f"{articles:,} articles, {statements:,} statements")

        yield tell


def summary(done: Summary, out: str, config: Config) -> None:
    """The end of a run: what was read and left out, what was found, the index by actor. ``out`` is
    its folder or url."""
    print(
        f"articles: {done.read:,} read, {done.done:,} done, "
        f"{sum(done.skipped.values()):,} skipped, {sum(done.rejected.values()):,} rejected"
    )
    folder = RunFolder(local(out))
    for name, counts, file in (
        ("skipped", done.skipped, folder.skipped_file),
        ("rejected", done.rejected, folder.rejects_file),
    ):
        for reason, n in counts.most_common(8):
            print(f"  {name} {n:,}: {printable(reason)}")
        if counts:
            print(f"  see {out.rstrip('/')}/{file.name}")
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(done.statements.items())) or "none"
    print(f"statements: {sum(done.statements.values()):,} ({kinds})")
    _index(folder, config)
    print(f"tables: {out}")


def _index(folder: RunFolder, config: Config) -> None:
    """The index over the whole time, for the actors most quoted."""
    from kzstance.series.selection import known_targets

    statements = folder.statements()
    if statements.is_empty():
        return
    import polars as pl

    grouped = statements.filter(pl.col("actor").is_not_null()).group_by("actor")
    counts = grouped.len().sort(["len", "actor"], descending=[True, False]).head(8)
    if counts.is_empty():
        return
    targets = known_targets(statements.columns)
    print("index by actor, whole period, one count a cluster (−1 against, +1 favor):")
    head = [printable(config.targets[t].name if t in config.targets else t) for t in targets]
    print(f"  {'actor':8}{'clusters':>9}  " + "  ".join(f"{h:>32}" for h in head))
    for actor in counts["actor"]:
        rows = statements.filter(pl.col("actor") == actor)
        cells = [_cell(rows, t) for t in targets]
        print(
            f"  {printable(actor):8}{rows['cluster_id'].n_unique():>9,}  "
            + "  ".join(f"{c:>32}" for c in cells)
        )


def _cell(rows: pl.DataFrame, target: str) -> str:
    import polars as pl

    from kzstance.series.rows import MIN_RELATED

    mean = rows.group_by("cluster_id").agg(
        pl.col(f"p_{target}_{x}").mean().alias(x) for x in ("favor", "against", "unrelated")
    )
    related = float((1 - mean["unrelated"]).sum())
    if related < MIN_RELATED:
        return "not spoken of"
    index = float((mean["favor"] - mean["against"]).sum()) / related
    return f"{index:+.2f} (about {related:,.0f} on it)"


def print_series(table: pl.DataFrame) -> None:
    """The series as lines of text."""
    print(f"{'key':28} {'target':32} {'period':9} {'index':>6} {'interval':>16} {'n':>5}")
    for r in table.iter_rows(named=True):
        index = "" if r["index"] is None else f"{r['index']:+.2f}"
        band = "" if r["low"] is None else f"{r['low']:+.2f} … {r['high']:+.2f}"
        print(
            f"{printable(r['key'])[:28]:28} {printable(r['target'])[:32]:32} {r['period']:9} "
            f"{index:>6} {band:>16} "
            f"{r['clusters']:>5}{_further(r)}"
        )


def _further(r: Mapping[str, Any]) -> str:
    """What ``--trend`` and ``--labels`` add to a line."""
    out = ""
    if r.get("trend") is not None:
        out += f"  trend {r['trend']:+.2f}"
    if r.get("corrected") is not None:
        ends = f"{r['corrected_low']:+.2f} … {r['corrected_high']:+.2f}"
        out += f"  corrected {r['corrected']:+.2f} ({ends}) by {r['labelled']} hand labels"
    return out


def print_changes(table: pl.DataFrame) -> None:
    """The change points as lines of text."""
    if table.is_empty():
        print("no change point: no line has a step larger than its noise allows")
    for r in table.iter_rows(named=True):
        print(
            f"{printable(r['key'])} toward {printable(r['target'])}: "
            f"{r['before']:+.2f} to {r['after']:+.2f} from {r['period']} "
            f"(between {r['earliest']} and {r['latest']}; p = {r['p_value']:.3f}; "
            f"{r['found']:.0%} of resampled series within one period)"
        )


def print_comparison(table: pl.DataFrame) -> None:
    """Two sides and their difference as lines of text."""
    for r in table.iter_rows(named=True):
        for side in "ab":
            days = f"{r[f'since_{side}'] or '…'} to {r[f'until_{side}'] or '…'}"
            figures = _figures(r[f"index_{side}"], r[f"low_{side}"], r[f"high_{side}"])
            print(
                f"{side}: {printable(r[f'key_{side}'])} toward {printable(r[f'target_{side}'])}, "
                f"{days}: {figures}, {r[f'clusters_{side}']:,} statements in "
                f"{r[f'articles_{side}']:,} articles"
            )
        print(f"b minus a: {_figures(r['difference'], r['low'], r['high'])}")


def _figures(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return "too few statements"
    return f"{value:+.2f} ({low:+.2f} … {high:+.2f})"


def print_measures(measures: Mapping[str, Any], indent: int = 0) -> None:
    """Nested measures, one a line."""
    for key, value in measures.items():
        pad = "  " * indent
        if isinstance(value, Mapping):
            print(f"{pad}{printable(key)}:")
            print_measures(value, indent + 1)
        elif isinstance(value, float):
            print(f"{pad}{key}: {value:.3f}")
        elif isinstance(value, list) and value and all(isinstance(x, float) for x in value):
            print(f"{pad}{key}: " + " … ".join(f"{x:.3f}" for x in value))
        else:
            print(printable(f"{pad}{key}: {value}"))


def print_status(record: Mapping[str, Any], found: Status) -> None:
    """What a run's record and ledger say, a line each."""
    print(f"run: {'finished' if record.get('finished') else 'not finished'}, {record['program']}")
    read, done, skipped = found.read or 0, found.done, found.skipped or 0
    rejected, statements = found.rejected + (found.unreadable or 0), found.statements
    if record.get("finished"):  # the shards may hold articles that are gone from the inputs
        counts = record["counts"]
        read, done = counts["read"], counts["done"]
        skipped, rejected = sum(counts["skipped"].values()), sum(counts["rejected"].values())
        statements = sum(counts["statements"].values())
    left = max(read - done - skipped - rejected, 0)
    more = "" if found.whole else ", and what is not read yet"
    print(
        f"articles: {read:,} read, {done:,} done, {skipped:,} skipped, {rejected:,} rejected, "
        f"{left:,} left{more}"
    )
    states = ", ".join(f"{n:,} {state}" for state, n in sorted(found.shards.items())) or "none"
    again = f"; {found.repeated:,} begun more than once" if found.repeated else ""
    print(f"shards: {states}{again}")
    print(f"statements: {statements:,}")
    if found.seconds:
        print(f"speed of one worker: {found.words / found.seconds:,.0f} words a second")


def print_info(config: Config) -> None:
    """Version, models, languages, engines, targets."""
    import platform
    from pathlib import Path

    from kzstance import __version__
    from kzstance.models import sums

    print(f"kzstance {__version__}, Python {platform.python_version()}")
    for name, path in config.model_folders().items():
        print(printable(f"model {name}: {Path(path).name}"))
        files = sums(Path(path)) if Path(path).is_dir() else {}
        for file, digest in files.items():
            print(printable(f"  {file}  sha256 {digest}"))
    print(printable(f"language model: {config.language.model}"))
    print(printable(f"languages: {', '.join(config.reading.languages)}"))
    print("engines: serial, processes, ray")
    print(printable(f"targets: {', '.join(config.targets)}"))
    print(printable(f"rosters: {', '.join(Path(r).name for r in config.speakers.rosters)}"))
