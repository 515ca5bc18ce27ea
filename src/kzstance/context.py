"""The text around a statement, as the stance classifier sees it."""

from __future__ import annotations


def before(text: str, at: int, width: int) -> str:
    """``width`` characters before ``at``, without a word that the cut goes through."""
    start = max(0, at - width)
    while 0 < start < at and not text[start - 1].isspace() and not text[start].isspace():
        start += 1
    return text[start:at] or text[max(0, at - width) : at]


def after(text: str, at: int, width: int) -> str:
    """``width`` characters from ``at``, without a word that the cut goes through."""
    end = min(len(text), at + width)
    while at < end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end -= 1
    return text[at:end] or text[at : at + width]
