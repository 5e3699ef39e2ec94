"""Where everything stands in the programme, in frames. Nothing here touches sound: lengths in, places out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import AudioError
from pipeline.mix.score import GRID_FRAMES
from pipeline.model import Chapter, Cue, Pace, Script, Segment, Timing

RATE_HZ = 44_100
"""The programme's rate: what MP3 players and Apple expect."""

LEAST_FRAMES = RATE_HZ // 2
"""The shortest programme: one block of loudness is 400 ms, and a decoder wants more than one MP3 frame to know what it reads."""


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
    opens: tuple[tuple[int, ...], ...]
    """Of each chapter, the first frame of each of its segments' sound: all on the grid."""
    timings: tuple[Timing, ...]
    """Each segment's speech, edges excluded."""
    chapters: tuple[Chapter, ...]
    frames: int
    """The programme's length."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What a segment stands behind: the pause before its speech, and the chapter that it opens, if it opens one."""

    pause_ms: int
    chapter: str | None
    sentence_ms: int
    """Between the segment's own sentences."""


def joints(script: Script, pace: Pace) -> tuple[list[Joint], int]:
    """The joint before each segment, and the pause after the last one in milliseconds.

    A `[pause]` cue replaces the pause that the joint would have had, wherever in the joint it stands; several add up. Before the
    first segment it replaces the opening, after the last one the closing. A tone lengthens or shortens the pauses before what is told
    in it, but not those of cues: they are as long as they say. A section without segments makes no chapter; its pauses
    count for the joint that it lies in. Stings and beds add nothing yet.
    """
    found: list[Joint] = []
    asked: int | None = None
    before: Segment | None = None
    tones = iter(script.tones)
    for section in script.sections:
        fresh = True
        for part in section.parts:
            if isinstance(part, Cue):
                if part.kind == "pause":
                    asked = (asked or 0) + part.pause_ms
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
            found.append(Joint(max(0, usual if asked is None else asked), title, within))
            asked, before, fresh = None, part, False
    return found, max(0, pace.closing_ms if asked is None else asked)


def lay_out(script: Script, spans: Sequence[Sequence[Span]], pace: Pace) -> Layout:
    """Place the clips of each segment of the script, in order. Raises AudioError where there is nothing to place.

    Pauses run from speech to speech: the soft edges of the clips lie within them, and a pause shorter than two edges is
    lengthened to hold them, so clips never overlap. The pause before a segment is rounded so that its sound begins on the grid
    (by 13 ms at most): see `pipeline.mix.score.GRID_FRAMES`. A chapter begins with the first frame of its speech, the first one at 0, and
    ends where the next one begins. The last pause is longer where the programme would be shorter than LEAST_FRAMES.
    """
    gaps, closing_ms = joints(script, pace)
    if not gaps:
        raise AudioError("the script has nothing to say.", remedy="Add a line such as `**Anchor:** Good evening.` to it.")
    if len(gaps) != len(spans) or not all(spans):
        raise AudioError(f"the script has {len(gaps)} segments, but {len(spans)} were spoken.", remedy="Build again.")
    starts: list[int] = []
    timings: list[Timing] = []
    opened: list[tuple[str, int]] = []
    opens: list[list[int]] = []
    end = edge = 0
    for number, (joint, parts) in enumerate(zip(gaps, spans, strict=True), 1):
        spoken: list[tuple[int, int]] = []
        for span in parts:
            least = end + edge
            first = max(end + frames(joint.sentence_ms if spoken else joint.pause_ms) - span.lead, least)
            if not spoken:
                first = on_grid(first, least)
                if joint.chapter is not None:
                    opens.append([])
                opens[-1].append(first)
            starts.append(first)
            start = first + span.lead
            end, edge = start + span.body, span.tail
            spoken.append((start, end))
        if joint.chapter is not None:
            opened.append((joint.chapter, spoken[0][0] if opened else 0))
        timings.append(Timing(number, spoken[0][0], end, tuple(spoken)))
    total = max(end + max(frames(closing_ms), edge), LEAST_FRAMES)
    ends = [start for _, start in opened[1:]] + [total]
    chapters = tuple(Chapter(title, start, stop) for (title, start), stop in zip(opened, ends, strict=True))
    return Layout(tuple(starts), tuple(map(tuple, opens)), tuple(timings), chapters, total)


def frames(ms: int) -> int:
    """Milliseconds as frames, rounded once."""
    return round(ms * RATE_HZ / 1000)


def on_grid(frame: int, least: int = 0) -> int:
    """The nearest place on the grid that does not lie before `least`."""
    nearest = (frame + GRID_FRAMES // 2) // GRID_FRAMES * GRID_FRAMES
    return nearest if nearest >= least else -(-least // GRID_FRAMES) * GRID_FRAMES
