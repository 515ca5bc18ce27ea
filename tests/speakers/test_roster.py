"""The roster in memory: names, dates, offices, actors. Invented people and countries."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.errors import ConfigError
from kzstance.speakers.roster import Roster, fold, load

GRACE = timedelta(days=45)
NONE = timedelta(0)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mira Dolanović", "mira dolanovic"),
        ("O’Rourke", "O'Rourke"),
        ("Anne-Marie  Roe", "anne marie roe"),
        ("Орбелиндзе", "ОРБЕЛИНДЗЕ"),
        ("Töle", "TOLE"),
    ],
)
def test_fold_makes_spellings_alike(a: str, b: str) -> None:
    assert fold(a) == fold(b)


@given(st.text(max_size=30))
def test_fold_twice_is_fold(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_full_name_in_any_spelling(invented: Roster) -> None:
    for name in ("Dana Orbelindze", "DANA ORBELINDZE", "Dana Orbelindse", "Dana Orbelindzé"):
        person = invented.named(name)
        assert person is not None and person.key == "inv-orbelindze"
    assert invented.named("Dana Roe") is None


def test_surname_of_two_people_is_nobody(invented: Roster) -> None:
    on = date(2022, 5, 3)
    assert invented.surname("Kestrelov", on, NONE) is None
    found = invented.surname("Kestrelov", on, NONE, frozenset({"president"}))
    assert found is not None and found.name == "Anton Kestrelov"


def test_surname_needs_an_office_on_the_day(invented: Roster) -> None:
    assert invented.surname("Vantomme", date(2015, 1, 1), GRACE) is None
    assert invented.surname("Vantomme", date(2022, 1, 1), GRACE) is not None
    assert invented.surname("Vantomme", None, GRACE) is not None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 2, 29), None),
        (date(2016, 3, 1), "Dana Orbelindze"),
        (date(2020, 6, 29), "Dana Orbelindze"),
        (date(2020, 6, 30), None),  # on the day of the change both held it
        (date(2020, 7, 1), "Pavel Vantomme"),
        (date(2030, 1, 1), "Pavel Vantomme"),
        (None, None),
    ],
)
def test_holder(invented: Roster, day: date | None, expected: str | None) -> None:
    found = invented.holder("foreign_minister", "VRL", day)
    assert (found[0].name if found else None) == expected


def test_office_on_a_day(invented: Roster) -> None:
    person = invented.people["inv-orbelindze"]

    def title(day: date | None) -> str | None:
        office = person.office(day, GRACE)
        return office.title if office else None

    assert title(date(2018, 1, 1)) == "Minister of Foreign Affairs of Varland"
    assert title(date(2020, 7, 20)) == "Minister of Foreign Affairs of Varland"  # days of grace
    assert title(date(2020, 10, 1)) is None
    assert title(date(2022, 1, 1)) == "President of Varland"
    assert title(None) is None


def test_identifier_is_the_qid_or_the_key(invented: Roster) -> None:
    assert invented.people["inv-orbelindze"].id == "Q0"
    assert invented.people["inv-vantomme"].id == "inv-vantomme"


def test_actor_mentions(invented: Roster) -> None:
    text = "Velgrad and the White Palace met in Ostrania; Varlandic press, not Varlandia."
    found = [(text[s:e], a.actor, a.sort) for s, e, a in invented.actor_mentions(text)]
    assert found == [
        ("Velgrad", "VRL", "capital"),
        ("White Palace", "OST", "institution"),
        ("Ostrania", "OST", "country"),
        ("Varlandic", "VRL", "adjective"),
    ]


def test_place() -> None:
    roster = Roster(country_names={"A": "United Plains", "B": "Varland"})
    assert (roster.place("A"), roster.place("B"), roster.place("EU")) == (
        "the United Plains",
        "Varland",
        "EU",
    )


def test_missing_roster(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder"):
        load((str(tmp_path / "none.toml"),))


@pytest.mark.parametrize(
    "body", ["[[person]]\nname = 'X'\n", "not toml", "[[country]]\ncode='A'\n"]
)
def test_broken_roster(tmp_path: Path, body: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(body)
    with pytest.raises(ConfigError, match=r"broken\.toml"):
        load((str(path),))
