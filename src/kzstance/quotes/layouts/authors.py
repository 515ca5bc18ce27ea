"""Whose words a whole text is, by its headline or its first line."""

from __future__ import annotations

import re

from kzstance.quotes.layouts.lines import lines
from kzstance.records import Span

_MOST = 250  # characters of a headline that is read
_KIND = (
    r"(?:(?:opening|closing|video|official|press|full|public|open|new year|state of the nation)\s)?"
    r"(?:remarks|statement|message|address|speech|letter|op-ed|keynote|lecture|intervention|"
    r"comment|comments|commentary|announcement|testimony|toast|answers?|repl(?:y|ies)|"
    r"press release|eulogy)"
)
_TOPIC = (
    r"(?:on|after|before|during|regarding|following|marking|welcoming|honou?ring|"
    r"commemorating|celebrating|announcing|highlighting|introducing|urging|recognizing|accepting|"
    r"signing|discussing|about|upon|congratulating|thanking|with|calling|"
    r"condemning|as prepared|delivered|ahead|"
    r"concerning|over|under|against|from|via|as|when|celebrates|supporting|responding)"
)
_OFFICE_END = "".join(
    rf"(?<!{word})"
    for word in (
        "dvisor",
        "dviser",
        "inister",
        "ecretary",
        "issioner",
        "rdinator",
        "esentative",
        "mbassador",
        "Envoy",
        "envoy",
        "Office",
        "Delegate",
        "ervice",
        "Mission",
    )
)
_BEFORE = (  # "Velgrad rejects a statement by Roe" is another's headline
    r"(?:(?:(?:the|a|an|full|complete|text|transcript|video|excerpts?|pre-taped|inaugural|read|watch|"
    r"in full|icymi|second|as prepared)(?:\s(?:of|from))?:?\s){0,4})"
)
_BY = re.compile(
    rf"{_BEFORE}(?P<kind>{_KIND})"
    r"(?:\s\(?as (?:prepared|delivered)(?: for delivery)?\)?)?\s(?P<by>by|from|of)\s(?P<who>.+?)"
    rf"(?=\s{_TOPIC}\b|{_OFFICE_END}\s(?:for|to|in|at)\b|[,:;(|–—]|-\s|$)",
    re.IGNORECASE,
)
_OF = re.compile(  # "NEC Director Roe Statement on …", "Velgrad Foreign Ministry's statement on …"
    r"(?P<full>(?i:(?:full text|text|transcript|read|watch|in full)(?: of)?:?\s))?"
    r"(?P<who>(?:[A-Z][\w.’'-]*\s|(?:of|the|for|and)\s){0,9}?[A-Z][\w.-]*?)(?P<own>[’']s?)?\s"
    r"(?:[Oo]pening\s|[Ff]ull\s|[Pp]ress\s|[Pp]repared\s)?"
    r"(?P<kind>[Ss]tatement|[Rr]emarks|[Mm]essage|[Aa]ddress|[Ss]peech|[Cc]omment(?:ary)?)"
    rf"(?=\s(?i:{_TOPIC}|at|in|to|for)\b|:|$)"
)
_RU = re.compile(
    r"(?:Полный текст[ \w]{0,12}:?\s|О\s)?(?:Заявлени[ея]|Комментари[йи]|Выступлени[ея]|Речь|"
    r"Обращени[ея]|Послани[ея]|Письмо|Ответы?)\s(?P<who>.+?)"
    r"(?=\s(?:об?|на|в|во|по|к|ко|перед|от|при|для|после|с|со|участникам|народу)\s|[,:;(|–—]|$)"
)
_SMALL = re.compile(  # words that a name may hold in small letters
    r"(?:of|the|for|and|to|de|von|van|der|bin|al|official|permanent|deputy|acting|foreign|first|"
    r"press|vice|senior|special|prime|high|its|&|-)$|\d"
)
_RUSSIAN = re.compile("[А-Яа-яЁё]")
_ADDRESSED = re.compile(r"letter|message|address|lecture|comment|speech|answer|repl|toast", re.I)
_PRESIDENTIAL = re.compile(r"(?:[\w ]{1,20}:\s)?Presidential (?:Message|Statement)\b")
_BODY = re.compile(
    r"\b(?:MFA|MOFA|MoD|ministry|government|embassy|office|commission|council|secretariat|"
    r"spokes\w+|white house|kremlin|department|presidency|administration|service|МИД\w*|"
    r"министерств\w+|посольств\w+|представител\w+|правительств\w+|президент\w*)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:president|minister|secretary|director|chair\w*|leaders?|senator|governor|ambassador|mayor|"
    r"advis[eo]r|chancellor|king|queen|representative|chief|general|lady|mr|ms|dr|envoy|head|speaker|"
    r"commissioner|coordinator|NATO|EU|UN|G7|CSTO)\b",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:support|principles|intent|administration policy|policy|solidarity|work|facts|hope|thanks|"
    r"condolences?|purpose|changes|interest|the week|the day|the year|mutual|war|peace|joint|own|"
    r"this|that|his|her|their|our|an?|its)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r",? (?:and|&|и) (?=(?:the )?(?:president|prime|chancellor|vice|king|queen|crown|first|second|"
    r"mr|ms|dr|mrs|senator|secretary|governor|speaker|nato|general|head|foreign|minister|"
    r"ambassador|high|deputy|президент|премьер|министр|глав)\w*\b)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r" and [A-Z][\w’'-]+ [A-Z]\w+$|,.{2,60} and ")
_OFFICE = re.compile(
    r"\b(?:ministry|minister|department|secretary|office|institute) (?:of|for)\b", re.I
)
_JOINT = re.compile(
    r".{0,60}\b(?:joint (?:[\w’']+ ){0,2}(?:statement|remarks|declaration|communiqu|press|op-ed|"
    r"letter|message|article|readout|comment)|совместн\w+ (?:заявлени|коммюнике|обращени))"
    r"|\s*(?:joint\b|readout|fact sheet|совместн)",
    re.IGNORECASE,
)
_SAME = re.compile(r" and (?:first lady|second gentleman|vice president)\b.*", re.IGNORECASE)


def author(title: str | None) -> str | None:
    """Who the headline says wrote or spoke the whole text, or None. A joint statement, or
    remarks by two, are nobody's own words."""
    head = " ".join((title or "").replace("\u2060", "").split())[:_MOST]
    if not head or _JOINT.match(head):
        return None
    if _PRESIDENTIAL.match(head):
        return "the President"
    m = _BY.match(head) or _RU.match(head) or _of(head)
    if m is None:
        return None
    who, rest = m["who"].strip(" ,."), head[m.end("who") :]
    if who.lower().startswith("president "):  # of one country: the first one's words
        who = _SAME.sub("", who)
    rest = rest[:80].partition(" on ")[0]
    several = _ANOTHER.search(who) or (_ANOTHER.search(rest) if m.re is _BY else None)
    if several or (_PEOPLE.search(who) and not _OFFICE.search(who)):
        return None
    if not who or _NO_AUTHOR.match(who) or len(who.split()) > 16:
        return None
    return who if _is_name(m, who) else None


def _is_name(m: re.Match[str], who: str) -> bool:
    """An office, a body or a name; not a place ("Letter from Velgrad"), nor the headline's verb
    ("Speech by Roe sparks outrage")."""
    words = who.split()
    titled = bool(_BODY.search(who) or _TITLED.search(who))
    last = words[-1][:1].isupper() or _BODY.search(words[-1]) or _TITLED.search(words[-1])
    if not last or (who[0].islower() and not titled and words[0] != "the"):
        return False
    small = [w for w in words if not w[:1].isupper() and not _SMALL.match(w)]
    if not _RUSSIAN.search(who) and not all(_BODY.search(w) or _TITLED.search(w) for w in small):
        return False
    if titled or m.re is not _BY or m["by"].lower() == "by":
        return True
    return len(words) > 1 and words[0] != "the" and not _ADDRESSED.match(m["kind"])


def _of(head: str) -> re.Match[str] | None:
    """In small letters "statement" needs a body before it, and "remarks" may be a verb."""
    m = _OF.match(head)
    if m is None or re.match(r"(?:Fact|News|Press|Public|Opening)\b", m["who"]):
        return None
    titled = _BODY.search(m["who"]) or _TITLED.search(m["who"])
    if m["own"] is not None:  # "Dana Roe's speech: what it means" is about it
        leaders = m["own"] in "’'" and titled
        return m if m["full"] or ((leaders or _BODY.search(m["who"])) and " " in m["who"]) else None
    spoken = m["kind"] in ("Remarks", "Speech", "Address") and m["who"].count(" ") == 1
    return m if spoken or (titled and (m["kind"][0].isupper() or _BODY.search(m["who"]))) else None


def heading(text: str) -> tuple[Span, str, Span] | None:
    """The first line where it names the text's author: the line, the author, where it stands."""
    found = lines(text[:2000])
    if len(found) < 2:
        return None
    start, end = found[0]
    line = text[start:end]
    who = author(line) if end - start <= _MOST and line[-1] not in ".!?:" else None
    at = line.find(who) if who else -1
    return ((start, end), who, (start + at, start + at + len(who))) if who and at >= 0 else None
