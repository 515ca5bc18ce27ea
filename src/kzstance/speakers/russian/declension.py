"""Forms of Russian nouns and names by case, made from a nominative.

Places and bodies are listed in the nominative, so their forms are made from it.
"""

from __future__ import annotations

from functools import lru_cache

from kzstance.speakers.russian.alphabet import CONSONANTS, HUSHING, plain

CASES = "ngdaip"
"""Nominative, genitive, dative, accusative, instrumental, prepositional."""
_STEMS = {"египет": "египт", "павел": "павл", "лев": "льв", "кремль": "кремл"}


def _forms(word: str) -> tuple[tuple[str, ...], ...]:
    """The forms of one lower-case word in the six cases."""
    w, s1, s2 = word, word[:-1], word[:-2]
    o: str | tuple[str, ...]
    if w.endswith(("ый", "ий", "ой")) and len(w) > 4 and (w[-2] != "и" or w[-3] in "кгхчшщжн"):
        i = "и" if w[-3] in "кгхчшщж" or w.endswith("ний") else "ы"
        o = "е" if w.endswith("ний") else "о"
        acc = (w, s2 + o + "го")
        return (w,), (s2 + o + "го",), (s2 + o + "му",), acc, (s2 + i + "м",), (s2 + o + "м",)
    if w.endswith(("ая", "яя")):
        o = (s2 + ("ей" if w.endswith("яя") else "ой"),)
        return (w,), o, o, (s2 + ("юю" if w.endswith("яя") else "ую"),), o, o
    if w.endswith("ое"):
        i = "и" if w[-3:-2] in tuple("кгхчшщж") else "ы"
        return (w,), (s2 + "ого",), (s2 + "ому",), (w,), (s2 + i + "м",), (s2 + "ом",)
    if w.endswith(("ые", "ие")) and not w.endswith(("ствие", "ание", "ение")):
        return (w,), (s1 + "х",), (s1 + "м",), (w, s1 + "х"), (s1 + "ми",), (s1 + "х",)
    if w.endswith("ия"):
        return (w,), (s1 + "и",), (s1 + "и",), (s1 + "ю",), (s1 + "ей",), (s1 + "и",)
    if w.endswith("ие"):
        return (w,), (s1 + "я",), (s1 + "ю",), (w,), (s1 + "ем",), (s1 + "и",)
    if w.endswith("а"):
        y = "и" if s1.endswith(("к", "г", "х", *HUSHING[:4])) else "ы"
        return (w,), (s1 + y,), (s1 + "е",), (s1 + "у",), (s1 + "ой", s1 + "ей"), (s1 + "е",)
    if w.endswith("я"):
        return (w,), (s1 + "и",), (s1 + "е",), (s1 + "ю",), (s1 + "ей",), (s1 + "е",)
    if w.endswith("ь"):  # both genders: a list of places does not say which
        return (
            (w,),
            (s1 + "и", s1 + "я"),
            (s1 + "и", s1 + "ю"),
            (w, s1 + "я"),
            (s1 + "ью", s1 + "ем"),
            (s1 + "и", s1 + "е"),
        )
    if w.endswith("й"):
        return (w,), (s1 + "я",), (s1 + "ю",), (w, s1 + "я"), (s1 + "ем",), (s1 + "е",)
    if w.endswith("о"):
        return (w,), (s1 + "а", w), (s1 + "у", w), (w,), (s1 + "ом", w), (s1 + "е", w)
    if w.endswith(("ы", "и")):
        return (
            (w,),
            (s1 + "ов", s1, w),
            (s1 + "ам", w),
            (w,),
            (s1 + "ами", w),
            (s1 + "ах", w),
        )
    if w[-1:] in tuple(CONSONANTS):
        s = _STEMS.get(w, w[:-2] + "ц" if w.endswith("ец") and len(w) > 4 else w)
        ins = s + ("ем" if s.endswith(HUSHING) else "ом")
        return (w,), (s + "а",), (s + "у",), (w, s + "а"), (ins,), (s + "е",)
    return ((w,),) * 6


@lru_cache(maxsize=4096)
def forms(phrase: str) -> tuple[frozenset[str], ...]:
    """The forms of a phrase in the six cases. The adjectives and the first noun are declined,
    what follows stands as it is ("Совет безопасности"); an abbreviation takes an ending too."""
    done = [[""] for _ in CASES]
    fixed = False
    words = phrase.split()
    for n, word in enumerate(words):
        low = plain(word)
        if fixed or (not low.isalpha() and "-" not in low):
            parts: tuple[tuple[str, ...], ...] = ((low,),) * 6
        elif word.isupper():
            parts = ((low,), (low, low + "а"), (low, low + "у"), (low,), (low, low + "ом"))
            parts += ((low, low + "е"),)
        else:
            parts = _forms(low)
        adjective = n + 1 < len(words) and low.endswith(("ый", "ий", "ая", "ое", "ые", "ие", "ой"))
        fixed = fixed or not adjective
        done = [
            [f"{a} {b}".strip() for a in d for b in p] for d, p in zip(done, parts, strict=True)
        ]
    return tuple(frozenset(d) for d in done)


def all_forms(phrase: str) -> frozenset[str]:
    """Every case of a phrase; of a lower-case adjective every gender and number too."""
    found = frozenset().union(*forms(phrase))
    if phrase.islower() and phrase.endswith(("ий", "ый")):
        s, soft = plain(phrase)[:-2], phrase.endswith("ий")
        i = "и" if soft else "ы"
        found |= frozenset(
            s + e for e in ("ая", "ой", "ую", "ое", f"{i}е", f"{i}х", f"{i}м", f"{i}ми")
        )
    return found
