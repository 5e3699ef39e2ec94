"""What a picture of a programme shows: levels as measured on the file, voices and music as the record has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import PublishError
from pipeline.publish.told import Told


@dataclass(frozen=True, slots=True)
class Levels:
    """What was measured of the file."""

    momentary: Sequence[float]
    """LUFS over 400 ms; value n belongs to (n + 1) × `step_s`."""
    short_term: Sequence[float]
    """The same over 3 s."""
    step_s: float
    integrated_lufs: float
    range_lu: float
    """Loudness range."""


@dataclass(frozen=True, slots=True)
class Music:
    """A sting or a bed, as the record's `music` lists it."""

    kind: str
    name: str
    start_ms: int
    end_ms: int


def spoken_ms(said: Told, voices: Sequence[str]) -> dict[str, int]:
    """Milliseconds of each voice, the longest first."""
    total: dict[str, int] = {}
    for turn, voice in zip(said.turns, voices, strict=True):
        total[voice] = total.get(voice, 0) + turn.end_ms - turn.start_ms
    return dict(sorted(total.items(), key=lambda each: (-each[1], each[0])))


def music_in(record: Mapping[str, Any]) -> list[Music]:
    """The music that a record lists; one that lists none is of a programme without, or older than music."""
    try:
        return [
            Music(str(each["kind"]), str(each["sound"]), int(each["start_ms"]), int(each["end_ms"])) for each in record.get("music") or ()
        ]
    except (KeyError, TypeError, ValueError) as problem:
        raise PublishError(
            "the record's music cannot be read.", where="episode.json: music", remedy="Build the episode again."
        ) from problem


def number_in(record: Mapping[str, Any], key: str) -> float | None:
    """A number of the record; none where it is not there."""
    value = record.get(key)
    return float(value) if isinstance(value, int | float) else None


def target_lufs(record: Mapping[str, Any]) -> float | None:
    """The loudness that it was to have; none where nobody says."""
    try:
        return float(record["settings"]["loudness_lufs"])
    except (KeyError, TypeError, ValueError):
        return None
