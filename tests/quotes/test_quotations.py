"""What quotation marks settle after linking. All people and their words are invented."""

from __future__ import annotations

from kzstance.quotes.marks import find
from kzstance.quotes.quotations import by_paragraph, continued, uncovered
from kzstance.records import Span, Statement

SPEECH = "Roe spoke:\n\n“We go home now.\n\n“We go at dawn.”\n\nThe river is long."


def place(text: str, words: str) -> Span:
    at = text.index(words)
    return at, at + len(words)


def test_an_unquoted_statement_ends_with_its_paragraph() -> None:
    text = "Doe: the bridge is closed\n\nDriver Roe: “I carry melons.”"
    span = (5, len(text))
    assert by_paragraph(text, [span], find(text)) == (place(text, "the bridge is closed"),)


def test_a_quotation_goes_on_across_paragraphs() -> None:
    start, end = place(SPEECH, "“We go home now.")[0], place(SPEECH, "dawn.”")[1]
    assert by_paragraph(SPEECH, [(start, end)], find(SPEECH)) == (
        place(SPEECH, "“We go home now."),
        place(SPEECH, "“We go at dawn.”"),
    )


def test_the_paragraphs_of_a_quotation_are_one_statement() -> None:
    first, second = place(SPEECH, "“We go home now."), place(SPEECH, "“We go at dawn.”")
    found = [
        Statement((first,), "direct", (4, 9), (0, 3), 0.8),
        Statement((second,), "direct", None, None, 0.3),
    ]
    (one,) = continued(found, find(SPEECH))
    assert one.spans == (first, second)
    assert one.mention == (0, 3)


def test_statements_apart_stay_apart() -> None:
    text = "“We go home now,” said Roe.\n\n“We stay right here,” said Doe."
    found = [
        Statement((place(text, "“We go home now,”"),), "direct", None, place(text, "Roe")),
        Statement((place(text, "“We stay right here,”"),), "direct", None, place(text, "Doe")),
    ]
    assert continued(found, find(text)) == found


def test_a_quotation_without_a_cue_is_of_the_person_named_before() -> None:
    text = "VELGRAD — Dana Roe put the letters on the table. “We wrote six of them to you.”"
    persons = [place(text, "VELGRAD"), place(text, "Dana Roe")]
    (one,) = uncovered(text, [], find(text), persons)
    assert one.mention == place(text, "Dana Roe")
    assert one.confidence <= 0.5


def test_a_quotation_without_a_cue_goes_on_for_who_spoke_last() -> None:
    text = "“We go home,” said Roe. The hall was full. “We shall go there again at dawn.”"
    said = Statement((place(text, "“We go home,”"),), "direct", None, place(text, "Roe"), 0.8)
    (one,) = uncovered(text, [said], find(text), [])
    assert one.mention == said.mention


def test_nobody_is_given_a_quotation_from_far_or_a_short_one() -> None:
    said = Statement(((0, 5),), "direct", None, (6, 9), 0.8)
    far = "“Go,” Roe said. " + "The river is long. " * 40 + "“We shall go there again at dawn.”"
    assert uncovered(far, [said], find(far), []) == []
    short = "“Go,” Roe said. The old «ferry» and the “First Light” left."
    assert uncovered(short, [said], find(short), []) == []


def test_many_quotations_cost_no_more_than_their_number() -> None:
    text = "Roe spoke. " + "“We shall go there again at dawn.” " * 3000
    assert len(uncovered(text, [], find(text), [(0, 3)])) <= 3000
