"""What there is to say, each thing once, under the key by which the cache knows it."""

from __future__ import annotations

import subprocess
import textwrap
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Protocol, TypeGuard

from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.model import Utterance
from pipeline.speak import cache as clip_cache
from pipeline.speak.engine import Engine, lent, split_name

FIRST_WORDS_CHARS = 50
"""Of a segment's text, in an error."""


class Recorded(Engine, Protocol):
    """An engine that gives what somebody has said: see `Engine`."""

    def called(self, voice: str) -> str:
        """How people name it."""


def is_recorded(engine: Engine) -> TypeGuard[Recorded]:
    """Whether an engine gives what somebody has said."""
    return bool(getattr(engine, "recorded", False))


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to say."""

    key: str
    engine: Engine
    voice: str
    """Inside the engine."""
    utterance: Utterance
    places: tuple[int, ...]
    """Of the utterances that sound so, the first being `utterance`'s."""

    @property
    def full_voice(self) -> str:
        """As clips name it."""
        return f"{self.engine.name}:{self.engine.called(self.voice) if is_recorded(self.engine) else self.voice}"


def jobs_of(utterances: Sequence[Utterance], closing: ExitStack) -> tuple[Job, ...]:
    """What there is to say. The engines are closed with `closing`. Raises EngineUnavailable."""
    engines: dict[str, Engine] = {}
    fingerprints: dict[str, str] = {}
    said: dict[str, Job] = {}
    for place, utterance in enumerate(utterances):
        name, voice = split_name(utterance.voice)
        if name not in engines:
            engines[name] = closing.enter_context(lent(name))
        engine = engines[name]
        voice = voice or engine.default_voice
        full = f"{name}:{voice}"
        if full not in fingerprints:
            fingerprints[full] = engine.fingerprint(voice)
        sounds = full + (f" {utterance.pitch_semitones:+g} semitones" if utterance.pitch_semitones else "")
        shaped = (name, 0, "") if is_recorded(engine) else (sounds, utterance.rate_wpm, utterance.text)
        key = clip_cache.key(fingerprints[full], *shaped)
        if (same := said.get(key)) is None:
            said[key] = Job(key, engine, voice, utterance, (place,))
        else:
            said[key] = replace(same, places=(*same.places, place))
    return tuple(said.values())


def keys(utterances: Sequence[Utterance]) -> tuple[str, ...]:
    """For each utterance the key of its clip, which changes with whatever changes its sound. Nothing is spoken or read."""
    with ExitStack() as closing:
        found = {place: job.key for job in jobs_of(utterances, closing) for place in job.places}
    return tuple(found[place] for place in range(len(utterances)))


def _program(job: Job, error: subprocess.SubprocessError) -> str:
    """What came of the program that an engine of somebody else's had started."""
    whose = f"A program of the engine “{job.engine.name}”"
    if not isinstance(error, subprocess.CalledProcessError):
        return f"{whose} did not end in time"
    how = f"was ended by signal {-error.returncode}" if error.returncode < 0 else f"ended with status {error.returncode}"
    raw = error.stderr or b""
    said = (raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)).split("\n")
    last = next((f": {line.strip()}" for line in reversed(said) if line.strip()), "")
    return f"{whose} {how}{last}"


def about(job: Job, error: BaseException) -> BaseException:
    """The error with the segment's number and first words; what is no EngineError is a bug and only gets a note."""
    segment = f"segment {job.utterance.number}"
    begins = f"“{textwrap.shorten(job.utterance.text, FIRST_WORDS_CHARS, placeholder=' …')}”"
    if isinstance(error, subprocess.SubprocessError):
        return SynthesisError(
            f"{begins} could not be spoken. {_program(job, error)}", where=segment, remedy="Build again, or try another voice (`--voice`)."
        )
    if isinstance(error, SynthesisError):
        return SynthesisError(f"{begins} could not be spoken. {error.message}", where=segment, remedy=error.remedy)
    if isinstance(error, EngineUnavailable):
        return EngineUnavailable(f"{begins} could not be spoken. {error.message}", where=segment, remedy=error.remedy)
    if isinstance(error, EngineError):
        return EngineError(f"{begins} could not be spoken. {error.message}", where=error.where or segment, remedy=error.remedy)
    error.add_note(f"while speaking {segment}, {begins}")
    return error
