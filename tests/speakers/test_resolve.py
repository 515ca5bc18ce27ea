"""Mentions → speakers, on invented people of invented countries. Mentions stand in [brackets]."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kzstance.records import ACTOR_KINDS, Article, Speaker, Statement
from kzstance.speakers.resolver import Resolver

Who = Callable[..., list[Speaker]]


def test_full_name(who: Who) -> None:
    (s,) = who("[Pavel Vantomme] said on Monday that the bridge would open.")
    assert (s.name, s.id, s.role, s.actor, s.actor_kind) == (
        "Pavel Vantomme",
        "inv-vantomme",
        "Minister of Foreign Affairs of Varland",
        "VRL",
        "government",
    )
    assert 0 < s.confidence <= 1


def test_role_is_that_of_the_day(who: Who) -> None:
    text = "[Dana Orbelindze] said on Monday that the bridge would open."
    assert who(text, date(2018, 5, 3))[0].role == "Minister of Foreign Affairs of Varland"
    assert who(text, date(2022, 5, 3))[0].role == "President of Varland"


def test_no_date_no_role(who: Who) -> None:
    (s,) = who("[Dana Orbelindze] said on Monday that the bridge would open.", None)
    assert (s.name, s.role, s.actor) == ("Dana Orbelindze", None, "VRL")


def test_surname_later(who: Who) -> None:
    first, second = who(
        "[Pavel Vantomme] said that the bridge would open. The hall was full. [Vantomme] added "
        "that the tunnel would follow."
    )
    assert second.name == first.name == "Pavel Vantomme"


def test_pronouns_follow_the_gender(who: Who) -> None:
    *_, he, she = who(
        "Pavel Vantomme met Dana Orbelindze in Velgrad on Monday. [He] said that the bridge would "
        "open. [She] said that the tunnel would follow."
    )
    assert he.name == "Pavel Vantomme"
    assert she.name == "Dana Orbelindze"


def test_title_with_country(who: Who) -> None:
    (s,) = who("[The foreign minister of Varland] said that the bridge would open.")
    assert (s.name, s.actor) == ("Pavel Vantomme", "VRL")
    (s,) = who("[Ostrania's president] said that the bridge would open.")
    assert (s.name, s.actor) == ("Anton Kestrelov", "OST")


def test_the_minister_is_who_was_named(who: Who) -> None:
    _, later = who(
        "[Foreign Minister Pavel Vantomme] said that the bridge would open. There was applause. "
        "[The minister] added that the tunnel would follow."
    )
    assert later.name == "Pavel Vantomme"


@pytest.mark.parametrize(
    ("mention", "actor"),
    [("Velgrad", "VRL"), ("Varland", "VRL"), ("The White Palace", "OST"), ("Ostrapol", "OST")],
)
def test_metonyms(who: Who, mention: str, actor: str) -> None:
    (s,) = who(f"[{mention}] said on Monday that the bridge would open.")
    assert (s.actor, s.actor_kind, s.role) == (actor, "government", None)


def test_ministries(who: Who) -> None:
    (s,) = who("[The Foreign Ministry of Varland] said that the bridge would open.")
    assert (s.name, s.actor, s.actor_kind) == (
        "Ministry of Foreign Affairs of Varland",
        "VRL",
        "government",
    )
    (s,) = who("[Ostrania's Defence Ministry] said that the bridge would open.")
    assert (s.actor, s.actor_kind) == ("OST", "military")


def test_the_ministry_is_the_one_spoken_of(who: Who) -> None:
    _, later = who(
        "[The Foreign Ministry of Ostrania] said that the bridge would open. It rained. "
        "[The ministry] added that the tunnel would follow."
    )
    assert later.actor == "OST"


def test_two_people_of_one_surname(who: Who) -> None:
    a, m = who(
        "[Anton Kestrelov] said that the bridge would open. [Marina Kestrelov] said that it would "
        "not, and the hall laughed."
    )
    assert (a.id, m.id) == ("inv-kestrelov-a", "inv-kestrelov-m")


def test_surname_alone_of_two_people_is_not_guessed(who: Who) -> None:
    (s,) = who("[Kestrelov] said on Monday that the bridge would open.")
    assert s.id is None


def test_expert_speaks_for_no_state(who: Who) -> None:
    (s,) = who("[Jorin Maselbek, an analyst in Velgrad,] said that the bridge would open.")
    assert s.actor is None
    (s,) = who("[Varlandic analysts] said that the bridge would open.")
    assert (s.actor, s.actor_kind) == (None, "expert")


def test_former_official_is_not_the_government(who: Who) -> None:
    (s,) = who("[Former Varlandic foreign minister Jorin Maselbek] said the bridge would open.")
    assert s.actor_kind != "government"
    assert s.role is None


def test_holder_of_the_past_has_no_role_today(who: Who) -> None:
    (s,) = who("[Dana Orbelindze] said on Monday that the bridge would open.", date(2020, 11, 3))
    assert (s.name, s.role) == ("Dana Orbelindze", None)


def test_ambassador_speaks_for_the_sender(who: Who) -> None:
    (s,) = who("[Varland's ambassador to Ostrania, Mira Dolanovic,] said the bridge would open.")
    assert (s.name, s.actor) == ("Mira Dolanović", "VRL")
    (s,) = who("[Jorin Maselbek, the ambassador of Varland to Ostrania,] said so on Monday.")
    assert s.actor == "VRL"


def test_officials_without_names(who: Who) -> None:
    (s,) = who("[Ostranian officials] said that the bridge would open.")
    assert (s.name, s.actor, s.actor_kind) == (None, "OST", "government")


@pytest.mark.parametrize("mention", ["They", "Many", "Some of them", "Everybody there"])
def test_what_cannot_be_known_stays_empty(who: Who, mention: str) -> None:
    (s,) = who(f"[{mention}] said that the bridge would open.")
    assert (s.name, s.id, s.role, s.actor) == (None, None, None, None)


def test_somebody_unknown_keeps_the_name(who: Who) -> None:
    (s,) = who("Jorin Maselbek lives by the river. [Jorin Maselbek] said that it had rained.")
    assert (s.name, s.id, s.actor) == ("Jorin Maselbek", None, None)


def test_statement_without_a_mention(resolver: Resolver, nlp: Any) -> None:
    text = "“The bridge will open.” Rain fell."
    (s,) = resolver.resolve(Article("a", text), nlp(text), [Statement(((0, 23),), "direct")])
    assert s == Speaker()


def test_author_of_the_headline(resolver: Resolver, nlp: Any) -> None:
    text = "We shall build the bridge, and the valley will be one."
    statement = Statement(((0, len(text)),), "direct", author="President Dana Orbelindze")
    article = Article("a", text, "Remarks by President Dana Orbelindze", date(2022, 5, 3))
    (s,) = resolver.resolve(article, nlp(text), [statement])
    assert (s.name, s.role) == ("Dana Orbelindze", "President of Varland")


@pytest.mark.parametrize(
    ("author", "name", "actor"),
    [
        (
            "the Ministry of Foreign Affairs of the Republic of Varland",
            "Ministry of Foreign Affairs of Varland",
            "VRL",
        ),
        (
            "Ministry of Foreign Affairs of Ostrania",
            "Ministry of Foreign Affairs of Ostrania",
            "OST",
        ),
        ("MFA of Varland", "Ministry of Foreign Affairs of Varland", "VRL"),
        ("Varlandic Foreign Ministry", "Ministry of Foreign Affairs of Varland", "VRL"),
        ("the Press Service of the President of Varland", None, "VRL"),
        ("the Government of the Republic of Varland", "Government of Varland", "VRL"),
        ("the Embassy of Varland in Ostrania", "Embassy of Varland", "VRL"),
        ("Union of Rivers", "Union of Rivers", "UOR"),
        ("Union of Rivers Secretary General Jan Roe", "Jan Roe", "UOR"),
        ("Foreign Ministry Spokesman Jan Roe", "Jan Roe", None),
        ("Jan Roe, Ministry of Finance of Varland", "Jan Roe", "VRL"),
        ("the President of the Republic of Varland", "Dana Orbelindze", "VRL"),
        ("Foreign Minister of Ostrania Jan Roe", "Jan Roe", "OST"),
    ],
)
def test_bodies_and_people_as_authors(
    resolver: Resolver, nlp: Any, author: str, name: str | None, actor: str | None
) -> None:
    text = "We welcome the bridge."
    statement = Statement(((0, len(text)),), "direct", author=author)
    article = Article("a", text, f"Statement by {author}", date(2022, 5, 3))
    (s,) = resolver.resolve(article, nlp(text), [statement])
    assert (s.name, s.actor) == (name, actor)


def test_label_of_a_turn(resolver: Resolver, nlp: Any) -> None:
    text = "FOREIGN MINISTER VANTOMME: The bridge will open in the spring.\n"
    statement = Statement(((27, len(text) - 1),), "direct", mention=(0, 25))
    article = Article("a", text, None, date(2022, 5, 3))
    (s,) = resolver.resolve(article, nlp(text), [statement])
    assert (s.name, s.actor) == ("Pavel Vantomme", "VRL")


def test_one_speaker_a_statement_in_their_order(who: Who) -> None:
    found = who("[Ostrapol] spoke. [Velgrad] spoke. [It] spoke. [Nobody] spoke. [He] spoke.")
    assert len(found) == 5
    assert [s.actor for s in found[:2]] == ["OST", "VRL"]
    assert all(s.actor_kind in (*ACTOR_KINDS, None) and 0 <= s.confidence <= 1 for s in found)


@pytest.mark.parametrize(
    "mention",
    [
        "Former Ostranian president Jorin Maselbek",
        "Former Ostranian President Jorin Maselbek",
        "Ex-President Jorin Maselbek",
        "Acting Ostranian Prosecutor General Jorin Maselbek",
        "Prosecutor General Jorin Maselbek",
        "Ostrania's late foreign minister Jorin Maselbek",
    ],
)
def test_titles_and_adjectives_are_no_names(who: Who, mention: str) -> None:
    (s,) = who(f"[{mention}] said that the bridge would open.")
    assert s.name == "Jorin Maselbek"
    assert s.actor_kind != "military"


def test_a_given_name_is_no_monarch(who: Who) -> None:
    (s,) = who("[Political scientist Sultan Orgavelo] said that the bridge would open.")
    assert (s.name, s.actor, s.actor_kind) == ("Sultan Orgavelo", None, "expert")


def test_the_president_of_a_transcript_is_the_outlets_own_not_one_spoken_of(
    resolver: Resolver, nlp: Any
) -> None:
    text = (
        "THE PRESIDENT: Thank you all for coming here today.\n\nI spoke of President Otto Brandis."
    )
    statement = Statement(((15, 51),), "direct", mention=(0, 13))
    article = Article("t", text, "Remarks at a dinner", date(2022, 9, 28), outlet="Daily Wire")
    assert resolver.resolve(article, nlp(text), [statement])[0].name is None
