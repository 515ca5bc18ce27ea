"""Title words and what they mean."""

from __future__ import annotations

import pytest

from kzstance.speakers.titles import bare_name, ministry, read


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
    ],
)
def test_read(phrase: str, slug: str | None, kind: str) -> None:
    title = read(phrase)
    assert title is not None
    assert (title.slugs[0] if title.slugs else None) == slug
    assert title.kind == kind
    assert not title.former


@pytest.mark.parametrize("phrase", ["", "Dana Orbelindze", "the bridge over the river"])
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
    ],
)
def test_bare_name(name: str, bare: str) -> None:
    assert bare_name(name) == bare
