"""What the command line's options may be, and how they are read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kzstance.errors import UsageError


class Engine(StrEnum):
    serial = "serial"
    processes = "processes"
    ray = "ray"


class ByKey(StrEnum):
    actor = "actor"
    speaker = "speaker"
    role = "role"
    outlet = "outlet"


class Period(StrEnum):
    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


class Table(StrEnum):
    statements = "statements"
    articles = "articles"
    series = "series"
    speakers = "speakers"
    changes = "changes"
    events = "events"


class Format(StrEnum):
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    xlsx = "xlsx"
    sqlite = "sqlite"
    duckdb = "duckdb"
    md = "md"
    latex = "latex"


class Picture(StrEnum):
    lines = "lines"
    heat = "heat"
    plane = "plane"


class Correction(StrEnum):
    powered = "powered"
    adjusted = "adjusted"


class Stage(StrEnum):
    quotes = "quotes"
    speakers = "speakers"
    stance = "stance"
    clusters = "clusters"
    pipeline = "pipeline"


class Slice(StrEnum):
    kind = "kind"
    outlet = "outlet"
    year = "year"
    hard = "hard"
    lang = "lang"
    phenomenon = "phenomenon"


class Model(StrEnum):
    quotes = "quotes"
    stance = "stance"


def _folder(given: str) -> Path:
    from kzstance.runs.store import local

    return local(given)


ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="TOML file laid over the default settings.")
]
RunArgument = Annotated[
    Path,
    typer.Argument(parser=_folder, metavar="RUN", help="Folder of a finished run, or url."),
]
ByOption = Annotated[ByKey | None, typer.Option("--by", help="What a line is drawn for.")]
EveryOption = Annotated[Period | None, typer.Option("--every", help="Length of a period.")]
ActorOption = Annotated[
    list[str] | None, typer.Option("--actor", help="Only this actor; may be repeated.")
]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="File, its format by its suffix; without it, printed.")
]


def format_of(out: Path | None) -> str:
    """The format that the suffix of ``out`` names; csv where there is none."""
    from kzstance.output import check

    name = out.suffix.removeprefix(".").lower() if out is not None and out.suffix else "csv"
    if name not in list(Format):
        raise UsageError(
            f"--out {out}: no format {name!r}; expected a file that ends in "
            f"{', '.join('.' + f for f in Format)}"
        )
    if out is not None:
        check(out)
    return name


def day(text: str | None) -> Any:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r}: expected a day as YYYY-MM-DD, such as 2022-09-28") from None
