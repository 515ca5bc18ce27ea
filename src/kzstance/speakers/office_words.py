# ruff: noqa: E501  (tables of patterns, one a line)
"""English words for offices: patterns, and the offices that each may mean."""

from __future__ import annotations

import re

# pattern → offices that it may mean, the most likely first; the first that fits at a place wins
OFFICES: tuple[tuple[str, tuple[str, ...]], ...] = (
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
    r"\b(?:" + "|".join(f"(?P<o{i}>{p})" for i, (p, _) in enumerate(OFFICES)) + r")\b",
    re.IGNORECASE,
)
