"""The speaker stage: every statement's mention → a person or a body, and whom they speak for.

The order of the attempts is the order of trust: a name in the mention, a title with a
country, a pronoun or short title that points to somebody named before, a ministry, a seat of
government or a country. What none of them settles stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kzstance.config import Speakers
from kzstance.records import Article, Span, Speaker, Statement
from kzstance.registry import register
from kzstance.speakers.people import Known, People, names_in
from kzstance.speakers.roster import Actor, Office, Roster, fold, load
from kzstance.speakers.titles import STANDING, TITLE_WORDS, Title, bare_name, ministry, read

_HE = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "herself": "f",
    "who": None,
}
_IT = {"it", "its"}
_THEY = {
    "they",
    "them",
    "their",
    "we",
    "i",
    "our",
    "us",
    "my",
    "me",
    "you",
    "many",
    "some",
    "others",
    "all",
    "both",
}
_GENERIC = re.compile(
    r"^(?:the|this|that|our|a|an)?\s*(?:\w+\s){0,3}?(?:official|diplomat|politician|leader|man|woman|envoy|head|"
    r"analyst|expert|lawmaker|deputy|commentator|minister|president|spokes(?:man|woman|person)|chancellor|premier|"
    r"general|professor|researcher|author|host|chief|secretary|speaker|ambassador|guest|interviewee|activist|senator|"
    r"commander|economist|adviser|aide|governor|representative|journalist|presenter|farmer|owner)s?$",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:statement|report|website|press service|press release|announcement|document|text|post|"
    r"letter|communique|declaration|note)\b",
    re.IGNORECASE,
)

_OWN = re.compile(
    r"\b(?:statement|office|spokes\w+|aides?|report|words|remarks|speech|post|message|letter|"
    r"press service|team)\b"
)


@register("kzstance.speakers.resolver.v1")
class Resolver:
    """Resolves mentions inside one article with a dated roster.

    Confidences are fixed by the way of resolution; they are not yet calibrated.
    """

    needs_entities = True

    def __init__(self, settings: Speakers) -> None:
        self._roster = load(tuple(settings.rosters))
        self._grace = timedelta(days=settings.grace_days)

    def resolve(self, article: Article, doc: Any, statements: Sequence[Statement]) -> list[Speaker]:
        """One Speaker a statement, in order; ``doc`` carries the named entities."""
        return _Scene(article, doc, statements, self._roster, self._grace).speakers()


class _Scene:
    def __init__(
        self,
        article: Article,
        doc: Any,
        statements: Sequence[Statement],
        roster: Roster,
        grace: timedelta,
    ) -> None:
        self.text, self.on, self.roster, self.grace = article.text, article.date, roster, grace
        self.article, self.statements = article, statements
        authors = {s.author for s in statements if s.author}
        headline = names_in_titles(article.title)
        self.people = People(
            self.text, doc, roster, article.date, grace, [*authors_names(authors), *headline]
        )
        self.actors = roster.actor_mentions(self.text)
        self._organisations = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG"]
        self.said = [p for s in statements if s.cue is not None for p in s.spans]
        self.resolved: list[tuple[int, Known | Speaker]] = []
        self._unnamed: dict[str, Speaker] = {}
        self._last_unnamed: tuple[int, Speaker] = (-1, Speaker())
        self._cache: dict[str, Speaker] = {}

    def speakers(self) -> list[Speaker]:
        order = sorted(
            range(len(self.statements)),
            key=lambda i: self.statements[i].mention or (self.statements[i].start, 0),
        )
        out: dict[int, Speaker] = {}
        for i in order:
            out[i] = self._one(self.statements[i])
        return [out[i] for i in range(len(self.statements))]

    def _one(self, statement: Statement) -> Speaker:
        if statement.author:
            return self._label(statement.author)
        if statement.mention is None:
            return Speaker()
        start, end = statement.mention
        phrase = self.text[start:end]
        if statement.cue is None and re.match(
            r"\s?(?:\([^()\n]*\))?[ \t*_]*:", self.text[end : end + 70]
        ):
            return self._label(phrase)
        return self._mention(phrase, start)

    # -- turns of a transcript, authors in a headline

    def _label(self, label: str) -> Speaker:
        if label not in self._cache:
            self._cache[label] = self._resolve_label(label)
        return self._cache[label]

    def _resolve_label(self, label: str) -> Speaker:
        phrase = label.title() if label.isupper() else label
        title = read(phrase)
        for name in names_in(phrase):
            words = [w for w in name.split() if not read(w) and fold(w) not in TITLE_WORDS]
            if not words:
                continue
            known = self.people.find(" ".join(words))
            if known is None:
                slugs = frozenset(title.slugs) if title else frozenset()
                person = self.roster.surname(words[-1], self.on, self.grace, slugs)
                known = (
                    Known(person.name, fold(words[-1]), person.gender, person, title)
                    if person
                    else None
                )
            if known is None:
                known = self.people.meet(
                    " ".join(words).title() if label.isupper() else " ".join(words), -1
                )
            return self._person(known, 0.92, phrase)
        if title and title.slugs:
            return self._title(title, phrase, 0, home=True)
        return self._body(phrase, -1) or Speaker()

    # -- mentions in running text

    def _mention(self, phrase: str, at: int) -> Speaker:
        words = phrase.strip(" ,.;:“”\"'").lower()
        if words == "who":
            named = re.search(r"([A-ZА-ЯЁ][\w’'\-]+),?\s*$", self.text[max(0, at - 40) : at])
            who = self.people.find(named.group(1)) if named else None
            if who is not None:
                return self._keep(at, who, 0.85)
        if words in _HE:
            known = self._pronoun(_HE[words], at, last=words == "who")
            nobody = self._nobody_since(known, at)
            return nobody or self._keep(at, known, 0.8)
        if words in _IT or words == "they":
            last = self._last_body(at, words == "they")
            return last if last else Speaker()
        if words in _THEY:
            return Speaker()
        known = self._named(phrase, at)
        if known is not None:
            return self._keep(at, known, 0.95, phrase)
        head = words.split()[-1] if words else ""
        if words.startswith("the ") and head in self._unnamed:
            return self._unnamed[head]
        title = read(phrase)
        if title is not None and (title.slugs or _GENERIC.match(words)) and not _plural(words):
            found = self._title(title, phrase, at)
            if found.actor or found.name:
                return found
        body = self._body(phrase, at)
        if body is not None:
            self.resolved.append((at, body))
            return body
        if title is not None and _GENERIC.match(words) and words.startswith(("the ", "this ")):
            known = self._pronoun(None, at)
            return self._keep(at, known, 0.6)
        if title is not None:
            return self._standing(title, phrase, head, at)
        if _SELF.search(words):
            return self._last_body(at, True) or Speaker()
        return self._organisation(phrase, at)

    def _organisation(self, phrase: str, at: int) -> Speaker:
        """A body that no roster knows, by the name that the text gives it."""
        for start, end in self._organisations:
            if start < at + len(phrase) and end > at:
                name = self.text[start:end].removeprefix("the ").removeprefix("The ")
                if "\n" not in name and len(name) * 2 > len(phrase):
                    country = self._country_in(phrase.replace(name, ""))
                    found = Speaker(name, None, None, country, None, 0.6)
                    self.resolved.append((at, found))
                    return found
        return Speaker()

    def _named(self, phrase: str, at: int) -> Known | None:
        """The person whom the phrase names as the one who speaks, not one in "the aide of X"."""
        for segment in re.split(r",|\bwho\b|\(|—|–", phrase)[:3]:
            owner = re.search(r"[’']s?(?=\s)", segment)
            if owner and _OWN.search(segment[owner.end() :]):
                segment = segment[: owner.start()]  # "Roe's statement"
            elif owner and segment[owner.end() :].strip():
                segment = segment[owner.end() :]  # "Ruritania's minister Jan Roe"
            of = re.search(r"\b(?:of|for|to|from|at|in)\b", segment)
            known = self._first_name(
                segment[: of.start()] if of else segment, at + phrase.find(segment)
            )
            if known is None and of:
                known = self._last_name(segment)
            if known is not None:
                return known
        return None

    def _first_name(self, part: str, at: int) -> Known | None:
        """The person named in a stretch without prepositions."""
        for name in names_in(part):
            bare = self._bare(name)
            if not bare or bare in self.roster.actors or _is_actor(bare, self.roster):
                continue
            known = self.people.find(bare)
            if known is not None:
                return known
            single = len(bare.split()) == 1
            person = self.roster.named(bare)
            if person is None and single:
                person = self.roster.surname(bare, self.on, self.grace)
            titled = name != bare and read(name.removesuffix(bare)) is not None
            if person is None and (
                (single and not titled) or read(bare) or STANDING["government"].search(bare)
            ):
                continue
            if not any(fold(w) in TITLE_WORDS for w in bare.split()):
                return self.people.meet(bare, at + max(0, part.find(bare)))
        return None

    def _last_name(self, segment: str) -> Known | None:
        """The name that ends "Chancellor of Ruritania Jan Roe"; none for "an aide to Jan Roe" or
        "an aide to President Jan Roe", where somebody else speaks."""
        words = segment.split()
        name = " ".join(words[-2:]).strip(" ,.")
        known = self.people.find(name) if len(words) > 2 and name[:1].isupper() else None
        if known is None or fold(known.name.split()[-1]) != fold(name.split()[-1]):
            return None
        rest = segment[: segment.rfind(words[-2])]
        tail = re.split(r"\b(?:of|for|to|from|at|in)\b", rest)[-1].strip()
        title = read(tail)
        return known if tail and (title is None or not title.slugs) else None

    def _nobody_since(self, known: Known | None, at: int) -> Speaker | None:
        """ "A senior diplomat said …, he added": the one without a name who spoke after the last
        name, in this sentence or one of the two before."""
        place, speaker = self._last_unnamed
        near = place >= 0 and self.people.sentence(at) - self.people.sentence(place) <= 2
        later = [k for k in (known.at if known else []) if place < k < at]
        return speaker if near and place < at and not later else None

    def _bare(self, name: str) -> str:
        """A name without the titles and adjectives before it."""
        words = bare_name(name).split()
        while len(words) > 1 and _is_actor(words[0], self.roster):
            words = bare_name(" ".join(words[1:])).split() or words[-1:]
        return " ".join(words)

    def _pronoun(self, gender: str | None, at: int, last: bool = False) -> Known | None:
        """The person named before ``at``: in the nearest sentence, the first one there (for
        "who", the last). People named only inside what others say are taken last."""
        return self._antecedent(gender, at, last, self.said) or self._antecedent(
            gender, at, last, []
        )

    def _antecedent(
        self, gender: str | None, at: int, last: bool, hidden: Sequence[Span]
    ) -> Known | None:
        here = self.people.sentence(at)
        seen: dict[int, list[tuple[int, Known]]] = {}
        for known in self.people.known:
            for place in known.at:
                likely = known.person or known.title or len(known.name.split()) > 1 or known.gender
                if 0 <= place < at and likely and not any(s <= place < e for s, e in hidden):
                    seen.setdefault(self.people.sentence(place), []).append((place, known))
        for place, who in self.resolved:
            if place < at and isinstance(who, Known):
                seen.setdefault(self.people.sentence(place), []).append((place, who))
        for sentence in sorted((s for s in seen if here - 8 <= s <= here), reverse=True):
            for _, known in sorted(seen[sentence], key=lambda x: -x[0] if last else x[0]):
                if gender is None or known.gender in (None, gender):
                    return known
        return None

    def _keep(self, at: int, known: Known | None, confidence: float, phrase: str = "") -> Speaker:
        if known is None:
            return Speaker()
        self.resolved.append((at, known))
        return self._person(known, confidence, phrase)

    def _person(self, known: Known, confidence: float, phrase: str = "") -> Speaker:
        title = read(phrase) or known.title
        person = known.person
        name = person.name if person else known.name
        ident = person.id if person else None
        if person is None and len(known.name.split()) < 2:
            confidence *= 0.8
        if person is not None:
            slug = title.slugs[0] if title and title.slugs else None
            office = person.office(self.on, self.grace, slug)
            if office is not None:
                return Speaker(
                    name, ident, office.title, office.actor, office.actor_kind, confidence
                )
            if self.on is None:
                actors = {(o.actor, o.actor_kind) for o in person.offices}
                if len({a for a, _ in actors}) == 1:
                    actor, kind = sorted(actors)[0]
                    return Speaker(name, ident, None, actor, kind, 0.9 * confidence)
        described = self._described(title, f"{phrase} | {known.description}")
        return Speaker(
            name,
            ident,
            None,
            described.actor,
            described.actor_kind,
            confidence * (0.9 if described.actor_kind else 0.8),
        )

    def _described(self, title: Title | None, phrase: str) -> Speaker:
        """Actor and kind from what the text calls somebody."""
        if title is None:
            return Speaker()
        if title.kind == "expert":
            return Speaker(None, None, None, None, "expert", 0.7)
        actor = self._country_in(phrase)
        kind = "society" if title.former else title.kind
        return Speaker(None, None, None, actor, kind, 0.7)

    def _country_in(self, phrase: str) -> str | None:
        """The country or body that a title names; not the place where somebody is."""
        phrase = re.split(
            r"\bin\b|(?<=mbassador) to\b|(?<=epresentative) to\b|(?<=nvoy) to\b", phrase
        )[0]
        found = [a for _, _, a in self.roster.actor_mentions(phrase) if a.actor]
        return found[0].actor if found else None

    def _title(self, title: Title, phrase: str, at: int, home: bool = False) -> Speaker:
        """ "Kazakhstan's president", "the foreign minister": by country and date, or the text."""
        country = self._country_in(phrase)
        if title.slugs and country and not title.former:
            fits = [
                k
                for k in self.people.known
                if k.person
                and (o := k.person.office(self.on, self.grace, title.slugs[0]))
                and o.slug in title.slugs
                and o.actor == country
            ]
            if len(fits) == 1:
                return self._keep(at, fits[0], 0.9, phrase)
            for slug in title.slugs:
                holder = self.roster.holder(slug, country, self.on)
                if holder is not None and (
                    slug == title.slugs[0]
                    or title.words.lower()
                    in {"leader", "head of state", "president", "chancellor", "press secretary"}
                ):
                    person, office = holder
                    known = Known(
                        person.name, fold(person.name.split()[-1]), person.gender, person, title
                    )
                    self.resolved.append((at, known))
                    return _office(person.name, person.id, office, 0.8)
        fits = [k for k in self.people.known if self._fits(k, title, country)]
        before = (
            [(max(p for p in k.at if p < at), k) for k in fits if any(p < at for p in k.at)]
            if not home
            else [(-1, k) for k in fits]
        )
        if before:
            return self._keep(at, max(before, key=lambda x: x[0])[1], 0.75, phrase)
        if home and title.slugs and self.article.outlet:
            own = self._country_in(self.article.outlet)
            for slug in title.slugs if own else ():
                holder = self.roster.holder(slug, str(own), self.on)
                if holder is not None:
                    return _office(holder[0].name, holder[0].id, holder[1], 0.75)
        if country is None and title.slugs and "spokes" in title.words.lower():
            country = self._home(at)
        if country:
            return Speaker(
                None, None, None, country, "society" if title.former else title.kind, 0.75
            )
        return Speaker()

    def _fits(self, known: Known, title: Title, country: str | None) -> bool:
        if known.person is not None:
            office = known.person.office(self.on, self.grace)
            if office is not None:
                same = office.slug in title.slugs or (
                    not title.slugs and read_words(title.words, office.title)
                )
                return same and country in (None, office.actor)
        if known.title is None:
            return False
        same = (
            bool(set(known.title.slugs) & set(title.slugs))
            or known.title.words.lower() == title.words.lower()
        )
        return same and (country is None or self._country_in(known.description) in (None, country))

    def _standing(self, title: Title, phrase: str, head: str, at: int) -> Speaker:
        """Nobody by name: "Russian officials", "a Western diplomat"; "the diplomat" afterwards
        is the same nobody."""
        if title.kind == "expert":
            found = Speaker(None, None, None, None, "expert", 0.6)
        else:
            country = self._country_in(phrase)
            found = Speaker(None, None, None, country, title.kind, 0.8 if country else 0.3)
        self._unnamed[title.words.lower()] = self._unnamed[head] = found
        self._last_unnamed = (at, found)
        return found

    # -- bodies and places

    def _body(self, phrase: str, at: int) -> Speaker | None:
        phrase = re.sub(r"\([^)]*\)?", " ", phrase)
        phrase = re.split(r"(?<=\w)\sin\s", phrase)[0]
        office = ministry(phrase)
        found = self.roster.actor_mentions(phrase)
        exact = [a for s, e, a in found if a.sort == "institution"]
        if office is not None and not any("Ministry" in a.name for a in exact):
            country = self._country_in(phrase)
            if country is None and at >= 0:
                return self._ministry_before(office, at)
            if country is not None:
                return Speaker(
                    self._ministry_name(office, country),
                    None,
                    None,
                    country,
                    _ministry_kind(office),
                    0.9,
                )
        if exact:
            a = exact[0]
            if a.kind == "expert" or STANDING["expert"].search(phrase):
                return Speaker(a.name, None, None, None, "expert", 0.7)
            return Speaker(a.name, None, None, a.actor, a.kind, 0.9)
        if not found:
            return None
        start, end, actor = found[0]
        rest = (phrase[:start] + " " + phrase[end:]).strip(" ,.“”\"’'s")
        rest = re.sub(r"^(?:the|a|an|in|major|both|also)\s+", "", rest, flags=re.IGNORECASE)
        if len({a.actor for _, _, a in found}) > 1 and re.search(r"\band\b|,", phrase):
            return Speaker(
                None, None, None, None, None, 0.0
            )  # several countries: nobody's own word
        if actor.sort in {"country", "capital"} and not _words(rest):
            return Speaker(
                actor.name,
                None,
                None,
                actor.actor,
                "government",
                0.88 if actor.sort == "country" else 0.85,
            )
        kinds = [k for k in STANDING if STANDING[k].search(rest)]
        if "expert" in kinds:
            return Speaker(None, None, None, None, "expert", 0.6)
        if re.fullmatch(
            r"(?:government|authorities|cabinet|leadership|administration|side|state)",
            rest.strip(),
            re.IGNORECASE,
        ):
            return Speaker(self._government(actor), None, None, actor.actor, "government", 0.88)
        if kinds:
            return Speaker(None, None, None, actor.actor, kinds[0], 0.75)
        if actor.sort == "adjective" and not _words(rest):
            return Speaker(None, None, None, actor.actor, "society", 0.5)
        return None

    def _government(self, actor: Actor) -> str:
        return f"Government of {self.roster.place(actor.actor)}"

    def _ministry_name(self, office: str, country: str) -> str:
        place = self.roster.place(country)
        return f"Ministry of {office} of {place}" if office else f"Government of {place}"

    def _ministry_before(self, office: str, at: int) -> Speaker | None:
        """A ministry without a country: the one spoken of before, else the country nearest by."""
        for _, who in sorted(self.resolved, key=lambda x: -x[0] if x[0] < at else 1):
            name = who.name if isinstance(who, Speaker) else None
            if name and name.startswith(f"Ministry of {office}") and isinstance(who, Speaker):
                return who
        country = self._home(at)
        if country and office:
            return Speaker(
                self._ministry_name(office, country),
                None,
                None,
                country,
                _ministry_kind(office),
                0.55,
            )
        return None

    def _home(self, at: int) -> str | None:
        """The country that "the ministry" belongs to where nothing says it: of the government
        that spoke shortly before, else the one that the sentence or the one before begins with."""
        here = self.people.sentence(at)
        for place, who in sorted(self.resolved, key=lambda x: -x[0]):
            near = place < at and here - self.people.sentence(place) <= 3
            state = isinstance(who, Speaker) and who.actor_kind in {"government", "military"}
            if near and state and isinstance(who, Speaker) and who.actor:
                return who.actor
        for sentence in (here, here - 1, 0):
            named = [
                a.actor
                for s, _, a in self.actors
                if a.sort != "institution" and a.actor and self.people.sentence(s) == sentence
            ]
            if named:
                return str(named[0])
        return None

    def _last_body(self, at: int, plural: bool) -> Speaker | None:
        for place, who in sorted(self.resolved, key=lambda x: -x[0]):
            if (
                place < at
                and isinstance(who, Speaker)
                and self.people.sentence(at) - self.people.sentence(place) <= 3
            ):
                return Speaker(
                    who.name, who.id, who.role, who.actor, who.actor_kind, who.confidence * 0.7
                )
        return None


def _is_actor(name: str, roster: Roster) -> bool:
    """Is the whole name a country, an adjective or a body ("Russian", "Foreign Ministry")?"""
    rest = name
    for s, e, _ in reversed(roster.actor_mentions(name)):
        rest = rest[:s] + rest[e:]
    return not _words(rest) or ministry(name) is not None


def _words(text: str) -> list[str]:
    return [
        w
        for w in re.findall(r"\w+", text.lower())
        if w not in {"the", "of", "s", "a", "in", "and", "for"}
    ]


def _plural(words: str) -> bool:
    return bool(
        re.search(
            r"(?:officials|leaders|ministers|presidents|diplomats|experts|analysts|deputies|authorities|lawmakers)$",
            words,
        )
    ) or words.startswith(("two ", "three ", "several ", "some ", "many "))


def read_words(words: str, title: str) -> bool:
    return words.lower() in title.lower()


def _office(name: str, ident: str, office: Office, confidence: float) -> Speaker:
    return Speaker(name, ident, office.title, office.actor, office.actor_kind, confidence)


def _ministry_kind(office: str) -> str:
    return "military" if office == "Defence" else "government"


def authors_names(authors: set[str]) -> list[str]:
    return [n for a in sorted(authors) for n in (bare_name(x) for x in names_in(a)) if n]


def names_in_titles(title: str | None) -> list[str]:
    """People whom a headline names with their title: "Press Secretary Karine Roe"."""
    names = [bare_name(n) for n in names_in(title)] if title else []
    return (
        [n for n in names if 2 <= len(n.split()) <= 3 and not read(n)]
        if title
        and re.match(
            r"(?i)(?:on-the-record |background )?(?:press|remarks|statement|readout|briefing)",
            title,
        )
        else []
    )
