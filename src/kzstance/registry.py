"""Stages by versioned name. ``kzstance.quotes.tagger.v1`` is in the module of that name
without its version; importing the module registers it, so that a new stage needs one new
file and one line of config, and a user's own package works the same way."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, TypeVar

from kzstance.errors import ConfigError
from kzstance.tomlfile import quoted

Factory = TypeVar("Factory", bound=Callable[..., Any])
_stages: dict[str, Callable[..., Any]] = {}


def register(name: str) -> Callable[[Factory], Factory]:
    """Class decorator: makes the stage known under ``name``, which ends in ``.vN``."""

    def keep(factory: Factory) -> Factory:
        _stages[name] = factory
        return factory

    return keep


def stage(name: str) -> Callable[..., Any]:
    """The stage of that name.

    Raises ConfigError where there is none.
    """
    module = name.rsplit(".", 1)[0]
    # import_module takes other names for relative ones, or for none at all
    if name not in _stages and all(part.isidentifier() for part in module.split(".")):
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name is None or not module.startswith(error.name):
                raise
    if name not in _stages:
        known = ", ".join(sorted(_stages)) or "none"
        raise ConfigError(
            f"no stage {quoted(name)}: expected the name of a module that registers it, and a "
            f"version, such as kzstance.quotes.tagger.v2; known so far: {known}"
        )
    return _stages[name]
