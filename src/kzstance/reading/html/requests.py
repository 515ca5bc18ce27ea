"""What a publisher asks of readers or warns them of, in words that an article may quote."""

from __future__ import annotations

import re

from kzstance.reading.html.phrases import any_of

LEAD = r"[\s*•►▶→»>|\-–—\[]*+\(?"
"""What may stand before the first word of a note."""
_BEGINS = re.compile(
    LEAD
    + "(?:"
    + any_of(r"""
    (?:read|see|watch|listen|hear) (?:more|also|next|the full story)\b
    (?:click|tap) to\b
    discuss this
    (?:view|post|leave|\d+) comments?\b
    (?:sign up|subscribe|register) (?:(?:here|now|today)\b|for (?:(?:free|our)\b|(?-i:[A-Z])\
|(?:the|this|an?) .{0,40}\b(?:newsletter|letter|briefing|e-?mail|digest|alert|account|trial))\
|to (?:our|read|continue|receive|get|comment|see|view|access|watch|start)\b\
|to (?:the|this) (?:(?-i:[A-Z])|(?:\w+ ){0,2}(?:newsletter|channel|podcast|magazine|digest|paper))\
|with us\b)
    get (?:our|the) .{0,40}newsletter
    follow (?:us\b|our (?:\w+ ){0,2}(?:coverage|channel|page|account|live|blog|telegram|feed)|@\
|\w+ on (?:twitter|x|facebook|telegram|instagram))
    follow .{0,40}\bcoverage\b.{0,60}\b(?:at|on|here)\b
    join (?:us on (?:telegram|whatsapp|facebook|twitter|x\b|instagram|youtube|social)\
|our (?:telegram|whatsapp|channel|mailing|community|membership))
    support (?:us\b|our (?:work|journalism)|independent (?:journalism|news|media)\b)
    donate (?:now|today|here|to us|to our)\b
    download (?:the|our) .{0,30}\bapp\b
    thanks for (?:reading|subscrib)
    (?:additional |with )?(?:reporting|photographs?|editing|photography) by \w\
(?!.{0,60}\b(?:ha[sd]|have|is|was|were|found|show(?:s|ed)|suggest\w*|reveal\w*)\b)
    this (?:article|story|post|piece|page) (?:(?:is|was|has been) )?\
(?:(?:first|originally) (?:published|appeared|ran|posted|written|aired|produced)\
|part of (?:an?|our|the) .{0,40}\b(?:series|project|partnership|package|coverage))
    this (?:article|story|post|piece|transcript|conversation) (?:was|has been) \
(?:translated|produced)
    this (?:interview|report) (?:was|has been) (?:(?:lightly )?edited|amended|corrected|republished\
|updated (?:with|to|after|on|at)|translated (?:from|by|for))
    (?:you )?(?:need to )?enable javascript
    already (?:registered|a subscriber|have an account)
    while you(?:['’]re| are) here\s*[:,.—–…-]
    (?:did|was|is) this (?:page|article|story|answer|information) \
(?:answer your|help(?:ful|ed)?\b|useful)
    what follows (?:was|is|has been) (?:an? )?(?:lightly )?\
(?:translated|edited|trimmed|condensed|abridged|shortened)
    (?:the )?(?:views|opinions?) expressed \
(?:here|in (?:this|the|our|it)|on (?:this|the|our)|are|do not\
|by (?:the |our )?(?:authors?|writers?|contributors?|columnists?|readers?))\b
    do you have an opinion on
    share this (?:article|story|post|page)\b
    for (?:(?:use|information) (?:of|by) (?:the )?)?(?:information )?(?:media|press)(?: use)?\b\
.{0,20}(?:\bnot an?\b|\bonly\b|$)
    this audio (?:is|was|has been) (?:(?:auto-?)?generated|read by an? (?:machine|robot|AI))\b
    читайте (?:нас|больше|нашу)
    смотрите наш
    подпис(?:ывайтесь|ывайся|шитесь|ки)\b
    подписаться(?:\s*$| на (?:наш|канал|рассылк|новости|telegram|телеграм|youtube))
    присоединяйтесь к (?:нам|наш)
    наши? (?:telegram|телеграм)(?!м)
    заметили (?:ошибку|опечатку)(?: в тексте)?\s*(?:[?!:—–-]|$)
    (?:вы )?(?:заметили|увидели|нашли|обнаружили) (?:\w+ ){0,2}\
(?:неточность|ошибку|опечатку|букву)\b.{0,60}\b(?:выделите|отметьте|сообщите|нажмите|напишите)
    перепечатка (?:без|материал|возможна|разреш|запрещ)
    все права (?:защищены|принадлежат (?:их |наше\w+ )?(?:автор|редакци|правообладател|издани))
    при (?:использовании|цитировании|копировании|перепечатке) материал\w*+(?! из\b)
    при (?:перепечатке|цитировании|копировании)\b.{0,60}\bссылк
    скачать (?:(?:наше )?приложение(?:\s*[!.:]|\s*$| (?:для|в|на)\b)|pdf|в pdf)
    скачайте (?:наше )?приложение
    поделитесь (?:новостью|статьёй|в соцсетях)
    редакция (?:«[^»]{1,40}» )?не (?:нес[её]т|да[её]т|отвечает)\b
    мнение (?:автора|редакции)\b.{0,60}\bне (?:совпада|отража|всегда|обязательно)
    """)
    + ")",
    re.I,
)
_OPENS = r"(?:^|[.!?…:] |\bor |\bplease |\byou can )"
"""Where a sentence begins that tells the reader to do something, not one that tells of others."""
_HOLDS = re.compile(
    any_of(rf"""
    {_OPENS}(?:sign up|subscribe|register)\b.{{0,80}}\
\b(?:newsletter|telegram|youtube|facebook|instagram|website|whatsapp)
    {_OPENS}becom(?:e|ing) (?:a|our|one of our) (?:member|patron|supporter|subscriber)s?\
(?:\s*[!.]|$| (?:today|now))
    \b(?:please|you|consider)\b.{{0,40}}\bbecom(?:e|ing) (?:our|one of our) \
(?:member|patron|supporter|subscriber)s?\b
    \bplease,? consider (?:becoming|supporting|donating|making|a donation)\b
    \bconsider (?:supporting (?:us|our)|donating to (?:us|our)|a donation to (?:us|our))\b
    \bthank(?:s| you) for reading\b
    \bjoin our community\b
    {_OPENS}subscribe to (?:our\b|(?:the )?(?-i:[A-Z])).{{0,60}}\b(?:free|here|now|today)\b
    \bnewsletters?\b.{{0,200}}\b(?:sign up|subscribe) (?:here|now|today)\b
    \b(?:may|might|can) (?:earn|be paid|get|receive)\b.{{0,60}}\
\b(?:if|when|from|through|via|by way of)\b.{{0,60}}\
\b(?:affiliate links?|links? (?:above|below|on|in (?:this|our)))\b
    {_OPENS}(?:download|get) (?:the|our) .{{0,30}}\bapp\b
    \bnot an official (?:record|document|transcript)\b.{{0,20}}$
    (?:telegram|телеграм|соцсет|социальных сет|мессенджер|whatsapp).{{0,60}}\
подпис(?:ывай|итесь|аться(?:\s*[.!]?$| на (?:наш|нас\b|канал|обновл|новост)))
    подписывайтесь на (?:наш|канал|нас\b)
    подпишитесь на (?:наш|канал|нас\b|рассылк|telegram|телеграм|youtube)
    ^(?:больше|ещ[её] больше|самые важные|все|главные|другие)\b.{{0,30}}\bновост\w*\b.{{0,60}}\
\b(?:telegram|телеграм)
    следите за (?:нашими |всеми )?(?:новостями|обновлениями)
    поддержите (?:нас\b\
|наш\w* (?:издани|работ|проект|журналист|редакци|канал|сайт|команд)|журналистику|независим\w+ \
(?:медиа|журналист|сми|издани)|редакци|проект\b(?! закон))
    ^\s*>>[^.?!]{{0,150}}$
    ^\W*privacy notice\b|\b(?:our|see the) privacy notice\b
    \b(?:we|(?:web)?site|page|service)s?\b.{{0,30}}\buses? cookies
    ссылка на .{{0,40}}обязательна
    not necessarily (?:reflect|those)
    follow us on
    \b(?:this|these|our|all) (?:\w+ )?(?:article|material|page|content|text|story|transcript)s?\b\
.{{0,40}}may not be (?:published|reproduced|copied|reprinted)
    \bmaterials? (?:of|on|from) (?:the|this|our) (?:(?:web)?site|page|paper)\b.{{0,40}}may not be
    \bno part of (?:this|the|our) (?:(?:web)?site|page|paper|article|publication)\b.{{0,60}}may be
    [/|©] ?(?:getty|shutterstock)|\b(?:via|by) (?:getty images|shutterstock)
    getty images (?:for|via)\b
    (?:getty images|shutterstock)[\s).]*$
    """),
    re.I,
)
_QUOTED = re.compile(r"(?<!айтесь на )(?<!шитесь на )[“„«\"][^“”„«»\"]{15,}")
"""A quotation: what is shorter, or what one subscribes to, is most often a name."""
_TELLS = re.compile(
    r"(?<!\w)(?:"
    + any_of(r"""
    said|says|told|tells|urge[ds]|add(?:ed|s)|warn(?:ed|s)|stated|announced|noted|stressed|insisted
    argued|argues|replied|claim(?:ed|s)|explained|recalled|promised|according to|called (?:on|for)
    demand(?:ed|s)?|(?<!\bi )wrote|joked|ordered
    (?:сказа|заяви|сообщи|отмети|добави|подчеркну|призва|предупреди|напомни|написа)л[аи]?
    (?:поясни|уточни|рассказа|ответи|объяви|объясни|пообеща|возрази|отреза|усмехну|потребова|пошути|проси|попроси)л[аи]?
    заявля[ею]т|сообща[ею]т|отмеча[ею]т|говорит|говорят|считает|считают|призыва[ею]т
    по (?:его|её|ее|их )? ?словам|по мнению|согласно|цитирует
    """)
    + r")(?!\w)",
    re.I,
)


def is_speech(line: str) -> bool:
    """Whether somebody is quoted in the line, word for word or not."""
    return bool(_QUOTED.search(line) or _TELLS.search(line))


def is_request(line: str) -> bool:
    """Whether the line has the words of a request or a warning to the reader."""
    return bool(_BEGINS.match(line) or _HOLDS.search(line))
