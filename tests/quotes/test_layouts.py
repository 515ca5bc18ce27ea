"""Transcripts and texts of one author. All people and their words are invented."""

from __future__ import annotations

import time

import pytest

from kzstance.quotes.layouts import author, statements, turns

BRIEFING = """Press Briefing by Press Secretary Mira Dolanovic

12:05 P.M. EDT

MS. DOLANOVIC: Good afternoon, everyone. Please sit down.

I have two things to announce today.

Q Thank you, Mira. What about the bridge?

MS. DOLANOVIC: The bridge will open in the spring, as we said.

(Laughter.)

THE PRESIDENT: And I shall be there to cross it first.

Q And the tunnel, sir?

THE PRESIDENT (smiling): No tunnel this year, I am sorry.

END 12:20 P.M. EDT
"""


def said(text: str, title: str | None = None) -> list[tuple[str | None, str]]:
    found, _ = statements(text, title)
    return [(text[slice(*s.mention)] if s.mention else s.author, s.text(text)) for s in found]


def test_briefing() -> None:
    assert said(BRIEFING) == [
        ("MS. DOLANOVIC", "Good afternoon, everyone. Please sit down."),
        ("MS. DOLANOVIC", "I have two things to announce today."),
        ("MS. DOLANOVIC", "The bridge will open in the spring, as we said."),
        ("THE PRESIDENT", "And I shall be there to cross it first."),
        ("THE PRESIDENT", "No tunnel this year, I am sorry."),
    ]


def test_questions_are_no_statements() -> None:
    _, questions = statements(BRIEFING, None)
    assert ["bridge" in BRIEFING[s:e] or "tunnel" in BRIEFING[s:e] for s, e in questions] == [
        True,
        True,
    ]


def test_capital_surnames() -> None:
    text = (
        "ORBELINDZE: We have read the paper with care.\n\n"
        "VANTOMME: So have we, and we like it.\n\n"
        "ORBELINDZE: Then let us sign it today.\n"
    )
    assert [who for who, _ in said(text)] == ["ORBELINDZE", "VANTOMME", "ORBELINDZE"]


def test_interview_with_full_names() -> None:
    text = (
        "Reporter: What do you make of the vote?\n\n"
        "Dana Orbelindze: It was a close vote, closer than I thought.\n\n"
        "Reporter: Will there be another one?\n\n"
        "Dana Orbelindze: That is for the voters to say.\n"
    )
    assert [who for who, _ in said(text)] == ["Dana Orbelindze"] * 2


def test_audience_and_moderator_separate_turns() -> None:
    text = (
        "MR. VANTOMME: Thank you for having me here.\n\n"
        "AUDIENCE MEMBER: We love you, sir, we really do!\n\n"
        "MR. VANTOMME: And I love this town very much.\n\n"
        "MODERATOR: We have time for one more.\n"
    )
    assert [who for who, _ in said(text)] == ["MR. VANTOMME", "MR. VANTOMME"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said one thing: the bridge will open.\n\nNote: this text was edited.\n",
        "VELGRAD, May 3 — The council met on Monday. It was short.\n\nNobody spoke to the press.\n",
        "Three points stand out:\n\nFirst: money.\n\nSecond: time.\n\nThird: people.\n",
        "Read more: here\n\nSource: the ministry\n",
        "One line only.",
        "",
    ],
)
def test_prose_is_no_transcript(text: str) -> None:
    assert turns(text) == []
    assert statements(text, "Bridge to open in the spring")[0] == []


def test_a_dateline_is_no_part_of_the_label_below_it() -> None:
    """A label could reach over the line break: "VELGRAD\\nMR. VANTOMME"."""
    text = (
        "VELGRAD\nMR. VANTOMME: Good day to all of you.\nMS. DOLANOVIC: Thank you all so much.\n"
        "MR. VANTOMME: It is good to be here.\n"
    )
    assert [text[slice(*t.label)] for t in turns(text) if t.label] == [
        "MR. VANTOMME",
        "MS. DOLANOVIC",
        "MR. VANTOMME",
    ]


def test_capitals_cost_linear_time() -> None:
    """The words of a label could be cut in any way, which took hours for one line of capitals."""
    begun = time.process_time()
    turns("A" * 5000 + "\n" + "AB " * 5000)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Remarks by President Orbelindze at the Opening of the Bridge", "President Orbelindze"),
        (
            "Statement by Foreign Minister Dana Orbelindze on the Vote",
            "Foreign Minister Dana Orbelindze",
        ),
        ("Statement from President Vantomme", "President Vantomme"),
        ("Remarks as Prepared for Delivery by Mira Dolanovic", "Mira Dolanovic"),
        ("Op-Ed by Mira Dolanovic: The Small Print", "Mira Dolanovic"),
        ("Bridge to open in the spring", None),
        ("President Vantomme remarks on weather", None),
        ("", None),
        (None, None),
        ("MFA statement on the ceasefire", "MFA"),
        ("Foreign Ministry Statement", "Foreign Ministry"),
        ("Kazakh Foreign Ministry's statement on the ceasefire", "Kazakh Foreign Ministry"),
        (
            "Statement by the Ministry of Foreign Affairs and Trade of Velgrad on the ceasefire",
            "the Ministry of Foreign Affairs and Trade of Velgrad",
        ),
        (
            "Comment by the spokesperson of the Ministry of Foreign Affairs of Kazakhstan on it",
            "the spokesperson of the Ministry of Foreign Affairs of Kazakhstan",
        ),
        (
            "Statement by the Permanent Representative of Kazakhstan to the OSCE on the ceasefire",
            "the Permanent Representative of Kazakhstan",
        ),
        (
            "Statement by Press Secretary to the President Mira Dolanovic",
            "Press Secretary to the President Mira Dolanovic",
        ),
        ("Full text of President Orbelindze's speech at the summit", "President Orbelindze"),
        ("Presidential Message on the Day of the River", "the President"),
        ("Заявление МИД Республики Казахстан о перемирии", "МИД Республики Казахстан"),
        (
            "Комментарий официального представителя МИД Казахстана по ситуации в регионе",
            "официального представителя МИД Казахстана",
        ),
        ("G7 Leaders’ Statement", "G7 Leaders"),
        ("Statement by Kazakhstan on the river", "Kazakhstan"),
        ("Velgrad rejects statement by Vantomme on bridges", None),
        ("Dana Vantomme's speech at Velgrad: what it means for us", None),
        ("Letter from Velgrad: life by the river", None),
        ("Письмо из Велграда", None),
        ("Readout of President Orbelindze’s Call with President Vantomme", None),
        ("Joint Statement by the Presidents of Kazakhstan and Uzbekistan", None),
        ("U.S.-Kazakhstan Joint Leaders’ Statement on the River", None),
        ("Remarks by President Orbelindze and Prime Minister Vantomme", None),
        ("Statement of support for the bridge", None),
        ("Orbelindze statement draws fire", None),
    ],
)
def test_author(title: str | None, expected: str | None) -> None:
    assert author(title) == expected


def test_every_paragraph_of_an_authors_text() -> None:
    text = "We shall build the bridge.\n\n(Applause.)\n\n* * *\n\nAnd we shall cross it together.\n"
    assert said(text, "Remarks by President Vantomme at the River") == [
        ("President Vantomme", "We shall build the bridge."),
        ("President Vantomme", "And we shall cross it together."),
    ]


def test_turns_win_over_the_headline() -> None:
    who = {name for name, _ in said(BRIEFING, "Remarks by President Vantomme in Press Briefing")}
    assert who == {"MS. DOLANOVIC", "THE PRESIDENT"}


# -- transcripts and interviews


def test_russian_labels() -> None:
    text = (
        "Корреспондент: Что Вы думаете о мосте?\n\nТокманов: Мост откроется весной.\n\n"
        "Корреспондент: А тоннель?\n\nТокманов: Тоннеля в этом году не будет.\n"
    )
    assert said(text) == [
        ("Токманов", "Мост откроется весной."),
        ("Токманов", "Тоннеля в этом году не будет."),
    ]


ANSWERS = (
    "{q} What about the bridge?\n\n{a} The bridge will open in the spring.\n\n"
    "It is paid for already.\n\n{q} And the tunnel?\n\n{a} No tunnel this year, I am sorry.\n"
)


@pytest.mark.parametrize(
    ("q", "a"),
    [
        ("Q:", "A:"),
        ("Question:", "Answer:"),
        ("**Q:**", "**A:**"),
        ("Вопрос:", "Ответ:"),
        ("Q.", "A:"),
    ],
)
def test_answers_are_of_whom_the_headline_names(q: str, a: str) -> None:
    rows = said(ANSWERS.format(q=q, a=a), "Interview with Mira Dolanovic, minister of bridges")
    assert rows == [
        ("Mira Dolanovic", "The bridge will open in the spring."),
        ("Mira Dolanovic", "It is paid for already."),
        ("Mira Dolanovic", "No tunnel this year, I am sorry."),
    ]


@pytest.mark.parametrize(
    "intro",
    [
        "The foreign minister, Mira Dolanovic, spoke to Steppe Wire in Velgrad.",
        "Steppe Wire spoke with Mira Dolanovic about bridges.",
        "Mira Dolanovic sat down with Steppe Wire reporter Dana Roe, and told her all.",
    ],
)
def test_answers_are_of_whom_the_introduction_names(intro: str) -> None:
    text = intro + "\n\n" + ANSWERS.format(q="Q:", a="A:")
    found, questions = statements(text, None)
    assert {text[slice(*s.mention)] for s in found if s.mention} == {"Mira Dolanovic"}
    assert len(found) == 3
    assert len(questions) == 2


@pytest.mark.parametrize(
    "intro",
    [
        "The ambassador of Ostrania to Varland, Mira Dolanovic, received us in the reading room.",
        "Ambassador Mira Dolanovic has lived in New Velgrad since the war. Dolanovic swims.",
        "Velgrad is grey today. Mira Dolanovic, of the European Union, waits by the river.",
    ],
)
def test_answers_are_of_the_one_name_in_the_introduction(intro: str) -> None:
    text = intro + "\n\n" + ANSWERS.format(q="Q:", a="A:")
    found, _ = statements(text, "A bridge takes patience")
    assert {(s.author, text[slice(*s.mention or (0, 0))]) for s in found} == {
        ("Mira Dolanovic", "Mira Dolanovic")
    }


@pytest.mark.parametrize(
    "intro",
    [
        "Mira Dolanovic and Dana Roe received us in the reading room.",
        "Much has changed in the United States and in South Ostrania.",
        "Our correspondent Dana Roe went to the river.",
        "By Dana Roe",
    ],
)
def test_no_one_name_in_the_introduction(intro: str) -> None:
    assert {who for who, _ in said(intro + "\n\n" + ANSWERS.format(q="Q:", a="A:"))} == {None}


def test_answers_without_a_name_are_nobodys() -> None:
    assert {who for who, _ in said(ANSWERS.format(q="Q:", a="A:"))} == {None}


def test_questions_in_bold_and_answers_without_a_label() -> None:
    text = (
        "**Q: Will the bridge open?**\n\nIt will open in the spring.\n\n**Q: And the tunnel?**\n\n"
        "The tunnel has to wait.\n\n**Q: Why is that so?**\n\nThere is no money left.\n"
    )
    assert said(text, "Interview with Mira Dolanovic") == [
        ("Mira Dolanovic", "It will open in the spring."),
        ("Mira Dolanovic", "The tunnel has to wait."),
        ("Mira Dolanovic", "There is no money left."),
    ]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("**Steppe Wire:**", "**Mira Dolanovic:**"),
        ("Dana Reed (Steppe Wire):", "Mira Dolanovic [in Russian]:"),
        ("[00:01:10] Dana Reed:", "[00:01:20] Mira Dolanovic:"),
        ("Dana Reed:\n", "Mira Dolanovic:\n"),
        ("Dana Reed, Steppe Wire:", "Mira Dolanovic:"),
        ("DANA REED:", "MIRA DOLANOVIC (smiling):"),
    ],
)
def test_a_named_interviewers_questions_are_no_statements(asks: str, answers: str) -> None:
    text = (
        f"{asks} Will the bridge open?\n\n{answers} It will open in the spring.\n\n"
        f"{asks} And the tunnel?\n\n{answers} The tunnel has to wait.\n"
    )
    found, questions = statements(text, None)
    assert [s.text(text) for s in found] == [
        "It will open in the spring.",
        "The tunnel has to wait.",
    ]
    assert {text[slice(*s.mention)].title() for s in found if s.mention} == {"Mira Dolanovic"}
    assert len(questions) == 2


def test_labels_on_lines_of_their_own_without_a_colon() -> None:
    text = (
        "MR. VANTOMME\nGood day to all of you.\n\nMS. DOLANOVIC\nThank you all so much.\n\n"
        "MR. VANTOMME\nIt is good to be here.\n\nMS. DOLANOVIC\nLet us begin at once.\n"
    )
    assert [who for who, _ in said(text)] == ["MR. VANTOMME", "MS. DOLANOVIC"] * 2


def test_an_office_holder_who_asks_is_no_interviewer() -> None:
    text = (
        "THE PRESIDENT: Is it not a fine bridge?\n\nMAYOR VANTOMME: It is a very fine bridge.\n\n"
        "THE PRESIDENT: Shall we cross it now?\n"
    )
    assert [who for who, _ in said(text)] == ["THE PRESIDENT", "MAYOR VANTOMME", "THE PRESIDENT"]


def test_a_list_of_stations_is_no_transcript() -> None:
    text = "KVEL: Bridge opens at last\n\nWRIV: Valley has its bridge\n\nNY9: A bridge at last\n"
    assert turns(text) == []


# -- texts of one author

RELEASE = "Kazakhstan welcomes the ceasefire. We call on all sides to keep it.\n"


def test_a_ministrys_statement() -> None:
    title = "Statement by the Ministry of Foreign Affairs of Kazakhstan on the ceasefire"
    who = "the Ministry of Foreign Affairs of Kazakhstan"
    expected = [
        (who, "Kazakhstan welcomes the ceasefire."),
        (who, "We call on all sides to keep it."),
    ]
    assert said(f"Astana, 3 May 2023\n\n{RELEASE}", title) == expected
    assert said(f"{title}\n\n{RELEASE}", title) == expected
    assert said(f"{title}\n\n{RELEASE}") == expected  # the first line is the headline


def test_a_signature() -> None:
    text = f"{RELEASE}\nMinistry of Foreign Affairs of the Republic of Kazakhstan\n3 May 2023\n"
    assert {who for who, _ in said(text, "Kazakhstan welcomes ceasefire")} == {
        "Ministry of Foreign Affairs of the Republic of Kazakhstan"
    }


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Readout of President Orbelindze’s Call with Prime Minister Vantomme",
            "President Orbelindze spoke today with Prime Minister Vantomme. They reaffirmed it.",
        ),
        (
            "Statement by Spokesperson Mira Dolanovic on President Orbelindze’s Call with Vantomme",
            "President Orbelindze spoke today with Vantomme. The two sides agreed to meet soon.",
        ),
        (
            "Foreign Ministry statement on the ceasefire",
            "The foreign ministry said on Monday that it welcomed the ceasefire in the valley.",
        ),
    ],
)
def test_readouts_and_reports_are_nobodys_own_words(title: str, text: str) -> None:
    assert statements(text, title)[0] == []


# -- posts and blocks


@pytest.mark.parametrize(
    "text",
    [
        "Dana Roe (@danaroe): The bridge opens today. pic.twitter.com/abc\n\nMay 3, 2022\n",
        "Dana Roe (@danaroe) wrote on X: The bridge opens today.\n",
        "Dana Roe wrote on Telegram:\n\nThe bridge opens today.\n\nMay 3, 2022\n\nIt rained.\n",
        "The bridge opens today. https://t.co/abc\n\n— Dana Roe (@danaroe) May 3, 2022\n",
        "The bridge opens today. — Dana Roe (@danaroe) May 3, 2022\n",
        "Dana Roe @danaroe · May 3\n\nThe bridge opens today.\n\nIt rained all day.\n",
        "Dana Roe said in a statement:\n\n> The bridge opens today.\n\nIt rained.\n",
        "Later, Dana Roe said:\n\n    The bridge opens today.\n\nIt rained.\n",
        "In a statement by Dana Roe that reads:\nThe bridge opens today.\nIt rained.\n",
    ],
)
def test_posts_and_blocks(text: str) -> None:
    assert said(text, "A day at the river") == [("Dana Roe", "The bridge opens today.")]


def test_a_handle_is_a_source() -> None:
    assert said("@danaroe wrote: The bridge opens today.\n") == [
        ("@danaroe", "The bridge opens today.")
    ]


def test_a_block_of_several_paragraphs_is_one_statement() -> None:
    for block in (
        "> We regret it.\n>\n> It will not happen again.",
        "“We regret it.\n\n“It will not happen again.”",
        "We regret it very much.\n\nWe shall not let it happen again.",
    ):
        text = f"On Monday, the ministry said in a statement:\n\n{block}\n\nThe river is long.\n"
        (found,) = statements(text, None)[0]
        assert len(found.spans) == 2
        assert found.mention
        assert text[slice(*found.mention)] == "the ministry"
        assert found.cue
        assert text[slice(*found.cue)] == "said in a statement"
        assert "river" not in found.text(text)


def test_a_russian_block() -> None:
    text = "В заявлении МИД Казахстана говорится:\n\nМы приветствуем перемирие.\n\nШёл дождь.\n"
    assert said(text) == [("МИД Казахстана", "Мы приветствуем перемирие.")]


@pytest.mark.parametrize(
    "text",
    [
        "Dana Roe said:\n\nThe bridge opens today, the mayor added.\n",  # it has its own cue
        "Section 6 is amended to read:\n\nThe bridge opens at noon.\n",
        "Dana Roe announced the following points:\n\n- The bridge opens today.\n",
        "Dana Roe posted a video of the bridge:\n\nIt rained all day.\n",
    ],
)
def test_no_block(text: str) -> None:
    assert statements(text, None)[0] == []


# -- asides


@pytest.mark.parametrize(
    ("line", "aside"),
    [
        ("READ MORE: Orbelindze says the bridge will open", True),
        ("Читайте также: Токманов рассказал о мосте", True),
        ("Photo: Dana Roe / Steppe Wire", True),
        ("The bridge at Velgrad on Monday. (Dana Roe/Steppe Wire)", True),
        ("© 2023 Steppe Wire. All rights reserved.", True),
        ("Подписывайтесь на наш канал", True),
        ("Watch the bridge, he said, and you will see the whole valley.", False),
        ("Source: Velgrad will pay the whole sum for the bridge", False),
        ("Copyright law must change, the minister said.", False),
        ("About the bridge he said nothing at all.", False),
        ("About the company nothing was settled, the ministry insists.", False),
        ("Velgrad will not sign the treaty, Mira Dolanovic said on Monday. (Reuters)", False),
        ("«Мы не подпишем договор», — сказала Доланович. (Reuters)", False),
        ("The city must pay the tax, the ministry insists (fully and/or partly).", False),
        ("Listen to us, leaders of the valley tell Velgrad", False),
        ("Don’t miss the train, Roe tells voters", False),
        ("Реклама вина будет запрещена, считает министр", False),
        ("Listen to both interviews below:", True),
        ("Follow Dana Roe on Twitter @danaroe.", True),
    ],
)
def test_asides(line: str, aside: bool) -> None:
    text = f"The river is long.\n\n{line}\n\nIt rained.\n"
    assert ([text[s:e] for s, e in statements(text, None)[1]] == [line]) is aside


def test_a_headline_with_an_unnamed_source_is_no_credit() -> None:
    assert statements("Источник: Велград готовит договор\n\nШёл дождь.\n", None)[1] == []


def test_about_us_runs_to_the_end() -> None:
    text = "It rained all day.\n" * 20 + "About us\nWe are the voice of the valley.\n"
    assert [text[s:e] for s, e in statements(text, None)[1]] == [
        "About us",
        "We are the voice of the valley.",
    ]


# -- what only looks like somebody's words. All people and their words are invented.

NEWS = (
    "The leaders of the valley met on Monday. US sanctions stay, and the US will not lift them.\n\n"
    "The crowd cheered in Velgrad. The war goes on.\n"
)


@pytest.mark.parametrize(
    "title",
    [
        "Speech by Vantomme sparks outrage in Velgrad",
        "Speech by President Vantomme Sparks Outrage",
        "Remarks by Vantomme on bridges anger Velgrad",
        "Velgrad rejects statement by Vantomme on bridges",
        "Vantomme’s speech in Velgrad: what it means",
        "Speech of the Century",
        "Message from Velgrad on peace",
    ],
)
def test_news_about_a_speech_is_not_the_speech(title: str) -> None:
    """The "US" counted as "us", and all words behind "by" as a name: a report became his words."""
    assert said(NEWS, title) == []


def test_a_letter_from_a_place_is_the_reporters() -> None:
    text = "I came to the town at dawn. We walked along the river for hours.\n"
    assert said(text, "Letter from Velgrad: life by the river") == []
    assert said(text, "Dana Vantomme’s speech at Velgrad: what it means for us") == []


def test_a_russian_report_about_a_statement_is_nobodys() -> None:
    text = "Лидеры собрались в понедельник. Война идёт. Весь день шёл дождь.\n"
    assert said(text, "Заявление Токманова вызвало бурю") == []


def test_an_interview_without_line_breaks_is_not_its_headlines_author() -> None:
    text = (
        "Mira Dolanovic: The bridge is ours. Host: And the tunnel? Mira Dolanovic: We want that. "
        "Host: Thank you for your time.\n"
    )
    assert said(text, "Statement of the MFA of Velgrad on the bridge") == []


@pytest.mark.parametrize(
    "text",
    [
        "Velgrad: Two people died.\n\nAstana: It rained all day.\n\nVelgrad: A bridge fell.\n\n"
        "Almaty: The council met.\n",
        "UKRAINE: The army holds it.\n\nRUSSIA: The army left it.\n\nUKRAINE: Reserves arrive.\n",
        "Name: the old bridge\n\nLength: 300 metres\n\nName: the new one\n\nLength: 500 metres\n",
        "ADVERTISEMENT\n\nThe council met on Monday.\n\nLIVE COVERAGE\n\nIt rained there.\n\n"
        "ADVERTISEMENT\n\nNobody came to it.\n\nLIVE COVERAGE\n\nThe end came early.\n",
    ],
)
def test_lists_and_headings_are_no_transcript(text: str) -> None:
    """Digests by place, records and banners in capitals were read as turns."""
    assert said(text) == []


def test_an_explainer_answers_its_own_questions() -> None:
    text = (
        "Vladimir Tokmanov told the council that the bridge must go.\n\nQ: What is the bridge?\n\n"
        "A: The oldest bridge in the valley.\n\nQ: Who owns it?\n\nA: The city owns most of it.\n"
    )
    assert said(text, "Velgrad Bridge: What you need to know") == []


def test_an_article_goes_on_behind_the_last_turn() -> None:
    """The rest of the article became the last speaker's words."""
    text = (
        "The two of them met on television on Monday.\n\nDana Roe: What do we do now?\n\n"
        "Mira Dolanovic: We build the bridge now.\n\nDana Roe: And the tunnel?\n\n"
        "Mira Dolanovic: We want it too.\n\nI want it most of all.\n\n"
        "The city spent ten million on it.\n\nNothing came of it.\n"
    )
    assert [what for _, what in said(text)] == [
        "We build the bridge now.",
        "We want it too.",
        "I want it most of all.",
    ]


def test_beside_labels_in_capitals_no_other_word_is_a_label() -> None:
    """A "Folks, it is clear:" took the rest of a speech; a question that goes on with a dash, and
    the words of a titled person who speaks once, went to whoever spoke before."""
    text = (
        "THE PRESIDENT: We build a bridge.\n\nPlus: it is ours, all of it.\n\nQ When is it —\n\n"
        "THE PRESIDENT: It is in —\n\nQ — going to open?\n\nSURGEON GENERAL MURR: Thank you all.\n"
    )
    assert said(text) == [
        ("THE PRESIDENT", "We build a bridge."),
        ("THE PRESIDENT", "Plus: it is ours, all of it."),
        ("THE PRESIDENT", "It is in —"),
        ("SURGEON GENERAL MURR", "Thank you all."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Dana Roe (@danaroe)",
        "Dana Roe @danaroe",
        "Follow Dana Roe (@danaroe): she covers bridges for us.",
        "Write to dana@wire: she reads all letters here.",
    ],
)
def test_a_byline_is_no_post(line: str) -> None:
    """The first paragraph below a byline was taken for the reporter's post."""
    assert said(f"{line}\n\nThe council met on Monday in Velgrad.\n") == []


@pytest.mark.parametrize(
    ("intro", "who"),
    [
        ("What Velgrad says:", None),
        ("Here’s what to know, the company said:", None),
        ("According to Roe, Vantomme said:", "Vantomme"),
        ("The Times wrote it in May, and\xa0Steppe Wire responded:", "Steppe Wire"),
    ],
)
def test_the_source_of_an_introduction(intro: str, who: str | None) -> None:
    found = said(f"{intro}\n\nThe bridge opens today at noon.\n")
    assert [name for name, _ in found] == ([who] if who else [])


def test_narration_is_no_part_of_a_block() -> None:
    text = "Dana Roe said:\n\nThe bridge opens today.\n\nWe have asked the ministry about it.\n"
    assert said(text) == [("Dana Roe", "The bridge opens today.")]


def test_a_block_with_dos_line_ends() -> None:
    """A blank line that held a blank closed the quotation."""
    text = "The ministry said:\r\n\r\n“We regret it.\r\n\r\n“It is over.”\r\n\r\nIt rained.\r\n"
    assert said(text) == [("The ministry", "“We regret it. “It is over.”")]


# -- headlines that end in their source


def test_a_list_of_headlines() -> None:
    text = (
        "Varland, Ostrania have no open issues — Dolanovic\n\n"
        "• Trade growing – ministry\n\n"
        "“We shall build the bridge” - President Roe\n\n"
        "Velgrad will not “beg for water” — Foreign Ministry\n\n"
        "The river rose again on Sunday.\n"
    )
    found, _ = statements(text, None)
    assert [(s.kind, s.cue, text[slice(*s.mention or (0, 0))], s.text(text)) for s in found] == [
        ("indirect", None, "Dolanovic", "Varland, Ostrania have no open issues"),
        ("indirect", None, "ministry", "Trade growing"),
        ("direct", None, "President Roe", "“We shall build the bridge”"),
        ("mixed", None, "Foreign Ministry", "Velgrad will not “beg for water”"),
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Varland has no open issues — Foreign Minister Roe\n\nIt rained.", "Foreign Minister Roe"),
        ("Varland has no open issues — Roe\n\nPresident Dana Roe came home.", "Roe"),
        ("Варланд не закроет мост — МИД\n\nШёл дождь.", "МИД"),
    ],
)
def test_a_first_line_with_its_source(text: str, who: str) -> None:
    assert [w for w, _ in said(text)] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Varland has no open issues — Steppe Wire\n\nIt rained.",  # an outlet
        "Varland has no open issues — Meduna\n\nIt rained.",  # perhaps one
        "Varland has no open issues — Meduna\n\nThe river will not rise — Meduna\n\nIt rained.",
        "Varland has no open issues — ministry\n\nIt rained.",
        "It rained.\n\nVarland has no open issues — Foreign Minister Roe\n\nIt rained.",
        "The bridge — they said it would last — has fallen — Foreign Minister Roe.\n\nIt rained.",
        "The talks were to be led by the head of state — President Roe\nwho came late.\n\nOh.",
        "Minister for planning and roads — Dana Roe\n\nMinister for building — Mira Dolanovic",
        "Best hope for the bridge — President Roe\n\nThe lady of the river — Mira Dolanovic",
        "Sincerely and with all regards — Dana Roe\n\nYours ever, with thanks — Mira Dolanovic",
        "The bridge will open — May 3\n\nThe tunnel will open — Friday\n\nIt rained.",
        "Velgrad will see rain again — in the north\n\nIt will be cold — up to ten degrees",
        "Главный гость форума — президент Варланда\n\nСтолица страны — Вельград\n\nШёл дождь.",
    ],
)
def test_no_headline_with_a_source(text: str) -> None:
    assert said(text) == []


UNITS = (
    "A|AB |A:|A: x\n|Q x?\n|Q: x?\nA: y\n|**A|[|(|@|@ab: x\n|Ab (@cd): ef gh ij\n|> a\n| |\t|\n|"
    " \n|    a b c.\n|Ab said:\n|said |of |the the |Ab Cd |spoke to |“|«|'|\"|''|read more |"
    "photo: |© |[a/b] |http://a |May 3, 2022 |12:00 |we said |— |* |Вопрос: а?\n|AB\n|"
    "Заявление МИД |**Ab Cd**\n|About us\n|"
    "It is so — Roe\n|It is so — minister\n| - | — a"
)


@pytest.mark.parametrize("unit", UNITS.split("|"))
def test_time_is_linear(unit: str) -> None:
    for head in ("", "Statement by Dana Roe\n", "Dana Roe said:\n", "Q: what?\nA: "):
        text = head + unit * (100_000 // len(unit))
        begun = time.process_time()
        statements(text, text)
        assert time.process_time() - begun < 1
