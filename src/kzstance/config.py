"""Settings: TOML → typed models. A user's file is laid over ``configs/default.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date as Date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kzstance.errors import ConfigError
from kzstance.records import Kind

_PACKAGE = Path(__file__).parent
# In a wheel, configs/, data/ and models/ stand beside the code; in a checkout, at its root.
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parents[1]


NO_TARGETS = ("id", "target", "error")


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(Section):
    id: tuple[str, ...]
    text: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    lang: tuple[str, ...]


XmlPath = Annotated[str, Field(pattern=r"^/{0,2}(?:[\w.:*-]+/)*@?[\w.:*-]+$", max_length=200)]
"""Steps to an element or ``@attribute``; ``//`` before it: at any depth; ``/``: from the root."""


class Xml(Section):
    article: tuple[str, ...] = Field(min_length=1)
    id: tuple[XmlPath, ...]
    text: tuple[XmlPath, ...]
    otherwise: tuple[XmlPath, ...]
    title: tuple[XmlPath, ...]
    date: tuple[XmlPath, ...]
    outlet: tuple[XmlPath, ...]
    url: tuple[XmlPath, ...]
    lang: tuple[XmlPath, ...]


class Reading(Section):
    languages: tuple[str, ...]
    min_chars: int = Field(ge=0)
    max_chars: int = Field(ge=1)
    max_ratio: int = Field(ge=1)
    max_bytes: int = Field(ge=1)
    max_html_chars: int = Field(ge=1)
    max_html_depth: int = Field(ge=10, le=250)
    earliest_date: Date
    date_from_filename: bool
    columns: Columns
    xml: Xml


class Language(Section):
    model: str
    batch_size: int = Field(ge=1)


class Quotes(Section):
    stage: str
    model: str
    language_models: dict[str, str]
    max_gap: int = Field(ge=0)
    keep_sourceless: bool


class Speakers(Section):
    stage: str
    rosters: tuple[str, ...]
    grace_days: int = Field(ge=0)


class StanceSettings(Section):
    stage: str
    model: str
    languages: tuple[str, ...]
    abstain_below: float = Field(ge=0, le=1)
    context_chars: int = Field(ge=0)
    max_tokens: int = Field(ge=32, le=448)


class Target(Section):
    name: str
    description: str
    terms: tuple[str, ...] = ()
    favor: str
    against: str
    neutral: str
    unrelated: str


class Clusters(Section):
    article_threshold: float = Field(gt=0, le=1)
    model: str
    same_probability: float = Field(gt=0, le=1)
    days: int = Field(ge=0)
    permutations: int = Field(ge=16)
    seed: int


By = Literal["actor", "speaker", "role", "outlet"]
Every = Literal["week", "month", "quarter", "year"]


class Series(Section):
    by: By
    every: Every
    window: int = Field(ge=1)
    kinds: tuple[Kind, ...]
    min_confidence: float = Field(ge=0, le=1)
    nested: bool
    reprints: bool
    resamples: int = Field(ge=99)
    level: float = Field(gt=0, lt=1)
    min_clusters: int = Field(ge=1)
    events: str
    event_days: int = Field(ge=1, le=3660)
    seed: int


class Report(Section):
    title: str
    notice: str
    actors: int = Field(ge=1)
    statements: int = Field(ge=1)
    explained: int = Field(ge=0)
    telling: int = Field(ge=0)
    min_n: int = Field(ge=1)


class Runs(Section):
    engine: Literal["serial", "processes", "ray"]
    ray_address: str
    article_seconds: float = Field(gt=0, allow_inf_nan=False)
    worker_bytes: int = Field(ge=1, lt=2**62)
    workers: int = Field(ge=1)
    readers: int = Field(ge=1)
    shard_articles: int = Field(ge=1)
    shard_characters: int = Field(ge=1)
    max_reject_share: float = Field(ge=0, le=1)
    threads: int = Field(ge=1)


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
    settings = _read(shipped("configs/default.toml"))
    if path is not None:
        own = _read(path)
        _resolve(own, path.resolve().parent)
        settings = _overlay(settings, own)
    _resolve(settings, SHIPPED)
    try:
        config = Config.model_validate(settings)
    except ValidationError as error:
        raise ConfigError(explain(error, path)) from None
    for name in config.targets:
        if name in NO_TARGETS:
            raise ConfigError(
                f"config {path}: targets.{name}: {', '.join(NO_TARGETS)} are keys of their own in "
                "the output of kzstance classify; give the target another name"
            )
    return config


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"config {path}: cannot be read ({error.strerror}); give the path of a TOML file"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"config {path}: not TOML ({error}); see configs/default.toml") from None


def _overlay(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _overlay(merged[key], value) if both else value
    return merged


def _resolve(settings: dict[str, Any], folder: Path) -> None:
    """Make the paths absolute that exist relative to ``folder``."""

    def absolute(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return str(folder / value) if (folder / value).exists() else value

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


def _keys(location: tuple[int | str, ...], root: type[BaseModel]) -> list[str]:
    """The valid keys of the section of ``root`` that ``location`` lies in."""
    model = root
    for part in location[:-1]:
        if model is Config and part == "targets":
            model = Target
            continue
        annotation = (
            model.model_fields[str(part)].annotation if str(part) in model.model_fields else None
        )
        for inner in (annotation, *get_args(annotation)):  # a section, or a list of them
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                model = inner
    return list(model.model_fields)


def explain(
    error: ValidationError,
    path: Path | None,
    root: type[BaseModel] = Config,
    see: str = "configs/default.toml",
) -> str:
    """One line on the first error in the settings of ``root`` that ``path`` holds."""
    first = error.errors()[0]
    where = ".".join(str(p) for p in first["loc"])
    file = f"config {path}" if path else "config"
    if first["type"] == "extra_forbidden":
        keys = _keys(first["loc"], root)
        near = get_close_matches(str(first["loc"][-1]), keys, n=1, cutoff=0.0)
        valid = ", ".join(keys)
        return f"{file}: unknown key {where!r}; did you mean {near[0]!r}? Valid here: {valid}"
    if first["type"] == "missing":
        return f"{file}: key {where} is missing; see {see}"
    return f"{file}: {where} = {first['input']!r}: {first['msg']}; see {see}"
