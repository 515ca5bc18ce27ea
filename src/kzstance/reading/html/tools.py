"""The row of links under an article of an older page: print it, send it to a friend, discuss it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kzstance.reading.html.phrases import any_of
from kzstance.reading.html.sizes import Sizes, short, squeeze

_BARS = re.compile("[|·•]")
_LABEL = 40
_ROW = 300
_STOPS = (".", "!", "?", "…", "”", "»")
_TOOLS = re.compile(
    any_of(r"""
    print(?: (?:this|version|it|page).{0,20})?|printer.friendly.{0,20}
    (?:send|e-?mail)(?: (?:this|it|to|by).{0,30})?|discuss.{0,30}|comment.{0,20}
    (?:рас|на)печатать.{0,20}|(?:версия )?для печати|печать
    (?:отправить|послать|переслать).{0,30}|обсудить.{0,30}|комментировать.{0,20}
    """),
    re.I,
)
_BEFORE, _AFTER = 0.7, 0.3
"""The parts of the prose that stand above such a row, at the least, and below, at the most."""


def is_row(line: Any) -> bool:
    """Links parted by bars, at the most with counts among them."""
    parts = _parts(line)
    if len(parts) < 3 or any(len(p) > _LABEL or p.endswith(_STOPS) for p in parts):
        return False
    links = {short(a, _LABEL) for a in line.iter("a")}
    return 2 * sum(part in links for part in parts) >= len(parts)


def cut(root: Any, of: Sizes) -> None:
    """Take out the row and what stands below it, of a page without other signs of its parts."""
    told = 0
    for line in root.iter("p"):
        told += of.prose[line]
        if told - of.prose[line] < _BEFORE * of.prose[root] or not _is_tools(line):
            continue
        below = list(_below(line, root))
        if sum(of.prose.get(box, 0) for box in below) <= _AFTER * of.prose[root]:
            for box in (line, *below):
                box.drop_tree()
            return


def _is_tools(line: Any) -> bool:
    if not short(line, _ROW) or next(line.iter("a"), None) is None or not is_row(line):
        return False
    return sum(bool(_TOOLS.fullmatch(part)) for part in _parts(line)) > 1


def _parts(line: Any) -> list[str]:
    return [part.strip() for part in _BARS.split(squeeze("".join(line.itertext())))]


def _below(line: Any, root: Any) -> Iterator[Any]:
    for box in (line, *line.iterancestors()):
        if box is root:
            return
        yield from box.itersiblings()
