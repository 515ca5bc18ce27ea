"""How a reader says that a file, or the rest of it, cannot be read."""

from __future__ import annotations


class Broken(Exception):
    """Nothing more can be read from this file; the rows before it count.

    ``code`` is short and stable (``truncated``, ``binary``, the name of a limit); ``message`` is
    one line for a person, without the file's name, which the caller puts before it.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code, self.message = code, shown(message)
        super().__init__(self.message)


def shown(text: str) -> str:
    """What a file says of itself, for a terminal: no control, no turn of direction."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def why(error: Exception) -> str:
    """A library's exception as part of a line: its name and what it says."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:160]
