"""Errors that a user can mend: one line with what was given, what was expected, what to do."""

from __future__ import annotations


class KzstanceError(Exception):
    """Shown as one line; ``status`` is the exit status."""

    status = 1


class UsageError(KzstanceError):
    status = 2


class ConfigError(KzstanceError):
    status = 3


class InputError(KzstanceError):
    status = 4
