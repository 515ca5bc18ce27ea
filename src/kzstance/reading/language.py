"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

HEAD = 2000
ENOUGH = 200
"""Letters under which what the input declares is believed before what the letters look like."""
_MARKUP = re.compile(r"<[^<>]{0,4000}>|https?://\S{1,2000}")
_NAMES = {
    "english": "en", "eng": "en", "russian": "ru", "rus": "ru", "kazakh": "kk", "kaz": "kk",
    "ukrainian": "uk", "ukr": "uk", "german": "de", "french": "fr", "spanish": "es",
}  # fmt: skip


def identify(text: str, declared: str | None) -> str | None:
    """ISO 639-1 code; None where nothing is declared and there are too few letters to tell."""
    code = _code(declared)
    # tags and addresses left in a text are in no language
    head = _MARKUP.sub(" ", text[: 20 * HEAD])[:HEAD]
    letters = sum(c.isalpha() for c in head)
    if letters < ENOUGH and (code or letters < 20):
        return code
    found: str = model().classify(head)[0]
    return code if found == "zxx" else found


def _code(declared: str | None) -> str | None:
    if not declared:
        return None
    name = declared.strip().lower().replace("_", "-").split("-")[0]
    name = _NAMES.get(name, name)
    return name if len(name) in (2, 3) and name.isalpha() else None


@cache
def model() -> Any:
    """The language detector, loaded once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
