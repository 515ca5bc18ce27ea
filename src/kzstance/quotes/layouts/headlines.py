"""Headlines that end in their source: "Varland, Ostrania have no open issues — Roe"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzstance.quotes.layouts.blocks import Page
from kzstance.quotes.layouts.lines import ends_sentence
from kzstance.quotes.marks import MARK, kind_of
from kzstance.records import Span, Statement

_MOST = 300  # characters of a headline
_LOOK = 20_000  # characters of the text that show whose name a source is
_TRIED = 50  # lines whose source is looked for in the text
_SOURCE = re.compile(r"(?P<dash>\s{1,3}[—–-]\s{1,3})(?P<who>[^—–\n,:;()?!\d@/|“”«»\"]{2,60})$")
_BULLET = re.compile(r"(?:[•*·▪●—–-]\s{0,3}|\d{1,2}[.)]\s{1,3}|\d\d?:\d\d\s{1,3}){0,2}")
_SMALL = frozenset("of the for and de von van der bin al и по".split())
_OFFICE = re.compile(  # a title or a body; a source in small letters holds nothing else
    r"(?:(?:prime|vice-?|deputy|foreign|defen[cs]e|finance|interior|energy|trade|economy|justice)?"
    r"(?:minister|president|premier)|ministry|mfa|mofa|mod|government|cabinet|kremlin|embassy|"
    r"ambassador|envoy|parliament|senate|speaker|mayor|governor|chancellor|secretary|commission\w*|"
    r"spokes(?:man|woman|person)|official|officials|expert|experts|analyst|analysts|diplomat|"
    r"economist|economists|lawmaker|lawmakers|police|prosecutors?|army|military|sources?|report|"
    r"poll|survey|pm|fm|mp|nato|un|eu|chief|leader|council|bank|"
    r"мид|минист\w*|мин[а-я]{3,9}|президент\w?|премьер\w*|правительств\w|кремль|посол|посольств\w|"
    r"глава|пресс-секретарь|эксперты?|политолог|депутат|сенатор|источники?|полиция|аким\w*)",
    re.IGNORECASE,
)
_QUALIFIER = frozenset(
    "prime vice deputy foreign defence defense finance interior energy trade economy justice "
    "health senior central national chief press general".split()
)
_OUTLET = re.compile(
    r"\b(?:news|times|post|wire|daily|weekly|herald|tribune|journal|review|gazette|observer|"
    r"guardian|magazine|press|media|radio|tv|television|channel|online|today|agency|blog|podcast|"
    r"reuters|ap|afp|bbc|cnn|tass|interfax|bloomberg|euronews|\w+inform|\w+news|\w+\.\w+|новости|"
    r"газета|вести|тасс|агентство|радио|телеканал|wikipedia|youtube|facebook|telegram)\b",
    re.IGNORECASE,
)
_NO_SOURCE = re.compile(  # verbs, days, places of something: "— more soon", "— May Day"
    r"\b(?:is|are|was|were|has|have|had|will|would|can|may|said|says|told|added|not|no|who|which|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|"
    r"september|october|november|december|yesterday|tomorrow|in|at|on|from|to|with|by|part|photos?|"
    r"video|update|live|opinion|analysis|editorial|interview|в|на|с|не|это|был[аои]?|фото|видео)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|cannot|could|may|might|must|should|"
    r"shall|do|does|did|not|won[’']t|don[’']t|can[’']t|to|ready|needs|wants|seeks|plans|"
    r"backs|denies|rejects?|supports|expects?|hopes|aims|remains?|stands|faces|calls|"
    r"urges?|warns?|stays?|keeps?|makes?|takes?|gives?|goes|gets?|becomes?|continues?|begins?|"
    r"ends|opens?|closes?|rises|falls|grows?|wins|loses?|threatens?|offers|agrees?|"
    r"refuses?|respects?|values|recogni[sz]es?|condemns?|considers?|sees?|shows|helps|"
    r"не|нет|будет|будут|может|могут|должн\w{1,2}|готов\w?|нужн[оаы]|надо|следует|"
    r"\w{2,20}(?:ает|яет|ует|ают|яют|уют|еют|ится|ется|утся|ются|атся|ятся|ался|илась|ились))\b",
    re.IGNORECASE,
)
_DOING = re.compile(r"\b[a-z]{2,20}(?:ed|ing)\b")
_POST = re.compile(  # "Minister for planning — Dana Roe" is a list of posts
    r"\b(?:minister|secretary|director|chair\w*|head|editor|deputy|winner|author|written|edited|"
    r"photographed|directed|translated|sincerely|regards|yours)\b",
    re.IGNORECASE,
)
_SAID = r"(?:said|says|told|added|noted|stressed|stated|заявил|сказал|отметил|подчеркнул|добавил)"


@dataclass(frozen=True, slots=True)
class _Line:
    content: Span
    who: Span
    office: bool
    """Does the source hold a title or a body?"""


def headlines(page: Page) -> list[Statement]:
    """The first line where it ends in its source, and all such lines where there are two.

    "Title — Name of the outlet" looks the same. So a bare name is a source only where the text
    shows a person of that name, or where the lines of the text name several.
    """
    found = [(i, x) for i in range(len(page.lines)) if (x := _line(page, i))]
    found = found[:_TRIED]
    names = {page.text[slice(*x.who)] for _, x in found}
    shown = {n for n in names if _person(page.text, n)}
    sure = [
        (i, x) for i, x in found if x.office or len(names) > 1 or page.text[slice(*x.who)] in shown
    ]
    if len(sure) < 2:
        sure = [(i, x) for i, x in sure if i == 0 and _alone(page.text, x, shown)]
    return [_statement(page, x) for _, x in sure]


def _line(page: Page, i: int) -> _Line | None:
    text, (start, end) = page.text, page.lines[i]
    if end - start > _MOST or ends_sentence(text[start:end]):
        return None
    if not 4 <= len(text[start:end].split()) <= 30:
        return None
    m = _SOURCE.search(text, max(start, end - 70), end)
    if m is None or (i + 1 < len(page.lines) and text[page.lines[i + 1][0]].islower()):
        return None  # a line that was broken in the middle of a sentence
    bullet = _BULLET.match(text, start, m.start())
    start = bullet.end() if bullet else start
    content = text[start : m.start()]
    office = _office(m["who"])
    if office is None or len(content.split()) < 2 or content[0].islower() or "@" in content:
        return None
    if not (MARK.match(content) and MARK.match(content[-1])) and not _tells(content):
        return None
    return _Line((start, m.start()), m.span("who"), office)


def _office(who: str) -> bool | None:
    """Is the source an office or a body (True), a bare name (False), or no source (None)?"""
    words = who.split()
    if not 1 <= len(words) <= 5 or _OUTLET.search(who) or _NO_SOURCE.search(who):
        return None
    office = any(_OFFICE.fullmatch(w) for w in words)
    for word in words:
        known = word in _SMALL or word in _QUALIFIER or _OFFICE.fullmatch(word)
        if not (word[:1].isupper() or known):
            return None
    return office if office or words[-1][:1].isupper() else None


def _tells(content: str) -> bool:
    """Does the headline have a verb?"""
    if _VERB.search(content):
        return True
    return _DOING.search(content) is not None and not _POST.search(content)


def _person(text: str, who: str) -> bool:
    """Does the text show that the name is a person's: "Dana Roe", "Roe said"?"""
    last = re.escape(who.split()[-1])
    speaks = rf"(?<!\w){last}\s(?:also\s)?{_SAID}|{_SAID}[аи]?\s(?:[A-ZА-Я][\w’-]+\s)?{last}\b"
    called = r"\b(?i:president|minister|secretary|mr|ms|dr|президент\w?|министр\w?)\.?\s" + (
        rf"(?:[A-ZА-Я][\w’-]+\s){{0,2}}{last}\b"
    )
    return re.search(f"{speaks}|{called}", text[:_LOOK]) is not None


def _alone(text: str, line: _Line, shown: set[str]) -> bool:
    """Is the one such line, the first of the text, sure enough?"""
    who = text[slice(*line.who)]
    capital = who.split()[-1][:1].isupper()
    enough = len(text[slice(*line.content)].split()) >= 4
    return capital and enough and (line.office or who in shown)


def _statement(page: Page, line: _Line) -> Statement:
    spans = (line.content,)
    kind = kind_of(page.text, spans, page.quoted)
    return Statement(spans, kind, mention=line.who, confidence=0.8)
