"""How a publisher's own notes begin, and what they hold: lines that are no words of an article.

One phrase a line, as a pattern; a space stands for any space, and case does not matter.
"""

from __future__ import annotations

import re


def _any_of(phrases: str) -> str:
    phrases = phrases.replace("\\\n", "")
    return "|".join(line.strip() for line in phrases.splitlines() if line.strip())


BEGINS = re.compile(
    r"[\s*•►▶→»|\-–—(\[]*(?:" + _any_of(r"""
    (?:read|see|watch|listen|hear) (?:more|also|next|the full story)\b
    also read\b
    related\s*:
    more (?:on|from) (?:this|the) (?:story|topic|site)
    (?:click|tap) (?:here|to)\b
    our standards\s*:
    discuss this
    (?:view|post|leave|\d+) comments?\b
    (?:sign up|subscribe|register) (?:for|to|here|now|today|with)\b
    get (?:our|the) .{0,40}newsletter
    follow (?:us|our|@|\w+ on (?:twitter|x|facebook|telegram|instagram))
    join (?:us on|our (?:telegram|whatsapp|channel|mailing))\b
    support (?:us|our (?:work|journalism)|independent (?:journalism|news|media))\b
    donate (?:now|today|here|to us|to our)\b
    download (?:the|our) app
    thanks for (?:reading|subscrib)
    (?:additional |with )?(?:reporting|photographs?|editing|photography) by \w
    translated from (?:the )?\w+ by\b
    (?:correction|clarification|editor['’]s note|editors['’] note)s?\b\s*[:(—-]
    this (?:article|story|post|piece|page) (?:(?:is|was|has been) )?(?:first|originally|part of)
    this (?:live )?(?:blog|page|coverage) is now closed
    this (?:article|story|post|piece|interview|report|transcript|conversation) (?:was|has been) \
(?:lightly )?(?:edited|amended|updated|corrected|republished|translated|produced)
    this (?:article|story|post|piece|page) (?:is for subscribers|has been (?:read|visited|viewed))
    (?:this|an earlier) version of (?:this|the) (?:article|story|piece|post|report)
    a version of this (?:article|story)
    (?:file )?(?:photos?|pictures?|images?|credits?|sources?)(?: by)?\s*[:/]
    ©
    \([cс]\)\s
    copyright (?:©|\(c\)|\d{4})
    all rights reserved
    advertisement(?:\s*[:·|—–-]|$)
    (?:sponsored|paid)(?: content| links?| post)?(?:\s*[:·|—–-]|$)
    (?:you )?(?:need to )?enable javascript
    your browser (?:does|cannot|is)
    to play this video
    we use cookies
    this (?:web)?site uses cookies
    already (?:registered|a subscriber|have an account)
    (?:the views|the opinions?|opinions) expressed
    do you have an opinion on
    share this (?:article|story|post|page)\b
    last (?:modified|updated)\b
    читайте (?:также|ещ[её]|далее|подробнее|нас|больше|нашу)
    смотрите (?:также|ещ[её]|наш)
    по теме\s*:
    подробнее(?: читайте| на сайте|\s*[:—–-])
    подпис(?:ывайтесь|ывайся|аться|ки|шитесь)\b
    присоединяйтесь к (?:нам|наш)
    следите за (?:нашими|новостями)
    наши? (?:telegram|телеграм)
    (?:вы )?нашли ошибку
    заметили (?:ошибку|опечатку)
    если вы (?:нашли|заметили|обнаружили|увидели) (?:ошибку|опечатку|неточность)
    (?:фото|видео|источник|иллюстрация|автор|текст|перевод)\s*[:/]
    реклама(?:\s*[.:·|—–-]|$)
    на правах рекламы
    перепечатка (?:без|материал|возможна|разреш|запрещ)
    все права (?:защищены|принадлежат)
    при (?:использовании|цитировании|копировании|перепечатке) материал
    скачать (?:приложение|pdf|в pdf)
    поделиться(?:\s*[:|]|\s*$| в соцсетях| новостью| ссылкой)
    поделитесь (?:новостью|статьёй|в соцсетях)
    версия для печати
    поддержите (?:нас|наш)
    редакция не нес[её]т
    мнение (?:автора|редакции)\b.{0,40}\bне\b
    (?:6|12|16|18)\+(?:\s*$|\s+материал)
    """) + ")",
    re.I,
)  # fmt: skip
HOLDS = re.compile(
    _any_of(r"""
    contributed (?:to this (?:report|story|article)|reporting)\b
    ctrl\s*\+\s*enter
    enable javascript
    does not support (?:html5|the video)
    (?:telegram|телеграм|соцсет|социальных сет|мессенджер|whatsapp).{0,60}подпис(?:ывай|аться|итесь)
    подробнее\b.{0,80}\bчитайте\b
    подписывайтесь на наш
    privacy notice
    uses? cookies
    ссылка на .{0,40}обязательна
    (?:views|opinions) (?:expressed )?(?:here|in this (?:article|piece|column|essay))\b
    not necessarily (?:reflect|those)
    follow us on
    may not be (?:published|reproduced)
    (?:фото|photo|снимок)\s*(?:[:/©]|автора\b).{0,60}$
    \((?:AP|AFP|Reuters|Getty)[^)]{0,40}(?:photo|/)[^)]{0,60}\)$
    getty images|shutterstock
    appears in print
    """),
    re.I,
)
LABEL = re.compile(
    r"(?:" + _any_of(r"""
    summary
    key (?:events|points)
    live(?: (?:reporting|updates?|blog))?
    at a glance
    supported by
    (?:story )?(?:continues|highlights)(?: below)?
    \d+ min(?:ute)?s?(?: (?:read|ago))?
    [\d.,]++\s*+[kmк]?
    (?:no|\d+) comments?
    list of \d+ items
    end of list
    (?:views|reads?|просмотров|просмотры|прочитали)\W*+\d[\d\s]*+
    главное
    коротко
    кратко
    \d+ мин\.?(?: чтения)?
    обновляется
    """) + r")[\s:.]*",
    re.I,
)  # fmt: skip
SECTION = re.compile(
    _any_of(r"""
    (?:related|recommended|similar|other|latest|recent|top) (?:stories|story|articles?|news|posts?)
    (?:related|recommended|similar|other) (?:content|coverage|topics|links|reading|entries|videos?)
    more (?:stories|articles|news|coverage)
    further reading
    more (?:on|from|in|about)\b.{0,40}
    also (?:in|on|read)\b.{0,30}
    read (?:next|also|more|on)
    see also|up next|related|recommended(?: for you)?|keep reading|in other news
    you (?:may|might) (?:also )?(?:like|be interested).{0,20}
    most (?:read|popular|viewed|commented)
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
    читайте (?:также|ещ[её]|далее|по теме).{0,20}
    смотрите (?:также|ещ[её]).{0,20}
    (?:(?:материалы|новости|ещ[её]|статьи|сюжеты?) )?по теме
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
    _any_of(r"""
    (?:(?:\d+|no|all|reader|user|view|show|latest) )*(?:comments?|responses?|replies)(?:\W*\d*\W*)?
    \d+ (?:thoughts?|comments?|responses?) (?:on|to) .{0,80}
    leave a (?:comment|reply)
    join the (?:conversation|discussion)
    discussion
    (?:(?:все|последние|\d+) )*комментари(?:и|ев|й|я)(?: ?\(?\d*\)?)?(?: читателей)?
    обсуждени[ея]
    оставить комментарий
    отзывы
    """),
    re.I,
)
LOOSE = frozenset("discussion response responses replies обсуждение обсуждения отзывы".split())
"""Of these, what may as well be a heading inside an article."""
CALL = re.compile(
    r"(?:yes, )?(?:i )?(?:" + _any_of(r"""
    accept|agree|reject all|manage (?:cookies|consent)
    sign (?:up|in)|subscribe|register|log ?in|become a member
    donate|support us
    соглас(?:ен|на|иться)|принять|принимаю|подпи(?:саться|шитесь|ска|сывайтесь|ши)|войти|оформить
    зарегистрир(?:оваться|уйтесь)|поддержать
    """) + r")\b",
    re.I,
)  # fmt: skip
"""What a button says that stands under a request to the reader."""
