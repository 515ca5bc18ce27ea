"""The roster in memory: names, dates, offices, actors. Invented people and countries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.errors import ConfigError
from kzstance.speakers.roster import Roster, digest, fold, load

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


def test_an_office_may_end_on_the_last_day_of_the_calendar(invented: Roster) -> None:
    office = replace(invented.people["inv-orbelindze"].offices[0], end=date.max)
    assert office.held(date(2026, 1, 1), GRACE)


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


PERSON = """[[person]]
key = "inv-roe"
name = "Jan Roe"
surnames = ["Roe"]
[[person.office]]
office = "president"
title = "President of Varland"
actor = "VRL"
actor_kind = "government"
start = 2020-01-01
"""


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("start = 2020-01-01", "start = '2021-03-01'", "start is '2021-03-01'"),
        ("start = 2020-01-01", "start = 2021-03-01T10:00:00", "start is"),
        ("start = 2020-01-01", "end = 2021", "end is 2021"),
        ("start = 2020-01-01", "start = 2020-01-01\nend = 2019-01-01", "end is"),
        ('surnames = ["Roe"]', 'surnames = "Roe"', "surnames is 'Roe'"),
        ('surnames = ["Roe"]', "aliases = [1]", "aliases is"),
        ('surnames = ["Roe"]', "gender = 'x'", "gender is 'x'"),
        ('actor = "VRL"', "actor = 7", "actor is 7"),
        ('actor_kind = "government"', 'actor_kind = "goverment"', "actor_kind is 'goverment'"),
        ('title = "President of Varland"\n', "", "title is missing"),
    ],
)
def test_wrong_types_are_named_at_load(tmp_path: Path, old: str, new: str, field: str) -> None:
    """A date in quotes loaded once, and then every article was rejected."""
    path = tmp_path / "wrong.toml"
    path.write_text(PERSON)
    load((str(path),))
    load.cache_clear()
    path.write_text(PERSON.replace(old, new))
    with pytest.raises(ConfigError) as error:
        load((str(path),))
    assert all(w in str(error.value) for w in ("wrong.toml", "inv-roe", field))


def test_roster_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'[[country]]\ncode = "A"\nname = "Ostr\xe4nia"\n')
    with pytest.raises(ConfigError, match=r"latin\.toml.*UTF-8"):
        load((str(path),))


def test_digest_follows_the_bytes_not_the_place(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "r.toml").write_text(PERSON)
    a, b = digest((str(tmp_path / "a"),)), digest((str(tmp_path / "b"),))
    assert a == b == digest((str(tmp_path / "a" / "r.toml"),)) and len(a) == 64
    (tmp_path / "b" / "r.toml").write_text(PERSON + "# more\n")
    assert digest((str(tmp_path / "b"),)) != a
    with pytest.raises(ConfigError):
        digest((str(tmp_path / "none"),))
