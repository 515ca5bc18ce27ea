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


def said(error: BaseException, length: int = 200) -> str:
    """What a library's exception says, as a part of one line; its name where it says nothing."""
    return " ".join(str(error).split())[:length] or type(error).__name__
