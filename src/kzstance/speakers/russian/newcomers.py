"""The names inside a mention; somebody whom only the mention shows is met there."""

from __future__ import annotations

import re

from kzstance.speakers.russian.alphabet import plain
from kzstance.speakers.russian.full_names import unlisted
from kzstance.speakers.russian.given import GivenName
from kzstance.speakers.russian.known import Place
from kzstance.speakers.russian.people import People
from kzstance.speakers.russian.readings import readings
from kzstance.speakers.russian.runs import capitalised, likely, runs
from kzstance.speakers.russian.titles import titles

# words that govern the genitive: "the words of Roe"
_GENITIVE = re.compile(
    r"(?:слов\w{0,3}|мнени\w{1,2}|данным|оценк\w{1,2}|заявлени\w{1,2}|позици\w{1,2}|"
    r"уверени\w{1,3}|утверждени\w{1,3}|призыв\w{0,2}|предложени\w{1,2}|(?<!\w)(?:у|от|для))\s*$"
)
_NO_SURNAME = re.compile(
    r"мин(?:обороны|фин|юст|здрав|эн|эк|обр|прос|тран|сель|культ|пром|цифр|торг)|гос(?:дум|деп|совет)|"
    r"ген(?:штаб|прокур|ассамбл|консул)|сов(?:без|фед)|центр(?:о?банк|изб)|нацбанк|евро(?!хин)|запад|азии|ази[яю]|"
    r"донбасс|африк|кавказ|сибир|крым|балкан|прибалти|скандинав|новоросс|телеграм|интернет|росси|украин"
)
_NO_NAMES = frozenset(
    """там он она они это этот тот такое так как по об ранее также при этом позже запад
    восток север юг республика область район край город в на и но а с у из мы я вы""".split()
)


def within(people: People, start: int, end: int) -> list[Place]:
    """The places of names in the mention at ``start:end``."""
    found = [p for p in people.before(end, start) if p.end <= end]
    if not found:
        for run in runs(people.text, start, end, people.taken):
            place = _newcomer(people, run, start, end)
            if place is not None:
                return [place]
    return found


def _newcomer(people: People, run: list[re.Match[str]], start: int, end: int) -> Place | None:
    """Somebody new, where the words of ``run`` look like a name in this mention."""
    first, last = run[0], run[-1]
    if not _named_so(people, run, start, end):
        return None
    case = "g" if _GENITIVE.search(plain(people.text[max(0, start - 24) : start])) else "n"
    if len(run) > 1:
        options = [GivenName(r.lemma, r.gender, r.cases) for r in readings(first.group())]
        options = people.index.given.read(first.group()) or options
        return unlisted(people, first, last, sorted(options, key=lambda g: case not in g.cases))
    word = capitalised(last.group())
    given = [n for n in people.index.given.read(word) if case in n.cases]
    fit = [r for r in readings(word) if case in r.cases]
    if given:
        fit = [r for r in fit if any(r.gender == n.gender for n in given)] or fit
    if case == "g":
        fit = [r for r in fit if likely(r.lemma)] or fit
    if not fit:
        return None
    gender = fit[0].gender if len({r.gender for r in fit}) == 1 else None
    who = people.meet(fit[0].lemma, fit[0].lemma, gender, None)
    return people.add(first.start(), last.end(), who, fit[0].cases)


def _named_so(people: People, run: list[re.Match[str]], start: int, end: int) -> bool:
    """Is the run a name: the whole mention, or after a title, and no common words?"""
    first, last = run[0], run[-1]
    before = people.text[start : first.start()].strip(' «"“')
    after = people.text[last.end() : end].strip(' .»"”')
    whole = not before and (not after or after.startswith(","))
    title = people.title_before(first.start()) if before else None
    if len(run) > 3 or not (whole or title) or plain(first.group()) in _NO_NAMES:
        return False
    if titles(first.group()) or last.group().endswith("."):
        return False
    if len(run) == 1 and (last.group().isupper() or _is_word(people, last)):
        return False
    return _NO_SURNAME.match(plain(last.group())) is None


def _is_word(people: People, m: re.Match[str]) -> bool:
    """Is a capitalised word alone a common noun: quoted, or one that the article has without
    its capital, or that only begins sentences and does not end as names do?"""
    word, text = m.group(), people.text
    if text[max(0, m.start() - 1) : m.start()] in tuple('«"“„'):
        return True
    if word not in people.words:
        stem = re.escape(word[: max(4, len(word) - 2)])
        small = re.search(rf"(?<!\w){stem.lower()}\w{{0,3}}(?!\w)", text)
        inside = (
            n.start() != people.sentences.bounds(n.start())[0]
            for n in re.finditer(rf"(?<!\w){stem}\w{{0,3}}(?!\w)", text)
        )
        people.words[word] = small is not None or not (likely(word) or any(inside))
    return people.words[word]
