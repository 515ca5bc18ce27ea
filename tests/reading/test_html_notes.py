"""Lines that the publisher says to the reader, and lines of an article that sound like them."""

from __future__ import annotations

import pytest

from kzstance.reading.html import lines, tails


@pytest.mark.parametrize(
    "line",
    ["“Our speeches do not necessarily reflect the view of the cabinet,” the envoy told us.",
     "The lists of witnesses may not be published before the trial, the prosecutor said.",
     "The names of the soldiers may not be published.",
     "Follow our example, the minister told the mayors of Omsk.",
     "Join us on the long road to the sea, the president urged his neighbours.",
     "Register to speak by noon, the chairman warned the delegates.",
     "Support independent media in your own country first, the envoy replied.",
     "This report was translated into Kazakh and sent to every school.",
     "Subscribe to our view or leave the room, the ambassador added.",
     "Read more books, the minister told the young diplomats.",
     "The views expressed by the president in Omsk surprised his hosts.",
     "Views here are divided.", "Opinions expressed at the summit were many.",
     "Ukraine hopes of becoming our member, the commissioner wrote.",
     "Reporting by the agency has shown that the goods went through Almaty.",
     "This report has been updated every year since 2014.",
     "This story was first told in Omsk.", "A version of this story was shown in Moscow.",
     "An earlier version of the report named the bank.",
     "Clarification — demanded by Moscow — came within an hour.",
     "Sign up for the army, the posters in Omsk read.", "Register for the vote.",
     "Shutterstock left the country in 2022.", "The bank uses cookies to follow deputies.",
     "Images of the raid may not be published in the country.",
     "Все права принадлежат народу.", "Наши телеграммы остались без ответа.",
     "Мнение автора письма совета не убедило.", "Поддержите наших солдат.",
     "При использовании материалов из Китая мост станет дешевле.",
     "Соцсети закрыли, чтобы никто не мог подписаться на оппозицию.",
     "Kazakhstan is thinking of becoming a member of the club.",
     "Officials asked teachers to download the new app.",
     "The union should consider supporting the smaller states.",
     "Getty Images lost the case in Almaty, according to the court.",
     "Поддержите наш план, призвал министр соседей.",
     "Следите за новостями из Омска, заявил губернатор.",
     "Подписаться под этим документом Астана отказалась.",
     "Редактор: а что скажет Москва?", "Корреспондент: Здравствуйте.",
     "Издание напомнило: ссылка на договор обязательна, сообщил юрист.",
     "With assistance from Moscow the bridge was built in a year.",
     "While you are here we shall not fight, the elder told the guests.",
     "Did this answer please Moscow?", "Subscribe to the Kazan accord now, the envoy urged.",
     "What follows is a war of words.", "Brokers may earn a commission if the route is opened.",
     "Нашли ошибку в договоре и сообщили министру, сказала Анна.",
     "При перепечатке карт сослались на ошибку.", "Страницы истории прочли заново.",
     "Увидели букву на танке.", "The newsletter of the ministry was read by nobody.",
     "Data: the ministry gave none, and nobody asked."],
)  # fmt: skip
def test_what_is_said_in_an_article_is_no_note(line: str) -> None:
    assert not lines.is_note(line)


@pytest.mark.parametrize(
    "line",
    ["Opinions in this article are the writer’s and not necessarily those of the paper.",
     "No part of this page may be reproduced without a letter from us.",
     "Material of the site may not be published elsewhere.",
     "This material may not be copied or sung.", "A sheep. Getty Images",
     "Opinions expressed on this site are those of its guests.",
     "A version of this article appeared in the paper of 4 May.",
     "An earlier version of this story named another bank.",
     "Follow us on Telegram", "Join our Telegram channel", "Support our work!",
     "You might be interested in: A minister and his goat", "Unofficial translation from Kazakh",
     "Check against delivery.", "Listen on Apple Podcasts", "Editors: Ann Dole and Bolat Sei",
     "This transcript was automatically generated and may hold mistakes.", "6 hours ago",
     "You have 5 gift articles to give each month", "Comments will appear after moderation",
     "Материал подготовила Анна Дол", "Количество показов: 412", "Показать полностью",
     "Больше новостей – в нашем Telegram", "t.me/dalapress", "Размер шрифта А А А",
     "Listen to this article9 minThis audio is made by a machine.", "Synopsis",
     "Try unlimited access for four weeks", "(With inputs from agencies)", "Ссылка на новость:",
     "Подписывайтесь на наш канал — там говорят раньше", "Прослушать текст страницы",
     "Читайте Степь в Telegram: рассказываем, что будет",
     "Get the Dala Post app before your broker does.",
     "Больше новостей, о которых молчат другие, — в нашем Telegram", "Keep up: t.me/dalapress",
     "8 315", "1 204 просмотра", "Views: 1,204", "12 тыс.", "Updated", "Published:",
     "Show key events only", "Other language versions of this speech: Français",
     "(Updates with the size of the bridge in the third paragraph.)",
     "— With assistance from Ann Dole and Bolat Sei",
     "Listen to this story (7 min)", "Listen(9 min)", "Go deeper: The long way to the sea",
     ">> Read more: A minister and his goat", ">> The long way to the sea",
     "Data: customs office; Chart: Ann Dole",
     "Follow the Wire’s coverage of the talks at https://wire.example/talks",
     "Follow the Wire's full coverage of the talks here",
     "For the use of the media. Not an official record.", "For information media only",
     "Write to Ann Dole at ann@wire.example", "Note from the editor: I wrote it on a train.",
     "Оператор: Ержан Болат", "Монтаж: Пётр Ильин, Айгуль Сеит", "Коллаж: Анна Дол",
     "Оригинал статьи: https://dala.example/1", "See https://wire.example/a/b?c=1",
     "Следите за новостями в нашем канале", "Поддержите журналистику, которая не молчит",
     "The news comes to you: sign up on our website or subscribe to our Telegram!",
     "If you liked it, please consider becoming our member.", "Become our patron!",
     "It is Ann, I wrote this on a train. If you like it, please consider becoming our member.",
     "Thank you for reading.", "We ask every reader to join our community.",
     "Kindly switch on JavaScript to see this.", "The world in your hand! Download our app.",
     "Подпишитесь на наш Telegram", "Read more: “No,” says minister",
     "While you’re here: each Monday we tell you what moves on the river.",
     "Did this page answer your question?", "Was this article helpful?", "Edited by: Ann Dole",
     "What follows was translated from Kazakh and trimmed by us.",
     "Our Steppe Post newsletter gathers all of it every Friday. Sign up here.",
     "You can subscribe to the Steppe Letter free of charge.",
     "The Wire may earn a little if you buy something through the links above.",
     "This page was corrected at 18:02: the bridge is 58 metres long, not 85.",
     "Увидели лишнюю букву? Отметьте её и нажмите Ctrl и Enter", "Эту заметку прочли 412 раз",
     "Заметили неточность? Выделите слово мышкой и отправьте нам", "412 раз прочитано",
     "При перепечатке ставьте ссылку на нас",
     "Подписывайтесь на «Ночной степной вестник», у нас тихо",
     "Читайте также: Посол сказал «нет и ещё раз нет» министру"],
)  # fmt: skip
def test_requests_and_labels_are_notes(line: str) -> None:
    assert lines.is_note(line)


@pytest.mark.parametrize(
    "line",
    ["Press office of the ministry, tel. +7 (700) 000-00-00", "press@ministry.example",
     "(DALA with WIRE)", "ab/cd (Wire, Dala Press)", "ab cd", "Нравится 211 Возмутительно 44",
     "Ann Dole, Astana", "Ann DOLE,", "Пётр Ильин, Омск — Петропавловск", "Фото Ержана Болата",
     "Пётр ИЛЬИН, соб. корр. «ДД»", "Пресс-служба Верховного совета степи",
     "Press service, telephone for journalists: 8 (7000) 00-00-00",
     "Ann Dole reported from Omsk and Almaty.", "Корр. Анна Дол, по телефону из Омска",
     "Steppe Wire's Bolat Sei in Omsk added to this report.",
     "Анна Дол, специально для «Степи», Омск", "Ann Dole writes about rivers and borders.",
     "Ann Dole is a freelance journalist based in Omsk. She says she hates trains."],
)  # fmt: skip
def test_what_stands_below_the_last_paragraph(line: str) -> None:
    text = "The talks will go on.\n"
    assert lines.tidy(f"{text}{line}") == text.strip()
    assert lines.tidy(f"{line}\n{text}").endswith(text.strip())


@pytest.mark.parametrize(
    "line",
    ["He said: call me at +7 700 000 00 00.", "Kazakhstan (KZ) waits.", "Nobody came.",
     "“Yes”", "Фото президента висело в зале.", "Пресс-служба молчит.", "Da.",
     "Deputy Speaker Ann Dole", "Collective River Union",
     "Ann Dole is a journalist who was sent to prison for a map.",
     "Ann Dole reported it to the police.", "The telephone number had 7 digits in 1993.",
     "Завод в Омске построили специально для Казахстана.",
     "In 2022 the two states signed 14 papers."],
)  # fmt: skip
def test_a_last_sentence_stays(line: str) -> None:
    assert not tails.is_end(line)


def test_a_name_under_a_quotation_is_of_the_one_who_said_it() -> None:
    text = "“We shall not build it.”\nAnn Dole, Ambassador in Astana"
    assert lines.tidy(text) == text
    assert lines.tidy(text.replace("“", "").replace("”", "")) == "We shall not build it."


def test_who_reported_may_stand_above_the_article() -> None:
    told = ["The talks will go on.", "They may end in May.", "Ann Dole was there."]
    assert lines.tidy("\n".join(["Ann Dole reported from Omsk.", *told])) == "\n".join(told)
