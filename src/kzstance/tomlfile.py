"""TOML files that a user wrote: read, and their first error told in one line."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from reprlib import Repr
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from kzstance.errors import ConfigError, said
from kzstance.output import printable

DEFAULT = "configs/default.toml"
_LENGTH = 100  # characters of what is quoted
_short = Repr()
_short.maxstring = _short.maxlong = _short.maxother = _LENGTH


def read(path: Path, kind: str = "config", see: str = DEFAULT) -> dict[str, Any]:
    """What the file holds; ConfigError where it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Notepad writes a mark first
    except OSError as error:
        raise ConfigError(
            f"{kind} {path}: cannot be read ({error.strerror}); give the path of a TOML file"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{kind} {path}: not TOML (byte {error.start} is not UTF-8); save the file as UTF-8"
        ) from None
    except RecursionError:
        raise ConfigError(f"{kind} {path}: not TOML (nested too deep); see {see}") from None
    except ValueError as error:  # also of a number of thousands of digits
        raise ConfigError(f"{kind} {path}: not TOML ({said(error)}); see {see}") from None


def quoted(value: object) -> str:
    """``value`` as Python writes it, cut where it is long or deep."""
    try:
        return _short.repr(value)
    except ValueError:  # Python writes no integer of more than 4,300 digits
        return "a number of thousands of digits"


def explain(
    error: ValidationError,
    path: Path | None,
    root: type[BaseModel],
    see: str = DEFAULT,
) -> str:
    """One line on the first error in the settings of ``root`` that ``path`` holds."""
    first = error.errors()[0]
    where = ".".join(str(p) for p in first["loc"])
    file = f"config {path}" if path else "config"
    if first["type"] == "extra_forbidden":
        keys = _keys(first["loc"], root)
        near = get_close_matches(str(first["loc"][-1])[:_LENGTH], keys, n=1, cutoff=0.0)
        valid = ", ".join(keys)
        return f"{file}: unknown key {quoted(where)}; did you mean {near[0]!r}? Valid here: {valid}"
    where = printable(where if len(where) <= _LENGTH else where[: _LENGTH - 1] + "…")
    if first["type"] == "missing":
        return f"{file}: key {where} is missing; see {see}"
    expected = first["msg"].replace("tuple", "list").replace("Tuple", "List")  # TOML's word
    return f"{file}: {where} = {quoted(first['input'])}: {expected}; see {see}"


def _keys(location: tuple[int | str, ...], root: type[BaseModel]) -> list[str]:
    """The valid keys of the section of ``root`` that ``location`` lies in."""
    model = root
    for part in location[:-1]:
        field = model.model_fields.get(str(part))
        annotation = field.annotation if field else None
        for inner in (annotation, *get_args(annotation)):  # a section, or a list or dict of them
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                model = inner
    return list(model.model_fields)
