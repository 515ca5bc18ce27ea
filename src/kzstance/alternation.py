"""A pattern for any of many words that is quick where none of them stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """A group that matches one of ``words``, a longer one before those that it begins with.

    The engine tries alternatives one after another, so they are grouped by their first letter: at
    most places in a text none begins.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        groups[word[:1]].append(re.escape(word[1:]))
    each = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return f"(?:{'|'.join(each)})"
