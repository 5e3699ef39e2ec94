"""What the record says is heard when: which segment speaks, what plays, and which pauses the script asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.mix.layout import joints
from pipeline.model import Pace, Script


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence, or several that were spoken in one go."""

    segment: int
    """Its segment's number, from 1."""
    start_ms: int
    end_ms: int
    voice: str
    """`engine:voice`."""
    text: str
    """Its first words."""


@dataclass(frozen=True, slots=True)
class Told:
    """When what is heard."""

    duration_ms: int
    spoken: tuple[Spoken, ...]
    """In order."""
    music: tuple[tuple[int, int], ...]
    """(start, end) of each sting and bed."""
    chapters: tuple[tuple[str, int, int], ...]
    """(title, start, end)."""
    pauses_ms: tuple[tuple[int, int], ...]
    """What the script and the settings ask for, before each segment and between its sentences; then behind the last. Nothing where it is not
    the script that was spoken."""

    @property
    def joins_ms(self) -> tuple[int, ...]:
        """Where something begins or ends."""
        edges = [moment for one in self.spoken for moment in (one.start_ms, one.end_ms)]
        edges += [moment for span in self.music for moment in span]
        edges += [moment for _, start, end in self.chapters for moment in (start, end)]
        return tuple(sorted({*edges, 0, self.duration_ms}))

    def pause_ms(self, at_ms: float) -> int:
        """How long the pause is to be that lies at a moment; 0 in the middle of a sentence, or where nobody says."""
        if not self.pauses_ms:
            return 0
        last = max((one.segment for one in self.spoken if one.start_ms <= at_ms), default=0)
        following = min((one.segment for one in self.spoken if one.end_ms > at_ms), default=len(self.pauses_ms))
        if following > last:
            return self.pauses_ms[last][0]
        return 0 if self.speaks(at_ms) else self.pauses_ms[last - 1][1]

    def speaks(self, at_ms: float) -> bool:
        """Whether somebody speaks at a moment."""
        return any(one.start_ms <= at_ms <= one.end_ms for one in self.spoken)

    def empty(self, at_ms: float) -> bool:
        """Whether nobody speaks and nothing plays at a moment."""
        return not self.speaks(at_ms) and not any(start <= at_ms <= end for start, end in self.music)

    def dies_away(self, start_ms: float, end_ms: float) -> bool:
        """Whether a stretch without speech begins in music, which may end softly."""
        speaks = any(one.start_ms < end_ms and start_ms < one.end_ms for one in self.spoken)
        return not speaks and any(start <= start_ms < end for start, end in self.music)


def of(record: Mapping[str, Any], script: Script | None, pace: Pace) -> Told:
    """What an episode's record says. Raises KeyError, TypeError or ValueError where it is no such record."""
    spoken = tuple(sorted(_spoken(record), key=lambda one: (one.start_ms, one.end_ms)))
    music = tuple((int(span["start_ms"]), int(span["end_ms"])) for span in record["music"])
    chapters = tuple((str(each["title"]), int(each["start_ms"]), int(each["end_ms"])) for each in record["chapters"])
    pauses: tuple[tuple[int, int], ...] = ()
    if script is not None and len(script.segments) == len(record["segments"]):
        gaps, closing = joints(script, _pace(record, pace))
        pauses = tuple((joint.pause_ms, joint.sentence_ms) for joint in (*gaps, closing))
    return Told(int(record["duration_ms"]), spoken, music, chapters, pauses)


def _spoken(record: Mapping[str, Any]) -> Iterator[Spoken]:
    """Each stretch of speech once: passages that were spoken in one go share their time."""
    for segment in record["segments"]:
        spans: dict[tuple[int, int], str] = {}
        for one in segment["sentences"] or [segment]:
            spans.setdefault((int(one["start_ms"]), int(one["end_ms"])), str(one["text"]))
        for (start, end), text in spans.items():
            yield Spoken(int(segment["number"]), start, end, str(segment["voice"]), " ".join(text.split()[:6]))


def _pace(record: Mapping[str, Any], pace: Pace) -> Pace:
    """The pauses that the episode was built with."""
    settings = record["settings"]

    def kept(name: str) -> int:
        return int(settings.get(f"pace.{name}", getattr(pace, name)))

    sentence, segment, quote, story = kept("sentence_ms"), kept("segment_ms"), kept("quote_ms"), kept("story_ms")
    opening, closing = kept("opening_ms"), kept("closing_ms")
    return replace(pace, sentence_ms=sentence, segment_ms=segment, quote_ms=quote, story_ms=story, opening_ms=opening, closing_ms=closing)
