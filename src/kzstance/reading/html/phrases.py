"""What headings and buttons say that lead away from an article.

One phrase a line, as a pattern; a space stands for any space, and case does not matter.
"""

from __future__ import annotations

import re


def any_of(phrases: str) -> str:
    """One pattern for all of them; a backslash at a line's end goes on with it."""
    phrases = phrases.replace("\\\n", "")
    return "|".join(line.strip() for line in phrases.splitlines() if line.strip())


SECTION = re.compile(
    any_of(r"""
    (?:related|recommended|similar|other|latest|recent|top) (?:stories|story|articles?|news|posts?)
    (?:related|recommended|similar|other) (?:content|coverage|topics|links|reading|entries|videos?)
    more (?:stories|articles|news|coverage)
    further reading
    more (?:on|from|in|about)\b.{0,40}
    also (?:in|on|read)\b.{0,30}
    read (?:next|also|more|on)
    see also|up next|related|recommended(?: for you)?|in other news
    (?:keep|continue) reading\b.{0,40}
    stay (?:in the loop|up to date|connected)\b.{0,30}|be the first to know|never miss a\b.{0,30}
    (?:foot|end)?notes|references|примечания|сноски
    you (?:may|might) (?:also )?(?:like|be interested).{0,20}
    most (?:read|popular|viewed|commented)
    go deeper|videos?|most popular news
    popular(?: now)?|trending(?: now)?
    editors?['’]?s? (?:picks?|choice)
    share (?:this|on|via).{0,30}
    follow us.{0,30}
    about (?:the |this )?(?:authors?|story|article)
    what to read next
    don['’]t miss.{0,20}
    from the (?:web|archives?)
    sponsored(?: content| links)?
    tags|topics|poll
    explore more.{0,40}
    (?:how to )?cite(?: (?:this|as)\b.{0,30})?
    читайте (?:также|ещ[её]|далее|завтра|по теме|в (?:следующем|свежем) номере).{0,20}
    смотрите (?:также|ещ[её]).{0,20}
    (?:(?:материалы?|новост[ьи]|ещ[её]|стать[яи]|сюжеты?|больше) )?по теме
    см\. также
    (?:для цитирования|как цитировать).{0,20}
    (?:другие|последние|похожие|главные|свежие|популярные|связанные|ещ[её]) новости.{0,20}
    (?:другие|последние|похожие|главные|популярные|ещ[её]) (?:статьи|материалы|публикации|записи)
    новости (?:часа|партн[её]ров|дня|сми2?|компаний)
    лента(?: новостей)?
    популярно(?:е|сть)|популярные
    самое (?:читаемое|популярное|обсуждаемое|интересное|важное)
    (?:сейчас )?читают(?: сейчас)?
    рекомендуем.{0,20}
    вас (?:также )?(?:может|могут) (?:также )?заинтересовать.{0,20}
    вам может .{0,30}
    не пропустите|теги|тэги|об авторе|авторы?
    поделиться.{0,30}
    подпис(?:ывайтесь|ка).{0,40}
    мы в соцсетях.{0,20}
    выбор редакции|реклама|опрос|погода|мнения
    """),
    re.I,
)
DISCUSSION = re.compile(
    any_of(r"""
    (?:(?:\d+|no|all|reader|user|view|show|latest) )*(?:comments?|responses?|replies)(?:\W*\d*\W*)?
    \d+ (?:thoughts?|comments?|responses?) (?:on|to) .{0,80}
    leave a (?:comment|reply)
    join the (?:conversation|discussion)
    discussion
    (?:(?:все|последние|\d+) )*комментари(?:и|ев|й|я)(?: ?\(?\d*\)?)?(?: читателей)?
    обсуждени[ея]
    оставить комментарий
    (?:последнее|новое|сейчас|обсуждают) на (?:нашем )?форуме
    (?:latest|new|now) (?:in|on|from) (?:the|our) forums?
    отзывы
    """),
    re.I,
)
LOOSE = frozenset("discussion response responses replies обсуждение обсуждения отзывы".split())
"""Of these, what may as well be a heading inside an article."""
CALL = re.compile(
    r"(?:yes, )?(?:i )?(?:" + any_of(r"""
    accept|agree|reject all|manage (?:cookies|consent)
    sign (?:up|in)|subscribe|register|log ?in|become a member
    donate|support us
    соглас(?:ен|на|иться)|принять|принимаю|подпи(?:саться|шитесь|ска|сывайтесь|ши)|войти|оформить
    зарегистрир(?:оваться|уйтесь)|поддержать
    (?:стать|станьте) (?:членом|участником|патроном|спонсором|подписчиком)
    """) + r")\b",
    re.I,
)  # fmt: skip
"""What a button says that stands under a request to the reader."""
ANSWERS = frozenset("yes no да нет иә жоқ".split())
"""What buttons say under a question to the reader."""
