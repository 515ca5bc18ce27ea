"""The docs say what the program does: commands, settings, examples and links hold."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import typing
from pathlib import Path
from typing import Any

import pytest
import typer.main
from pydantic import BaseModel

from kzstance import cli, registry
from kzstance.config import SHIPPED, Config, Target, load
from kzstance.records import ARTICLE_COLUMNS, LABELS, Query, statement_columns
from kzstance.speakers import roster

from .pages import PAGES, ROOT, anchors, blocks, calls, links, prose, text

GUIDE = ROOT / "docs" / "guide.md"
COMMANDS = [c.name or c.callback.__name__ for c in cli.app.registered_commands if c.callback]
MAKE_TARGETS = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))


def test_the_reference_is_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_guide_and_reference(command: str) -> None:
    assert f"### `kzstance {command}`" in text("docs/reference.md")
    assert re.search(rf"kzstance {command}\b", text("docs/guide.md"))


def _settings(model: type[BaseModel], name: str = "") -> list[str]:
    out: list[str] = []
    for key, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            out += _settings(kind, f"{name}{key}.")
        elif typing.get_args(kind)[1:] == (Target,):
            out += _settings(Target, f"{name}{key}.NAME.")
        else:
            out.append(f"{name}{key}")
    return out


@pytest.mark.parametrize("setting", _settings(Config))
def test_every_setting_stands_in_the_reference(setting: str) -> None:
    assert f"| `{setting}` |" in text("docs/reference.md")


def test_every_column_stands_in_the_reference() -> None:
    page = text("docs/reference.md")
    for column in (*statement_columns(["TARGET"]), *ARTICLE_COLUMNS):
        assert f"| `{column.name}` | {column.type} |" in page, column.name


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = page if not name else (page.parent / name).resolve()
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_make_commands_exist(page: Path) -> None:
    named = re.findall(r"(?:`|^\s{4}|\$ )make ([a-z]+)`?", page.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= MAKE_TARGETS


def test_the_readme_names_its_two_commands() -> None:
    assert {"demo", "test"} <= set(re.findall(r"`make ([a-z]+)`", text("README.md")))


def _parse(arguments: list[str]) -> None:
    """Parse a command line as the program would, and do nothing."""
    app: Any = typer.main.get_command(cli.app)
    app.callback = lambda **_: None
    for command in app.commands.values():
        command.callback = lambda **_: None
    app(list(arguments), standalone_mode=False)


@pytest.mark.parametrize(("page", "arguments"), list(calls()))
def test_command_lines_of_the_docs_parse(page: str, arguments: list[str]) -> None:
    _parse(arguments)


def test_the_parser_of_these_tests_refuses_what_does_not_exist() -> None:
    for wrong in (["walk", "x"], ["run", "x"], ["series", "x", "--every", "decade"]):
        with pytest.raises(Exception, match=r".+"):
            _parse(wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_in_running_text_exist(page: Path) -> None:
    for words in re.findall(r"`kzstance ([^`]*)`", prose(page)):
        names = [w for w in words.split() if not w.startswith("-") and w != "…"]
        assert not names or names[0] in COMMANDS or names[0] == "COMMAND", words


def _examples() -> list[str]:
    return [block for page in PAGES for block in blocks(page, "toml")]


@pytest.mark.parametrize("example", _examples())
def test_toml_examples_load(example: str, tmp_path: Path) -> None:
    roster.load.cache_clear()
    file = tmp_path / "mine.toml"
    file.write_text(example, encoding="utf-8")
    if "[[" in example:
        known = roster.load((str(file),))
        assert known.people and known.actors
        return
    settings = load(file)
    for section, values in tomllib.loads(example).items():
        for key in values:
            assert key in settings.model_dump()[section]


def test_the_roster_example_does_what_the_guide_says(tmp_path: Path) -> None:
    from datetime import date, timedelta

    example = next(x for x in _examples() if "[[person]]" in x)
    (tmp_path / "mine.toml").write_text(example, encoding="utf-8")
    person = roster.load((str(tmp_path),)).named("Aynur Samatova")
    assert person is not None and person.id == "xx-samatova"
    office = person.office(date(2022, 5, 5), timedelta(0))
    assert office is not None and office.title == "Ambassador of Kazakhstan to Ukraine"


def test_the_invented_person_of_the_guide_is_in_no_shipped_roster() -> None:
    shipped = "".join(p.read_text("utf-8") for p in (SHIPPED / "data" / "rosters").glob("*.toml"))
    assert "Samatova" not in shipped


def test_the_stage_example_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = next(b for b in blocks(GUIDE, "python") if "@register" in b)
    (tmp_path / "baseline").mkdir()
    (tmp_path / "baseline" / "unrelated.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    config = load()
    made = registry.stage("baseline.unrelated.v1")(config.stance, config.targets, 1)
    found = made.classify([Query("We keep it.")])
    assert [list(s) for s in found] == [list(config.targets)]
    assert made.toward([Query("We keep it.")], ["the sea"])[0].label == "unrelated"


@pytest.mark.parametrize("block", blocks(GUIDE, "python"))
def test_python_examples_compile(block: str) -> None:
    compile(block, "guide.md", "exec")


def test_json_examples_are_rows_with_spans_inside_their_text() -> None:
    rows = [json.loads(line) for b in blocks(GUIDE, "json") for line in b.splitlines()]
    assert rows
    for row in rows:
        statements = row.get("statements", [])
        spans = [s for a in row.get("attributions", []) for part in a.values() for s in part]
        spans += [s for st in statements for k in ("spans", "mention") for s in st.get(k, [])]
        for start, end in spans:
            piece = row["text"][start:end]
            assert piece and piece == piece.strip(), (row["id"], piece)
        for labelled in (row, *statements):
            assert all(labelled[t] in LABELS for t in load().targets if t in labelled)


def test_front_matter_of_the_guide_is_read() -> None:
    from kzstance.reading.plain import front_matter

    example = next(b for b in blocks(GUIDE, "text") if b.startswith("---"))
    head, rest = front_matter(example)
    assert head["outlet"] == "Ishim Courier" and rest.startswith("My neighbour")


def test_sample_rows_of_the_readme_are_our_labels() -> None:
    lines = (ROOT / "data/sample/expected.jsonl").read_text("utf-8").splitlines()
    gold = {
        (
            row["date"],
            s["speaker"] or "",
            s["actor"] or "",
            s["kind"],
            " ".join(row["text"][a:b] for a, b in s["spans"]),
            s["russia"],
            s["ukraine_territorial_integrity"],
        )
        for row in map(json.loads, lines)
        for s in row["statements"]
    }
    table = text("README.md").split("<!-- sample rows")[1].split("\n\n")[0].splitlines()[3:]
    assert len(table) >= 4
    for line in table:
        assert tuple(cell.strip() for cell in line.strip("|").split("|")) in gold, line


def test_error_names_of_the_reader_stand_in_the_guide() -> None:
    folder = ROOT / "src" / "kzstance" / "reading"
    code = "".join(p.read_text("utf-8") for p in sorted(folder.glob("*.py")))
    names = set(re.findall(r"Broken\(\s*\"([\w-]+)\"", code))
    names |= set(re.findall(r"Bad\(\s*\w+,\s*\"([\w-]+)\"", code))
    assert len(names) >= 10
    guide = text("docs/guide.md")
    assert not [name for name in sorted(names) if f"`{name}`" not in guide]


def test_placeholders_for_figures_stand_in_quality_alone() -> None:
    for page in PAGES:
        if page.name != "quality.md":
            assert "<!-- figure" not in page.read_text("utf-8"), page.name
