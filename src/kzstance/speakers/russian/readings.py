"""Nominatives of Russian surnames, read off a form in any case.

A surname is met in any case, so its nominatives are read off its ending; where the ending
allows several ("Roma" of a man Rom, of a woman Roma) all are given, with gender and cases, and
the reader decides by what it knows of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kzstance.speakers.russian.alphabet import CONSONANTS, HUSHING, VOWELS, plain
from kzstance.speakers.russian.declension import CASES


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a form: the nominative, the gender, the cases that it may stand in."""

    lemma: str
    gender: str
    cases: str


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[Reading, ...]:
    """The nominatives that a form of a surname may have, the form as nominative first."""
    w = word
    low = plain(w)
    if len(low) < 2:
        return (Reading(w, "m", CASES), Reading(w, "f", CASES))
    out = [*_as_it_stands(w, low), *_oblique(w, low)]
    seen: dict[tuple[str, str], Reading] = {}
    for r in out:
        old = seen.get((r.lemma, r.gender))
        cases = "".join(c for c in CASES if c in r.cases or (old and c in old.cases))
        seen[r.lemma, r.gender] = Reading(r.lemma, r.gender, cases)
    return tuple(seen.values())


def _as_it_stands(w: str, low: str) -> list[Reading]:
    if low[-1] in CONSONANTS:
        whole = low.endswith(("их", "ых"))
        return [Reading(w, "m", CASES if whole else "n"), Reading(w, "f", CASES)]
    if low[-1] in "йь":
        return [Reading(w, "m", "n"), Reading(w, "f", CASES if low[-1] == "ь" else "n")]
    if low.endswith(("ая", "яя")):
        return [Reading(w, "f", "n")]
    if low[-1] in "ая":
        if low.endswith(("ова", "ева", "ина", "ына")):
            return [Reading(w, "f", "n")]
        return [Reading(w, "f", "n"), Reading(w, "m", "n")]
    return [Reading(w, "m", CASES), Reading(w, "f", CASES)]  # "Дзе", "Ко": never declined


_HARD = {"а": "ga", "у": "d", "ом": "i", "е": "p"}
_SOFT = {"я": "ga", "ю": "d", "ем": "i", "е": "p"}
_ADJECTIVE = {
    "ого": "ga",
    "его": "ga",
    "ому": "d",
    "ему": "d",
    "им": "i",
    "ым": "i",
    "ом": "p",
    "ем": "p",
}


def _oblique(w: str, low: str) -> list[Reading]:
    out: list[Reading] = []
    for e, cases in _HARD.items():
        stem = w[: -len(e)]
        s = low[: -len(e)]
        if low.endswith(e) and len(s) > 1 and s[-1] in CONSONANTS:
            out.append(Reading(stem, "m", cases))
            if s[-1] == "ц":
                out.append(Reading(stem[:-1] + "ец", "m", cases))
    if low.endswith("ем") and low[-3:-2] in tuple(HUSHING):
        out.append(Reading(w[:-2], "m", "i"))
        if low[-3] == "ц":
            out.append(Reading(w[:-3] + "ец", "m", "i"))
    if low.endswith("ым") and low[:-2].endswith(("ов", "ев", "ин", "ын")):
        out.insert(0, Reading(w[:-2], "m", "i"))
    for e, cases in _SOFT.items():
        s = low[: -len(e)]
        if low.endswith(e) and len(s) > 1:
            out.append(Reading(w[: -len(e)] + ("й" if s[-1] in VOWELS else "ь"), "m", cases))
    for e, cases in _ADJECTIVE.items():
        stem, s = w[: -len(e)], low[: -len(e)]
        if low.endswith(e) and len(s) > 2 and s[-1] in CONSONANTS:
            ends = ("ий", "ой") if s[-1] in "кгхжшщч" else ("ый", "ой", "ий")
            out += [Reading(stem + x, "m", cases) for x in ends]
    out += _feminine(w, low)
    return out


def _feminine(w: str, low: str) -> list[Reading]:
    out: list[Reading] = []
    s1, s2 = low[:-1], low[:-2]
    if low.endswith("ой") and len(s2) > 2:
        own = s2.endswith(("ов", "ев", "ин", "ын"))
        out.append(Reading(w[:-2] + "а", "f", "gdip" if own else "i"))
        if not own:
            out += [Reading(w[:-2] + "ая", "f", "gdip"), Reading(w[:-2] + "а", "m", "i")]
    if low.endswith("ую") and len(s2) > 2:
        out.append(Reading(w[:-2] + "ая", "f", "a"))
    for e, lemma, cases in (("ы", "а", "g"), ("и", "а", "g"), ("е", "а", "dp"), ("у", "а", "a")):
        if low.endswith(e) and len(s1) > 2 and s1[-1] in CONSONANTS:
            hush = s1[-1] in "кгхжшчщ"
            if (e == "ы" and hush) or (e == "и" and not hush):
                continue
            if e == "е" and s1.endswith(("ов", "ев", "ин")):
                continue  # a woman's name in -ова takes -ой
            out += [Reading(w[:-1] + lemma, g, cases) for g in "fm"]
    for e, cases in (("и", "gdp"), ("е", "dp"), ("ю", "a")):
        if low.endswith(e) and len(s1) > 2 and s1[-1] not in "кгхжшчщ":
            out += [Reading(w[:-1] + "я", g, cases) for g in "fm"]
    if low.endswith("ей") and len(s2) > 2:
        end = "а" if s2[-1] in HUSHING else "я"
        out += [Reading(w[:-2] + end, g, "i") for g in "fm"]
    return out
