"""What the page hears: one paragraph, a stretch of the programme as it is mixed, a phrase that stands nowhere yet."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from pipeline import speak, write
from pipeline.desk import job
from pipeline.desk.soundtrack import check_cues, sounding
from pipeline.errors import EpisodeError, ScriptError
from pipeline.model import Clip, Script, Section, Segment, Sentence, Utterance
from pipeline.studio import coming, reading, sound
from pipeline.studio.coming import Clips, LeftError, Paragraph
from pipeline.studio.room import Quiet, Room
from pipeline.studio.stretch import Growing, Mixed, mixed, part_of

OnClip = Callable[[Clip], None]
Fault = Callable[[EpisodeError], None]
Left = Callable[[], bool]
"""Whether nobody listens any more."""


def _nobody() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Heard:
    """A paragraph's sound that is there."""

    wav: bytes
    spoken: bool
    """False where it all was in the cache."""
    engine_ms: float
    """How long speaking took, the cache included."""

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.wav)

    @property
    def step(self) -> int:
        """All of it."""
        return len(self.wav)

    def part(self, first: int, end: int) -> bytes:
        """Its bytes from `first` up to `end`."""
        return self.wav[first:end]

    def as_it_came(self) -> Heard:
        """The same as a `Paragraph` is written: a player that seeks counts on the same bytes for the same moment."""
        return replace(self, wav=sound.widened(self.wav))


def clip(room: Room, n: int, fault: Fault, left: Left, *, whole: bool) -> Heard | Paragraph:
    """Segment `n`: all of it where it was spoken before or is to be there as a `whole`, else as it is spoken now, from its first sentence on;
    `fault` hears what is wrong with a later one, and no more is spoken once its listener has `left`.

    Raises ScriptError for a number that is none, EngineError; LeftError where its listener has left before all was spoken.
    """
    script = script_now(room)
    if not 1 <= n <= len(script.segments):
        raise ScriptError(f"there is no paragraph {n}", where=room.name, remedy="Load the day again.")
    utterances, pause_ms = room.utterances(script, n), room.show.pace.sentence_ms
    if not whole and not coming.whole(utterances):
        return Paragraph(_clips(room, script, utterances, left), pause_ms, fault)
    return _heard(_speak(room, script, utterances, left), pause_ms)


def sample(room: Room, text: str, role: str) -> tuple[str, Heard]:
    """(as it is said, its sound) of a text in a role's voice. Raises ScriptError, EngineError."""
    script = script_now(room)
    roles = {segment.role for segment in script.segments}
    one = Segment(role if role in roles else script.segments[0].role, (Sentence(" ".join(text.split()), ()),))
    whole = replace(script, sections=(*script.sections, Section("", (one,))))
    utterances = room.utterances(whole, len(whole.segments))
    return write.spoken(one.text, room.show.language), _heard(_speak(room, whole, utterances), room.show.pace.sentence_ms)


def stretch(room: Room, first: int, last: int | None, skip_ms: int, byte: int, fault: Fault, left: Left, *, whole: bool) -> Mixed | Growing:
    """Segments `first` to `last` as the programme has them, with what plays between them, from `skip_ms` on: as it is spoken, where it was not
    spoken before and need not be there as a `whole`, and then from a `byte` on; `fault` and `left` as for `clip`.

    Raises ScriptError, EngineError, AudioError; LeftError where its listener has left before all was spoken.
    """
    script = script_now(room)
    last = len(script.segments) if last is None else last
    if not 1 <= first <= last <= len(script.segments):
        raise ScriptError(f"there are no paragraphs {first} to {last}", where=room.name, remedy="Load the day again.")
    part, how = part_of(script, first, last), sounding(room.show)
    check_cues(part, room.show, room.path)
    utterances = tuple(said for n in range(first, last + 1) for said in room.utterances(script, n))

    if not whole and not coming.whole(utterances):
        clips = _clips(room, script, utterances, left)
        return Growing(part, clips, len(utterances), first, how, skip_ms, byte, room.on_spoken, fault)
    spoken, _ = _speak(room, script, utterances, left)
    if not whole and not byte:  # it begins anew, and with the sounds as they are now
        mixed.cache_clear()
    return mixed(part, tuple(replace(each, number=each.number - first + 1, cached=True) for each in spoken), how, skip_ms)


def script_now(room: Room) -> Script:
    """The script as it stands in the file. Raises ScriptError."""
    room.refresh()
    return reading.script(room.read()[0], room.name)


def _clips(room: Room, script: Script, utterances: tuple[Utterance, ...], left: Left) -> Clips:
    """The clips as they are spoken, the first of which is there. Raises as `Clips.wait` does."""
    clips = Clips(utterances, partial(_say, room, script, left=left), room.on_spoken)
    clips.wait()
    return clips


def _heard(spoken: tuple[tuple[Clip, ...], float], pause_ms: int) -> Heard:
    clips, took_ms = spoken
    return Heard(sound.joined(clips, pause_ms), any(not each.cached for each in clips), took_ms)


def _speak(room: Room, script: Script, utterances: tuple[Utterance, ...], left: Left = _nobody) -> tuple[tuple[Clip, ...], float]:
    """(the clips, all of them, how many milliseconds they took). Raises LeftError where only some are there, as whoever asked has left."""
    start = time.perf_counter()
    clips = _say(room, script, utterances, None, left)
    took_ms = (time.perf_counter() - start) * 1000
    if not all(each.cached for each in clips):
        room.on_spoken()
    if len(clips) < len(utterances):
        raise LeftError
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
