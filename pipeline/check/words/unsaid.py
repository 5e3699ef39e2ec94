"""Names and words that a voice may say wrong, and of which nobody has said how they sound: the riskiest of `episode lint`."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from pipeline.check.finding import WARNING, Finding, Part
from pipeline.check.subject import Subject
from pipeline.check.words.said import Said
from pipeline.desk import memory, rehearsal
from pipeline.desk.order import Order
from pipeline.errors import EpisodeError
from pipeline.model import Script
from pipeline.write import lexicon
from pipeline.write.risky import GUESSED, RARE, Risk, risky

HEARD = "heard.json"
"""In the show's memory: `VOICE WORD` → its sounds."""
MOST = 12
"""Findings: who has more of them hears them all with `episode lint`."""


def find(subject: Subject, script: Script, passages: Sequence[Said]) -> Part:
    """One warning a word, the riskiest first; nothing where the show's lexicon cannot be read, which a build says."""
    try:
        known = lexicon.load(subject.show.lexicon_files)
    except EpisodeError:
        return Part()
    risks = [risk for risk in risky(script, known, subject.show.language) if _unsaid(risk)]
    top = risks[:MOST]
    sounds = _sounds(subject, script, top) if top else []
    places = [each for each in passages if not each.title]
    starts = _starts(script)
    findings = [
        _finding(risk, sound, places[starts[risk.segment - 1] + risk.passage], subject, len(risks) - len(top) if n == MOST - 1 else 0)
        for n, (risk, sound) in enumerate(zip(top, sounds, strict=True))
    ]
    return Part(tuple(findings), {"unsaid": len(risks)})


def _sounds(subject: Subject, script: Script, risks: Sequence[Risk]) -> list[str]:
    """How each will be said, in IPA; empty where only the voice knows.

    espeak-ng takes a process of its own and 0.2 s: what it said of this day's words is remembered, so that only new ones are asked about.
    """
    voices = _voices(subject, script)
    names = [f"{voices.get(script.segments[risk.segment - 1].role, '')} {risk.spoken}" for risk in risks]
    known = memory.recall(subject.show, HEARD)
    new = [risk for name, risk in zip(names, risks, strict=True) if name not in known]
    if not new or subject.built_now:
        return [known.get(name, "") for name in names]
    heard = iter(rehearsal.sounds_of(script, new, voices))
    sounds = [known[name] if name in known else next(heard) for name in names]
    if any(sounds):
        with contextlib.suppress(EpisodeError):  # it is asked once more
            memory.update(subject.show, HEARD, lambda _: dict(zip(names, sounds, strict=True)))
    return sounds


def _voices(subject: Subject, script: Script) -> dict[str, str]:
    """Who spoke each role, as the record has it; without one, who will."""
    found = (subject.record or {}).get("voices")
    if isinstance(found, dict):
        return {str(role): str(voice) for role, voice in found.items()}
    parts = rehearsal.voices_of(script, Order(""), subject.show, needed=False)
    return {role: delivery.voice for role, delivery in parts.items()}


def _unsaid(risk: Risk) -> bool:
    """Whether only the voice decides how it sounds: figures and known initialisms have rules."""
    return risk.kind != "figure" and risk.weight >= (GUESSED if risk.kind == "initials" else RARE)


def _starts(script: Script) -> list[int]:
    """Of each segment, the place of its first passage among all."""
    starts, at = [], 0
    for segment in script.segments:
        starts.append(at)
        at += len(segment.passages)
    return starts


def _finding(risk: Risk, sound: str, place: Said, subject: Subject, more: int) -> Finding:
    said = f"/{sound}/" if sound else f"“{risk.spoken}”" if risk.spoken != risk.word else "as the voice guesses"
    message = f"nobody has said how “{risk.word}” sounds ({risk.why}); it will be said {said}"
    remedy = rehearsal.remedy_of(risk, subject.show)
    if more:
        remedy += f"; {more} more are listed by: episode lint"
    return Finding(WARNING, "words.unsaid", place.where, message, remedy, place.at_ms)
