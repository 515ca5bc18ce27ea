# ruff: noqa: E501  (tables of patterns, one a line)
"""English words for what people are beside offices: experts, officials, farmers."""

from __future__ import annotations

import re

_STANDINGS = {
    "expert": r"(?:director|head|founder|president) of (?:the )?(?:[\w’'\-]+\s){0,4}(?:institute|cent(?:re|er)|think tank|foundation|university)|analysts?|experts?|professors?|(?:senior|research|visiting|resident|distinguished|policy|associate) fellows?|fellows?(?! [\w“\"])|fellows?(?= (?:at|of|with|for|in|from|on|and|who)\b)|researchers?|scholars?|economists?|historians?|political scientists?|academics?|scientists?|pollsters?|think[- ]tank|lecturer",
    "media": r"journalists?|reporters?|editor(?:-in-chief)?|commentators?|(?:tv|television|talk[- ]show|radio) (?:host|presenter|personality)|host(?! (?:countr|nation|cit|government|state|president|leader|team|venue|of the (?:summit|meeting|talks|games|event|forum)))(?:s(?= of\b))?|anchor|propagandist|columnist|presenter|blogger",
    "party": r"lawmakers?|deput(?:y|ies) of the|member of (?:the )?(?:parliament|congress|duma|majilis|mazhilis|senate|bundestag)|senators?|congress(?:man|woman)|parliamentarians?|legislators?|opposition leader|party leader|mps?|deput(?:y|ies)|politicians?",
    "military": r"(?<!prosecutor )(?<!prosecutors )(?<!director )(?<!directors )(?<!consul )(?<!consuls )(?<!secretary )(?<!secretary-)(?<!secretaries )(?<!attorney )(?<!inspector )(?<!governor )(?<!solicitor )(?<!surgeon )generals?(?! (?:public|assembly|staff|election|secretar|prosecutor|director|manager|council|audience|population|contractor|counsel))|commanders?|admirals?|colonels?|(?<=the )major$|(?-i:Major)(?= (?-i:[A-Z])\w+ (?-i:[A-Z]))|chief of (?:the )?(?:general )?staff|military spokes(?:man|woman|person)|defen[cs]e ministry spokes(?:man|woman|person)|(?<!police )(?<!executive )(?<!operating )(?<!financial )(?<!technology )(?<!information )(?<!press )(?<!customs )(?<!border )(?<!election )(?<!medical )(?<!enforcement )(?<!security )(?<!consular )(?<!liaison )(?<!marketing )(?<!compliance )(?<!risk )(?<!public )(?<!probation )officers?|soldiers?|troops|armed forces|military",
    "company": r"chief executive|chief (?:operating|financial|technology|information|marketing|risk|compliance|commercial) officers?|general (?:director|manager)s?|ceo|owners?|chairman of the board|managers?|company|entrepreneurs?|traders?|managing director|shareholders?|businessm[ae]n|brokers?",
    "society": r"activists?|farmers?|residents?|protesters?|lawyers?|teachers?|drivers?|students?|priests?|patriarch|archbishop|bishop|imam|mufti|pope|volunteers?|refugees?|writers?|singers?|actors?|pensioners?|voters?|witness(?:es)?|veterans?|campaigners?|rights defenders?",
    "government": r"officials?|commissioners?|(?:prosecutor|director|consul|attorney|inspector|governor|solicitor|surgeon)s? generals?|(?:general )?prosecutors? generals?|(?:customs|border|law[- ]enforcement|consular|security|election) officers?|authorit(?:y|ies)|government|administration|diplomats?|ministry|cabinet|prosecutors?|police|delegation|embassy|consulate|negotiators?|regulators?|inspectors?|directors? of the|advis[eo]rs?|aides?|envoys?|representatives?|chiefs?|heads?|secretar(?:y|ies)|head of the (?:\w+ )?(?:department|agency|committee|office)",
}
STANDING = {kind: re.compile(rf"\b(?:{p})\b", re.IGNORECASE) for kind, p in _STANDINGS.items()}
