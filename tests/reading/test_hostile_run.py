"""Titles, ids, outlets and names that want to be formulas, scripts or commands of a terminal, from
the file through a run to every output. All invented."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from runs.conftest import NEWS, command, run, write_jsonl  # noqa: F401 -- a fixture

BAD = (
    "=cmd|' /C calc'!A1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>', "\x1b[2J\x1b[31mred", "\x9b31m", "\u202eturned", "a\0b\x07c",
    "'; DROP TABLE statements; --", "../../etc/passwd", "\ud800lone", "{{7*7}}", "L" * 100_000,
)  # fmt: skip
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def test_hostile_fields_in_every_output(tmp_path: Path, run: Callable[..., Any]) -> None:  # noqa: F811
    rows = [
        {
            "id": bad, "title": bad, "outlet": bad, "url": bad, "date": f"2022-05-{n + 1:02d}",
            "text": "\n\n".join(
                (bad[:300], NEWS.format(town="VELGRAD", n=n), f"“{bad[:99]},” said {bad[:60]}.")
            ),
        }
        for n, bad in enumerate(BAD)
    ]  # fmt: skip
    items = "".join(
        f"<item><title>x{n}</title><text>{NEWS.format(town='OSTRAPOL', n=n)}</text></item>"
        for n in range(2)
    )
    (tmp_path / "feed.xml").write_text(f"<rss><channel>{items}</channel></rss>")
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    done = run(path, "feed.xml")
    assert done.status == 0, done.err
    assert not CONTROLS.search(done.out.replace("\n", "")) and "\x9b" not in done.out + done.err
    counts = done.counts()
    assert counts["read"] == len(BAD) + 2
    articles = {a["article_id"]: a["text"] for a in done.articles()}
    assert len(articles) == counts["done"] >= len(BAD)
    for row in done.rows():
        assert row["text"] and articles[row["article_id"]][row["start"] : row["end"]]

    for table, kind in (
        ("articles", "csv"),
        ("statements", "csv"),
        ("statements", "xlsx"),
        ("articles", "md"),
    ):
        out = command(
            "export",
            "out",
            "--table",
            table,
            "--format",
            kind,
            "--out",
            f"{table}.{kind}",
            cwd=tmp_path,
        )
        assert out.returncode == 0, out.stderr
    for name in ("articles.csv", "statements.csv"):
        body = (tmp_path / name).read_text(encoding="utf-8")
        cells = [c for r in csv.reader(io.StringIO(body)) for c in r]
        assert not any(
            c[:1] in "=+-@\t\r" and not re.fullmatch(r"-?[\d.e+-]+", c) for c in cells if c
        )
    with zipfile.ZipFile(tmp_path / "statements.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet and b"externalLink" not in b" ".join(
            n.encode() for n in book.namelist()
        )
    shown = command("series", "out", "--by", "outlet", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert not CONTROLS.search(shown.stdout.replace("\n", "")) and "\x9b" not in shown.stdout
    report = command("report", "out", "--out", "report.html", "--config", "own.toml", cwd=tmp_path)
    assert report.returncode == 0, report.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (
        "<script>alert" not in page
        and "<img src=x" not in page
        and not CONTROLS.search(page.replace("\n", ""))
    )
