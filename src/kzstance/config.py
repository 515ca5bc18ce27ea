"""Settings: TOML → typed models. A user's file is laid over ``configs/default.toml``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date as Date
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kzstance.errors import ConfigError
from kzstance.output import printable
from kzstance.records import Kind
from kzstance.tomlfile import explain, quoted, read

_PACKAGE = Path(__file__).parent
# In a wheel, configs/, data/ and models/ stand beside the code; in a checkout, at its root.
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parents[1]

NO_TARGETS = ("id", "target", "error")
_LONGEST_NAME = 200  # characters of a target's name

# Above these a value is a slip: it would overflow a number, fill the memory or never end.
_CHARS = 1_000_000_000
_DAYS = 36_500
_COUNT = 1_000_000_000


class Section(BaseModel):
    """Values have the type that is asked for: no ``"40"``, ``40.0`` or ``true`` for 40."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Seed = Annotated[int, Field(ge=0, lt=2**32)]
"""What numpy and datasketch both take."""
Names = Annotated[tuple[str, ...], Field(strict=False)]
"""TOML has lists, which strict tuples are not made of; what stands in it stays strict."""


class Columns(Section):
    id: Names
    text: Names = Field(min_length=1)
    title: Names
    date: Names
    outlet: Names
    url: Names
    lang: Names


XmlPath = Annotated[str, Field(pattern=r"^/{0,2}(?:[\w.:*-]+/)*@?[\w.:*-]+$", max_length=200)]
"""Steps to an element or ``@attribute``; ``//`` before it: at any depth; ``/``: from the root."""
XmlPaths = Annotated[tuple[XmlPath, ...], Field(strict=False)]


class Xml(Section):
    article: Names = Field(min_length=1)
    id: XmlPaths
    text: XmlPaths
    otherwise: XmlPaths
    title: XmlPaths
    date: XmlPaths
    outlet: XmlPaths
    url: XmlPaths
    lang: XmlPaths


class Reading(Section):
    languages: Names = Field(min_length=1)
    min_chars: int = Field(ge=0, le=_CHARS)
    max_chars: int = Field(ge=1, le=_CHARS)
    max_ratio: int = Field(ge=1, le=1_000_000)
    max_bytes: int = Field(ge=1, le=10**15)
    max_html_chars: int = Field(ge=1, le=_CHARS)
    max_html_depth: int = Field(ge=10, le=250)
    earliest_date: Date = Field(strict=False)  # a string too, as in JSON
    date_from_filename: bool
    columns: Columns
    xml: Xml


class Language(Section):
    model: str
    batch_size: int = Field(ge=1, le=10_000)


class Quotes(Section):
    stage: str
    model: str
    language_models: dict[str, str]
    max_gap: int = Field(ge=0, le=_CHARS)
    keep_sourceless: bool


class Speakers(Section):
    stage: str
    rosters: Names
    grace_days: int = Field(ge=0, le=_DAYS)


class StanceSettings(Section):
    stage: str
    model: str
    languages: Names = Field(min_length=1)
    abstain_below: float = Field(ge=0, le=1)
    context_chars: int = Field(ge=0, le=100_000)
    max_tokens: int = Field(ge=32, le=448)


class Target(Section):
    name: str
    description: str
    terms: Names = ()
    favor: str
    against: str
    neutral: str
    unrelated: str


class Clusters(Section):
    article_threshold: float = Field(gt=0, le=1)
    model: str
    same_probability: float = Field(gt=0, le=1)
    days: int = Field(ge=0, le=_DAYS)
    permutations: int = Field(ge=16, le=1024)
    seed: Seed


By = Literal["actor", "speaker", "role", "outlet"]
Every = Literal["week", "month", "quarter", "year"]


class Series(Section):
    by: By
    every: Every
    window: int = Field(ge=1, le=1000)
    kinds: tuple[Kind, ...] = Field(min_length=1, strict=False)
    min_confidence: float = Field(ge=0, le=1)
    nested: bool
    reprints: bool
    resamples: int = Field(ge=99, le=20_000)
    level: float = Field(gt=0, lt=1)
    min_clusters: int = Field(ge=1, le=_COUNT)
    events: str
    event_days: int = Field(ge=1, le=3660)
    seed: Seed


class Report(Section):
    title: str
    notice: str
    actors: int = Field(ge=1, le=1000)
    statements: int = Field(ge=1, le=1_000_000)
    explained: int = Field(ge=0, le=100_000)
    telling: int = Field(ge=0, le=1000)
    min_n: int = Field(ge=1, le=_COUNT)


class Runs(Section):
    engine: Literal["serial", "processes", "ray"]
    ray_address: str
    article_seconds: float = Field(gt=0, le=1_000_000)
    worker_bytes: int = Field(ge=1, lt=2**62)
    workers: int = Field(ge=1, le=1000)
    readers: int = Field(ge=1, le=256)
    shard_articles: int = Field(ge=1, le=1_000_000)
    shard_characters: int = Field(ge=1, le=_CHARS)
    max_reject_share: float = Field(ge=0, le=1)
    threads: int = Field(ge=1, le=256)


class Config(Section):
    reading: Reading
    language: Language
    quotes: Quotes
    speakers: Speakers
    stance: StanceSettings
    targets: dict[str, Target]
    clusters: Clusters
    series: Series
    report: Report
    runs: Runs

    def model_folders(self) -> dict[str, str]:
        """Every model by the name that records of a run give it."""
        others = {f"quotes-{k}": v for k, v in sorted(self.quotes.language_models.items())}
        found = {"quotes": self.quotes.model, **others, "stance": self.stance.model}
        return {**found, "clusters": self.clusters.model}

    def deciding(self) -> dict[str, Any]:
        """The settings that change a run's tables (not engine, series, report), as plain values."""
        how = {"engine", "workers", "threads", "shard_articles", "shard_characters"}
        how |= {"ray_address", "readers", "article_seconds", "worker_bytes", "max_reject_share"}
        exclude: Any = {"runs": how, "series": True, "report": True}
        out = self.model_dump(mode="json", exclude=exclude)
        # Names, not where they stand on this machine; a run's record has their sha256.
        for section in ("quotes", "stance", "clusters"):
            out[section]["model"] = _portable(out[section]["model"])
        others = out["quotes"]["language_models"]
        out["quotes"]["language_models"] = {k: _portable(v) for k, v in others.items()}
        out["speakers"]["rosters"] = [_portable(r) for r in out["speakers"]["rosters"]]
        return out

    def digest(self) -> str:
        """sha256 over the settings that change a run's tables."""
        body = orjson.dumps(self.deciding(), option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(body).hexdigest()


def _portable(name: str) -> str:
    path = Path(name)
    if path.is_relative_to(SHIPPED):
        return path.relative_to(SHIPPED).as_posix()
    return path.name if path.is_absolute() else name


def shipped(name: str) -> Path:
    """A file or folder that ships with the program: ``models/…``, ``data/…``, ``configs/…``."""
    return SHIPPED / name


def load(path: Path | None = None) -> Config:
    """The shipped settings, with those of ``path`` laid over them.

    Raises ConfigError, one line, where the file does not exist or a key or value is wrong.
    """
    settings = read(shipped("configs/default.toml"))
    if path is not None:
        own = read(path)
        _resolve(own, path.resolve().parent, path)
        settings = _overlay(settings, own)
    _resolve(settings, SHIPPED, path)
    try:
        config = Config.model_validate(settings)
    except ValidationError as error:
        raise ConfigError(explain(error, path, Config)) from None
    _check_names(config.targets, path)
    return config


def _check_names(targets: Mapping[str, Target], path: Path | None) -> None:
    """ConfigError where a target's name cannot be printed, or name columns and keys."""
    seen: dict[str, str] = {}
    for key, target in targets.items():
        for given, of in ((key, "targets"), (target.name, f"targets.{key[:_LONGEST_NAME]}.name")):
            if not given.strip() or len(given) > _LONGEST_NAME or printable(given) != given:
                raise ConfigError(
                    f"config {path}: {printable(of)}: {quoted(given)} is no name of a target; give "
                    f"one line of 1 to {_LONGEST_NAME} characters that can be printed"
                )
        if key in NO_TARGETS:
            raise ConfigError(
                f"config {path}: targets.{key}: {', '.join(NO_TARGETS)} are keys of their own in "
                "the output of kzstance classify; give the target another name"
            )
        if (other := seen.setdefault(key.casefold(), key)) != key:
            raise ConfigError(
                f"config {path}: targets.{key} and targets.{other} differ in capitals alone, and "
                "to a database their columns are the same; give one another name"
            )


def _overlay(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _overlay(merged[key], value) if both else value
    return merged


def _resolve(settings: dict[str, Any], folder: Path, file: Path | None) -> None:
    """Make the paths absolute that exist relative to ``folder``; ``file`` is that of the errors."""

    def absolute(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return str(folder / value) if (folder / value).exists() else value
        except OSError as error:  # too long, or in a folder that may not be entered
            raise ConfigError(
                f"config {file}: {quoted(value)} cannot be looked up ({error.strerror}); give the "
                "path of a file or folder"
            ) from None

    for section, key in (
        ("quotes", "model"),
        ("stance", "model"),
        ("clusters", "model"),
        ("series", "events"),
    ):
        part = settings.get(section)
        if isinstance(part, dict) and key in part:
            part[key] = absolute(part[key])
    quotes = settings.get("quotes")
    if isinstance(quotes, dict) and isinstance(quotes.get("language_models"), dict):
        others = quotes["language_models"]
        quotes["language_models"] = {k: absolute(v) for k, v in others.items()}
    speakers = settings.get("speakers")
    if isinstance(speakers, dict) and isinstance(speakers.get("rosters"), list):
        speakers["rosters"] = [absolute(r) for r in speakers["rosters"]]
