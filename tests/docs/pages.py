"""The Markdown pages as the tests read them: code blocks, links, headings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(
    ROOT / name
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/guide.md",
        "docs/reference.md",
        "docs/decisions.md",
        "docs/quality.md",
    )
)
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """The fenced code blocks of one language."""
    body = page.read_text(encoding="utf-8")
    return [m[2] for m in _BLOCK.finditer(body) if m[1] == language]


def prose(page: Path) -> str:
    """The page without its fenced code blocks."""
    return _BLOCK.sub("", page.read_text(encoding="utf-8"))


def calls() -> Iterator[tuple[str, list[str]]]:
    """Every ``kzstance …`` line of a code block: (page, arguments), pipes and redirects cut."""
    for page in PAGES:
        for block in blocks(page, "console"):
            for line in block.splitlines():
                for part in line.removeprefix("$ ").split(" | "):
                    words = shlex.split(part.split(" > ")[0], comments=True)
                    if words[:1] == ["kzstance"]:
                        yield page.name, words[1:]


def links(page: Path) -> list[str]:
    """Targets of links that lead to no other site."""
    return [x for x in _LINK.findall(prose(page)) if not re.match(r"[a-z]+:", x)]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower() for heading in found)
    return {heading.replace(" ", "-") for heading in plain}
