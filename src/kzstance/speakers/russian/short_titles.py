"""Short Russian titles, "the minister": the last person whom the article calls so."""

from __future__ import annotations

from dataclasses import replace

from kzstance.records import Speaker
from kzstance.speakers.russian.antecedents import REACH, RECENT
from kzstance.speakers.russian.known import Known
from kzstance.speakers.russian.persons import person_speaker
from kzstance.speakers.russian.scene import Scene
from kzstance.speakers.titles import Title

_DIPLOMATS = frozenset(
    """foreign_minister deputy_foreign_minister ambassador un_representative special_envoy
    foreign_ministry_spokesperson high_representative""".split()
)
_WIDE: dict[str, set[str | None]] = {
    "политик": {"government", "party", "organisation"},
    "чиновни": {"government", "organisation"},
}
_KINDS: set[str | None] = {"expert", "media", "military"}
_ANYBODY = ("собеседник", "глава", "главы", "руководител")


def last_person(scene: Scene, title: Title, phrase: str, at: int) -> Speaker | None:
    """ "The minister", "the politician": the last person whom the article calls so or whose
    office fits; somebody of whom nothing is told only where they spoke just before."""
    here = scene.sentences.number(at)
    country = scene.country_in(phrase)
    spoke = [r for r in scene.resolved[-RECENT:] if r.human and r.at < at]
    seen = [(r.at, r.who, r.speaker, r.words) for r in spoke]
    seen += [
        (p.start, p.who, Speaker(), "")
        for p in scene.people.before(at)[-RECENT:]
        if not scene.is_said(p.start)
    ]
    best: tuple[tuple[int, int], Known | None, Speaker, str] | None = None
    for place, who, speaker, words in seen:
        away = here - scene.sentences.number(place)
        if who is not None:
            speaker = person_speaker(scene, who, "", 0.7)
            fit = _fits(scene, who, title, speaker)
            if fit == 1 and away <= 1:  # nothing against whoever spoke just before
                fit = 2
        else:
            fit = (
                3
                if words and words[:7] == title.words[:7]
                else 1
                if speaker.actor_kind == title.kind
                else 0
            )
        if country is not None and speaker.actor not in (None, country):
            fit = 0
        if fit == 0 or (fit == 2 and away > REACH) or (fit == 1 and away > 2):
            continue
        if best is None or (fit, place) > best[0]:
            best = (fit, place), who, speaker, words
    if best is None:
        return None
    _, who, speaker, words = best
    return scene.keep(at, who, replace(speaker, confidence=min(0.7, speaker.confidence)), words)


def _same(a: str, b: str) -> bool:
    """ "Глава компании" and "главы компании"."""
    x, y = a.split(), b.split()
    return len(x) > 1 and x[1:] == y[1:] and x[0][:4] == y[0][:4]


def _fits(scene: Scene, who: Known, title: Title, speaker: Speaker) -> int:
    """3: called so before or in that office, 2: of that kind, 1: nothing speaks against it."""
    offices = who.person.offices if who.person else ()
    slugs = {o.slug for o in offices if scene.on is None or o.held(scene.on, scene.grace)}
    slugs |= {s for t in who.titles for s in t.slugs}
    words = title.words
    if title.qualified:
        return 3 if any(_same(t.words, words) for t in who.titles) else 0
    if any(t.words[:7] == words[:7] for t in who.titles):
        return 3
    if words.startswith("министр") and any(
        s.endswith("_minister") and s not in {"prime_minister", "deputy_foreign_minister"}
        for s in slugs
    ):
        return 3
    if words.startswith("дипломат"):
        return 3 if slugs & _DIPLOMATS else 0
    if words.startswith(("парламентари", "депутат", "сенатор", "законодател")):
        return 2 if speaker.actor_kind == "party" or "parliament_member" in slugs else 0
    if words.startswith(("женщин", "мужчин")):
        return 2 if who.gender == ("f" if words[0] == "ж" else "m") else 0
    if words.startswith(_ANYBODY):
        return 1
    kinds = {speaker.actor_kind, *(t.kind for t in who.titles)} - {None}
    if not kinds or (title.kind == "expert" and who.person is None and not kinds & {"government"}):
        return 2 if title.kind in kinds else 1
    wide = next((k for w, k in _WIDE.items() if words.startswith(w)), {title.kind} & _KINDS)
    return 2 if kinds & wide else 0
