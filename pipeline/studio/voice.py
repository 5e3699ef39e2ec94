"""What the page hears: one paragraph, a stretch of the programme as it is mixed, a phrase that stands nowhere yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from pipeline import mix, speak, write
from pipeline.desk import job
from pipeline.desk.soundtrack import check_cues, sounding
from pipeline.errors import EpisodeError, ScriptError
from pipeline.model import Clip, Script, Section, Segment, Sentence, Utterance
from pipeline.studio import coming, reading, sound
from pipeline.studio.coming import Coming
from pipeline.studio.room import Quiet, Room

STRETCH_S = 2
"""Of a mix, rendered in one go."""

OnClip = Callable[[Clip], None]
Left = Callable[[], bool]
"""Whether nobody listens any more."""


def _nobody() -> bool:
    return False


class LeftError(Exception):
    """Nobody waits for this any more."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound, and what it cost."""

    wav: bytes
    spoken: bool
    """False where it all was in the cache."""
    engine_ms: float
    """How long speaking took, the cache included."""


def clip(room: Room, n: int, fault: Callable[[EpisodeError], None], left: Left) -> Heard | Coming:
    """Segment `n`: all of it where it was spoken before, else as it is spoken now, from its first sentence on; `fault` hears what is wrong with
    a later one, and no more is spoken once its listener has `left`. Raises ScriptError for a number that is none, EngineError.
    """
    script = script_now(room)
    if not 1 <= n <= len(script.segments):
        raise ScriptError(f"there is no paragraph {n}", where=room.name, remedy="Load the day again.")
    utterances, pause_ms = room.utterances(script, n), room.show.pace.sentence_ms
    if not coming.whole(utterances):
        on_its_way = Coming(utterances, pause_ms, partial(_say, room, script, left=left), room.on_spoken, fault)
        on_its_way.wait()
        return on_its_way
    clips, took_ms = _speak(room, script, utterances)
    return Heard(sound.joined(clips, pause_ms), any(not each.cached for each in clips), took_ms)


def sample(room: Room, text: str, role: str) -> tuple[str, Heard]:
    """(as it is said, its sound) of a text in a role's voice. Raises ScriptError, EngineError."""
    script = script_now(room)
    roles = {segment.role for segment in script.segments}
    one = Segment(role if role in roles else script.segments[0].role, (Sentence(" ".join(text.split()), ()),))
    whole = replace(script, sections=(*script.sections, Section("", (one,))))
    utterances = room.utterances(whole, len(whole.segments))
    clips, took_ms = _speak(room, whole, utterances)
    said = write.spoken(one.text, room.show.language)
    return said, Heard(sound.joined(clips, room.show.pace.sentence_ms), any(not each.cached for each in clips), took_ms)


def stretch(room: Room, first: int, last: int | None, skip_ms: int = 0, left: Left = _nobody) -> Iterator[bytes]:
    """Segments `first` to `last` as the programme has them, with what plays between them: a WAV file, piece by piece, from `skip_ms` on.

    Everything that can fail fails before the first piece. Raises ScriptError, EngineError, AudioError; LeftError where its listener has `left`
    before all was spoken.
    """
    import numpy as np

    whole = script_now(room)
    last = len(whole.segments) if last is None else last
    if not 1 <= first <= last <= len(whole.segments):
        raise ScriptError(f"there are no paragraphs {first} to {last}", where=room.name, remedy="Load the day again.")
    script = part_of(whole, first, last)
    check_cues(script, room.show, room.path)
    utterances = tuple(said for n in range(first, last + 1) for said in room.utterances(whole, n))
    there, told = set[tuple[int, int]](), 0

    def on_clip(clip: Clip) -> None:
        nonlocal told
        there.add((clip.number, clip.part))
        tenths = 10 * len(there) // len(utterances)
        if tenths != told and not clip.cached:
            room.on_speaking(tenths)
            told = tenths

    clips, _ = _speak(room, whole, utterances, on_clip, left)
    if len(clips) < len(utterances):
        raise LeftError
    own = tuple(replace(each, number=each.number - first + 1) for each in clips)
    composed, layout = mix.compose(script, own, sounding(room.show))
    frames, rate, channels = layout.frames, composed.rate_hz, composed.channels
    skipped = min(skip_ms * rate // 1000, frames)

    def pieces() -> Iterator[bytes]:
        yield sound.header(frames - skipped, rate, channels)
        for start in range(skipped, frames, STRETCH_S * rate):
            rendered = composed.render(start, min(start + STRETCH_S * rate, frames))
            yield np.clip(np.round(rendered * 32767), -32768, 32767).astype("<i2").tobytes()

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


def _speak(
    room: Room, script: Script, utterances: tuple[Utterance, ...], on_clip: OnClip | None = None, left: Left = _nobody
) -> tuple[tuple[Clip, ...], float]:
    start = time.perf_counter()
    clips = _say(room, script, utterances, on_clip, left)
    took_ms = (time.perf_counter() - start) * 1000
    if not all(each.cached for each in clips):
        room.on_spoken()
    return clips, took_ms


def _say(room: Room, script: Script, utterances: tuple[Utterance, ...], on_clip: OnClip | None, left: Left) -> tuple[Clip, ...]:
    """The clips; only those that are there where whoever asked has left. Others who have something to say are let in between two sentences."""
    agreed = False
    while True:
        begun = False

        def may_begin(_: Utterance) -> bool:
            nonlocal begun
            goes_on = not left() and not (begun and room.voicing.wanted())  # one sentence a turn at least
            begun = True
            return goes_on

        with room.voicing:
            if not agreed:
                job.consent(room.order(script), speak.estimate(utterances), Quiet())
                agreed = True
            clips = speak.speak(utterances, on_clip=on_clip, may_begin=may_begin)
        if len(clips) == len(utterances) or left():
            return clips
