"""Where everything stands in the programme, in frames. Nothing here touches sound: lengths in, places out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.errors import AudioError
from pipeline.mix.score import GRID_FRAMES
from pipeline.model import Chapter, Cue, Music, MusicSpan, Pace, Script, Segment, Timing

RATE_HZ = 44_100
"""The programme's rate: what MP3 players and Apple expect."""

LEAST_FRAMES = RATE_HZ // 2
"""The shortest programme: one block of loudness is 400 ms, and a decoder wants more than one MP3 frame to know what it reads."""

ESTABLISHED_MS = 1200
"""How long a bed is heard by itself before the first words over it."""

AFTER_STING_MS = 300
"""Behind a sting that ends the programme."""


@dataclass(frozen=True, slots=True)
class Span:
    """The length of a clip in frames at RATE_HZ: its speech, and the soft edges around it."""

    lead: int
    """Before the speech."""
    body: int
    """The speech, inner pauses included; at least 1."""
    tail: int
    """After it."""

    @property
    def frames(self) -> int:
        """All of it."""
        return self.lead + self.body + self.tail


@dataclass(frozen=True, slots=True)
class Layout:
    """The programme as laid out."""

    starts: tuple[int, ...]
    """First frame of each clip, its lead included."""
    timings: tuple[Timing, ...]
    """Each segment's speech, edges excluded."""
    chapters: tuple[Chapter, ...]
    frames: int
    """The programme's length."""
    music: tuple[MusicSpan, ...] = ()
    """What plays, in order of its start."""
    opens: tuple[tuple[int, ...], ...] = ()
    """Of each chapter, the first frame of each of its segments' sound: all on the grid."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What a segment stands behind: the pause before its speech, and the chapter that it opens, if it opens one."""

    pause_ms: int
    chapter: str | None
    sentence_ms: int
    """Between the segment's own sentences."""
    cues: tuple[Cue, ...] = ()
    """Stings and beds in the joint, in order."""
    quiet: bool = False
    """The segment's tone allows no music."""


def joints(script: Script, pace: Pace) -> tuple[list[Joint], Joint]:
    """The joint before each segment, and the one behind the last.

    A `[pause]` cue replaces the pause that the joint would have had, wherever in the joint it stands; several add up. Before the
    first segment it replaces the opening, after the last one the closing. A tone lengthens or shortens the pauses before what is told
    in it, but not those of cues: they are as long as they say. A section without segments makes no chapter; its pauses and cues
    count for the joint that it lies in.
    """
    found: list[Joint] = []
    asked: int | None = None
    cues: list[Cue] = []
    before: Segment | None = None
    tones = iter(script.tones)
    for section in script.sections:
        fresh = True
        for part in section.parts:
            if isinstance(part, Cue):
                if part.kind == "pause":
                    asked = (asked or 0) + part.pause_ms
                elif part.kind in ("sting", "bed"):
                    cues.append(part)
                continue
            if before is None:
                usual = pace.opening_ms
            elif fresh:
                usual = pace.story_ms
            else:
                usual = pace.segment_ms if part.role == before.role else pace.quote_ms
            tone = pace.tone(next(tones))
            if tone is not None and before is not None:
                usual = round(usual * tone.pauses)
            title = (section.title.strip() or script.title) if fresh else None
            within = round(pace.sentence_ms * (tone.pauses if tone is not None else 1.0))
            pause = max(0, usual if asked is None else asked)
            found.append(Joint(pause, title, within, tuple(cues), quiet=tone is not None and not tone.stings))
            asked, before, fresh, cues = None, part, False, []
    return found, Joint(max(0, pace.closing_ms if asked is None else asked), None, 0, tuple(cues))


NO_MUSIC = Music(enabled=False)


def lay_out(
    script: Script,
    spans: Sequence[Sequence[Span]],
    pace: Pace,
    music: Music = NO_MUSIC,
    lengths: Mapping[str, int] = MappingProxyType({}),
) -> Layout:
    """Place the clips of each segment of the script, in order. Raises AudioError where there is nothing to place.

    Pauses run from speech to speech: the soft edges of the clips lie within them, and a pause shorter than two edges is
    lengthened to hold them, so clips never overlap. The first clip of each segment begins on a multiple of GRID_FRAMES, so a pause
    before a segment is up to 13 ms longer or shorter than asked for. A chapter begins with the first frame of its speech, the first
    one at 0, and ends where the next one begins. The last pause is longer where the programme would be shorter than LEAST_FRAMES.

    `lengths` has the frames of each sound that `music` names. A sting plays by itself and speech enters over its end; a bed is heard
    before the words over it, and fades behind the last of them. What stands next to a tone without music plays nothing.
    """
    gaps, closing = joints(script, pace)
    if not gaps:
        raise AudioError("the script has nothing to say.", remedy="Add a line such as `**Anchor:** Good evening.` to it.")
    if len(gaps) != len(spans) or not all(spans):
        raise AudioError(f"the script has {len(gaps)} segments, but {len(spans)} were spoken.", remedy="Build again.")
    starts: list[int] = []
    timings: list[Timing] = []
    opened: list[tuple[str, int]] = []
    opens: list[list[int]] = []
    tape = _Tape(music, lengths)
    end = edge = 0
    quiet = False
    for number, (joint, parts) in enumerate(zip(gaps, spans, strict=True), 1):
        least = tape.joint(joint, end, quiet=quiet or joint.quiet, opening=number == 1)
        spoken: list[tuple[int, int]] = []
        for span in parts:
            gap = max(frames(joint.sentence_ms if spoken else joint.pause_ms), edge + span.lead)
            start = end + gap - span.lead
            if not spoken:
                start = on_grid(max(start, least - span.lead), end + edge)
            starts.append(start)
            end, edge = start + span.lead + span.body, span.tail
            spoken.append((start + span.lead, end))
        first = spoken[0][0]
        tape.speech(first)
        if joint.chapter is not None:
            opens.append([])
            opened.append((joint.chapter, first if opened else 0))
        opens[-1].append(starts[-len(parts)])
        timings.append(Timing(number, first, end, tuple(spoken)))
        quiet = joint.quiet
    over = tape.close(closing, end, quiet=quiet)
    total = max(end + max(frames(closing.pause_ms), edge), over, LEAST_FRAMES)
    ends = [start for _, start in opened[1:]] + [total]
    chapters = tuple(Chapter(title, start, stop) for (title, start), stop in zip(opened, ends, strict=True))
    return Layout(tuple(starts), tuple(timings), chapters, total, tape.spans(total), tuple(map(tuple, opens)))


@dataclass(slots=True)
class _Tape:
    """Where music comes to stand while the speech is laid out."""

    music: Music
    lengths: Mapping[str, int]
    _bed: tuple[str, str, int] | None = None
    """Cue, sound and start of the bed that plays."""
    _ending: int | None = None
    """Where it began to fade, if it does: its end is known when the next words are."""
    _spans: list[MusicSpan] = field(default_factory=list)

    def joint(self, joint: Joint, end: int, *, quiet: bool, opening: bool) -> int:
        """What the cues of a joint play behind speech that ended at `end`; returns the first frame at which speech may follow."""
        least = 0
        if joint.chapter is not None or quiet:
            self._fade(end)
        at = 0 if opening else end + frames(self.music.gap_ms)
        for cue in joint.cues:
            if cue.kind == "bed":
                self._fade(end)
            sound = self._sound(cue)
            if quiet or not sound:
                continue
            if cue.kind == "sting":
                self._spans.append(MusicSpan("sting", cue.name, sound, at, at + self.lengths[sound]))
                at += self.lengths[sound]
                least = at - min(frames(self.music.overlap_ms), self.lengths[sound] // 2)
            else:
                self._settle(max(end, least))
                self._bed = (cue.name, sound, max(least, 0 if opening else end + frames(self.music.gap_ms) // 2))
                least = max(least, self._bed[2] + frames(ESTABLISHED_MS))
        return least

    def speech(self, start: int) -> None:
        """The next words begin here: a bed that fades is silent by then."""
        self._settle(start)

    def close(self, joint: Joint, end: int, *, quiet: bool) -> int:
        """What plays behind the last word; returns where the programme may end."""
        self._fade(end)
        self._settle(end + frames(self.music.fade_ms))
        last = self._spans[-1].end_frame if self._spans and self._spans[-1].end_frame > end else 0
        at = max(end + frames(self.music.gap_ms), last)
        for cue in joint.cues:
            if cue.kind == "sting" and not quiet and (sound := self._sound(cue)):
                self._spans.append(MusicSpan("sting", cue.name, sound, at, at + self.lengths[sound]))
                at += self.lengths[sound]
                last = at + frames(AFTER_STING_MS)
        return last

    def spans(self, total: int) -> tuple[MusicSpan, ...]:
        """All that plays, by its start, inside the programme."""
        return tuple(sorted((span for span in self._spans if span.start_frame < total), key=lambda span: (span.start_frame, span.kind)))

    def _sound(self, cue: Cue) -> str:
        return (self.music.sound(cue.kind, cue.name) or "") if self.music.enabled else ""

    def _fade(self, end: int) -> None:
        if self._bed is not None and self._ending is None:
            self._ending = end

    def _settle(self, by: int) -> None:
        """The bed that fades ends by this frame."""
        if self._bed is None or self._ending is None:
            return
        cue, sound, start = self._bed
        stop = min(max(by, self._ending), self._ending + frames(self.music.fade_ms))
        if stop > start:
            self._spans.append(MusicSpan("bed", cue, sound, start, stop))
        self._bed = self._ending = None


def on_grid(start: int, least: int) -> int:
    """The multiple of GRID_FRAMES nearest to `start` that is not below `least`."""
    near = (start + GRID_FRAMES // 2) // GRID_FRAMES * GRID_FRAMES
    return near if near >= least else -(-least // GRID_FRAMES) * GRID_FRAMES


def frames(ms: int) -> int:
    """Milliseconds as frames, rounded once."""
    return round(ms * RATE_HZ / 1000)
