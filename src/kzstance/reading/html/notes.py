"""Lines in which the publisher speaks: labels, credits, links, and requests to the reader.

One phrase a line, as a pattern; a space stands for any space, and case does not matter.
"""

from __future__ import annotations

import re

from kzstance.reading.html import requests
from kzstance.reading.html.phrases import any_of

_BEGINS = re.compile(
    requests.LEAD
    + "(?:"
    + any_of(r"""
    (?:read|see|watch|listen|hear) (?:more|also|next|the full story)\
(?:\s*[:|>»…–—-]|\s*$|\s+here\b| (?-i:[A-Z“‘"']))
    also read\b
    related\s*:
    go deeper\s*:
    more (?:on|from) (?:this|the) (?:story|topic|site)
    (?:click|tap) here\b
    our standards\s*:
    you (?:might|may) (?:also )?(?:be interested in|like)\s*:
    unofficial translation\b.{0,60}$
    check against delivery\b
    listen (?:to this (?:article|story)(?![a-z])|on apple podcasts|wherever you get)
    this transcript (?:was|is|has been) (?:\w+ ){0,2}(?:generated|transcribed)\b
    (?:try|get) unlimited (?:digital )?access\b
    \(?with inputs? from (?:agencies\b|(?-i:[A-Z]))
    you have \d+ (?:gift|free) articles\b
    comments (?:will appear (?:here|after|once)|are (?:closed|moderated|reviewed))\b
    editors?\s*:\s*(?:(?-i:[A-Z])[\w.’'-]*+(?:, | and | |$)){2,8}$
    (?:материал|текст|интервью) подготовил[аи]? (?:(?-i:[А-ЯЁ])[\w.-]*+ ?){1,3}$
    подпи(?:сывайтесь|шитесь) на наш\b
    читайте .{1,40} в (?:telegram|телеграм|whatsapp)\b
    прослушать (?:текст|статью|новость|материал)\b.{0,20}$
    количество (?:показов|просмотров)\s*:
    data\s*:.{0,150}\b(?:chart|map|graphic|table)\s*:
    write to .{1,60} at [\w.+-]{1,60}@\w
    follow .{0,40}\bcoverage\b.{0,60}https?:
    note from the (?:author|editor)\s*:
    translated from (?:the )?\w+ by\b
    (?:correction|clarification|editor['’]s note|editors['’] note)s?\b\s*\
(?:[:(]|[—–-]\s*(?-i:[A-Z]))
    this (?:live )?(?:blog|page|coverage) is now closed
    this (?:article|story|post|piece|transcript|conversation) (?:was|has been) \
(?:lightly )?(?:edited|amended|updated|corrected|republished)
    this page (?:was|has been) (?:edited|amended|updated|corrected|mended|changed|fixed)\b
    (?:edited|compiled|translated|written|produced|reported) by\s*:
    this (?:article|story|post|piece|page) (?:is for subscribers|has been (?:read|visited|viewed))
    (?:this|an earlier) version of this (?:article|story|piece|post|report)
    an earlier version of the (?:article|story|piece|post)
    (?:additional|other) language versions\b
    \((?:updates?|corrects?|adds?) (?:with|to|throughout|from|in)\b.{0,200}\)$
    a version of this (?:article|story)\b.{0,30}\b(?:appear\w*|published|r[au]n|runs|print)\b
    (?:file )?(?:photos?|pictures?|images?|credits?|sources?)(?: by)?\s*[:/]
    ©
    \([cс]\)\s
    copyright (?:©|\(c\)|\d{4})
    all rights reserved
    advertisement(?:\s*[:·|—–-]|$)
    (?:sponsored|paid)(?: content| links?| post)?(?:\s*[:·|—–-]|$)
    your browser (?:does|cannot|is)
    to play this video
    we use cookies
    this (?:web)?site uses cookies
    last (?:modified|updated)(?!\s+in)\b
    читайте (?:также|ещ[её]|далее|подробнее)
    смотрите (?:также|ещ[её])
    по теме\s*:
    подробнее(?: читайте| на сайте|\s*[:—–-])
    (?:вы )?нашли ошибку(?: (?:в (?:тексте|материале|статье|новости)|на (?:странице|сайте)))?\
\s*(?:[?!:,.—–-]|$)
    если вы (?:нашли|заметили|обнаружили|увидели) (?:ошибку|опечатку|неточность)
    (?:фото|видео|источник|иллюстрация|автор|текст|перевод)\s*[:/]
    оригинал (?:статьи|материала)\s*[:—–-]
    (?:оператор|монтаж|фотограф|коллаж|инфографика|корреспондент|журналист|редактор)[ыа]?\s*[:/]\
\s*(?:(?-i:[A-ZА-ЯЁ])[\w.-]*+(?:,? (?:и )?|/|$)){2,6}$
    реклама(?:\s*[.:·|—–-]|$)
    на правах рекламы
    поделиться(?:\s*[:|]|\s*$| в соцсетях| новостью| ссылкой)
    версия для печати
    (?:6|12|16|18)\+(?:\s*$|\s+материал)
    """)
    + ")",
    re.I,
)
_HOLDS = re.compile(
    any_of(r"""
    contributed (?:to this (?:report|story|article)|reporting)\b
    ctrl(?:\s*\+\s*| (?:and|и) )enter
    (?:enable|turn on|allow|switch on) javascript
    \bin your browser unless (?:javascript|scripts)\b
    does not support (?:html5|the video)
    подробнее\b.{0,80}\bчитайте\b
    (?:фото|photo|снимок)\s*(?:[:/©]|автора\b).{0,60}$
    \((?:AP|AFP|Reuters|Getty)[^)]{0,40}(?:photo|/)[^)]{0,60}\)$
    appears in print (?:on|in|under)\b
    ^[—–-] ?with (?:assistance|help) (?:from|of|by) [^.]{2,120}$
    (?:views|opinions) (?:expressed )?(?:here|in this (?:article|piece|column|essay)) \
(?:are|is|do|does|belong|remain)\b.{0,40}\b(?:own|those|not|alone|authors?|writers?)\b
    """),
    re.I,
)
_ADDRESS = re.compile(r"(?:[^\s/]{1,40} ){0,4}(?:https?://|t\.me/)\S+")
"""A bare address after a word or two."""
LABEL = re.compile(
    r"(?:"
    + any_of(r"""
    summary
    key (?:events|points)
    live(?: (?:reporting|updates?|blog))?
    at a glance
    show (?:only )?key events(?: only)?
    (?:key events ?)?sort by
    supported by
    (?:story )?(?:continues|highlights)(?: below)?
    \d+ min(?:ute)?s?(?: (?:read|ago))?
    \d+ hours? ago
    (?:listen|play)(?: to (?:this |the )?(?:article|story))?\s*(?:\(?\d+ min(?:ute)?s?\)?)?
    (?:published|updated|posted)
    \d[\d.,\s]*+(?:[kmк]|тыс\.?|млн\.?|views?|reads?|просмотр(?:а|ов)?)?
    (?:no|\d+) comments?
    list of \d+ items
    end of list
    (?:views|reads?|просмотров|просмотры|прочитали)\W*+\d[\d\s.,]*+(?:[kmк]|тыс\.?|млн\.?)?
    (?:(?:эт[уо]\w* )?(?:заметк|стать|новост|материал|текст|страниц)\w* (?:уже )?)?\
(?:прочли|прочитали|просмотрели)\W*+\d[\d\s]*+раза?
    \d[\d\s]*+раза? (?:прочли|прочитали|просмотрели|прочитано|просмотрено)
    показать полностью
    размер шрифта(?: а)*
    ссылка на (?:новость|статью|материал)
    synopsis
    poll of the day
    от редакции
    главное
    коротко
    кратко
    \d+ мин\.?(?: чтения)?
    обновляется
    опубликовано
    обновлено
    """)
    + r")[\s:.]*",
    re.I,
)


def is_note(line: str) -> bool:
    """Whether the publisher speaks in the line, which may be a paragraph, and not the article.

    What asks or warns the reader may as well be said in the article: there it is a note only
    where nobody is quoted.
    """
    if _BEGINS.match(line) or _HOLDS.search(line) or _ADDRESS.fullmatch(line):
        return True
    return requests.is_request(line) and not requests.is_speech(line)
