"""The command line: exit status, one line an error, every command on a small run."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzstance.config import Runs, load
from kzstance.terminal import print_info
from runs.conftest import articles, command, settings, write_jsonl


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, a config and a finished run."""
    folder = tmp_path_factory.mktemp("cli")
    write_jsonl(folder / "a.jsonl", articles(6))
    (folder / "own.toml").write_text(settings(), "utf-8")
    done = command("run", "a.jsonl", "--out", "out", "--config", "own.toml", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def kz(place: Path) -> Callable[..., Any]:
    return lambda *a, **k: command(*a, cwd=place, **k)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ("run a.jsonl --out x --colour red", 2, "--colour"),
        ("run a.jsonl", 2, "--out"),
        ("run a.jsonl --out x --workers 0", 2, "--workers"),
        ("run a.jsonl --out x --engine ship", 2, "--engine"),
        ("sing", 2, "sing"),
        ("series out --since yesterday", 2, "YYYY-MM-DD"),
        ("export out --table statements --format doc --out x", 2, "--format"),
        ("run a.jsonl --out x --config none.toml", 3, "none.toml"),
        ("run a.jsonl --out x --config bad.toml", 3, "did you mean 'max_gap'"),
        ("run none.jsonl --out x", 4, "none.jsonl"),
        ("run nowhere/ --out x", 4, "nowhere"),
        ("run *.none --out x", 4, "none"),
        ("series nowhere", 4, "nowhere"),
        ("report a.jsonl --out x.html", 4, "a.jsonl"),
        ("export nowhere --table articles --format csv --out x.csv", 4, "nowhere"),
        ("classify none.jsonl --config own.toml", 4, "none.jsonl"),
        ("evaluate quotes none.jsonl --config own.toml", 4, "none.jsonl"),
        ("evaluate quotes a.jsonl --config own.toml", 4, "attributions"),
        ("train quotes --config none.toml", 3, "none.toml"),
        ("train quotes --config bad.toml", 3, "bad.toml"),
    ],
)
def test_errors(
    kz: Callable[..., Any], place: Path, arguments: str, status: int, words: str
) -> None:
    (place / "bad.toml").write_text("[quotes]\nmax_gpa = 3\n")
    done = kz(*arguments.split())
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("kzstance: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (place / "x").exists()


def test_debug_shows_the_traceback(kz: Callable[..., Any]) -> None:
    done = kz("--debug", "run", "none.jsonl", "--out", "x")
    assert "Traceback" in done.stderr
    assert done.returncode == 4


@pytest.mark.parametrize(
    "name", ["", "run", "series", "export", "report", "classify", "evaluate", "train", "info"]
)
def test_help(kz: Callable[..., Any], name: str) -> None:
    done = kz(*name.split(), "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_quiet_prints_nothing(kz: Callable[..., Any]) -> None:
    done = kz("--quiet", "run", "a.jsonl", "--out", "out", "--config", "own.toml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_series(kz: Callable[..., Any], place: Path) -> None:
    done = kz("series", "out", "--every", "month", "--actor", "VRL")
    assert done.returncode == 0, done.stderr
    assert "VRL" in done.stdout and "OST" not in done.stdout
    assert kz("series", "out", "--out", "series.csv").returncode == 0
    assert (place / "series.csv").stat().st_size > 100


@pytest.mark.parametrize(
    "table", ["statements", "articles", "series", "speakers", "changes", "events"]
)
def test_export(kz: Callable[..., Any], place: Path, table: str) -> None:
    path = place / f"{table}.csv"
    done = kz("export", "out", "--table", table, "--format", "csv", "--out", str(path))
    assert done.returncode == 0, done.stderr
    lines = [x for x in path.read_text("utf-8-sig").splitlines(True) if not x.startswith("#")]
    rows = csv.DictReader(lines)
    told = json.loads((place / f"{table}.csv.provenance.json").read_text("utf-8"))
    assert {k for k in told if k.startswith("column ")} == {f"column {c}" for c in rows.fieldnames}
    found = len(list(rows))
    assert found == int(done.stdout.rsplit(": ", 1)[1].split()[0])
    assert found or table == "changes"


def test_report(kz: Callable[..., Any], place: Path) -> None:
    done = kz("report", "out", "--out", "report.html")
    assert done.returncode == 0, done.stderr
    assert "Orbelindze" in (place / "report.html").read_text("utf-8")


def test_classify(kz: Callable[..., Any], place: Path) -> None:
    rows = [
        {"id": 1, "text": "The bridge will open."},
        {"id": "b", "text": "It will.", "target": "the bridge", "speaker": None},
        {"text": "No id."},
        {"id": "x"},
    ]
    body = "".join(json.dumps(r) + "\n" for r in rows) + "{broken\n\n"
    done = kz("classify", "-", "--config", "own.toml", stdin=body)
    assert done.returncode == 1
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["id"] for r in out] == [1, "b", "3", "x", None]
    assert set(out[0]) == {"id", "russia", "ukraine_territorial_integrity"}
    assert set(out[0]["russia"]) == {
        "label",
        "favor",
        "against",
        "neutral",
        "unrelated",
        "abstained",
    }
    assert set(out[1]) == {"id", "target"}
    assert all("error" in r for r in out[3:])
    assert "2 of 5 rows" in done.stderr
    (place / "s.jsonl").write_text(json.dumps(rows[0]) + "\n")
    done = kz("classify", "s.jsonl", "--out", "labels.jsonl", "--config", "own.toml")
    assert done.returncode == 0, done.stderr
    assert json.loads((place / "labels.jsonl").read_text()) == out[0]


def test_classify_explains(kz: Callable[..., Any]) -> None:
    rows = [
        {"id": 1, "text": "We thank Russia for the bridge."},
        {"id": 2, "text": "It will open.", "target": "the bridge"},
    ]
    body = "".join(json.dumps(r) + "\n" for r in rows)
    done = kz("classify", "-", "--explain", "--config", "own.toml", stdin=body)
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    for stance in (first["russia"], first["ukraine_territorial_integrity"]):
        words = [rows[0]["text"][s:e] for s, e, _ in stance["words"]]
        assert words == ["We", "thank", "Russia", "for", "the", "bridge"]
        assert all(-1 <= w <= 1 for _, _, w in stance["words"])
    assert len(second["target"]["words"]) == 3


TEXT = "Dana Orbelindze said that the bridge would open in the spring."


def test_evaluate(kz: Callable[..., Any], place: Path) -> None:
    content, who = [26, 61], [0, 15]
    gold = {
        "id": "g",
        "text": TEXT,
        "date": "2022-05",
        "attributions": [{"source": [who], "cue": [[16, 20]], "content": [content]}],
        "russia": "unrelated",
        "ukraine_territorial_integrity": "unrelated",
        "statements": [
            {
                "spans": [content],
                "mention": [who],
                "kind": "indirect",
                "speaker": "Dana Orbelindze",
                "actor": "VRL",
                "russia": "unrelated",
                "ukraine_territorial_integrity": "unrelated",
            }
        ],
    }
    write_jsonl(place / "gold.jsonl", [gold])
    for stage in ("quotes", "speakers", "stance", "pipeline"):
        done = kz("evaluate", stage, "gold.jsonl", "--out", "m.json", "--config", "own.toml")
        assert done.returncode == 0, done.stderr
        found = json.loads((place / "m.json").read_text())
        assert (found["stage"], found["rows"]) == (stage, 1)
        if stage == "quotes":
            assert found["all"]["attributed"]["F1"] == 100
        elif stage == "speakers":
            assert found["speaker right"] == found["actor right"] == 1
        elif stage == "stance":
            assert found["russia"]["n"] == 1
        else:
            assert found["found"] == found["actor right, of the found"] == 1


def test_evaluate_clusters(kz: Callable[..., Any], place: Path) -> None:
    said = {"text": "the bridge would open in the spring", "speaker": "Dana", "utterance": "1"}
    again = {**said, "text": "“The bridge will open in the spring”"}
    other = {**said, "text": "the ferry would be sold", "utterance": "2"}
    rows = [
        {"id": k, "text": TEXT, "date": "2022-05-02", "statements": statements}
        for k, statements in {"a": [said], "b": [again, other]}.items()
    ]
    write_jsonl(place / "c.jsonl", rows)
    done = kz("evaluate", "clusters", "c.jsonl", "--out", "m.json")
    assert done.returncode == 0, done.stderr
    found = json.loads((place / "m.json").read_text())
    assert found["pairs"] == {"all": 2, "of one utterance": 1}
    assert found["precision"] == found["recall"] == found["retold"]["F1"] == 1
    (place / "plain.toml").write_text('[clusters]\nmodel = "models/quotes-minilm"\n')
    done = kz("evaluate", "clusters", "c.jsonl", "--config", "plain.toml")
    assert done.returncode == 3 and "states" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_evaluate_stance_in_slices_with_a_picture(kz: Callable[..., Any], place: Path) -> None:
    row = {"text": TEXT, "russia": "unrelated", "ukraine_territorial_integrity": "unrelated"}
    write_jsonl(place / "s.jsonl", [{"id": i, "kind": k, **row} for i, k in enumerate("aab")])
    options = ("--by", "kind", "--baselines", "--picture", "c.png", "--out", "m.json")
    done = kz("evaluate", "stance", "s.jsonl", *options, "--config", "own.toml")
    assert done.returncode == 0, done.stderr
    found = json.loads((place / "m.json").read_text())["russia"]
    assert {k: v["n"] for k, v in found["by kind"].items()} == {"a": 2, "b": 1}
    assert found["baselines"]["majority"]["accuracy"] == 1
    assert (place / "c.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("options", ["quotes a.jsonl --by kind", "stance a.jsonl --picture c.doc"])
def test_options_of_evaluate_that_do_not_fit(kz: Callable[..., Any], options: str) -> None:
    done = kz("evaluate", *options.split(), "--config", "own.toml")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_evaluate_refuses_a_wrong_label_and_date(kz: Callable[..., Any], place: Path) -> None:
    row = {"id": "g", "text": TEXT, "russia": "for", "ukraine_territorial_integrity": "favor"}
    write_jsonl(place / "bad.jsonl", [row])
    done = kz("evaluate", "stance", "bad.jsonl", "--config", "own.toml")
    assert done.returncode == 4 and "'for'" in done.stderr
    write_jsonl(place / "bad.jsonl", [{"id": "g", "text": TEXT, "statements": [], "date": "May"}])
    done = kz("evaluate", "pipeline", "bad.jsonl", "--config", "own.toml")
    assert done.returncode == 4 and "'May'" in done.stderr


def test_info(kz: Callable[..., Any], quotes_model: Path, stance_model: Path) -> None:
    done = kz("info")
    assert done.returncode == 0, done.stderr
    for word in ("kzstance 0", "sha256", "quotes-minilm", "en_core_web_sm", "serial", "russia"):
        assert word in done.stdout


def test_info_prints_nothing_that_steers_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    config, odd = load(), "a\n\x1b[31m"
    changes: dict[str, Any] = {
        "language": config.language.model_copy(update={"model": odd}),
        "quotes": config.quotes.model_copy(update={"model": odd, "language_models": {odd: odd}}),
        "reading": config.reading.model_copy(update={"languages": (odd,)}),
        "speakers": config.speakers.model_copy(update={"rosters": (odd,)}),
        "targets": {odd: config.targets["russia"]},
    }
    print_info(config.model_copy(update=changes))
    out = capsys.readouterr().out
    assert out.count("\ufffd\ufffd[31m") == 7
    assert "\x1b" not in out and "a\n" not in out


def test_more_workers_than_the_setting_may_have(kz: Callable[..., Any]) -> None:
    most = next(m.le for m in Runs.model_fields["workers"].metadata if hasattr(m, "le"))
    done = kz("run", "a.jsonl", "--out", "many", "--workers", str(most + 1))
    assert done.returncode == 2 and str(most) in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        "series out --out {}.csv",
        "export out --table articles --format csv --out {}",
        "report out --out {}",
        "classify a.jsonl --out {}",
        "evaluate quotes a.jsonl --out {}",
    ],
)
def test_an_out_that_cannot_be_a_file(kz: Callable[..., Any], place: Path, arguments: str) -> None:
    for name in ("nowhere/file", "folder"):
        (place / "folder").mkdir(exist_ok=True)
        (place / "folder.csv").mkdir(exist_ok=True)
        done = kz(*arguments.format(name).split(), "--config", "own.toml")
        assert done.returncode == 4, done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert name in done.stderr


def test_a_line_without_the_program_s_own_keys_is_no_bad_line(
    kz: Callable[..., Any], place: Path
) -> None:
    rows = [
        {"id": "a", "text": "The bridge will open.", "error": "none"},
        {"id": "b", "text": "It will.", "target": ["the bridge"]},
    ]
    body = "".join(json.dumps(r) + "\n" for r in rows)
    done = kz("classify", "-", "--config", "own.toml", stdin=body)
    assert "1 of 2 rows" in done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert "russia" in first and "error" not in first
    assert second["id"] == "b" and '"target" is' in second["error"]


def test_series_of_nothing_is_told(kz: Callable[..., Any], place: Path) -> None:
    done = kz("series", "out", "--out", "x.json")
    assert done.returncode == 2 and ".jsonl" in done.stderr
    done = kz("series", "out", "--since", "2023-01-01", "--until", "2022-01-01")
    assert done.returncode == 2 and "2023-01-01" in done.stderr
    done = kz("series", "out", "--actor", "xyz")
    assert done.returncode == 0
    assert "XYZ" in done.stderr and "VRL" in done.stderr


def test_a_terminal_of_another_encoding(kz: Callable[..., Any]) -> None:
    done = kz("series", "out", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr


def test_no_text_of_an_article_steers_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    import polars as pl

    from kzstance.terminal import print_measures, print_series

    row = {"key": "Roe\x1b[2J", "target": "r\x07", "period": "2022", "index": None}
    print_series(pl.DataFrame([row | {"low": None, "high": None, "clusters": 1}]))
    print_measures({"wrong\x1b": ["\x9b31m\u202e"], "n": {"a\n": "b\x1b"}})
    out = capsys.readouterr().out
    assert "Roe\ufffd[2J" in out
    assert not set("\x1b\x07\x9b\u202e") & set(out)
