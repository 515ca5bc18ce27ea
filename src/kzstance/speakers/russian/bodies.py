# ruff: noqa: E501  (tables of patterns, one a line)
"""Governments, seats, forces, crowds and other bodies in Russian mentions."""

from __future__ import annotations

import re

from kzstance.records import Speaker
from kzstance.speakers.roster import Roster
from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.lexicon import Found
from kzstance.speakers.russian.ministries import ministry_in, ministry_of

_STATE = r"власт\w{1,3}|правительств\w{1,2}|кабмин\w{0,2}|кабинет\w{0,2} министров|руководств\w{1,2}|сторон\w{1,2}|режим\w{0,2}|официальн\w{2,3} лиц\w{0,2}"
_GOVERNMENT = re.compile(rf"(?<!\w)(?:{_STATE})(?!\w)")
_FORCES = re.compile(
    r"(?<!\w)(?:арми\w|войск\w{0,2}|военн(?:ые|ых|ыми)|генштаб\w{0,2}|разведк\w{1,2}|военнослужащ\w{2,3}|силовик\w{0,2}|"
    r"офицер\w{1,2}|солдат\w{0,2}|командовани\w|вооруженн\w{2,3} сил\w{0,3}|пво|вс)(?!\w)"
)
_PEOPLE = (
    ("media", r"сми|журналист\w{1,2}|издани\w{1,2}|газет\w{1,2}|пресс\w{1}|телеканал\w{0,2}|блогер\w{1,2}|медиа|агентств\w{1,2}|портал\w{0,2}|военкор\w{1,2}"),
    ("expert", r"эксперт\w{1,2}|аналитик\w{1,2}|политолог\w{1,2}|экономист\w{1,2}|специалист\w{1,2}|наблюдател\w{1,2}|ученые|ученых|социолог\w{1,2}"),
    ("party", r"депутат\w{1,2}|сенатор\w{1,2}|парламентари\w{1,2}|конгрессмен\w{1,2}|политик\w{1,2}|оппозици\w{1,2}|законодател\w{1,2}"),
    ("government", r"чиновник\w{1,2}|дипломат\w{1,2}|представител\w{1,2}|посольств\w{1,2}|консульств\w{1,2}|делегаци\w|спецслужб\w{1,2}|"
     r"парламент\w{0,2}|прокуратур\w{1,2}|генпрокуратур\w{1,2}|полици\w|суд\w{0,2}|администраци\w|премьер\w{1,2}|министр\w{1,2}|следстви\w|лидер\w{1,2}"),
    ("society", r"жител\w{1,2}|граждан\w{0,2}|активист\w{1,2}|беженц\w{1,2}|пользовател\w{1,2}|волонтер\w{1,2}|населени\w|правозащитник\w{1,2}"),
)  # fmt: skip
_PERSONS = [(k, re.compile(rf"(?<!\w)(?:{p})(?!\w)")) for k, p in _PEOPLE]
_CARRIER = re.compile(
    r"^(?:(?:в|во|на|из|от|со|с) )?(?:(?:своем|официальн\w{2,3}|сво\w{1,2}|совместн\w{2,3}) )?(?:пресс-служб\w{1,2}|сообщени\w{1,2}|сайт\w{0,2}|"
    r"заявлени\w{1,2}|telegram-?\s?-?канал\w{0,2}|телеграм-канал\w{0,2}|пресс-центр\w{0,2}|брифинг\w{0,2}|страниц\w{1,2}|сводк\w{1,2}|"
    r"пресс-релиз\w{0,2}|данны\w{1,2}|отчет\w{0,2}|доклад\w{0,2}|офис\w{0,2}|соцсет\w{1,2}|лиц\w|письм\w{1,2}|публикаци\w)(?!\w)\s*"
)
_LEAD = re.compile(r"^(?:в|во|на|из|от|со|с|у|к|по|сам|сама|сами|само|как|же|и)\s")
_PLURAL = re.compile(r"(?<!\w)(?:и|или)(?!\w)|,|(?<!\w)вместе с(?!\w)")


def body(roster: Roster, phrase: str, found: list[Found]) -> Speaker | None:
    """What a mention without a person stands for; ``found``: its places and bodies, offsets in
    ``phrase``. None where it is no body, a Speaker without a name where the name is not said."""
    low = plain(phrase)
    found = [f for f in found if not _inside(low, f)]
    bodies = [f for f in found if f.actor.sort == "institution"]
    states = [f for f in found if f.actor.sort not in {"institution", "place"}]
    office = ministry_in(phrase)
    if office and not any("Minist" in f.actor.name for f in bodies):
        land = next(
            (
                f.actor.actor
                for f in found
                if f.actor.actor in roster.country_names and f.actor.sort != "place"
            ),
            None,
        )
        return ministry_of(roster, office, land, 0.9) if land else None
    if len({f.actor.actor for f in found}) > 1 and _PLURAL.search(low[found[0].end :]):
        return Speaker(confidence=0.3)
    if bodies:
        return _institution(low, bodies[0], states)
    return _state(roster, low, states[0]) if states else None


def _inside(low: str, f: Found) -> bool:
    """A place where somebody is, not whom they speak for: "analysts in Velgrad"."""
    before = low[: f.start].rstrip()
    return (
        bool(before)
        and re.search(r"(?<!\w)(?:в|во|на|при|о|об|для|с|из)$", before) is not None
        and (_CARRIER.match(before + " ") is None and before not in {"в", "во", "на", "из", "с"})
    )


def _institution(low: str, f: Found, states: list[Found]) -> Speaker:
    rest = _rest(low, [f, *states])
    actor = f.actor
    if actor.kind == "expert":
        return Speaker(actor.name, None, None, None, "expert", 0.7)
    if any(p.search(rest) for k, p in _PERSONS if k == "expert"):
        return Speaker(None, None, None, None, "expert", 0.6)
    kinds = [k for k, p in _PERSONS if p.search(rest)]
    if _FORCES.search(rest) and actor.kind == "military":
        return Speaker(None, None, None, actor.actor, "military", 0.7)
    if kinds and actor.kind != "media":
        kind = actor.kind if kinds[0] == "government" else kinds[0]
        return Speaker(None, None, None, actor.actor, kind, 0.7)
    return Speaker(actor.name, None, None, actor.actor, actor.kind, 0.9)


def _state(roster: Roster, low: str, f: Found) -> Speaker | None:
    actor, rest = f.actor, _rest(low, [f])
    code = actor.actor
    government = f"Government of {roster.place(code)}"
    if not rest:
        if actor.sort == "adjective":
            return Speaker(None, None, None, code, "society", 0.4)
        return Speaker(actor.name, None, None, code, "government", 0.85)
    for kind, pattern in _PERSONS[:2]:
        if pattern.search(rest):
            return Speaker(None, None, None, None, kind, 0.6)
    if _GOVERNMENT.fullmatch(rest):
        return Speaker(government, None, None, code, "government", 0.88)
    if _FORCES.search(rest):
        return Speaker(None, None, None, code, "military", 0.75)
    for kind, pattern in _PERSONS[2:]:
        if pattern.search(rest):
            return Speaker(None, None, None, code, kind, 0.75)
    if _GOVERNMENT.search(rest):
        return Speaker(government, None, None, code, "government", 0.8)
    if actor.sort in {"country", "capital"} and _CARRIER.match(low):
        return Speaker(government, None, None, code, "government", 0.7)
    return None


def _rest(low: str, found: list[Found]) -> str:
    for f in sorted(found, key=lambda f: -f.start):
        low = low[: f.start] + " " + low[f.end :]
    low = _CARRIER.sub("", " ".join(re.sub(r"[«»\"“”„,.;:()]", " ", low).split()))
    while True:
        bare = _LEAD.sub("", low + " ").strip()
        if bare == low or not bare:
            return bare if bare != low else low
        low = bare


def crowd(phrase: str, outlet: bool = False) -> Speaker | None:
    """Reporters, experts, sources and polls: nobody in particular; else None. ``outlet``: one is
    named, so that "the newspaper" is no crowd."""
    low = _LEAD.sub("", plain(phrase).strip(' «»"“”.,:'))
    if re.match(
        r"(?:\w+ ){0,2}(?:источник\w{0,3}|инсайдер\w{0,2}|опрос\w{0,2}|соцопрос\w{0,2})(?!\w)", low
    ):
        return Speaker(confidence=0.6)
    for kind, pattern in _PERSONS[1:2] if outlet else _PERSONS[:2]:
        m = pattern.search(low)
        if m and re.search(
            r"(?:[ыи]|ов|ей|ам|ям|ами|ями|ах|ях|сми|медиа|издание|издания|газета|газеты)$",
            m.group(),
        ):
            return Speaker(None, None, None, None, kind, 0.6)
    return None
