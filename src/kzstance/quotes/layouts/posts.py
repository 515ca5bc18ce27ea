"""Posts as articles print them: "Dana Roe (@danaroe): …", "@danaroe wrote: …", embedded ones."""

from __future__ import annotations

import re

from kzstance.quotes.layouts.blocks import Page
from kzstance.quotes.layouts.lines import is_day
from kzstance.records import Span, Statement

_HANDLE = r"@\w{2,30}"
_NAME = (  # no byline, no address: "Follow Dana Roe (@danaroe)", "dana@steppe.wire"
    r"(?!(?i:by|follow|contact|write|email|editing|reporting|via|автор)\b)[^\W\d_@][^\n@()]{1,60}?"
)
_ON = r"(?: (?:wrote|writes|tweeted|posted|said|написал[аи]?|пишет)(?: (?:on|in|в) [\w ]{1,30})?)?"
_HEAD = re.compile(
    rf"[—–\-•*_ ]{{0,4}}(?:(?P<name>{_NAME})[*_]{{0,2}}(?:\s\(?|\(){_HANDLE}\)?"
    rf"|(?P<handle>{_HANDLE}))[*_]{{0,2}}(?P<on>{_ON}):(?=\s|$)[\s*_]{{0,4}}"
)
_ALONE = re.compile(  # a line above the post: "Dana Roe @danaroe · May 3"; no day, a byline
    rf"[—–\-•*_ ]{{0,4}}(?P<name>{_NAME})[*_]{{0,2}}(?:\s\(?|\(){_HANDLE}\)?"
    r"\s?[·•|,—-]\s?(?P<day>.{3,40})"
)
_BELOW = re.compile(  # below an embedded post: "— Dana Roe (@danaroe) May 3, 2022"
    rf"(?:^|(?<=\s)|(?<=[.!?…\"”)]))[—–-]{{1,2}}\s?(?P<name>{_NAME})\s?\({_HANDLE}\)\s?(?P<day>.{{0,40}})$"
)
_LINK = r"(?:pic\.twitter\.com/|https?://)\S{1,200}+"
_LINKS = re.compile(rf"\s{{0,3}}{_LINK}(?:\s{{1,3}}{_LINK}){{0,5}}\s{{0,3}}$")


def posts(page: Page) -> list[Statement]:
    """The posts of a text, in order."""
    out: list[Statement] = []
    text = page.text
    for i, (start, end) in enumerate(page.lines):
        if "@" not in text[start:end]:
            continue
        head = _HEAD.match(text, start, min(end, start + 160))
        if head:
            name = "name" if head["name"] else "handle"
            body = (head.end(), end) if head.end() < end else _next(page, i + 1)
            cue = _cue(text, head)
            out += _post(text, body, head.span(name), cue)
            continue
        below = _BELOW.search(text, max(start, end - 160), end)
        if below and (not below["day"] or is_day(text, below.span("day"))):
            here = (start, below.start())
            body = here if below.start() > start else (page.lines[i - 1] if i else None)
            out += _post(text, body, below.span("name"), None)
            continue
        alone = _ALONE.fullmatch(text, start, end) if end - start < 130 else None
        if alone and is_day(text, alone.span("day")):
            out += _post(text, _next(page, i + 1), alone.span("name"), None)
    return out


def _next(page: Page, i: int) -> Span | None:
    """The next line that is no date."""
    while i < len(page.lines) and is_day(page.text, page.lines[i]):
        i += 1
    return page.lines[i] if i < len(page.lines) else None


def _cue(text: str, head: re.Match[str]) -> Span:
    if head["on"]:
        start = head.start("on") + 1
        return start, head.end("on")
    colon = text.index(":", head.end("on"))
    return colon, colon + 1


def _post(text: str, body: Span | None, who: Span, cue: Span | None) -> list[Statement]:
    if body is None:
        return []
    start, end = body
    links = _LINKS.search(text, max(start, end - 600), end)
    end = links.start() if links else end
    while end > start and text[end - 1].isspace():
        end -= 1
    if len(text[start:end].split()) < 3:
        return []
    return [Statement(((start, end),), "direct", cue, who, confidence=0.9)]
