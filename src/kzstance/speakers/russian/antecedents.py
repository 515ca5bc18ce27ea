"""Russian pronouns, and outlets and bodies named again: who was spoken of before."""

from __future__ import annotations

from dataclasses import replace

from kzstance.records import Speaker
from kzstance.speakers.russian.known import Known
from kzstance.speakers.russian.persons import person_speaker
from kzstance.speakers.russian.scene import Scene

REACH = 10
"""Sentences back to which a pronoun may point."""
RECENT = 60
"""Names and mentions back to which a short title may point."""


def pronoun(scene: Scene, gender: str, at: int, last: bool = False) -> Speaker:
    """The person that "он" or "она" means: who spoke last or stands in the nominative in the
    nearest sentence. People who are only objects, or named only in what others say, come last."""
    here = scene.sentences.number(at)
    if last:  # "Roe, who"
        near = [p for p in scene.people.before(at)[-1:] if not scene.text[p.end : at].strip(", ")]
        return _kept(scene, at, near[-1].who, 0.85) if near else Speaker()
    names = scene.people.before(at, scene.sentences.start(here - REACH))
    spoke = [r for r in scene.resolved[-RECENT:] if r.human and r.at < at]
    spare: Known | None = None
    for sentence in range(here, max(-1, here - REACH), -1):
        done = [r for r in spoke if scene.sentences.number(r.at) == sentence]
        places = [
            p
            for p in names
            if scene.sentences.number(p.start) == sentence
            and p.who.gender in (None, gender)
            and not scene.is_said(p.start)
        ]
        for r in reversed(done):
            if r.who is None:
                return scene.keep(at, None, r.speaker, words=r.words)
            if r.who.gender in (None, gender):
                return _kept(scene, at, r.who, 0.8)
        subjects = [p for p in places if "n" in p.cases]
        if subjects:
            return _kept(scene, at, subjects[0].who, 0.75)
        spare = spare or (places[0].who if places else None)
    return _kept(scene, at, spare, 0.6) if spare else Speaker()


def _kept(scene: Scene, at: int, who: Known, confidence: float) -> Speaker:
    return scene.keep(at, who, person_speaker(scene, who, "", confidence))


def last_outlet(scene: Scene, at: int) -> Speaker:
    """The newspaper or agency that was quoted before."""
    kept = (r.speaker for r in reversed(scene.resolved[-RECENT:]) if r.at < at)
    found = next((s for s in kept if s.actor_kind == "media" and not s.role), None)
    return found or Speaker(None, None, None, None, "media", 0.5)


def last_body(scene: Scene, at: int) -> Speaker | None:
    """The body that spoke shortly before."""
    here = scene.sentences.number(at)
    for r in reversed(scene.resolved[-RECENT:]):
        if (
            r.at < at
            and not r.human
            and r.speaker.actor
            and here - scene.sentences.number(r.at) <= 3
        ):
            return replace(r.speaker, confidence=r.speaker.confidence * 0.7)
    return None
