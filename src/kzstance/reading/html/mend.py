"""What a damaged page holds and lxml reads, but does not take back: it is left out.

Whoever copies an element, as trafilatura and htmldate do, fails on such names.
"""

from __future__ import annotations

import re
from typing import Any

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def mend(tree: Any) -> None:
    """Attributes with impossible names go; elements with such names become ``div``."""
    for node in tree.iter("*"):
        if not _NAME.fullmatch(str(node.tag)):
            node.tag = "div"
        kept = [(k, v) for k, v in node.items() if _NAME.fullmatch(k)]
        if len(kept) < len(node.keys()):
            kept += [
                ("lang", v) for k, v in node.items() if k == "xml:lang" and not node.get("lang")
            ]
            node.attrib.clear()
            for key, value in kept:
                node.set(key, value)
