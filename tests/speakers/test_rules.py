"""General rules of who speaks, each on invented people. Mentions stand in [brackets]."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from kzstance.records import Speaker
from kzstance.speakers.confidence import Way, values
from kzstance.speakers.crowds import outlet
from kzstance.speakers.recognised import _bare
from kzstance.speakers.roster import load

Who = Callable[..., list[Speaker]]
SAID = "[{}] said on Monday that the bridge would open."


def test_the_subject_before_somebody_named_in_passing(who: Who) -> None:
    *_, he = who(
        "Pavel Vantomme arrived after a call with Anton Kestrelov. [He] said the bridge would open."
    )
    assert he.name == "Pavel Vantomme"
    *_, he = who(
        "[Pavel Vantomme] spoke in the hall. The tunnel, built by Anton Kestrelov, is closed. "
        "[He] said that the bridge would open."
    )
    assert he.name == "Pavel Vantomme"


def test_who_meets_somebody_speaks(who: Who) -> None:
    (s,) = who(
        "[President Pavel Vantomme spoke today with Anton Kestrelov, President of Ostrania,] to "
        "reiterate that the bridge would open."
    )
    assert s.name == "Pavel Vantomme"
    *_, he = who("[The diplomat who met with Anton Kestrelov] said the bridge would open.")
    assert he.name is None


def test_somebody_without_a_name_is_he_too(who: Who) -> None:
    someone, he = who(
        "[A senior Ostranian diplomat] said the mood had changed since she met Pavel Vantomme. "
        "“I do not have a plan,” [he] added."
    )
    assert (someone.name, someone.actor) == (he.name, he.actor) == (None, "OST")


def test_officials_are_no_he(who: Who) -> None:
    *_, he = who(
        "[Pavel Vantomme] opened the bridge. The tunnel was shut, [officials] said. "
        "“We waited,” [he] said."
    )
    assert he.name == "Pavel Vantomme"


@pytest.mark.parametrize(
    "mention",
    ["the lawmakers", "the two leaders", "officials", "Western officials", "the deputies"],
)
def test_several_people_are_nobody_by_name(who: Who, mention: str) -> None:
    *_, s = who(f"President Anton Kestrelov came to Velgrad. {SAID.format(mention)}")
    assert (s.name, s.id) == (None, None)


def test_of_two_who_speak_together_the_first(who: Who) -> None:
    (s,) = who(SAID.format("Pavel Vantomme and Anton Kestrelov"))
    assert s.name == "Pavel Vantomme"
    (s,) = who(SAID.format("Velgrad and Ostrapol"))
    assert s.actor == "VRL"


def test_an_office_is_not_its_holder(who: Who) -> None:
    (s,) = who(f"Pavel Vantomme spoke. {SAID.format('Vantomme’s office')}")
    assert (s.name, s.role, s.actor) == ("Office of Pavel Vantomme", None, "VRL")
    (s,) = who(f"Pavel Vantomme spoke. {SAID.format('His office')}")
    assert s.actor == "VRL"
    (s,) = who(f"Anton Kestrelov spoke. {SAID.format('The Kestrelov administration')}")
    assert (s.name, s.actor) == ("Government of Ostrania", "OST")
    (s,) = who(f"Pavel Vantomme spoke. {SAID.format('A top Vantomme aide')}")
    assert (s.name, s.actor) == (None, "VRL")
    (s,) = who(f"Pavel Vantomme spoke. {SAID.format('Vantomme’s statement')}")
    assert s.name == "Pavel Vantomme"


def test_our_government_is_the_speakers(who: Who) -> None:
    *_, ours = who(
        "“We shall see,” [Pavel Vantomme] said. “[Our government] does not accept this map.”"
    )
    assert (ours.name, ours.actor) == ("Government of Varland", "VRL")


def test_who_is_the_one_named_right_before(who: Who) -> None:
    *_, s = who(
        "Pavel Vantomme blamed Ostrania's foreign minister, [who] said the bridge would open."
    )
    assert s.name != "Pavel Vantomme"
    *_, s = who("The hall was open to Anton Kestrelov, [who] said that the bridge would open.")
    assert s.name == "Anton Kestrelov"


def test_names_after_unusual_titles(who: Who) -> None:
    for mention in (
        "Blogger Jorin Maselbek",
        "head of Velgrad Jorin Maselbek",
        "Ostrania's Energy Minister Jorin Maselbek",
        "Senate Minority Leader Jorin Maselbek",
        "opposition deputy Jorin Maselbek during a debate in Velgrad",
        "Varland's richest man, Jorin Maselbek -- a friend of Pavel Vantomme --",
    ):
        (s,) = who(f"Jorin Maselbek lives by the river. {SAID.format(mention)}")
        assert s.name == "Jorin Maselbek", mention


def test_what_a_phrase_once_said_is_kept(who: Who) -> None:
    first, he = who(
        "[Jorin Maselbek, 59, the deputy energy minister of Ostrania,] said the bridge would open. "
        "It rained. “It was dark,” [he] added."
    )
    assert (first.actor, he.actor) == ("OST", "OST")


def test_retired_once_is_retired_later(who: Who) -> None:
    _, later = who(
        "[Retired Ostranian general Jorin Maselbek] said the bridge would open. It rained. "
        "[General Maselbek] added that the tunnel was closed."
    )
    assert (later.name, later.actor) == ("Jorin Maselbek", None)


def test_the_opposition_speaks_for_no_state(who: Who) -> None:
    (s,) = who(SAID.format("Ostranian opposition leaders"))
    assert s.actor is None
    (s,) = who(SAID.format("Ostranian-backed separatists"))
    assert s.actor is None
    (s,) = who(SAID.format("Leaders of pro-Ostranian rebels"))
    assert s.actor is None


@pytest.mark.parametrize(
    ("mention", "media"),
    [
        ("Radio Brod, an Ostranian commercial radio station", True),
        ("the Velgrad Courier", True),
        ("the newspaper", True),
        ("Brodar, a Varlandic Telegram channel with military links", True),
        ("officials interviewed by the newspaper", False),
        ("Pavel Vantomme", False),
        ("the White Palace", False),
    ],
)
def test_outlets(who: Who, mention: str, media: bool) -> None:
    assert outlet(mention) is media
    (s,) = who(SAID.format(mention))
    assert (s.actor_kind == "media") is media
    if media:
        assert (s.name, s.actor) == (None, None)


def test_a_clause_about_a_body_is_not_the_body(who: Who) -> None:
    (s,) = who(SAID.format("The Brodar channel, which is close to the Ostranian army,"))
    assert s.actor is None


def test_bodies_of_a_country(who: Who) -> None:
    for mention, name in (
        ("Ostrania's Cabinet of Ministers", "Government of Ostrania"),
        ("Ostranian authorities", "Government of Ostrania"),
        ("The Ostranian delegation", "Delegation of Ostrania"),
        ("Ostrania's General Staff", "General Staff of the Armed Forces of Ostrania"),
        ("The Ostranian parliament", "Parliament of Ostrania"),
    ):
        (s,) = who(SAID.format(mention))
        assert (s.name, s.actor, s.role) == (name, "OST", None), mention


def test_it_is_the_body_that_spoke_or_opens_the_sentence(who: Who) -> None:
    *_, it = who(
        "[Velgrad] spoke. Ostrapol took another view. The closure, [it] argued, was wrong."
    )
    assert it.actor == "OST"


def test_two_of_one_surname_told_apart_by_title_or_honorific(who: Who) -> None:
    text = "Jorin Maselbek, a farmer, met General Tovar Maselbek. [{}] said the bridge would open."
    assert who(text.format("General Maselbek"))[0].name == "Tovar Maselbek"
    assert who(text.format("Maselbek"))[0].name is None
    text = "Anton Kestrelov came, and Ulla Kestrelov smiled. [{}] said the bridge would open."
    assert who(text.format("Mrs. Kestrelov"))[0].name != "Anton Kestrelov"


def test_title_whose_name_comes_right_after(who: Who) -> None:
    first, _ = who(
        "The bridge is closed, [the Ostranian energy minister] said. It was too cold. "
        "[Jorin Maselbek, the energy minister of Ostrania,] spoke in the hall."
    )
    assert first.name == "Jorin Maselbek"


def test_a_place_that_opens_the_sentence_gives_the_country(who: Who) -> None:
    (s,) = who("In Ostrapol, [a presidential adviser, Jorin Maselbek,] dismissed the idea.")
    assert (s.name, s.actor) == ("Jorin Maselbek", "OST")
    (s,) = who("Varland and Ostrania spoke. [The mayor, Jorin Maselbek,] dismissed the idea.")
    assert s.actor is None


def test_confidence_knows_its_way(who: Who) -> None:
    (s,) = who(SAID.format("Pavel Vantomme"))
    assert isinstance(s.confidence, Way) and s.confidence == values()["roster_name"]
    again = pickle.loads(pickle.dumps(s.confidence))  # noqa: S301  # made here
    assert (again, again.name) == (s.confidence, "roster_name")
    assert all(0 <= v <= 1 for v in values().values())


def test_markup_behind_a_name_is_no_part_of_it() -> None:
    """A link in Markdown once became part of the speaker's name."""
    empty = load(())
    assert _bare("Pavel Vantomme](https://x.example", empty) == "Pavel Vantomme"
    assert _bare("](https://x.example", empty) == ""
