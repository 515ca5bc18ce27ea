"""What makes a run: what its record says of it, and whether a folder is this run's."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kzstance import __version__
from kzstance.config import Config
from kzstance.errors import ConfigError, InputError
from kzstance.models import sums
from kzstance.output import TEMPORARY, utf8
from kzstance.records import stable_id
from kzstance.registry import stage
from kzstance.runs.folder import RunFolder, write_json
from kzstance.runs.store import DONE, Store
from kzstance.speakers.roster import digest
from kzstance.urls import without_password


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
        "inputs": [utf8(without_password(str(i))) for i in inputs],
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


def prepare(folder: RunFolder, store: Store, record: dict[str, Any], fresh: bool) -> None:
    """Begin the record of the folder, or check that it is this run's."""
    path = folder.path
    cut = [child for child in path.iterdir() if _cut(child)]
    if any(child != folder.lock_file and child not in cut for child in path.iterdir()):
        if not folder.record_file.is_file():
            raise InputError(
                f"{path}: not empty and no run folder; give an empty or new folder with --out"
            )
        before = folder.record()
        differing = _differences(before, record)
        if fresh:
            shutil.rmtree(folder.statements_dir, ignore_errors=True)
            store.drop()
            folder.ledger_file.unlink(missing_ok=True)
        elif differing and (before.get("finished") or any(folder.shards.glob(f"*/{DONE}"))):
            raise InputError(
                f"{path}: made by another run ({'; '.join(differing[:5])}); "
                "give another --out, or --fresh to start over"
            )
    try:
        for child in cut:
            child.unlink()
        write_json(folder.record_file, {**record, "finished": False})
        store.tell(folder.record_file)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written ({error.strerror}); give another --out"
        ) from None


def _cut(path: Path) -> bool:
    """A file that was being written when a run was killed."""
    return path.name.startswith(".") and path.suffix == TEMPORARY


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
    for name, value in tree.items():
        if isinstance(value, Mapping) and value:
            out |= _flat(value, f"{path}{name}.")
        else:
            out[f"{path}{name}"] = value
    return out


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
