"""Titles: the words by which texts call people, and the office or standing that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzstance.speakers.qualifiers import new_part, qualifier

# pattern → office slugs that it may mean, most likely first; longest patterns first below
_OFFICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        r"deputy (?:minister of foreign affairs|foreign minister)|vice foreign minister|deputy head of the (?:\w+ )?(?:foreign ministry|ministry of foreign affairs)",
        ("deputy_foreign_minister",),
    ),
    (
        r"foreign ministry(?:['’]s)? (?:official )?(?:spokes(?:man|woman|person)|press secretary)|spokes(?:man|woman|person) (?:for|of) the (?:\w+ )?(?:foreign ministry|ministry of foreign affairs)",
        ("foreign_ministry_spokesperson",),
    ),
    (
        r"(?:presidential|kremlin|president['’]s|akorda) (?:spokes(?:man|woman|person)|press secretary)",
        ("presidential_spokesperson", "press_secretary"),
    ),
    (
        r"white house press secretary|press secretary",
        ("press_secretary", "presidential_spokesperson"),
    ),
    (
        r"minister of foreign affairs|foreign affairs minister|foreign minister|external affairs minister|(?<!assistant )(?<!deputy )secretary of state(?! for (?!foreign))|foreign secretary|(?:top|chief) diplomat(?! (?:in|at|to|for|of the)\b)|foreign affairs chief|foreign policy chief|minister for foreign affairs",
        ("foreign_minister", "high_representative"),
    ),
    (r"high representative", ("high_representative",)),
    (r"deputy prime minister|vice premier", ("deputy_prime_minister",)),
    (
        r"prime minister|premier(?! league)|head of government|chancellor(?! of the exchequer)|taoiseach",
        ("prime_minister", "head_of_state"),
    ),
    (r"vice[- ]president", ("vice_president",)),
    (
        r"(?:european )?commission president|president of the european commission|commission chief",
        ("commission_president",),
    ),
    (r"(?:european )?council president|president of the european council", ("council_president",)),
    (
        r"president|head of state",
        ("president", "head_of_state", "council_president", "commission_president"),
    ),
    (
        r"defen[cs]e minister|minister of defen[cs]e|defen[cs]e secretary|secretary of defen[cs]e|defen[cs]e chief",
        ("defence_minister",),
    ),
    (r"interior minister|minister of (?:internal affairs|the interior)", ("interior_minister",)),
    (r"finance minister|minister of finance|treasury secretary", ("finance_minister",)),
    (
        r"(?:national )?economy minister|minister of (?:the )?(?:national )?economy",
        ("economy_minister",),
    ),
    (
        r"trade minister|minister of trade(?: and integration)?|commerce secretary",
        ("trade_minister",),
    ),
    (r"energy minister|minister of energy", ("energy_minister",)),
    (r"information minister|minister of information", ("information_minister",)),
    (r"national security advis[eo]r", ("national_security_adviser",)),
    (
        r"(?:secretary|chief|head) of (?:the )?(?:\w+ )?security council|security council secretary",
        ("security_council_secretary",),
    ),
    (
        r"deputy (?:chairman|chair|head|secretary) of (?:the |\w+['’]s )?security council",
        ("security_council_member",),
    ),
    (r"secretary[- ]general", ("secretary_general",)),
    (
        r"ambassador|permanent representative|envoy to the (?:un|united nations)|un envoy",
        ("ambassador", "un_representative", "special_envoy"),
    ),
    (r"(?:special )?envoy|special representative", ("special_envoy",)),
    (
        r"spokes(?:man|woman|person)",
        (
            "spokesperson",
            "foreign_ministry_spokesperson",
            "presidential_spokesperson",
            "press_secretary",
        ),
    ),
    (
        r"(?:senate|upper house|federation council)(?:['’]s)? (?:speaker|chairman|chairwoman|chair)|(?:chairman|chairwoman|speaker|chair) of (?:the )?(?:[\w'’]+ ){0,3}?(?:senate|upper house|federation council)",
        ("senate_speaker",),
    ),
    (
        r"(?:(?:house|parliament(?:ary)?|majilis|mazhilis|duma|lower house)(?:['’]s)? )?(?<!-)speaker(?: of (?:the )?(?:parliament|majilis|mazhilis|duma|house|lower house))?|(?:chairman|chair) of the (?:majilis|mazhilis|state duma)",
        ("parliament_speaker",),
    ),
    (
        r"presidential (?:advis[eo]r|aide)|advis[eo]r to (?:the )?(?:\w+ )?president",
        ("presidential_adviser",),
    ),
    (r"deputy minister|vice[- ]minister|minister", ()),
    (r"governor|mayor|akim", ("head_of_region",)),
    (r"supreme leader", ("head_of_state",)),
    (r"leader|strongman", ("president", "prime_minister", "head_of_state")),
    # "the king", "King of", "Oman's Sultan"; not the given name of "Sultan Roe"
    (
        r"(?-i:king|emir|sultan)|crown prince|(?-i:King)(?= (?-i:[A-Z]))|(?-i:King|Emir|Sultan)(?= of )|(?<=the )(?-i:King|Emir|Sultan)(?! (?-i:[A-Z]))|(?<=['’]s )(?-i:King|Emir|Sultan)",
        ("monarch",),
    ),
)
OFFICE = re.compile(
    r"\b(?:" + "|".join(f"(?P<o{i}>{p})" for i, (p, _) in enumerate(_OFFICES)) + r")\b",
    re.IGNORECASE,
)

_STANDINGS = {
    "expert": r"(?:director|head|founder|president) of (?:the )?(?:[\w’'\-]+\s){0,4}(?:institute|cent(?:re|er)|think tank|foundation|university)|analysts?|experts?|professors?|(?:senior|research|visiting|resident|distinguished|policy|associate) fellows?|fellows?(?! [\w“\"])|fellows?(?= (?:at|of|with|for|in|from|on|and|who)\b)|researchers?|scholars?|economists?|historians?|political scientists?|academics?|scientists?|pollsters?|think[- ]tank|lecturer",
    "media": r"journalists?|reporters?|editor(?:-in-chief)?|commentators?|(?:tv|television|talk[- ]show|radio) (?:host|presenter|personality)|host(?! (?:countr|nation|cit|government|state|president|leader|team|venue|of the (?:summit|meeting|talks|games|event|forum)))(?:s(?= of\b))?|anchor|propagandist|columnist|presenter|blogger",
    "party": r"lawmakers?|deput(?:y|ies) of the|member of (?:the )?(?:parliament|congress|duma|majilis|mazhilis|senate|bundestag)|senators?|congress(?:man|woman)|parliamentarians?|legislators?|opposition leader|party leader|mps?|deput(?:y|ies)|politicians?",
    "military": r"(?<!prosecutor )(?<!prosecutors )(?<!director )(?<!directors )(?<!consul )(?<!consuls )(?<!secretary )(?<!secretary-)(?<!secretaries )(?<!attorney )(?<!inspector )(?<!governor )(?<!solicitor )(?<!surgeon )generals?(?! (?:public|assembly|staff|election|secretar|prosecutor|director|manager|council|audience|population|contractor|counsel))|commanders?|admirals?|colonels?|chief of (?:the )?(?:general )?staff|military spokes(?:man|woman|person)|defen[cs]e ministry spokes(?:man|woman|person)|(?<!police )(?<!executive )(?<!operating )(?<!financial )(?<!technology )(?<!information )(?<!press )(?<!customs )(?<!border )(?<!election )(?<!medical )(?<!enforcement )(?<!security )(?<!consular )(?<!liaison )(?<!marketing )(?<!compliance )(?<!risk )(?<!public )(?<!probation )officers?|soldiers?|troops|armed forces|military",
    "company": r"chief executive|chief (?:operating|financial|technology|information|marketing|risk|compliance|commercial) officers?|general (?:director|manager)s?|ceo|owners?|chairman of the board|managers?|company|entrepreneurs?|traders?|managing director|shareholders?|businessm[ae]n|brokers?",
    "society": r"activists?|farmers?|residents?|protesters?|lawyers?|teachers?|drivers?|students?|priests?|patriarch|archbishop|bishop|imam|mufti|pope|volunteers?|refugees?|writers?|singers?|actors?|pensioners?|voters?|witness(?:es)?|veterans?|campaigners?|rights defenders?",
    "government": r"officials?|(?:prosecutor|director|consul|attorney|inspector|governor|solicitor|surgeon)s? generals?|(?:general )?prosecutors? generals?|(?:customs|border|law[- ]enforcement|consular|security|election) officers?|authorit(?:y|ies)|government|administration|diplomats?|ministry|cabinet|prosecutors?|police|delegation|embassy|consulate|negotiators?|regulators?|inspectors?|directors? of the|advis[eo]rs?|aides?|envoys?|representatives?|chiefs?|heads?|secretar(?:y|ies)|head of the (?:\w+ )?(?:department|agency|committee|office)",
}
STANDING = {kind: re.compile(rf"\b(?:{p})\b", re.IGNORECASE) for kind, p in _STANDINGS.items()}
FORMER = re.compile(
    r"\b(?:former|ex-|late|then[- ]|retired|onetime|one-time|ousted|deposed)\s*", re.IGNORECASE
)
MINISTRY = re.compile(
    r"\b(?:(?P<a>foreign|defen[cs]e|interior|finance|trade|energy|economy|information|health|justice|emergency|transport|agriculture|culture|education) ministry"
    r"|ministry of (?:the )?(?P<b>foreign affairs|defen[cs]e|internal affairs|interior|finance|trade|energy|national economy|economy|information|health|justice|transport|agriculture|culture|education)"
    r"|(?P<c>mfa)|(?P<d>ministry))\b",
    re.IGNORECASE,
)
_MINISTRY_NAMES = {
    "foreign": "Foreign Affairs",
    "foreign affairs": "Foreign Affairs",
    "mfa": "Foreign Affairs",
    "defence": "Defence",
    "defense": "Defence",
    "interior": "Internal Affairs",
    "internal affairs": "Internal Affairs",
    "national economy": "Economy",
}


@dataclass(frozen=True, slots=True)
class Title:
    """What a phrase says of a person: offices it may mean, standing, whether in the past.

    ``qualified``: another body's office ("opposition leader"), which is no office of state."""

    slugs: tuple[str, ...]
    kind: str | None
    former: bool
    words: str
    qualified: bool = False


def read(phrase: str) -> Title | None:
    """The title in ``phrase``, or None where no word of it is one."""
    former = FORMER.search(phrase) is not None
    other: Title | None = None
    for office in OFFICE.finditer(phrase):
        if _is_verb(phrase, office) or (other and not new_part(phrase, office.start())):
            continue
        found = qualifier(phrase, office.start(), office.end())
        if found is None:
            index = int(str(office.lastgroup)[1:])
            return Title(_OFFICES[index][1], "government", former, office.group())
        other = other or Title((), found[0], former, f"{found[1]} {office.group()}", True)
    if other:
        return other
    for kind in ("expert", "media", "military", "party", "company", "society", "government"):
        m = STANDING[kind].search(phrase)
        if m:
            return Title((), kind, former, m.group())
    return None


def _is_verb(phrase: str, m: re.Match[str]) -> bool:
    return m.group().lower() == "speaker" and "guest" in phrase.lower()


def ministry(phrase: str) -> str | None:
    """``Foreign Affairs`` for "the Foreign Ministry"; "" for a ministry without a name."""
    m = MINISTRY.search(phrase)
    if m is None:
        return None
    name = (m.group("a") or m.group("b") or m.group("c") or "").lower()
    return _MINISTRY_NAMES.get(name, name.title())
