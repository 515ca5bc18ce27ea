"""What a Russian sentence says of somebody beside the name: before it, and after a comma."""

from __future__ import annotations

import re

from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.titles import titles

_STOPS = re.compile(r"[;:—–|«»“”\"()\n]|[.!?…]\s")
# verbs by their endings, and words that open another phrase
_CUT = re.compile(
    r"(?<!\w)(?:[а-я]{2,}(?:л|ла|ло|ли|лся|лась|лись|ает|яет|ует|ит|ют|ят|ется|ать|ить|еть|уть)|"
    r"с|со|к|ко|от|у|о|об|и|за|через|между|что|как|а|но|для)(?!\w)"
)
_NOT_VERBS = frozenset("посол генерал адмирал капрал маршал премьер визит кредит".split())
_AFTER = re.compile(r"\s*[,(—–]\s*([^,;:—–()«»\"\n]{3,120})")


def before_name(text: str) -> str:
    """The noun phrase that ends where a name begins: no verb in it, no other clause."""
    kept = ""
    for part in reversed(_STOPS.split(text)[-1].split(",")):
        cut = max(
            (m.end() for m in _CUT.finditer(plain(part)) if m.group() not in _NOT_VERBS), default=0
        )
        if kept and not titles(part[cut:]):
            break
        kept = f"{part[cut:]},{kept}" if kept else part[cut:]
        if cut:
            break
    return kept


def after_name(text: str, start: int, end: int) -> str:
    """An apposition: "Roe, the minister"; no clause, "Roe, though ministers"."""
    m = _AFTER.match(text, start, end)
    if m is None:
        return ""
    verb = _CUT.search(plain(m.group(1)))
    return m.group(1)[: verb.start()] if verb else m.group(1)
