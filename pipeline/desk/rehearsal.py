"""The rehearsal: what a script has that a voice may say wrong, how it will sound, and a reel that says it."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import speak, write
from pipeline.desk import cast, day, draft, files, job, memory, reel, roles
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.errors import EngineError, ScriptError
from pipeline.model import Delivery, Programme, Script
from pipeline.write import lexicon, voicing
from pipeline.write.risky import Risk, risky

SPELLED_OUT = "figure", "initials"
"""Kinds of risk whose spoken form says it all; the others have sounds."""


@dataclass(frozen=True, slots=True)
class Word:
    """A risky word, and what the desk knows of it."""

    risk: Risk
    line: int
    """Of the script file."""
    sounds: str
    """In IPA, as the voice will say it; empty where only the voice knows."""
    remedy: str
    at_ms: int | None = None
    """Where the reel says it; None where it does not."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it."""

    path: Path
    """The script."""
    script: Script
    words: tuple[Word, ...]
    """The riskiest first."""
    voices: tuple[tuple[str, str], ...]
    """(role, voice)."""
    reel: Programme | None
    """None where there is nothing to say, or none was asked for."""


def rehearse(order: Order, show: Show, watch: Watch, *, script: str = "", target: Path | None = None, with_reel: bool = True) -> Rehearsal:
    """List the risky words of a script, and write the reel that says them to `target`, or where `reel_path` says.

    Without a name the show's newest script is taken. Raises ScriptError for a script or lexicon that cannot be read, EngineError and
    AudioError where the reel cannot be spoken or mixed.
    """
    path = script_path(script, show, watch)
    text = draft.read(path)
    made = write.parse_script(text, files.short(path))
    known = lexicon.load(show.lexicon_files)
    risks = risky(made, known, show.language)
    voices = voices_of(made, order, show, needed=with_reel and bool(risks))
    lines = write.lines_of_segments(text, files.short(path))
    sounds = sounds_of(made, risks, {role: delivery.voice for role, delivery in voices.items()})
    places = [_line(text.splitlines(), lines[risk.segment - 1], risk.word) for risk in risks]
    made_reel = None
    if with_reel and risks:
        made_reel = reel.make(made, risks, known, voices, (target or reel_path(path, show)).absolute(), order, show, watch)
    starts_ms = dict(made_reel.said) if made_reel else {}
    words = tuple(
        Word(risk, place, said, remedy_of(risk, show), starts_ms.get(risk)) for risk, place, said in zip(risks, places, sounds, strict=True)
    )
    return Rehearsal(
        path, made, words, tuple((role, delivery.voice) for role, delivery in voices.items()), made_reel.programme if made_reel else None
    )


def document(done: Rehearsal) -> dict[str, Any]:
    """The same for machines: the document of `episode lint --json`."""
    script = files.short(done.path)
    made = done.reel
    return {
        "script": script,
        "title": done.script.title,
        "date": done.script.date.isoformat(),
        "voices": roles.brief(dict(done.voices)),
        "reel": made
        and {"file": str(made.path), "duration_ms": made.duration_ms, "words": sum(word.at_ms is not None for word in done.words)},
        "words": [
            {
                "word": word.risk.word,
                "kind": word.risk.kind,
                "why": word.risk.why,
                "risk": word.risk.weight,
                "spoken": word.risk.spoken,
                "sounds": word.sounds,
                "count": word.risk.count,
                "segment": word.risk.segment,
                "where": f"{script}:{word.line}",
                "remedy": word.remedy,
                "at_ms": word.at_ms,
            }
            for word in done.words
        ],
    }


# ── which script, and where the reel goes ────────────────────────────────────────────────────────────────


def script_path(name: str, show: Show, watch: Watch) -> Path:
    """The script that a command names, or the show's newest."""
    if name:
        if not (path := Path(name)).is_file():
            raise ScriptError("there is no such script", where=name, remedy="Render one with: episode script BRIEFING")
        return path
    if show.folder is None:
        raise ScriptError("no script was named, and this folder is not in a show", remedy="Name a script file: episode lint SCRIPT")
    return draft.newest(show, watch)


def reel_path(script: Path, show: Show) -> Path:
    """Beside the episode, else beside the script where that lies in the show, else below the output's folder."""
    scripts, output = show.path("scripts"), show.path("output") or Path("output")
    if scripts is not None and script.resolve().parent == scripts.resolve():
        return output / script.stem / day.REHEARSAL
    if script.name == job.SCRIPT:
        return script.with_name(day.REHEARSAL)
    inside = show.folder is not None and script.resolve().is_relative_to(show.folder.resolve())
    return (script.parent if inside else output) / f"{script.stem}.{day.REHEARSAL}"


def _line(lines: Sequence[str], own: Sequence[int], word: str) -> int:
    """The line of a segment that has the word; its first where the word is written otherwise there."""
    return next((number for number in own if number <= len(lines) and word in lines[number - 1]), own[0])


# ── how it will sound ────────────────────────────────────────────────────────────────────────────────────


def voices_of(made: Script, order: Order, show: Show, *, needed: bool) -> Mapping[str, Delivery]:
    """How each role speaks, as in a build; nothing where there is no voice and none is needed."""
    roles = made.spoken_roles
    with contextlib.nullcontext() if needed else contextlib.suppress(EngineError):
        return cast.cast(roles, show, order.engine, order.voices, turns=memory.recall(show, memory.TURNS)).parts
    return {}


def sounds_of(made: Script, risks: Sequence[Risk], voices: Mapping[str, str]) -> list[str]:
    """The sounds of each word in the voice that says it first; espeak-ng is asked once for each of its own voices."""
    from pipeline.write.lexicon import listen

    names = {voice: espeak_voice(voice) for voice in set(voices.values())}
    wanted: dict[str, list[int]] = {}
    for nth, risk in enumerate(risks):
        name = names.get(voices.get(made.segments[risk.segment - 1].role, ""), "")
        if name and risk.kind not in SPELLED_OUT:
            wanted.setdefault(name, []).append(nth)
    sounds = [""] * len(risks)
    for name, places in wanted.items():
        with contextlib.suppress(EngineError):  # without espeak-ng's library the reel alone tells
            for nth, said in zip(places, listen.heard([risks[nth].spoken for nth in places], name), strict=True):
                sounds[nth] = said
    return sounds


def espeak_voice(voice: str) -> str:
    """espeak-ng's own voice whose sounds this one has, or none: Piper and Kokoro take the sounds of a new word from it."""
    notation = speak.notation(voice)
    if notation == "espeak":
        return voice.partition(":")[2].partition("+")[0]
    return ("gmw/en-us" if voicing.is_american(voice) else "gmw/en-gb-x-rp") if notation in ("piper", "kokoro") else ""


def remedy_of(risk: Risk, show: Show) -> str:
    """What to do where a word is said wrong."""
    if risk.kind in SPELLED_OUT:
        return f"If {risk.word} is said wrong: write it in the script as it should be said."
    here = f"If {risk.word} is said wrong: write {{{risk.word}|ɪpə}} in the script for this place"
    return f"{here}, or for good: episode lexicon add {shlex.quote(risk.word)} ɪpə" if show.folder else f"{here}."
