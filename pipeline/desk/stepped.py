"""What came of a deadline: who says what in the end, and how that is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import Clip, Utterance


@dataclass(frozen=True, slots=True)
class Recast:
    """How the words of a script are given to other voices."""

    words_for: Callable[[str], Sequence[Utterance]]
    """All that is said, for the voices of the engine of that name. Raises EpisodeError where that cannot be used."""
    stories: frozenset[int] = frozenset()
    """The numbers of the segments that begin a story."""


@dataclass(frozen=True, slots=True)
class Other:
    """An engine that could go on."""

    name: str
    said: tuple[Utterance, ...]
    pace: float
    """Seconds of speech a second."""
    missing: frozenset[int]
    """What it has not said before."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one engine to a faster one."""

    source: str
    target: str
    at_segment: int
    """The first that the faster one speaks."""
    why: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said in the end, and how it sounds."""

    utterances: tuple[Utterance, ...]
    clips: tuple[Clip, ...]
    """One for each of them."""
    steps: tuple[Step, ...] = ()


def record(steps: Sequence[Step]) -> Mapping[str, Any]:
    """What the episode's record says of it."""
    return {"stepped_down": [{"from": each.source, "to": each.target, "at_segment": each.at_segment, "why": each.why} for each in steps]}


def length(seconds: float) -> str:
    """A time as one says it: `40 s`, `9:05 min`."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60}:{whole % 60:02} min"
