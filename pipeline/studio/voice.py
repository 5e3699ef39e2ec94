"""What the page hears: one paragraph, a stretch of the programme as it is mixed, a phrase that stands nowhere yet."""

from __future__ import annotations

import io
import struct
import time
import wave
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import mix, speak, write
from pipeline.desk import job
from pipeline.desk.soundtrack import check_cues, sounding
from pipeline.errors import ScriptError
from pipeline.model import Clip, Script, Section, Segment, Sentence, Utterance
from pipeline.studio import reading
from pipeline.studio.room import Quiet, Room

STRETCH_S = 2
"""Of a mix, rendered in one go."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound, and what it cost."""

    wav: bytes
    spoken: bool
    """False where it all was in the cache."""
    engine_ms: float
    """How long speaking took, the cache included."""


def clip(room: Room, n: int) -> Heard:
    """Segment `n`, spoken now if it was not before. Raises ScriptError for a number that is none, EngineError."""
    script = script_now(room)
    if not 1 <= n <= len(script.segments):
        raise ScriptError(f"there is no paragraph {n}", where=room.name, remedy="Load the day again.")
    clips, took_ms = _speak(room, script, room.utterances(script, n))
    return Heard(joined(clips, room.show.pace.sentence_ms), any(not each.cached for each in clips), took_ms)


def sample(room: Room, text: str, role: str) -> tuple[str, Heard]:
    """(as it is said, its sound) of a text in a role's voice. Raises ScriptError, EngineError."""
    script = script_now(room)
    roles = {segment.role for segment in script.segments}
    one = Segment(role if role in roles else script.segments[0].role, (Sentence(" ".join(text.split()), ()),))
    whole = replace(script, sections=(*script.sections, Section("", (one,))))
    utterances = room.utterances(whole, len(whole.segments))
    clips, took_ms = _speak(room, whole, utterances)
    said = write.spoken(one.text, room.show.language)
    return said, Heard(joined(clips, room.show.pace.sentence_ms), any(not each.cached for each in clips), took_ms)


def stretch(room: Room, first: int, last: int | None, skip_ms: int = 0) -> Iterator[bytes]:
    """Segments `first` to `last` as the programme has them, with what plays between them: a WAV file, piece by piece, from `skip_ms` on.

    Everything that can fail fails before the first piece. Raises ScriptError, EngineError, AudioError.
    """
    import numpy as np

    whole = script_now(room)
    last = len(whole.segments) if last is None else last
    if not 1 <= first <= last <= len(whole.segments):
        raise ScriptError(f"there are no paragraphs {first} to {last}", where=room.name, remedy="Load the day again.")
    script = part_of(whole, first, last)
    check_cues(script, room.show, room.path)
    utterances = tuple(replace(said, number=n - first + 1) for n in range(first, last + 1) for said in room.utterances(whole, n))
    clips, _ = _speak(room, whole, utterances)
    composed, layout = mix.compose(script, clips, sounding(room.show))
    frames, rate, channels = layout.frames, composed.rate_hz, composed.channels
    skipped = min(skip_ms * rate // 1000, frames)

    def pieces() -> Iterator[bytes]:
        yield _header(frames - skipped, rate, channels)
        for start in range(skipped, frames, STRETCH_S * rate):
            sound = composed.render(start, min(start + STRETCH_S * rate, frames))
            yield np.clip(np.round(sound * 32767), -32768, 32767).astype("<i2").tobytes()

    return pieces()


def part_of(script: Script, first: int, last: int) -> Script:
    """The script of some segments alone, with the cues between them and those just before the first."""
    n, sections = 0, []
    for section in script.sections:
        parts = []
        for part in section.parts:
            n += isinstance(part, Segment)
            if first <= n <= last or (n == first - 1 and not isinstance(part, Segment)):
                parts.append(part)
        if any(isinstance(part, Segment) for part in parts):
            sections.append(replace(section, parts=tuple(parts)))
    return replace(script, sections=tuple(sections))


def script_now(room: Room) -> Script:
    """The script as it stands in the file. Raises ScriptError."""
    room.refresh()
    return reading.script(room.read()[0], room.name)


def joined(clips: tuple[Clip, ...], pause_ms: int) -> bytes:
    """The clips of one paragraph one after the other."""
    if len(clips) == 1:
        return Path(clips[0].path).read_bytes()
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        for n, each in enumerate(clips):
            with wave.open(str(each.path), "rb") as sound:
                if n == 0:
                    out.setparams(sound.getparams())
                else:
                    out.writeframes(bytes(round(pause_ms * sound.getframerate() / 1000) * sound.getnchannels() * sound.getsampwidth()))
                out.writeframes(sound.readframes(sound.getnframes()))
    return made.getvalue()


def _speak(room: Room, script: Script, utterances: tuple[Utterance, ...]) -> tuple[tuple[Clip, ...], float]:
    with room.voicing:
        job.consent(room.order(script), speak.estimate(utterances), Quiet())
        start = time.perf_counter()
        clips = speak.speak(utterances)
        took_ms = (time.perf_counter() - start) * 1000
    if not all(each.cached for each in clips):
        room.on_spoken()
    return clips, took_ms


def _header(frames: int, rate_hz: int, channels: int) -> bytes:
    size = frames * channels * 2
    form = struct.pack("<HHIIHH", 1, channels, rate_hz, rate_hz * channels * 2, channels * 2, 16)
    return b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", size)
