"""Spellings of one name meet under one key; different names do not. Invented names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzstance.speakers.roster import Roster
from kzstance.speakers.variants import variant


@pytest.mark.parametrize(
    "spellings",
    [
        "Orbayev Orbaev Orbajew Orbayeff",
        "Qorlansky Korlanskiy Korlanskyy Korlanskyi",
        "Verbashenko Verbashenka",
        "Zhumadil Dzhumadil",
        "Synegrobov Syniehrobov Syniegrobov",
        "Yermolak Ermolak Iermolak",
        "Rakhmolin Rahmolin",
        "Mirzolyoyev Mirzolyoev",
        "Tarkovych Tarkovich",
    ],
)
def test_spellings_of_one_name(spellings: str) -> None:
    assert len({variant(s) for s in spellings.split()}) == 1, spellings


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Orbayev", "Orbanov"),
        ("Korlansky", "Karlansky"),
        ("Verbashenko", "Verbashchuk"),
        ("Zhumadil", "Zhumabil"),
    ],
)
def test_other_names_stay_apart(a: str, b: str) -> None:
    assert variant(a) != variant(b) or not variant(a)


def test_given_names_have_forms() -> None:
    assert variant("Volodymyr Orbayev") == variant("Vladimir Orbaev")
    assert variant("Oleh Orbayev") == variant("Oleg Orbayev")
    assert variant("Olga Orbayev") != variant("Oleg Orbayev")


def test_too_short_names_have_none() -> None:
    assert variant("Li") == variant("Roe") == variant("") == ""


@given(st.text(max_size=40))
def test_any_text_has_a_key_or_none(name: str) -> None:
    assert variant(name) == variant(f" {name} ")


def test_roster_finds_other_spellings(invented: Roster) -> None:
    for name in ("Dana Orbelindzye", "Dana B. Orbelindze"):
        found = invented.named(name)
        assert found is not None and found.key == "inv-orbelindze"
    assert invented.named("Lana Orbelindze") is None
    found = invented.surname("Dolanovych", date(2022, 5, 3), timedelta(0))
    assert found is None or found.key == "inv-dolanovic"


def test_gender_of_a_given_name(invented: Roster) -> None:
    assert invented.gender("Dana") == "f"
    assert invented.gender("Nobody") is None
