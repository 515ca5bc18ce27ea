"""The shipped rosters: their form, and facts that anyone can look up."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kzstance.config import shipped
from kzstance.records import ACTOR_KINDS
from kzstance.speakers.roster import Roster, fold, load

FOLDER = shipped("data/rosters")
DATA = {p.name: tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted(FOLDER.glob("*.toml"))}
CODES = {c["code"] for d in DATA.values() for c in d.get("country", [])}
BODIES = set(
    """EU UN NATO OSCE EAEU CSTO SCO COE OTS WB CICA CIS IAEA WHO ICC IMF WTO ICJ G7 G20 BRICS AU
    ASEAN""".split()
)
SLUGS = set(
    """foreign_minister prime_minister other ambassador president defence_minister
    deputy_prime_minister parliament_speaker deputy_foreign_minister foreign_ministry_spokesperson
    spokesperson presidential_adviser un_representative parliament_member secretary_general
    intelligence_chief interior_minister security_council_secretary finance_minister
    head_of_presidential_administration military_chief head_of_region presidential_spokesperson
    economy_minister special_envoy energy_minister press_secretary vice_president
    opposition_leader trade_minister senate_speaker national_security_adviser monarch
    information_minister commission_president high_representative head_of_state council_president
    security_council_member""".split()
)
KEYS = {
    "person": {"key", "name", "aliases", "surnames", "gender", "wikidata", "office"},
    "office": {"office", "title", "actor", "actor_kind", "to", "start", "end", "start_precision"},
    "country": {"code", "name", "names", "adjectives", "capital", "places"},
    "institution": {"name", "aliases", "actor", "actor_kind"},
}


def rows(table: str) -> list[tuple[str, dict[str, Any]]]:
    return [(f, r) for f, d in DATA.items() for r in d.get(table, [])]


def offices() -> list[tuple[str, dict[str, Any]]]:
    return [(p["key"], o) for _, p in rows("person") for o in p.get("office", [])]


@pytest.fixture(scope="module")
def roster() -> Roster:
    return load((str(FOLDER),))


def test_files_are_there() -> None:
    assert {"kazakhstan.toml", "russia.toml", "ukraine.toml", "countries.toml"} <= set(DATA)
    assert len(CODES) > 190


@pytest.mark.parametrize("table", ["person", "country", "institution"])
def test_only_known_keys(table: str) -> None:
    odd = [(f, r, set(r) - KEYS[table]) for f, r in rows(table) if set(r) - KEYS[table]]
    assert odd == []


def test_top_level_keys() -> None:
    for name, data in DATA.items():
        assert set(data) <= {"as_of", "person", "country", "institution"}, name


def test_people() -> None:
    for file, p in rows("person"):
        where = f"{file}: {p['key']}"
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", p["key"]), where
        assert p["surnames"] and all(s.strip() == s and s for s in p["surnames"]), where
        assert p.get("gender") in {"m", "f", None}, where
        assert re.fullmatch(r"Q[1-9]\d*", p.get("wikidata", "Q1")), where
        assert p.get("office"), f"{where}: no office"


def test_a_surname_stands_in_the_name_or_an_alias() -> None:
    odd = []
    for file, p in rows("person"):
        names = " ".join(fold(n) for n in (p["name"], *p.get("aliases", [])))
        if not any(fold(s) in names for s in p["surnames"]):
            odd.append((file, p["key"]))
    assert odd == []


def test_keys_and_qids_are_unique() -> None:
    for field in ("key", "wikidata"):
        seen = Counter(p[field] for _, p in rows("person") if field in p)
        assert [k for k, n in seen.items() if n > 1] == []


def test_offices() -> None:
    for key, o in offices():
        assert set(o) <= KEYS["office"], (key, o)
        assert o["office"] in SLUGS, (key, o["office"])
        assert o["actor"] in CODES | BODIES, (key, o["actor"])
        assert o["actor_kind"] in ACTOR_KINDS, (key, o["actor_kind"])
        assert o.get("start_precision") in {None, "year", "month"}, (key, o)
        for end in ("start", "end"):
            assert type(o.get(end)) in {date, type(None)}, (key, o)
        if o.get("start") and o.get("end"):
            assert o["start"] <= o["end"], (key, o)


def test_only_envoys_are_sent_to_somebody() -> None:
    for key, o in offices():
        if "to" in o:
            assert o["to"] in CODES | BODIES, (key, o)
            assert o["office"] in {"ambassador", "un_representative", "special_envoy"}, (key, o)


def test_countries_and_institutions() -> None:
    codes = [c["code"] for _, c in rows("country")]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z]{3}", c) for c in codes)
    for file, r in rows("institution"):
        assert r["actor_kind"] in ACTOR_KINDS, (file, r["name"])
        assert r.get("actor") in CODES | BODIES | {None}, (file, r["name"])


@pytest.mark.parametrize("slug", ["president", "prime_minister", "foreign_minister"])
def test_one_person_at_a_time(slug: str) -> None:
    """Office terms of two people share at most the day of the change (coarse starts aside)."""
    terms: dict[str, list[tuple[date, date, str, bool]]] = defaultdict(list)
    for key, o in offices():
        if o["office"] == slug:
            exact = "start_precision" not in o
            terms[o["actor"]].append(
                (o.get("start") or date.min, o.get("end") or date.max, key, exact)
            )
    over = []
    for actor, list_ in terms.items():
        list_.sort()
        for before, after in pairwise(list_):
            if after[3] and after[0] < before[1] and before[2] != after[2]:
                over.append((actor, before, after))
    assert over == []


@pytest.mark.parametrize(
    ("slug", "actor", "day", "expected"),
    [
        ("president", "KAZ", date(2015, 6, 1), "Nursultan Nazarbayev"),
        ("president", "KAZ", date(2019, 6, 1), "Kassym-Jomart Tokayev"),
        ("president", "KAZ", date(2024, 6, 1), "Kassym-Jomart Tokayev"),
        ("foreign_minister", "KAZ", date(2014, 9, 1), "Erlan Idrissov"),
        ("foreign_minister", "KAZ", date(2017, 9, 1), "Kairat Abdrakhmanov"),
        ("foreign_minister", "KAZ", date(2019, 3, 1), "Beibut Atamkulov"),
        ("foreign_minister", "KAZ", date(2022, 9, 28), "Mukhtar Tileuberdi"),
        ("foreign_minister", "KAZ", date(2024, 9, 28), "Murat Nurtleu"),
        ("president", "RUS", date(2022, 2, 24), "Vladimir Putin"),
        ("foreign_minister", "RUS", date(2022, 2, 24), "Sergey Lavrov"),
        ("president", "UKR", date(2018, 1, 1), "Petro Poroshenko"),
        ("president", "UKR", date(2022, 2, 24), "Volodymyr Zelensky"),
        ("foreign_minister", "UKR", date(2022, 2, 24), "Dmytro Kuleba"),
        ("secretary_general", "UN", date(2022, 9, 28), "António Guterres"),
        ("secretary_general", "NATO", date(2022, 9, 28), "Jens Stoltenberg"),
    ],
)
def test_who_held_it(roster: Roster, slug: str, actor: str, day: date, expected: str) -> None:
    found = roster.holder(slug, actor, day)
    assert found is not None
    assert found[0] is roster.named(expected)


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Astana", "KAZ"),
        ("Akorda", "KAZ"),
        ("Kremlin", "RUS"),
        ("Kazakhstan", "KAZ"),
        ("Kyiv", "UKR"),
    ],
)
def test_metonyms(roster: Roster, name: str, actor: str) -> None:
    (_, _, found) = roster.actor_mentions(f"In a note {name} answered.")[0]
    assert found.actor == actor


def test_sample_cast_has_the_same_form() -> None:
    path = Path(FOLDER).parent / "sample" / "cast.toml"
    for p in tomllib.loads(path.read_text(encoding="utf-8"))["person"]:
        assert set(p) <= KEYS["person"]
        assert p["key"].startswith("inv-")
        assert "wikidata" not in p  # nobody of them exists
        for o in p.get("office", []):
            assert set(o) <= KEYS["office"] and o["actor"] in CODES | BODIES
            assert o["office"] in SLUGS and o["actor_kind"] in ACTOR_KINDS


def test_nobody_of_the_sample_cast_is_in_the_rosters(roster: Roster) -> None:
    path = Path(FOLDER).parent / "sample" / "cast.toml"
    for p in tomllib.loads(path.read_text(encoding="utf-8"))["person"]:
        assert roster.named(p["name"]) is None
