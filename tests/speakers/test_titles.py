"""Title words and what they mean."""

from __future__ import annotations

import pytest

from kzstance.speakers.ministries import ministry
from kzstance.speakers.spelling import bare_name
from kzstance.speakers.titles import read


@pytest.mark.parametrize(
    ("phrase", "slug", "kind"),
    [
        ("Foreign Minister", "foreign_minister", "government"),
        ("the minister of foreign affairs of Varland", "foreign_minister", "government"),
        ("Deputy Foreign Minister", "deputy_foreign_minister", "government"),
        ("Foreign Ministry spokeswoman", "foreign_ministry_spokesperson", "government"),
        ("presidential press secretary", "presidential_spokesperson", "government"),
        ("Vice President", "vice_president", "government"),
        ("president", "president", "government"),
        ("Prime Minister", "prime_minister", "government"),
        ("Defence Minister", "defence_minister", "government"),
        ("Varland's ambassador to Ostrania", "ambassador", "government"),
        ("Secretary-General", "secretary_general", "government"),
        ("a political analyst", None, "expert"),
        ("TV host", None, "media"),
        ("a lawmaker", None, "party"),
        ("the general", None, "military"),
        ("chief executive", None, "company"),
        ("a farmer", None, "society"),
        ("an official", None, "government"),
        ("the chief executive officer", None, "company"),
        ("the Prosecutor General", None, "government"),
        ("the director general", None, "government"),
        ("a consul general", None, "government"),
        ("a police officer", None, "government"),
        ("an army officer", None, "military"),
        ("a retired general", None, "military"),
        ("a senior fellow at the institute", None, "expert"),
        ("a fellow at the institute", None, "expert"),
        ("fellow lawmakers", None, "party"),
        ("the host of the show", None, "media"),
        ("the king", "monarch", "government"),
        ("King Jorin", "monarch", "government"),
        ("the Emir of Ostrania", "monarch", "government"),
        ("Political scientist Sultan Orgavelo", None, "expert"),
        ("party leader", None, "party"),
        ("chancellor of the University of Velgrad", None, "expert"),
        ("the Senate speaker", "senate_speaker", "government"),
    ],
)
def test_read(phrase: str, slug: str | None, kind: str) -> None:
    title = read(phrase)
    assert title is not None
    assert (title.slugs[0] if title.slugs else None) == slug
    assert title.kind == kind
    assert title.former == ("retired" in phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "Dana Orbelindze",
        "the bridge",
        "Sultan Orgavelo",
        "the general public",
        "the host country",
    ],
)
def test_no_title(phrase: str) -> None:
    assert read(phrase) is None


@pytest.mark.parametrize("phrase", ["former president", "ex-president", "the late prime minister"])
def test_former(phrase: str) -> None:
    title = read(phrase)
    assert title is not None and title.former


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the Foreign Ministry", "Foreign Affairs"),
        ("Ministry of Foreign Affairs", "Foreign Affairs"),
        ("the MFA", "Foreign Affairs"),
        ("the Defense Ministry", "Defence"),
        ("Ministry of the Interior", "Internal Affairs"),
        ("the ministry", ""),
        ("the minister", None),
    ],
)
def test_ministry(phrase: str, expected: str | None) -> None:
    assert ministry(phrase) == expected


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("President Dana Orbelindze", "Dana Orbelindze"),
        ("Mr. Vantomme", "Vantomme"),
        ("the Foreign Minister Pavel Vantomme’s", "Pavel Vantomme"),
        ("Dana Orbelindze", "Dana Orbelindze"),
        ("The President", ""),
        ("Former President Dana Orbelindze", "Dana Orbelindze"),
        ("Ex-President Dana Orbelindze", "Dana Orbelindze"),
        ("Acting Prosecutor General Jorin Maselbek", "Jorin Maselbek"),
        ("The late Dana Orbelindze", "Dana Orbelindze"),
    ],
)
def test_bare_name(name: str, bare: str) -> None:
    assert bare_name(name) == bare
