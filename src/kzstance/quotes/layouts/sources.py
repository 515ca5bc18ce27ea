"""The line that introduces a block of somebody's words: "Dana Roe said in a statement:"."""

from __future__ import annotations

import re

from kzstance.records import Span

_MOST = 400  # characters of an introducing line
_WORDS = 16  # of the phrase that names the source
_SAID = (
    r"said|says|wrote|writes|posted|posts|tweeted|stated|states|added|adds|declared|commented|"
    r"explained|continued|replied|responded"
)
_SAID_RU = (
    r"(?:заявил|сказал|написал|сообщил|подчеркнул|отметил|добавил|пояснил|опубликовал|ответил)"
    r"(?:а|и|о)?|пишет|заявляет|говорится|сказано"
)
_TEXT = re.compile(
    r"\b(?:statement|post|message|tweet|letter|resolution|declaration|communiqu[eé]|comment|appeal|"
    r"note|text)\b",
    re.IGNORECASE,
)
_GIVEN = r"reads?|announced|issued|released|published|shared|sent"  # with a word for a text
_CUE = re.compile(
    rf"\b(?P<verb>{_SAID}|{_SAID_RU}|(?P<given>{_GIVEN}))\b"
    r"(?P<rest>[^:“”«»\"\n]{0,120}):[\s*_]{0,6}$"
)
_LEAD = re.compile(
    r"(?:(?:On|In|At|After|Before|Following|During|Earlier|Later|Meanwhile|However|But|And|So|Yet|"
    r"Yesterday|Today|Then|For|As|По|В|На|После|Ранее|Позже|Однако|Но|А|И|Затем|Вчера|Сегодня|"
    r"According to|По словам|При этом)\b[^,]{0,80},\s|"
    r"(?:Then|But|And|So|Yet|Later|Earlier|While|Но|А|И|Затем|При этом|Also)\s)"
)
_ASKS = re.compile(  # "What Velgrad says:", "Here’s what to know, the company said:"
    r"(?:what|how|why|where|who|which|here|this|that|these|as|что|как|почему|вот|кто|где)\b",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:said|is|are|was|were|has|have|had|will|would|told|because|after|before|when|that|"
    r"if|it|был[аои]?|будет|что|когда|если|это)\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(  # "in a statement by the ministry that reads", «в заявлении МИД говорится»
    r"(?:[Вв]|[Ии]з)\s(?:\w+\s){0,2}?(?:заявлении|сообщении|комментарии|посте|публикации|письме|релизе)\s"
    r"(?P<who>[^,:]{2,80}?)\s?$"
)
_OF = re.compile(
    r"\b(?:statement|post|message|comment|letter|release|text)\s(?:by|of|from)\s(?P<who>[^,:;]{2,90}?)"
    r"(?:\s(?:that|which)|,)?\s?$"
)
_AFTER = re.compile(  # «написал Токаев в Telegram:»
    r"\s(?P<who>[A-ZА-ЯЁ][^,:()]{1,60}?|(?:глава|президент|министр|посол|премьер|официальный)\s[^,:()]{2,60}?)"
    r"(?=\s(?:в|на|по|о|об|у|через|on|in|at|to)\s|[,(]|\s?$)"
)
_ADVERB = re.compile(
    r"\s(?:also|then|later|further|consistently|has|had|again|previously|recently|today|earlier|"
    r"yesterday|also has|тоже|также|позже|ранее|затем)$"
)
_STOPS = (". ", "! ", "? ", "; ", "\n", "” ", "» ", ", and ", ", but ", ", while ", ", а ", ", но ")
_LONG = 6  # words after the verb that still are the cue: "in a statement on Monday"
_SHOWN = re.compile(r" (?:\w+ ){0,2}(?:transcript|video|photo|picture|link|clip|image)\b")


def introduction(text: str, line: Span) -> tuple[Span, Span] | None:
    """The cue and the source of a line that ends with a colon, or None where it names none."""
    start, end = line
    if end - start > _MOST or text[end - 1] not in ":*_":
        return None
    m = _CUE.search(text, max(start, end - 200), end)
    if m is None:
        return None
    last_clause = _clause(text, start, end)  # "Roe wrote it, and Vantomme replied:"
    later = _CUE.search(text, max(last_clause, m.end("verb")), end) if last_clause else None
    if later and (found := _introduced(text, last_clause, later)):
        return found
    return _introduced(text, _clause(text, start, m.start()), m)


def is_text(text: str, line: Span) -> bool:
    """Does the line introduce a statement, a post or a letter, not just something said?"""
    return _TEXT.search(text, *line) is not None


def _clause(text: str, start: int, end: int) -> int:
    """Where the last clause of the stretch begins."""
    body = text[start:end].replace("\xa0", " ")
    return start + max(0, *(at + len(s) for s in _STOPS if (at := body.rfind(s)) >= 0), 0)


def _introduced(text: str, clause: int, m: re.Match[str]) -> tuple[Span, Span] | None:
    if _SHOWN.match(m["rest"]):
        return None
    if m["given"] and not _TEXT.search(text, clause, m.end()):
        return None
    source = _before(text, clause, m.start("verb")) or _after(text, m)
    if source is None:
        return None
    short = source[1] <= m.start() and len(m["rest"].split()) <= _LONG
    last = m.end("rest") if short else m.end("verb")
    while text[last - 1].isspace():
        last -= 1
    return (m.start("verb"), last), source


def _before(text: str, start: int, end: int) -> Span | None:
    body = text[start:end]
    for pattern in (_STATEMENT, _OF):
        m = pattern.search(body[-120:])
        if m:
            at = end - len(body[-120:]) + m.start("who")
            return at, at + len(m["who"])
    lead = _LEAD.match(body)
    start += lead.end() if lead else 0
    start, end = _strip(text, start, end)
    adverb = _ADVERB.search(text, start, end)
    end = adverb.start() if adverb else end
    body = text[start:end]
    words = len(body.split())
    if words == 0 or words > _WORDS or _VERBS.search(body) or _ASKS.match(body):
        return None
    if re.fullmatch(r"(?:he|she|they|he also|she also|i|we|он|она|они)", body, re.IGNORECASE):
        return start, start + len(body.split()[0])
    named = any(w[:1].isupper() for w in body.split()) or body.startswith(("@", "the "))
    return (start, end) if named else None


def _after(text: str, cue: re.Match[str]) -> Span | None:
    m = _AFTER.match(text, cue.end("verb"), cue.end("rest"))
    return m.span("who") if m else None


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\xa0,*_—–-•":
        start += 1
    while end > start and text[end - 1] in " \t\xa0,*_—–-":
        end -= 1
    return start, end
