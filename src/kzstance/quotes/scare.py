"""Words in quotation marks that nobody is said to have said: scare quotes, titles, names.

A statement is dropped only where it is nothing but such a quotation. "Called it “a sham”" is a
judgement with a source and stays; "the so-called “republics”" and "the film “River Days”" go.
"""

from __future__ import annotations

import re

from kzstance.quotes.marks import MARK
from kzstance.records import Span, Statement

_NAME = 8  # words of a name or a title at most
_SHORT = 4  # words of a scare quote at most
_LOOK = 60  # characters around the quotation that are read
_NAMING = re.compile(  # never an act of saying
    r"(?:\bso- ?called|\bso called|\bself-(?:styled|proclaimed|declared|described)|\bknown as|"
    r"\bnicknamed|\bcode-?named|\bsubtitled|\btitled|\bentitled|\bnamed|\bwith the name|"
    r"\bunder the name|\bgo(?:es|ing)? by|\bтак называем\w+|\bпод (?:кодовым )?названием|"
    r"\bпо прозвищу|\bизвестн\w+ как|\bименуем\w+|\bозаглавленн\w+|\bпозывн\w+)[,:]?\s*$",
    re.IGNORECASE,
)
_CALLED = re.compile(  # a judgement where somebody does it
    r"\b(?:dubbed|called|branded|labell?ed|termed|названн\w+|прозванн\w+|прозвали|называем\w+)"
    r"[,:]?\s*$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"(?:\b(?:was|were|is|are|been|being|be|also|often|sometimes|now|commonly|widely)|,)\s*$",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:operation|exercises?|film|movie|documentary|book|novel|song|album|play|opera|exhibition|"
    r"poem|painting|podcast|magazine|newspaper|daily|weekly|journal|show|programme?|series|"
    r"broadcaster|channel|ship|frigate|cruiser|destroyer|submarine|vessel|tanker|corvette|rocket|"
    r"missiles?|drones?|battalion|regiment|brigade|medal|award|prize|order|party|bloc|coalition|"
    r"foundation|fund|association|company|plant|hotel|restaurant|club|stadium|airline|group|"
    r"author of|essay|chapter|website|portal|app|system|agency|"
    r"операци\w{1,2}|учени\w{1,3}|фильм\w{0,2}|книг\w|роман\w?|песн\w{1,2}|альбом\w?|спектакл\w|"
    r"журнал\w?|газет\w|издани\w{1,2}|агентств\w|канал\w{0,2}|телеканал\w{0,2}|портал\w?|сайт\w?|"
    r"корабл\w|фрегат\w?|крейсер\w?|танкер\w?|ракет\w|комплекс\w{0,2}|батальон\w?|полк\w?|"
    r"бригад\w|орден\w{0,2}|медал\w{1,2}|преми\w|парти\w{1,2}|фонд\w?|компани\w{1,2}|концерн\w?|"
    r"корпораци\w|завод\w?|клуб\w?|гостиниц\w|объединени\w|ассоциаци\w|движени\w|глав[аы]|"
    r"группировк\w|АЭС|ООО|АО|ПАО|ЗРК|БПЛА),?\s*$",
    re.IGNORECASE,
)
_PROGRAMME = re.compile(r"\b[A-Z]{2}\w*+(?: News| Radio)?(?: Channel)?[’'´]s\s*$")  # ABC’s “Now”
_SPOKEN = re.compile(
    r"[,\s]{0,3}(?:as (?:\w+ ){1,4}(?:put|called|described|said|termed)|"
    r"(?:(?:he|she|they|it|we|who|I|[A-Z][\w’'-]+|the \w+)\s){1,3}?(?:\w+ly )?"
    r"(?:said|says|wrote|added|told|asked|replied|tweeted|called|put it|insisted))\b"
)
_COPULA = re.compile(r"\s(?:is|was|are|were|has|have|had|will|which|star)\b")


def is_name(text: str, statement: Statement) -> bool:
    """Is the statement nothing but a name, a title or a scare quote?"""
    inner = _inner(text, statement)
    if inner is None:
        return False
    words = text[slice(*inner)].split()
    body = text[slice(*inner)].rstrip(" ,")
    if not 0 < len(words) <= _NAME or body[-1:] in tuple("!?"):
        return False
    before = text[max(0, statement.start - _LOOK) : statement.start]
    before = before[before.rfind("\n") + 1 :]
    after = text[statement.end : statement.end + _LOOK].partition("\n")[0]
    sentence = body[-1:] == "." and len(words) > 2 and not _titled(words)
    if sentence or _SPOKEN.match(after):
        return False
    if _NAMING.search(before):
        return True
    called = _CALLED.search(before)
    if called and not _by_somebody(before[: called.start()], statement):
        return True
    if _titled(words) and (_THINGS.search(before) or _PROGRAMME.search(before)):
        return True
    if statement.cue is not None or len(words) > _SHORT:
        return False
    inside = before.rstrip()[-1:].isalpha() or before.rstrip()[-1:] in tuple("’'")
    return inside or (not before.strip() and _COPULA.match(after) is not None)


def _inner(text: str, statement: Statement) -> Span | None:
    """What stands between the marks, where they enclose the whole statement."""
    if len(statement.spans) != 1 or statement.end - statement.start > 120:
        return None
    start, end = statement.spans[0]
    while end > start and text[end - 1] in " .,;:":
        end -= 1
    if end - start < 3 or not MARK.match(text[start]) or not MARK.match(text[end - 1]):
        return None
    while start < end and MARK.match(text[start]):
        start += 1
    while end > start and MARK.match(text[end - 1]):
        end -= 1
    return (start, end) if not MARK.search(text[start:end].replace("’", "")) else None


def _titled(words: list[str]) -> bool:
    """Every longer word begins with a capital or a digit."""
    return all(w[:1].isupper() or w[:1].isdigit() or len(w) <= 4 for w in words) and (
        words[0][:1].isupper() or words[0][:1].isdigit()
    )


def _by_somebody(before: str, statement: Statement) -> bool:
    """Does somebody do the calling: a source before an active verb?"""
    mention, cue = statement.mention, statement.cue
    if mention is None or cue is None or mention[0] > statement.start:
        return False
    return _PASSIVE.search(before) is None
