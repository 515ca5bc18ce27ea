"""docs/reference.md, made from the code: ``python scripts/reference.py [--check]``.

Commands come from the typer app, settings from ``configs/default.toml`` and the models of
``config.py``, columns from ``records.py``, stages from the ``@register`` lines. With ``--check``
nothing is written; the exit status is 1 where the page is not what the code says.
"""

from __future__ import annotations

import ast
import enum
import inspect
import re
import sys
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from typer.models import ArgumentInfo, OptionInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from kzstance import cli, errors  # noqa: E402 (the line above makes the checkout importable)
from kzstance.config import Config, Target  # noqa: E402
from kzstance.records import (  # noqa: E402
    ACTOR_KINDS,
    ARTICLE_COLUMNS,
    CLUSTER_COLUMNS,
    DATE_SOURCES,
    KINDS,
    LABELS,
    STATEMENT_COLUMNS,
    Column,
    stance_columns,
)
from kzstance.series import columns as made  # noqa: E402
from kzstance.tables.speakers import speaker_columns  # noqa: E402

PAGE = ROOT / "docs" / "reference.md"
DEFAULT = ROOT / "configs" / "default.toml"

# What stands in no other place. A key more or less than the code has is an error.
LABEL_MEANINGS = {
    "favor": "supports, defends, justifies, praises, thanks, sides with or seeks closer ties with "
    "the target",
    "against": "criticises, condemns, rejects, refuses, threatens or undermines the target",
    "neutral": "addresses the target, explicitly or by clear implication, and takes no side "
    "or balances both",
    "unrelated": "does not address the target",
}
DATE_MEANINGS = {
    "metadata": "a date column or key, or front matter",
    "html": "what an HTML page states about itself: `<meta>`, JSON-LD, `<time>`",
    "url": "the path of the address: `/2022/09/28/`",
    "filename": "the file's name: `2022-09-28-title.txt`; only for files of one article",
    "dateline": "a dateline at the head of the text, with its year",
    "unknown": "none of these; the date is empty",
}
KIND_MEANINGS = {
    "direct": "the source's own words: in quotation marks, or a turn of a transcript",
    "indirect": "reported in the article's words",
    "mixed": "reported, with some words in quotation marks",
}
STATUS_MEANINGS = {
    0: "done",
    1: "done, with more rejects than `runs.max_reject_share`, or (`classify`) with rows that could "
    "not be read; or the counts do not add up",
    2: "usage: an unknown command, option or value",
    3: "config: a setting, roster, stage or model that cannot be used",
    4: "input: a file or folder that cannot be used",
    130: "interrupted (143 by SIGTERM, 129 by SIGHUP); start the same command again to go on",
}
ABOUT = {  # settings without a comment in default.toml
    "quotes.language_models": "language of the article → folder of its model",
    "speakers.stage": "registered name of the stage",
    "stance.stage": "registered name of the stage",
    "stance.model": "folder of the model that the stage uses",
    "report.title": "the page's title",
    "reading.columns.id": "the article's own id",
    "reading.columns.text": "the article's text; a table without it is rejected",
    "reading.columns.title": "the headline",
    "reading.columns.date": "the publication date",
    "reading.columns.outlet": "who published it",
    "reading.columns.url": "its address",
    "reading.columns.lang": "its language",
    "series.seed": "of the series drawn",
    "clusters.seed": "of MinHash",
    "targets.NAME.name": "the target in words; the model reads it beside the statement",
    "targets.NAME.description": "one sentence; the report shows it",
    "targets.NAME.favor": "what `favor` means here",
    "targets.NAME.against": "what `against` means here",
    "targets.NAME.neutral": "what `neutral` means here",
    "targets.NAME.terms": "beginnings of words; a statement with none of them near is unrelated",
    "targets.NAME.unrelated": "what `unrelated` means here",
}


def page() -> str:
    """The whole page."""
    parts = (
        [
            "# Reference",
            "",
            "Made from the code by `scripts/reference.py`; do not edit it by hand.",
            "",
        ],
        ["The [guide](guide.md) explains how to use what is listed here.", ""],
        commands(),
        statuses(),
        settings(),
        targets(),
        stages(),
        labels(),
        tables(),
        records(),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table and a blank line."""
    lines = [head, ["---"] * len(head), *rows]
    return [
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    ] + [""]


def same(given: dict[Any, str], wanted: Iterable[Any], what: str) -> None:
    if list(given) != list(wanted):
        raise SystemExit(
            f"scripts/reference.py: {what}: {list(given)} here, {list(wanted)} in the code"
        )


# -- commands


def commands() -> Iterator[str]:
    yield from ("## Commands", "")
    callback = cli.app.registered_callback
    if callback is not None and callback.callback is not None:
        yield from ("Options of `kzstance` itself stand before the command.", "")
        yield from parameters(callback.callback)
    for command in cli.app.registered_commands:
        function = command.callback
        if function is None:
            continue
        name = command.name or function.__name__.replace("_", "-")
        yield from (f"### `kzstance {name}`", "", (inspect.getdoc(function) or "").strip(), "")
        yield from parameters(function)


def parameters(function: Any) -> list[str]:
    rows = []
    for name, parameter in inspect.signature(function, eval_str=True).parameters.items():
        kind, info = typing.get_args(parameter.annotation)
        shown, many = accepted(kind)
        if isinstance(info, ArgumentInfo):
            rows.append((f"`{name.upper()}{'…' if many else ''}`", shown, "", info.help or ""))
        elif isinstance(info, OptionInfo):
            # in Annotated[…] typer takes the first name for the default
            names = (info.default, *(info.param_decls or ()))
            flags = ", ".join(f"`{flag}`" for flag in names if isinstance(flag, str))
            required = "required" if parameter.default is inspect.Parameter.empty else ""
            rows.append((flags, "" if kind is bool else shown, required, info.help or ""))
    return table(("argument or option", "value", "", "what it does"), rows)


def accepted(kind: Any) -> tuple[str, bool]:
    """What a parameter takes, in words, and whether it may be repeated."""
    if isinstance(kind, types.UnionType):
        kind = next(k for k in typing.get_args(kind) if k is not type(None))
    if typing.get_origin(kind) is list:
        return accepted(typing.get_args(kind)[0])[0], True
    if isinstance(kind, enum.EnumMeta):
        return ", ".join(f"`{member.value}`" for member in kind), False
    return {Path: "path", str: "text", int: "number", bool: "yes or no"}[kind], False


def statuses() -> Iterator[str]:
    yield from ("## Exit statuses", "")
    known = {
        0,
        130,
        *(e.status for e in (errors.KzstanceError, *errors.KzstanceError.__subclasses__())),
    }
    same(STATUS_MEANINGS, sorted(known), "exit statuses")
    yield from table(
        ("status", "meaning"), ((f"`{n}`", text) for n, text in STATUS_MEANINGS.items())
    )
    yield from (
        "An error is one line on standard error: what was given, what was expected, what to do.",
        "",
    )


# -- settings


def settings() -> Iterator[str]:
    text = DEFAULT.read_text(encoding="utf-8")
    values, comments = tomllib.loads(text), comments_of(text)
    yield from ("## Settings", "")
    yield "Every setting of `configs/default.toml`. A file given with `--config` holds only what"
    yield "differs. A list in it replaces the whole list. An unknown key is an error that names the"
    yield "nearest valid one. Paths are relative to the file they stand in; `models/` and"
    yield from ("`data/` name what ships with the program where no such file stands there.", "")
    for name, field in Config.model_fields.items():
        if name != "targets":
            yield from section(name, field.annotation, values[name], comments)


def section(
    name: str, model: Any, values: dict[str, Any], comments: dict[str, str]
) -> Iterator[str]:
    yield from (f"### `[{name}]`", "")
    if name in comments:
        yield from (comments[name][:1].upper() + comments[name][1:] + ".", "")
    rows, inner = [], []
    for key, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            inner.append((key, field.annotation))
            continue
        full = f"{name}.{key}"
        rows.append((f"`{full}`", f"`{toml(values[key])}`", allowed(field), about(full, comments)))
    yield from table(("setting", "default", "allowed", "what it is"), rows)
    for key, part in inner:
        yield from section(f"{name}.{key}", part, values[key], comments)


def about(full: str, comments: dict[str, str]) -> str:
    text = comments.get(full) or ABOUT.get(full)
    if not text:
        raise SystemExit(
            f"scripts/reference.py: {full}: no comment in {DEFAULT.name}, none in ABOUT"
        )
    return text


def comments_of(text: str) -> dict[str, str]:
    """Setting or section → the comment on its line."""
    out: dict[str, str] = {}
    where = ""
    for line in text.splitlines():
        head = re.match(r"\[([\w.]+)\](?:\s+#\s*(.*))?$", line)
        pair = re.match(r"(\w+) = (?:\"[^\"]*\"|\[.*?\]|[^#\"\[]*?)(?:\s+#\s*(.*))?$", line)
        if head:
            where = head[1]
        found = head or pair
        if found and found[2]:
            out[where if head else f"{where}.{found[1]}"] = found[2]
    return out


def toml(value: Any) -> str:
    """A value as TOML writes it, numbers with the separators of the file's style."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, int) and value >= 10_000:
        return f"{value:_}"
    return str(value)


def allowed(field: Any) -> str:
    """The values that a setting may have, where they are bounded."""
    if typing.get_origin(field.annotation) is typing.Literal:
        return ", ".join(f"`{v}`" for v in typing.get_args(field.annotation))
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    bounds = []
    for limit in field.metadata:
        for key, sign in signs.items():
            bound = getattr(limit, key, None)
            if bound is not None:
                bounds.append(f"{sign} {toml(bound)}")
        if getattr(limit, "min_length", None):
            bounds.append("not empty")
    return ", ".join(bounds)


def targets() -> Iterator[str]:
    values = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))["targets"]
    yield from ("### `[targets.NAME]`", "")
    yield from ("One section for each target; `NAME` becomes part of the column names.", "")
    rows = (
        (f"`targets.NAME.{key}`", about(f"targets.NAME.{key}", {})) for key in Target.model_fields
    )
    yield from table(("setting", "what it is"), rows)
    for name, target in values.items():
        yield from (f"`[targets.{name}]`, shipped:", "")
        yield from table(
            ("setting", "default"), ((f"`{k}`", shown(target[k])) for k in Target.model_fields)
        )


def shown(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def stages() -> Iterator[str]:
    yield from ("## Registered stages", "")
    yield "The name of a stage is that of its module and a version. A setting `stage` picks it."
    yield from ("The [guide](guide.md#add-a-stage) shows how to add one.", "")
    yield from table(("name", "section", "what it does"), sorted(registered()))


def registered() -> Iterator[tuple[str, str, str]]:
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for call in node.decorator_list if isinstance(node, ast.ClassDef) else ():
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "register":
                    name = ast.literal_eval(call.args[0])
                    doc = (ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " ")
                    yield f"`{name}`", f"`[{name.split('.')[1]}]`", doc.replace("``", "`")


# -- labels and tables


def labels() -> Iterator[str]:
    same(LABEL_MEANINGS, LABELS, "labels")
    same(KIND_MEANINGS, KINDS, "kinds")
    same(DATE_MEANINGS, DATE_SOURCES, "date sources")
    yield from ("## Labels", "")
    yield from (
        "A label says what the speaker expresses toward the target in this statement, "
        "read in its context.",
        "",
    )
    yield from table(("label", "meaning"), ((f"`{k}`", v) for k, v in LABEL_MEANINGS.items()))
    yield from ("## Kinds of statement", "")
    yield from table(("kind", "meaning"), ((f"`{k}`", v) for k, v in KIND_MEANINGS.items()))
    yield from ("## Sources of dates", "")
    yield from ("The first that gives a believable date is taken. A date is never guessed.", "")
    yield from table(("date_source", "meaning"), ((f"`{k}`", v) for k, v in DATE_MEANINGS.items()))
    yield from ("## Kinds of actor", "", ", ".join(f"`{kind}`" for kind in ACTOR_KINDS) + ".", "")


def tables() -> Iterator[str]:
    yield from (
        "## Tables",
        "",
        "A type that ends in `?` may be empty. Offsets count Unicode code points in",
    )
    yield from ("`text` of the article table: `text[start:end]` holds for every row.", "")
    yield from (
        "### Statement table",
        "",
        "`statements/part-*.parquet`, one row for each statement of each article.",
        "",
    )
    columns = (*STATEMENT_COLUMNS, *stance_columns(["TARGET"]), *CLUSTER_COLUMNS)
    yield from columns_table(columns)
    yield from (
        "`TARGET` stands for each target of the config; the four probabilities sum to 1.",
        "",
    )
    yield from (
        "### Article table",
        "",
        "`articles.parquet`, one row for each article that went through.",
        "",
    )
    yield from columns_table(ARTICLE_COLUMNS)
    yield from (
        "### Series table",
        "",
        "What `kzstance series` gives: one row for each key, target and period.",
        "",
    )
    yield from columns_table(made.SERIES)
    yield from ("With `--trend` also:", "")
    yield from columns_table(made.TREND)
    for title, words, found in (
        (
            "Speakers",
            "What `kzstance export --table speakers` gives: one row for each speaker and actor.",
            speaker_columns(["TARGET"]),
        ),
        ("Change points", "What `kzstance changes` gives: one row for each.", made.CHANGES),
        ("Events", "One row for each event, key and target.", made.EVENTS),
        ("Comparison", "What `kzstance compare` gives.", made.COMPARISON),
    ):
        yield from (f"### {title}", "", words, "")
        yield from columns_table(found)


def columns_table(columns: Sequence[Column]) -> list[str]:
    return table(
        ("column", "type", "what it holds"), ((f"`{c.name}`", c.type, c.about) for c in columns)
    )


def records() -> Iterator[str]:
    yield from ("## Files of a run folder", "")
    yield from table(
        ("file", "what it holds"),
        (
            ("`statements/part-*.parquet`", "the statement table"),
            ("`articles.parquet`", "the article table"),
            (
                "`rejects.jsonl`",
                "one object for each article that could not be read or worked through: "
                "`id`, `stage`, `error`, `message`",
            ),
            ("`skipped.jsonl`", "one object for each article left out on purpose: `id`, `reason`"),
            (
                "`run.json`",
                "what made the run: `program`, `config_sha256`, `models`, `inputs`, `counts`, "
                "`finished`",
            ),
            (
                "`ledger.sqlite`",
                "every shard: how often it was begun, what came of it, words and seconds; what "
                "`kzstance status` tells",
            ),
            ("`shards/`", "finished work, from which a broken run goes on"),
        ),
    )


def main() -> int:
    made = page()
    if sys.argv[1:] not in ([], ["--check"]):
        print("usage: python scripts/reference.py [--check]", file=sys.stderr)
        return 2
    if "--check" in sys.argv:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != made:
            print(
                f"{PAGE}: not what the code says; run python scripts/reference.py", file=sys.stderr
            )
            return 1
        return 0
    PAGE.write_text(made, encoding="utf-8")
    print(f"{PAGE}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
