"""Stretches that are nobody's statement: links to other articles, captions with a credit,
copyright lines, calls to subscribe, the outlet's own "About us"."""

from __future__ import annotations

import re

from kzstance.quotes.layouts.lines import lines, reports
from kzstance.quotes.marks import MARK
from kzstance.records import Span

_MOST = 300  # characters of a line that may be an aside
_LINK = re.compile(
    r"[\W_]{0,6}(?:(?P<link>(?:read|see|watch|learn) (?:more|also|next|on)|also read|more stories|"
    r"more from|more on|latest (?:video|news)|top stories|читайте (?:также|ещё|еще)|"
    r"смотрите также|материалы по теме|другие новости)|"
    r"related|recommended|watch|listen|don[’']t miss|trending|по теме|подробнее)\b"
    r"\s{0,3}(?P<colon>[:|»>]|—|–)?(?P<rest>.{0,300})",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r".{0,80}(?:\b(?:below|here|above)\W{0,3}|:)|\s?(?:articles|stories|posts)", re.IGNORECASE
)
_CREDIT = re.compile(
    r"[\W_]{0,6}(?:photo|image|picture|video|graphic|caption|credit|courtesy|file photo|photograph|"
    r"фото|видео|иллюстрация|(?P<source>источник)(?: фото)?|снимок)s?"
    r"(?: (?:by|credit|courtesy(?: of)?|from|via))?\s{0,3}(?:[:|/©]|—|by\b)(?P<rest>.{0,200})",
    re.IGNORECASE,
)
_CAPTION = re.compile(  # "The river at Velgrad. (Dana Roe/Steppe Wire)", "… [File: Steppe Wire]"
    r".{3,240}[\s.](?:\((?i:photo|image|file|credit|getty|фото)\b[^()]{0,80}\)"
    r"|\[[A-Z][^\[\]/]{1,50}/[^\[\]]{2,50}\](?!\()|\([A-Z][^()/]{2,40}/[A-Z][^()]{1,50}\)"
    r"|(?i:photo|photo credit|фото):.{2,60}"
    r"|/ ?(?:AP|AFP|Reuters|Getty Images))\.?"
)
_RIGHTS = re.compile(
    r"[\W_]{0,6}(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}|by )|all rights reserved|"
    r"все права защищены|перепечатка|при цитировании|subscribe\b|"
    r"sign up (?:for (?:our|the|free)|to (?:get|receive|our|the)|here|now)\b|"
    r"follow us\b|like us on\b|follow (?:\w+ ){1,4}on (?:x|twitter|facebook|instagram|telegram)\b|"
    r"подпис(?:ывайтесь|аться)|download (?:the|our) app|share (?:this|on)\b|click here\b|"
    r"email us\b|contact us\b|do you have (?:a story|a tip)|support (?:our|independent) journalism|"
    r"join (?:our|the) (?:channel|newsletter|telegram)|tags?:|теги?:|"
    r"(?:advertisement|реклама)\W{0,6}$|"
    r"you can unsubscribe|by subscribing|terms of use).{0,300}",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"all rights reserved|все права защищены", re.IGNORECASE)
_ABOUT = re.compile(
    r"[\W_]{0,6}(?:about (?:us|the (?:author|authors|writer|company|newspaper|publisher))|"
    r"о нас|об (?:авторе|издании)|(?P<note>editor[’']?s note))"
    r"\s{0,3}(?:[:|—–-]\s?(?P<rest>.{0,300})|$)",
    re.IGNORECASE,
)
_WORDS = 5  # of the name of a photographer and an agency
_LATE = 0.6  # an "About us" before this share of the text heads something else


def asides(text: str) -> list[Span]:
    """The lines of the text that are asides, in order."""
    found: list[Span] = []
    about = False
    for start, end in lines(text):
        if about or _is_aside(text, start, end):
            found.append((start, end))
        elif end - start <= _MOST and (m := _ABOUT.fullmatch(text, start, end)):
            found.append((start, end))
            about = not (m["rest"] or m["note"]) and start > _LATE * len(text)
    return found


def _is_aside(text: str, start: int, end: int) -> bool:
    if end - start > _MOST:
        return False
    link = _LINK.fullmatch(text, start, end)
    if link:  # "Listen to us, Roe tells voters" is a headline
        head, rest = text[start : link.start("rest")], link["rest"]
        if link["colon"] or not rest.strip():
            return True
        short = len(rest.split()) <= 8 and rest[-1] not in (*'.?!,”"',) and not head.islower()
        return short and (link["link"] is not None or _POINTS.fullmatch(rest) is not None)
    credit = _CREDIT.fullmatch(text, start, end)
    if credit:  # "Source: Velgrad will pay the whole sum" is a headline
        headline = credit["source"] and not text[:start].strip()
        return (len(credit["rest"].split()) <= _WORDS and not headline) or "/" in credit["rest"]
    if _RESERVED.search(text, start, end):
        return True
    if reports(text[start:end]) or MARK.search(text, start, end):
        return False
    return bool(_CAPTION.fullmatch(text, start, end) or _RIGHTS.fullmatch(text, start, end))
