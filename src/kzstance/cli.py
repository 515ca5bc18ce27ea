"""The command line: parses, calls, prints. Heavy imports stand inside the commands."""

from __future__ import annotations

import logging
import signal
import sys
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kzstance.errors import KzstanceError, UsageError
from kzstance.options import (
    ActorOption,
    ByOption,
    ConfigOption,
    Correction,
    Engine,
    EveryOption,
    Format,
    Model,
    OutOption,
    Picture,
    RunArgument,
    Slice,
    Stage,
    Table,
    day,
    format_of,
)
from kzstance.output import printable

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Who said what about Russia and Ukraine's borders, and how it moved: statements, speakers "
    "and stance from news articles.",
)

_INTERRUPTED = 128 + signal.SIGINT
_state: dict[str, Any] = {"debug": False, "quiet": False, "signal": signal.SIGINT}


@app.callback()
def _main(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    _state["debug"] = debug
    _state["quiet"] = quiet
    level = logging.DEBUG if debug else logging.ERROR if quiet else logging.WARNING
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    for noisy in ("trafilatura", "htmldate", "fontTools", "matplotlib", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


@app.command()
def run(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")
    ],
    out: Annotated[str, typer.Option("--out", help="Folder for the run, or its url.")],
    config: ConfigOption = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=1000, help="Processes.")
    ] = None,
    engine: Annotated[Engine | None, typer.Option("--engine", help="How work is spread.")] = None,
    ray_address: Annotated[
        str | None, typer.Option("--ray-address", help="A Ray cluster, for the engine ray.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over, drop what is done.")] = False,
) -> None:
    """Read articles, find statements, name speakers, label stance; write tables to a folder."""
    from kzstance.config import load
    from kzstance.runs import run as start
    from kzstance.terminal import progress, summary

    settings = load(config)
    changes: dict[str, Any] = {}
    if ray_address is not None:
        changes |= {"engine": "ray", "ray_address": ray_address}
    if workers is not None:
        changes["workers"] = workers
        if workers > 1 and settings.runs.engine == "serial":
            changes.setdefault("engine", "processes")
    if engine is not None:
        changes["engine"] = engine.value
    if changes:
        settings = settings.model_copy(update={"runs": settings.runs.model_copy(update=changes)})
    with progress(_state["quiet"]) as tell:
        done = start(inputs, out, settings, fresh=fresh, progress=tell)
    if not _state["quiet"]:
        summary(done, out, settings)
    if done.reject_share > settings.runs.max_reject_share:
        raise KzstanceError(
            f"{out}: {done.reject_share:.1%} of the articles were rejected, expected at most "
            f"{settings.runs.max_reject_share:.1%} (runs.max_reject_share); "
            f"see {out.rstrip('/')}/rejects.jsonl"
        )


@app.command()
def status(run: RunArgument) -> None:
    """How far a run is: done, rejected, left, and the speed."""
    from kzstance.runs import RunFolder
    from kzstance.runs.ledger import status as read
    from kzstance.terminal import print_status

    folder = RunFolder(run)
    print_status(folder.record(), read(folder.ledger_file))


@app.command()
def series(
    run: RunArgument,
    by: ByOption = None,
    every: EveryOption = None,
    actor: ActorOption = None,
    since: Annotated[str | None, typer.Option("--since", help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Last day, YYYY-MM-DD.")] = None,
    trend: Annotated[bool, typer.Option("--trend", help="Add the smooth trend.")] = False,
    labels: Annotated[
        Path | None,
        typer.Option("--labels", help="JSONL of hand labels: add the index corrected by them."),
    ] = None,
    method: Annotated[
        Correction, typer.Option("--method", help="How the hand labels correct it.")
    ] = Correction.powered,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """The stance index over time, with its interval and counts."""
    from kzstance.tables import series_table
    from kzstance.terminal import print_series

    kind = format_of(out)
    rows = series_table(
        run,
        by=by.value if by else None,
        every=every.value if every else None,
        actors=actor,
        since=day(since),
        until=day(until),
        trend=trend,
        labels=labels,
        method=method.value,
        config=config,
    )
    _hand_out(rows, kind, out, print_series)


@app.command()
def changes(
    run: RunArgument,
    by: ByOption = None,
    every: EveryOption = None,
    actor: ActorOption = None,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """Where the level of an index steps, how surely, and between which periods."""
    from kzstance.tables import changes_table
    from kzstance.terminal import print_changes

    kind = format_of(out)
    rows = changes_table(
        run,
        by=by.value if by else None,
        every=every.value if every else None,
        actors=actor,
        config=config,
    )
    _hand_out(rows, kind, out, print_changes)


@app.command()
def compare(
    run: RunArgument,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", help="The actor; given twice, two of them.")
    ] = None,
    period: Annotated[
        list[str] | None,
        typer.Option("--period", help="2014..2021, 2022-Q1, 2022-02-24..; given twice, two."),
    ] = None,
    target: Annotated[
        list[str] | None, typer.Option("--target", help="The target; given twice, two of them.")
    ] = None,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """Two actors, two periods or two targets: the difference of their indices, with interval."""
    from kzstance.tables import compare_table
    from kzstance.terminal import print_comparison

    kind = format_of(out)
    rows = compare_table(
        run, keys=actor or [], targets=target or [], periods=period or [], config=config
    )
    _hand_out(rows, kind, out, print_comparison)


@app.command()
def plot(
    run: RunArgument,
    out: Annotated[Path, typer.Option("--out", help="Picture to write: .svg, .png or .pdf.")],
    kind: Annotated[
        Picture,
        typer.Option("--kind", help="Index over time, key by period, or one target by the other."),
    ] = Picture.lines,
    by: ByOption = None,
    every: EveryOption = None,
    actor: ActorOption = None,
    config: ConfigOption = None,
) -> None:
    """A picture of the series."""
    from kzstance.output import check
    from kzstance.tables import draw

    check(out)
    draw(
        run,
        kind.value,
        out,
        by=by.value if by else None,
        every=every.value if every else None,
        actors=actor,
        config=config,
    )
    typer.echo(f"{out}: written")


@app.command()
def export(
    run: RunArgument,
    table: Annotated[Table, typer.Option("--table", help="Which table.")],
    format: Annotated[Format, typer.Option("--format", help="File format.")],
    out: Annotated[Path, typer.Option("--out", help="File to write.")],
    config: ConfigOption = None,
) -> None:
    """Write a table of a run to a file."""
    from kzstance.export import write
    from kzstance.output import check
    from kzstance.tables import named_table

    check(out)
    rows, provenance = named_table(run, table.value, config)
    write(rows, format.value, out, provenance)
    typer.echo(f"{out}: {rows.height} rows")


@app.command()
def report(
    run: RunArgument,
    out: Annotated[Path, typer.Option("--out", help="HTML file to write.")],
    config: ConfigOption = None,
) -> None:
    """One HTML file with the series drawn and the statements listed."""
    from kzstance.output import check
    from kzstance.report import write
    from kzstance.tables import report_page

    check(out)
    write(report_page(run, config), out)
    typer.echo(f"{out}: written")


@app.command()
def classify(
    file: Annotated[str, typer.Argument(help="JSONL file of statements, or -.")],
    out: Annotated[Path | None, typer.Option("--out", help="JSONL file to write.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what each word adds to the label.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Label statements toward the targets of the config, or toward each row's own "target"."""
    from kzstance.classify import classify_file
    from kzstance.config import load
    from kzstance.output import check

    if out is not None:
        check(out)
    rejected, total = classify_file(file, out, load(config), explained=explain)
    if rejected:
        raise KzstanceError(
            f"{file}: {rejected} of {total} rows could not be read; they are in the output with an "
            '"error"; expected {"id", "text", …} on each line'
        )


@app.command()
def evaluate(
    stage: Annotated[Stage, typer.Argument(help="What is measured.")],
    gold: Annotated[Path, typer.Argument(help="JSONL file of labelled rows.")],
    out: Annotated[Path | None, typer.Option("--out", help="JSON file of all measures.")] = None,
    by: Annotated[
        Slice | None, typer.Option("--by", help="Stance: measures of each slice.")
    ] = None,
    baselines: Annotated[
        bool, typer.Option("--baselines", help="Stance: simple models beside it.")
    ] = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="Stance: confusion matrices, .png, .svg, .pdf.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Measure a stage, or the whole pipeline, on labelled data."""
    from kzstance.config import load
    from kzstance.evaluation import evaluate as measure
    from kzstance.output import check
    from kzstance.runs.folder import write_json
    from kzstance.terminal import print_measures

    if stage is not Stage.stance and (by or baselines or picture):
        raise UsageError(
            f"evaluate {stage.value}: --by, --baselines and --picture belong to evaluate stance"
        )
    if picture is not None and picture.suffix not in (".png", ".svg", ".pdf"):
        raise UsageError(f"--picture {picture}: expected a file that ends in .png, .svg, .pdf")
    for file in (out, picture):
        if file is not None:
            check(file)
    settings = load(config)
    options = (
        {"by": by.value if by else None, "baselines": baselines} if stage is Stage.stance else {}
    )
    measures = measure(stage.value, gold, settings, **options)
    print_measures(measures)
    if out is not None:
        write_json(out, measures)
        typer.echo(f"{out}: written")
    if picture is not None:
        from kzstance.evaluation.picture import draw_confusion

        draw_confusion(measures, {k: t.name for k, t in settings.targets.items()}, picture)
        typer.echo(f"{picture}: written")


@app.command()
def train(
    model: Annotated[Model, typer.Argument(help="Which model.")],
    config: Annotated[Path, typer.Option("--config", help="TOML file: data, base, settings.")],
) -> None:
    """Train a model from a config; start again to resume."""
    logging.getLogger("kzstance").setLevel(logging.INFO)
    from kzstance.training.recipes import train_model

    folder = train_model(model.value, config)
    typer.echo(f"{folder}: written")


@app.command()
def info(config: ConfigOption = None) -> None:
    """Version, models with their sha256, languages, engines."""
    from kzstance.config import load
    from kzstance.terminal import print_info

    print_info(load(config))


def _hand_out(
    made: tuple[Any, dict[str, str]], kind: str, out: Path | None, show: Callable[[Any], None]
) -> None:
    """A table to its file, or to the terminal."""
    table, provenance = made
    if out is None:
        show(table)
        return
    from kzstance.export import write

    write(table, kind, out, provenance)
    typer.echo(f"{out}: {table.height} rows")


def main() -> NoReturn:
    """Entry point: errors become one line and the documented exit status."""
    if isinstance(sys.stdout, TextIOWrapper):  # a terminal of another encoding stops no command
        sys.stdout.reconfigure(errors="replace")
    status = 0
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:  # nohup has set another
            signal.signal(number, _stop)
    try:
        # typer hands its own exits back as a number here, Ctrl-C (130) among them
        status = app(standalone_mode=False) or 0
        if status == _INTERRUPTED:
            raise KeyboardInterrupt
    except KzstanceError as error:
        _fail(str(error), error.status)
    except OSError as error:  # a name that is too long, a disk that fails
        if error.filename is None:
            raise
        _fail(f"{error.filename}: cannot be read or written ({error.strerror}); give another", 4)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except KeyboardInterrupt:
        _fail("interrupted; start the same command again to go on", 128 + _state["signal"])
    except Exception as error:
        # typer's own usage errors carry a status and a message; without a command it is the help
        if not hasattr(error, "exit_code") or not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()  # type: ignore[attr-defined]  # of click, which typer may vendor
            sys.exit(error.exit_code)
        where = getattr(getattr(error, "ctx", None), "command_path", "kzstance")
        _fail(f"{error.format_message()} See: {where} --help", error.exit_code)
    sys.exit(status)


def _stop(number: int, _: object) -> NoReturn:
    """As Ctrl-C does, with the signal's own status."""
    _state["signal"] = number
    raise KeyboardInterrupt


def _fail(message: str, status: int) -> NoReturn:
    """One line on standard error; the traceback before it with ``--debug``."""
    if _state["debug"]:
        traceback.print_exc()
    print(f"kzstance: {printable(' '.join(message.split()))}", file=sys.stderr)
    sys.exit(status)
