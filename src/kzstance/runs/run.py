"""The main job: inputs → run folder. Resumes, refuses another run's folder, counts add up."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kzstance import __version__
from kzstance.config import Config
from kzstance.errors import ConfigError, InputError, KzstanceError
from kzstance.models import sums
from kzstance.output import utf8
from kzstance.records import (
    ARTICLE_COLUMNS,
    Article,
    Reject,
    Skip,
    schema,
    stable_id,
    statement_columns,
)
from kzstance.registry import stage
from kzstance.runs import engines
from kzstance.runs.folder import RunFolder, write_json, write_jsonl, write_table
from kzstance.runs.shards import Shard, finished, folder_of, shards
from kzstance.speakers.roster import digest

Progress = Callable[[int, int], None]
"""Called with (articles done, statements found) as shards are finished."""


@dataclass
class Summary:
    """What a run did; ``read`` = done + skipped + rejected."""

    read: int = 0
    done: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)

    @property
    def reject_share(self) -> float:
        return sum(self.rejected.values()) / self.read if self.read else 0.0


def run(
    inputs: Sequence[str],
    out: Path,
    config: Config,
    *,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Work through all articles of ``inputs`` and write the run folder ``out``.

    Raises InputError where an input does not exist or ``out`` is another run's folder,
    KzstanceError where the counts do not add up.
    """
    from kzstance.reading import discover, read

    files = discover(inputs, config.reading, without=out)
    folder = RunFolder(out)
    record = provenance(config, inputs)
    _prepare(folder, record, fresh)
    source = _Source(read(inputs, config.reading, files))
    summary = Summary()
    records: dict[int, dict[str, Any]] = {}

    def todo() -> Iterator[Shard]:
        for shard in shards(source, config.runs.shard_articles):
            before = finished(folder.shards, shard)
            if before is not None:
                records[shard.number] = before
                _tell(progress, records)
                continue
            shutil.rmtree(folder_of(folder.shards, shard.number), ignore_errors=True)
            yield shard

    if _parallel(config):
        work = engines.processes(config, folder.shards, todo(), config.runs.workers)
    else:
        work = engines.serial(config, folder.shards, todo())
    for number, done in work:
        records[number] = done
        _tell(progress, records)
    rejects = [
        *source.rejects,
        *(Reject(**r) for n in sorted(records) for r in records[n]["rejects"]),
    ]
    summary.read = source.count
    summary.done = sum(r["done"] for r in records.values())
    summary.skipped.update(s.reason.split(":")[0] for s in source.skips)
    summary.rejected.update(f"{r.stage}: {r.error}" for r in rejects)
    _finish(folder, config, sorted(records), summary)
    write_jsonl(folder.rejects_file, (asdict(r) for r in rejects))
    write_jsonl(folder.skipped_file, (asdict(s) for s in source.skips))
    counts = {
        "read": summary.read,
        "done": summary.done,
        "skipped": dict(summary.skipped),
        "rejected": dict(summary.rejected),
        "statements": dict(summary.statements),
    }
    left = summary.read - summary.done - len(source.skips) - len(rejects)
    write_json(folder.record_file, {**record, "counts": counts, "finished": left == 0})
    if left:
        raise KzstanceError(
            f"{out}: read {summary.read} articles, done {summary.done}, "
            f"skipped {len(source.skips)}, rejected {len(rejects)}: {left} unaccounted for; "
            "this is a fault of the program, report it"
        )
    return summary


def provenance(config: Config, inputs: Sequence[str]) -> dict[str, Any]:
    """What decides the tables: version, settings, models, rosters, inputs.

    Raises ConfigError where a stage, model, roster or language model is not there.
    """
    for name in (config.quotes.stage, config.speakers.stage, config.stance.stage):
        stage(name)
    models = {}
    for name, path in config.model_folders().items():
        if Path(path).is_dir():
            files = sorted(sums(Path(path)).items())
            models[name] = {"name": Path(path).name, "sha256": stable_id(*files)}
    return {
        "program": f"kzstance {__version__}",
        "config_sha256": config.digest(),
        "settings": config.deciding(),
        "models": models,
        "rosters": digest(config.speakers.rosters),
        "language": _language(config.language.model),
        "inputs": [utf8(str(i)) for i in inputs],
    }


def _language(name: str) -> str:
    """Name and version of the spaCy package."""
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        raise ConfigError(
            f"language.model = {name!r}: expected an installed spaCy package; "
            f"pip install {name.replace('_', '-')}"
        ) from None


def _prepare(folder: RunFolder, record: dict[str, Any], fresh: bool) -> None:
    """Make the folder, or check that it is this run's."""
    path = folder.path
    if path.exists() and not path.is_dir():
        raise InputError(f"{path}: a file, expected a folder for the run; give another --out")
    if path.exists() and any(path.iterdir()):
        if not folder.record_file.is_file():
            raise InputError(
                f"{path}: not empty and no run folder; give an empty or new folder with --out"
            )
        before = folder.record()
        differing = _differences(before, record)
        if fresh:
            for child in ("statements", "shards"):
                shutil.rmtree(path / child, ignore_errors=True)
        elif differing and (before.get("finished") or any(folder.shards.glob("*/done.json"))):
            raise InputError(
                f"{path}: made by another run ({'; '.join(differing[:5])}); "
                "give another --out, or --fresh to start over"
            )
    try:
        path.mkdir(parents=True, exist_ok=True)
        write_json(folder.record_file, {**record, "finished": False})
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written ({error.strerror}); give another --out"
        ) from None


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What makes two runs different, one setting, model or input each, with both values."""
    a, b = _flat(before), _flat(now)
    names = [k for k in b if a.get(k) != b[k]] + [
        k for k in a if k.startswith("settings.") and k not in b
    ]
    told = [n for n in names if n != "config_sha256"] or names
    return [
        f"{n.removeprefix('settings.')} was {_short(a.get(n))}, is {_short(b.get(n))}" for n in told
    ]


def _flat(tree: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping) and value:
            out |= _flat(value, f"{path}{key}.")
        else:
            out[f"{path}{key}"] = value
    return out


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


class _Source:
    """The articles of the inputs; what is skipped or rejected on the way is kept aside.

    An id that stands twice gets a suffix, since nothing is to be lost; the same article twice
    (id and text) is skipped.
    """

    def __init__(self, items: Iterable[Article | Reject | Skip]) -> None:
        self._items = items
        self._ids: set[str] = set()
        self._seen: set[str] = set()
        self._times: Counter[str] = Counter()
        self.count = 0
        self.rejects: list[Reject] = []
        self.skips: list[Skip] = []

    def __iter__(self) -> Iterator[Article]:
        for item in self._items:
            self.count += 1
            if isinstance(item, Reject):
                self.rejects.append(item)
            elif isinstance(item, Skip):
                self.skips.append(item)
            else:
                article = self._unique(item)
                if article is not None:
                    yield article

    def _unique(self, article: Article) -> Article | None:
        key = stable_id(article.id, article.text)
        if key in self._seen:
            self.skips.append(
                Skip(article.id, "duplicate: the same id and text stand in the input before")
            )
            return None
        self._seen.add(key)
        name = article.id
        while name in self._ids:
            self._times[article.id] += 1
            name = f"{article.id}~{self._times[article.id] + 1}"
        self._ids.add(name)
        return article if name == article.id else replace(article, id=name)


def _parallel(config: Config) -> bool:
    return config.runs.engine == "processes"


def _tell(progress: Progress | None, records: dict[int, dict[str, Any]]) -> None:
    if progress is not None:
        progress(
            sum(r["done"] + len(r["rejects"]) for r in records.values()),
            sum(r["statements"] for r in records.values()),
        )


def _finish(folder: RunFolder, config: Config, numbers: Sequence[int], summary: Summary) -> None:
    """Shard files → the run's tables, with clusters over all of them."""
    import polars as pl
    import pyarrow as pa
    import pyarrow.parquet as pq

    from kzstance.clusters import assign

    columns = statement_columns(list(config.targets))
    parts = [folder_of(folder.shards, n) for n in numbers]
    articles = pa.concat_tables(
        [schema(ARTICLE_COLUMNS).empty_table()]
        + [pq.read_table(p / "articles.parquet") for p in parts]
    )
    write_table(folder.articles_file, articles)
    rows: list[dict[str, Any]] = []
    if parts:
        # The tables as they were written: types inferred from rows would go by the first ones.
        statements = pl.concat([pl.read_parquet(p / "statements.parquet") for p in parts])
        bodies = pl.read_parquet(folder.articles_file)
        # The workers are done; their cores are free.
        cores = config.runs.threads * (config.runs.workers if _parallel(config) else 1)
        rows = assign(statements, bodies, config.clusters, cores).to_dicts()
    shutil.rmtree(folder.statements_dir, ignore_errors=True)
    write_table(
        folder.statements_dir / "part-00000.parquet", pa.Table.from_pylist(rows, schema(columns))
    )
    summary.statements.update(r["kind"] for r in rows)
