"""The numbers that a text names, in digits or words, English or Russian."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

_EN: Mapping[float, str] = {
    0.5: "half", 1: "one first", 2: "two second", 3: "three third", 4: "four fourth",
    5: "five fifth",
    6: "six sixth", 7: "seven seventh", 8: "eight eighth", 9: "nine ninth", 10: "ten tenth",
    11: "eleven eleventh", 12: "twelve twelfth", 13: "thirteen thirteenth",
    14: "fourteen fourteenth", 15: "fifteen fifteenth", 16: "sixteen sixteenth",
    17: "seventeen seventeenth", 18: "eighteen eighteenth", 19: "nineteen nineteenth",
    20: "twenty twentieth", 30: "thirty thirtieth", 40: "forty fortieth", 50: "fifty fiftieth",
    60: "sixty sixtieth", 70: "seventy seventieth", 80: "eighty eightieth",
    90: "ninety ninetieth",
}  # fmt: skip
# What the forms of a Russian numeral have in common, cardinal and ordinal.
_RU: Mapping[float, str] = {
    1.5: "полтор(?:а|ы)",
    1: "один|одн(?:а|о|у|ого|ой|им|ному|ом)|перв(?:ый|ая|ое|ого|ой|ому|ым|ую|ом|ых)",
    2: "дв(?:а|е|ух|ум|умя)|втор(?:ой|ая|ое|ого|ому|ым|ую|ом)",
    3: "тр(?:и|[её]х|[её]м|емя)|трет(?:ий|ья|ье|ьего|ьей|ьему|ьим|ью|ьем)",
    4: "четыр(?:е|[её]х|[её]м|ьмя)|четв[её]рт(?:ый|ая|ое|ого|ой|ому|ым|ую|ом)",
    5: "пят(?:ь|и|ью|ый|ая|ое|ого|ой|ому|ым|ую|ом)",
    6: "шест(?:ь|и|ью|ой|ая|ое|ого|ому|ым|ую|ом)",
    7: "семь|семи|семью|седьм(?:ой|ая|ое|ого|ому|ым|ую|ом)",
    8: "вос(?:емь|ьми|емью|ьмью|ьмой|ьмая|ьмое|ьмого|ьмому|ьмым|ьмую|ьмом)",
    9: "девят(?:ь|и|ью|ый|ая|ое|ого|ой|ому|ым|ую|ом)",
    10: "десят(?:ь|и|ью|ый|ая|ое|ого|ой|ому|ым|ую|ом)",
    11: r"одиннадцат\w+", 12: r"двенадцат\w+", 13: r"тринадцат\w+", 14: r"четырнадцат\w+",
    15: r"пятнадцат\w+", 16: r"шестнадцат\w+", 17: r"семнадцат\w+", 18: r"восемнадцат\w+",
    19: r"девятнадцат\w+", 20: r"двадцат\w+", 30: r"тридцат\w+", 40: r"сорок\w*",
    50: r"пят[ьи]десят\w*", 60: r"шест[ьи]десят\w*", 70: r"сем[ьи]десят\w*",
    80: r"вос[ье]м[ьи]десят\w*", 90: r"девяност\w+", 100: "сто|ста|сотня|сотни|сотен",
    200: "двести|двухсот", 300: "триста|тр[её]хсот", 400: "четыреста|четыр[её]хсот",
    500: "пятьсот|пятисот", 600: "шестьсот|шестисот", 700: "семьсот|семисот",
    800: "восемьсот|восьмисот", 900: "девятьсот|девятисот",
}  # fmt: skip
_SCALES: Mapping[float, str] = {
    100: "hundred|hundreds",
    1_000: r"thousand|thousands|k|тыс|тысяч\w*",
    1_000_000: r"million|millions|mln|m|млн|миллион\w*",
    1_000_000_000: r"billion|billions|bn|млрд|миллиард\w*",
}
_ALONE = frozenset({1.0})  # "one" and "first" alone say little: "no one", "first of all"
_FORMS = [
    *((n, re.compile("|".join(words.split()))) for n, words in _EN.items()),
    *((n, re.compile(forms)) for n, forms in _RU.items()),
]
_SCALE_FORMS = [(n, re.compile(forms)) for n, forms in _SCALES.items()]
_TOKENS = re.compile(
    r"(?P<digits>\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+)|(?P<gap>[^\w\s-])"
)


def numbers(text: str) -> frozenset[float]:
    """The numbers of ``text``; "one" and "first" only as a part of another."""
    return frozenset(_named(unicodedata.normalize("NFKC", text).casefold()))


def is_number(word: str) -> bool:
    """Whether a word, case-folded, is a number or a part of one."""
    return word.isdecimal() or _value(word) is not None or _scale(word) is not None


def _named(text: str) -> Iterator[float]:
    whole = part = last = 0.0
    open_ = False

    def close() -> Iterator[float]:
        if open_ and whole + part not in _ALONE:
            yield whole + part

    for token in _TOKENS.finditer(text):
        digits, word = token["digits"], token["word"]
        if digits:
            yield from close()
            whole, part, last, open_ = 0.0, _digits(digits), 0.0, True
            if part in _ALONE:
                yield part
            continue
        if word in ("and", "a", "of") and open_:
            continue
        scale = _scale(word) if word else None
        if scale and (open_ or len(word) > 2):
            if scale == 100:
                part = (part or 1.0) * 100
            else:
                whole, part = whole + (part or 1.0) * scale, 0.0
            last, open_ = scale, True
            continue
        value = _value(word) if word else None
        if value is None:
            yield from close()
            whole = part = last = 0.0
            open_ = False
            continue
        if open_ and last <= value:  # "five, six": another number begins
            yield from close()
            whole, part = 0.0, 0.0
        part, last, open_ = part + value, value, True
    yield from close()


def _digits(digits: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+", digits)
    return float(re.sub(r"\D", "", digits) if grouped else digits.replace(",", "."))


@lru_cache(maxsize=1 << 14)
def _value(word: str) -> float | None:
    return next((n for n, form in _FORMS if form.fullmatch(word)), None)


@lru_cache(maxsize=1 << 14)
def _scale(word: str) -> float | None:
    return next((n for n, form in _SCALE_FORMS if form.fullmatch(word)), None)
