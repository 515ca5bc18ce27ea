"""Titles that are no office of state: nobody's words may be put into a president's mouth.

Invented countries and people; Orbelindze is president of Varland, Kestrelov of Ostrania.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kzstance.records import Speaker
from kzstance.speakers.titles import read

Who = Callable[..., list[Speaker]]
SAID = "[{}] said on Monday that the bridge would open."


@pytest.mark.parametrize(
    "mention",
    [
        "The Ostranian opposition leader",
        "The leader of the Ostranian opposition",
        "Ostrania's former opposition leader",
        "A spokesman for the Ostranian opposition",
        "The Ostranian religious leader",
        "An Ostranian church leader",
        "Ostrania's Democratic Party leader",
        "The leader of Ostrania's Democratic Party",
        "The leader of Ostrania's largest trade union",
        "The Ostranian separatist leader",
        "The leader of Ostranian rebels",
        "The Ostranian community leader",
        "Ostrania's youth leader",
        "The Ostranian business leader",
        "The leader of Ostrania's north",
        "Ostrania's regional president",
        "The president of an Ostranian bank",
        "The Ostranian company president",
        "The Ostranian club president",
        "The president of Ostrania's chess federation",
        "The president of the University of Ostrania",
        "The wife of the Ostranian president",
        "Critics of Ostrania's president",
        "An aide to the Ostranian president",
        "The Ostranian president's brother",
        "Ostrania's deputy president",
        "Ostrania's president-in-exile",
        "An Ostranian president",
        "Ostrania's former president",
        "A Ostranian spokesman",
        "A spokeswoman for an Ostranian bank",
        "The Ostranian shadow foreign minister",
        "Ostrania's secretary of state for schools",
    ],
)
def test_no_holder_of_a_state_office(who: Who, mention: str) -> None:
    (s,) = who(SAID.format(mention))
    assert (s.name, s.id, s.role) == (None, None, None)
    # nor one whom the article names
    *_, later = who(f"President Anton Kestrelov and Marina Kestrelov came. {SAID.format(mention)}")
    assert (later.name, later.role) == (None, None)


@pytest.mark.parametrize(
    "mention",
    [
        "The opposition leader",
        "The party leader",
        "The company's president",
        "The leader of the group",
        "The club president",
        "The former president",
        "The analyst",
        "The prime minister",
    ],
)
def test_short_titles_are_not_the_president_named_before(who: Who, mention: str) -> None:
    (s,) = who(f"President Anton Kestrelov came to Velgrad. {SAID.format(mention)}")
    assert s.name is None


def test_the_opposition_leader_named_before(who: Who) -> None:
    (s,) = who(
        "Opposition leader Jorin Maselbek met President Anton Kestrelov. "
        "[The opposition leader] said that the bridge would open."
    )
    assert (s.name, s.role) == ("Jorin Maselbek", None)


@pytest.mark.parametrize(
    "mention",
    [
        "Ostrania's leader",
        "The Ostranian leader",
        "Ostranian leader",
        "Ostrania's newly elected president",
        "The president of Ostrania",
        "The visiting Ostranian president",
        "Ostrania's head of state",
    ],
)
def test_the_head_of_state(who: Who, mention: str) -> None:
    (s,) = who(SAID.format(mention))
    assert (s.name, s.role) == ("Anton Kestrelov", "President of Ostrania")


def test_further_offices_only_for_the_bare_word(who: Who) -> None:
    """Lodvik is Chancellor of Meravia, listed as its prime minister; Meravia has no president."""
    (s,) = who(SAID.format("The Meravian chancellor"))
    assert s.name == "Ilka Lodvik"
    for mention in ("The Meravian president", "Meravia's leader", "The Varlandic chancellor"):
        (s,) = who(SAID.format(mention))
        assert s.name is None, mention
    (s,) = who(SAID.format("The chancellor of the University of Meravia"))
    assert (s.name, s.actor_kind) == (None, "expert")


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("The speaker of the Meravian Senate", "Toma Brevik"),
        ("Meravia's Senate speaker", "Toma Brevik"),
        ("The Meravian parliament speaker", "Una Sarkel"),
        ("The speaker of the Varlandic Senate", None),
        ("A Meravian speaker", None),
    ],
)
def test_speakers_of_two_houses(who: Who, mention: str, name: str | None) -> None:
    assert who(SAID.format(mention))[0].name == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Varland's ambassador to Ostrania", "Mira Dolanović"),
        ("Varland's ambassador to Meravia", None),
        ("Varland's ambassador", None),
        ("The Meravian governor", None),  # one of many
        ("The Ostranian foreign ministry spokeswoman", "Marina Kestrelov"),
    ],
)
def test_offices_that_several_hold(who: Who, mention: str, name: str | None) -> None:
    assert who(SAID.format(mention))[0].name == name


def test_a_minister_keeps_an_office_of_any_field() -> None:
    for phrase in ("business minister", "minister of religious affairs", "prime minister"):
        title = read(phrase)
        assert title is not None and title.kind == "government" and not title.qualified


def test_party_leader_and_president(who: Who) -> None:
    title = read("party leader and president of Ostrania")
    assert title is not None and title.slugs[0] == "president"


def test_two_countries_of_equal_claim(who: Who) -> None:
    """ "The ministry" after two countries in one sentence is nobody's; after one, its own."""
    (s,) = who("Varland met Ostrania on Monday. [The Foreign Ministry] said the bridge opened.")
    assert (s.name, s.actor) == (None, None)
    (s,) = who("Varland and Ostrania regret the delay, [the Foreign Ministry] said on Monday.")
    assert (s.name, s.actor) == (None, None)
    (s,) = who("Varland regrets the delay in Ostrania, [the Foreign Ministry] said on Monday.")
    assert s.actor == "VRL"
    (s,) = who("Ostrania was cold on Monday. [The Foreign Ministry] said the bridge opened.")
    assert s.actor == "OST"
    *_, s = who(
        "[The Foreign Ministry of Varland] and [the Foreign Ministry of Ostrania] disagreed. "
        "[The ministry] said the bridge opened."
    )
    assert (s.name, s.actor) == (None, None)
    (s,) = who("[The Foreign Ministry] said that Ostrania had closed the bridge.")
    assert s.actor is None  # named only in what is said


def test_the_office_needs_the_day(who: Who) -> None:
    assert who(SAID.format("Ostrania's leader"), None)[0].name is None
    assert who(SAID.format("Ostrania's leader"), date(2011, 1, 1))[0].name is None


@pytest.mark.parametrize("on", [date(2022, 5, 3), None])
@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        ("Reporters", "media"),
        ("Ostranian media", "media"),
        ("State media in Varland", "media"),
        ("Sources", None),
        ("Ostranian government sources", None),
        ("A source close to the White Palace", None),
        ("Experts", "expert"),
        ("Varlandic experts", "expert"),
        ("Analysts in Velgrad", "expert"),
        ("Polls", None),
        ("Opinion polls in Ostrania", None),
    ],
)
def test_crowds_speak_for_nobody(who: Who, mention: str, kind: str | None, on: date | None) -> None:
    (s,) = who("President Anton Kestrelov came. " + SAID.format(mention), on)
    assert (s.name, s.role, s.actor, s.actor_kind) == (None, None, None, kind)
