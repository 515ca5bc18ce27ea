"""Markdown and LaTeX: tables to read and to print, numbers rounded to three decimals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date as Date
from pathlib import Path

import polars as pl

from kzstance.export.cells import flat

DECIMALS = 3
PAGE = 40  # rows; a longer LaTeX table is a longtable, which breaks over pages
WIDE = 60  # characters; a LaTeX column with a longer cell wraps
_LINES = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MARKDOWN = re.compile(r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
} | {c: "\\" + c for c in "&%$#_{}"}
_LATEX_CHARACTERS = re.compile("[" + re.escape("".join(_LATEX)) + "]")


def markdown(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """A GitHub table; marks and HTML are escaped, a line end in a cell is ``<br>``.

    Null is an empty cell. The provenance stands in a file beside.
    """
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_line([markdown_text(c) for c in table.columns]))
        file.write(_line(["---:" if k.is_numeric() else "---" for k in table.dtypes]))
        for row in flat(table).iter_rows():
            file.write(_line([_shown(v, markdown_text, "") for v in row]))


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def markdown_text(text: str) -> str:
    """``text`` as one cell of a Markdown table."""
    text = re.sub("[&<>]", lambda m: _HTML[m[0]], text)
    text = _MARKDOWN.sub(lambda m: "\\" + m[0], text)
    return _CONTROLS.sub(" ", _LINES.sub("<br>", text))


def latex(table: pl.DataFrame, out: Path, provenance: Mapping[str, str], name: str) -> None:
    """A table for booktabs (and longtable, over ``PAGE`` rows); LuaLaTeX or XeLaTeX prints every
    script. Null is ``--``. The provenance stands in a file beside."""
    rows = [[_shown(v, latex_text, "--") for v in row] for row in flat(table).iter_rows()]
    kinds = []
    for i, kind in enumerate(table.dtypes):
        wide = not kind.is_numeric() and any(len(row[i]) > WIDE for row in rows)
        kinds.append("r" if kind.is_numeric() else "p{6cm}" if wide else "l")
    many = len(rows) > PAGE
    environment = "longtable" if many else "tabular"
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"% needs \\usepackage{{booktabs{',longtable' if many else ''}}}\n")
        file.write(f"\\begin{{{environment}}}{{{''.join(kinds)}}}\n\\toprule\n")
        file.write(_latex_line([latex_text(c) for c in table.columns]) + "\\midrule\n")
        file.write("\\endhead\n" if many else "")
        file.writelines(_latex_line(row) for row in rows)
        file.write(f"\\bottomrule\n\\end{{{environment}}}\n")


def _latex_line(cells: list[str]) -> str:
    return " & ".join(cells) + r" \\" + "\n"


def latex_text(text: str) -> str:
    """``text`` with nothing in it that LaTeX would obey."""
    text = _CONTROLS.sub(" ", _LINES.sub(" ", text))
    text = _LATEX_CHARACTERS.sub(lambda m: _LATEX[m[0]], text)
    # after the \\ of the line before, a bracket would be its argument
    return "{[}" + text[1:] if text.startswith("[") else text


def _shown(value: object, escape: Callable[[str], str], null: str) -> str:
    if value is None or value != value:  # NaN
        return null
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.{DECIMALS}f}"
    if isinstance(value, int):
        return str(value)
    return escape(value.isoformat() if isinstance(value, Date) else str(value))
