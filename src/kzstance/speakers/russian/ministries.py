# ruff: noqa: E501  (tables of patterns, one a line)
"""Ministries in Russian mentions: «МИД», «Минобороны», «оборонное ведомство»."""

from __future__ import annotations

import re
from dataclasses import replace

from kzstance.records import Speaker
from kzstance.speakers import ministries as english
from kzstance.speakers.roster import Roster
from kzstance.speakers.russian.alphabet import plain

_MINISTRIES = {
    "Foreign Affairs": r"мид\w{0,2}|министерств\w{1,2} иностранных дел|внешнеполитическ\w{2,3} ведомств\w{1,2}",
    "Defence": r"(?<!\w)мо(?!\w)|минобороны|министерств\w{1,2} (?:национальной )?обороны|(?:оборонн|военн)\w{2,3} ведомств\w{1,2}",
    "Internal Affairs": r"мвд|министерств\w{1,2} внутренних дел",
    "Finance": r"минфин\w{0,2}|министерств\w{1,2} финансов",
    "Economy": r"минэконом\w{0,12}|министерств\w{1,2} (?:национальной )?экономики",
    "Energy": r"минэнерго\w{0,7}|министерств\w{1,2} энергетики",
    "Trade": r"минторг\w{0,2}|министерств\w{1,2} (?:промышленности и )?торговли|минпромторг\w{0,2}",
    "Health": r"минздрав\w{0,2}|министерств\w{1,2} здравоохранения",
    "Justice": r"минюст\w{0,2}|министерств\w{1,2} юстиции",
    "Education": r"минобр\w{0,8}|минпросвещения|министерств\w{1,2} (?:образования|просвещения)",
    "Transport": r"минтранс\w{0,2}|министерств\w{1,2} транспорта",
    "Agriculture": r"минсельхоз\w{0,2}|министерств\w{1,2} сельского хозяйства",
    "Culture": r"минкульт\w{0,4}|министерств\w{1,2} культуры",
    "Information": r"министерств\w{1,2} (?:культуры и )?информации",
    "Emergency Situations": r"мчс|министерств\w{1,2} по чрезвычайным ситуациям",
}  # fmt: skip
_MINISTRY = re.compile(
    "|".join(f"(?P<m{n}>(?<!\\w)(?:{p})(?!\\w))" for n, p in enumerate(_MINISTRIES.values()))
)
_NAMES = tuple(_MINISTRIES)


def ministry_of(roster: Roster, office: str, code: str, confidence: float) -> Speaker:
    """A ministry by the name that the roster lists, else by the one that English mentions get."""
    found = english.ministry_of(roster, office, code, confidence)
    short = {"Foreign Affairs": "Foreign", "Defence": "Defense"}.get(office)
    for adjective, actor in roster.actors.items() if short else ():
        if actor.actor == code and actor.sort == "adjective":
            listed = roster.actors.get(f"{adjective} {short} Ministry")
            if listed is not None:
                found = replace(found, name=listed.name)
    return found


def ministry_in(phrase: str) -> str | None:
    """The ministry that a phrase means, without its country."""
    m = _MINISTRY.search(plain(phrase))
    return _NAMES[int(str(m.lastgroup)[1:])] if m else None
