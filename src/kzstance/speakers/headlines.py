"""People whom a headline names, and authors: they are known before the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzstance.records import Statement
from kzstance.speakers.spelling import bare_name, names_in
from kzstance.speakers.titles import read

_TRANSCRIPT = re.compile(
    r"(?i)(?:on-the-record |background )?(?:press|remarks|statement|readout|briefing)"
)


def authors(statements: Sequence[Statement]) -> list[str]:
    """The names of those whom the headline makes authors of what the text says."""
    found = sorted({s.author for s in statements if s.author})
    return [n for a in found for n in (bare_name(x) for x in names_in(a)) if n]


def in_headline(title: str | None) -> list[str]:
    """People whom a transcript's headline names: "Press Briefing by Secretary Karine Roe"."""
    if not title or not _TRANSCRIPT.match(title):
        return []
    names = [bare_name(n) for n in names_in(title)]
    return [n for n in names if 2 <= len(n.split()) <= 3 and not read(n)]
