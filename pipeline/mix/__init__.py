"""Clips → one mastered programme: cut to the speech, laid out, levelled, streamed into ffmpeg, measured on the finished file.

The sound is read twice and held a clip at a time: once to look at it (edges, loudness of its cells, peaks), once to stream it. All
that is decided lies between the two and needs no sound. numpy and pydub are loaded by the first mix, not by importing this.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import AudioError
from pipeline.model import Clip, Pace, Programme, Script, Tags

if TYPE_CHECKING:
    from pipeline.mix.clips import Take
    from pipeline.mix.layout import Layout, Span
    from pipeline.mix.master import Job, Reading
    from pipeline.mix.score import Score

ROUNDS = 3
"""Encodes at most: the first is nearly always right, the second corrects by what was measured."""

CLOSE_LU = 0.2
"""Near enough to the target to stop; the gate on air is 0.5."""

HEADROOM_DB = 2.0
"""The limiter holds peaks this far below the ceiling: MP3 at 128 kbit/s puts 0.1 to 0.5 dB on top of what it was given (measured),
and other players' decoders and re-encoders more."""

LOOKERS = 2
"""Clips looked at side by side: FFTs let go of the interpreter's lock."""

LOOKED, ENCODED = 0.1, 0.98
"""Shares of the progress: where looking at the clips ends, and where encoding does."""

COPY_BYTES = 1 << 20

STREAM_S = 10
"""Seconds of the programme that are held at once."""


def mix(
    script: Script,
    clips: Sequence[Clip],
    target: Path,
    *,
    tags: Tags,
    pace: Pace = Pace(),  # noqa: B008 — frozen
    target_lufs: float = -16.0,
    ceiling_dbtp: float = -1.0,
    bitrate_kbps: int = 128,
    on_progress: Callable[[float], None] | None = None,
) -> Programme:
    """Make `target`, a tagged MP3 of all the clips (one or more for each segment of the script, in any order), and say what was measured.

    Each voice gets one gain, so that all voices are equally loud; the whole gets one more, so that the file's integrated loudness is
    `target_lufs` (±0.2, in at most three encodes) with true peaks at or below `ceiling_dbtp`. `on_progress` hears shares from 0 to 1.
    The file appears whole or not at all. A programme that cannot reach the target (silence, or clicks alone) is still written: its
    figures say so, and `check` refuses it.

    Raises AudioError where a clip cannot be read, ffmpeg fails or the target cannot be written.
    """
    from pipeline.mix.id3 import tag
    from pipeline.mix.layout import RATE_HZ, lay_out
    from pipeline.mix.level import voice_gains
    from pipeline.mix.master import Job, progress

    tell = progress(on_progress)
    takes = _look(script, clips, tell)
    layout = lay_out(script, [[take.span for take in own] for _, own in groupby(takes, key=lambda take: take.clip.number)], pace)
    voices = voice_gains(takes, target_lufs)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # All that is written on the way stands in one folder beside the target: on its file system, and gone whatever happens.
        with tempfile.TemporaryDirectory(prefix=f".{target.name[:40]}.", dir=target.parent) as folder:
            sound, whole = Path(folder) / "sound.mp3", Path(folder) / "whole.mp3"
            job = Job(sound, bitrate_kbps, layout.frames, band_hz=max(take.rate_hz for take in takes), where=str(target))
            reading = _master(job, takes, layout, voices, target_lufs, ceiling_dbtp, tell)
            programme = Programme(target, RATE_HZ, layout.frames, layout.timings, layout.chapters, reading.lufs, reading.dbtp)
            with whole.open("wb") as file, sound.open("rb") as encoded:
                file.write(tag(tags, programme))
                shutil.copyfileobj(encoded, file, COPY_BYTES)
            whole.replace(target)
    except OSError as problem:
        raise AudioError(
            f"the programme could not be written: {problem.strerror or problem}.",
            where=str(target),
            remedy="Choose another folder, or make room on the disk.",
        ) from problem
    tell(1.0)
    return programme


def length_ms(script: Script, clips: Sequence[Clip], pace: Pace) -> int:
    """How long the programme of these clips will be, to the millisecond, without mixing it. Raises AudioError as `mix` does."""
    from pipeline.mix.layout import RATE_HZ, lay_out

    ordered = sorted(clips, key=lambda clip: (clip.number, clip.part))
    spans = [[_span(clip.path, clip.number) for clip in own] for _, own in groupby(ordered, key=lambda clip: clip.number)]
    return round(lay_out(script, spans, pace).frames * 1000 / RATE_HZ)


def speech_ms(clip: Clip) -> float:
    """How long the speech of a clip is, its soft edges left out."""
    from pipeline.mix.layout import RATE_HZ

    return _span(clip.path, clip.number).body * 1000 / RATE_HZ


@lru_cache(maxsize=4096)
def _span(path: Path, number: int) -> Span:
    """A clip's length; its path stands for its content, see `pipeline.speak.cache`."""
    from pipeline.mix.clips import look

    return look(Clip(number, path, 0, 0, "", cached=True)).span


def _look(script: Script, clips: Sequence[Clip], tell: Callable[[float], None]) -> list[Take]:
    """Look at every clip, in the order of their numbers, which must be those of the script's segments, and of their parts, which begin
    with 1.
    """
    from pipeline.mix.clips import look

    ordered = sorted(clips, key=lambda clip: (clip.number, clip.part))
    missing = set(range(1, len(script.segments) + 1)) ^ {clip.number for clip in ordered}
    places = [(clip.number, clip.part) for clip in ordered]
    if missing or any(part != (1 if number != before else last + 1) for (before, last), (number, part) in pairwise([(0, 0), *places])):
        numbers = ", ".join(map(str, sorted(missing)[:5])) or "two clips of one number"
        raise AudioError(f"clips and script do not match: segment {numbers}.", remedy="Build again.")
    takes: list[Take] = []
    with ThreadPoolExecutor(LOOKERS, "look") as pool:
        for take in pool.map(look, ordered):
            takes.append(take)
            tell(LOOKED * len(takes) / len(ordered))
    return takes


def _master(
    job: Job,
    takes: Sequence[Take],
    layout: Layout,
    voices: Mapping[str, float],
    target_lufs: float,
    ceiling_dbtp: float,
    tell: Callable[[float], None],
) -> Reading:
    """Encode until the file measures right, ROUNDS times at most; the last encode is the one that stands."""
    from pipeline.mix.arrangement import Arrangement
    from pipeline.mix.level import factor, find_gain, most_gain
    from pipeline.mix.master import encode

    limit_db = ceiling_dbtp - HEADROOM_DB
    most = most_gain(takes, voices, factor(limit_db))
    gain = min(find_gain(takes, layout, voices, target_lufs, factor(limit_db)), most)
    for left in reversed(range(ROUNDS)):
        gains = {voice: own * gain for voice, own in voices.items()}
        reading = encode(job, factor(limit_db), stream(Arrangement(takes, layout, gains), tell))
        off, over = target_lufs - reading.lufs, reading.dbtp - ceiling_dbtp
        if not left or (over <= 0 and (reading.silent or abs(off) <= CLOSE_LU)):
            break
        limit_db -= max(0.0, over)
        gain = min(gain * (1.0 if reading.silent else factor(off)), most)
    return reading


def stream(score: Score, tell: Callable[[float], None]) -> Iterator[bytes]:
    """The programme as 32-bit floats, mono, some seconds at a time: all its frames, then TAIL_FRAMES of silence."""
    from pipeline.mix.master import TAIL_FRAMES

    whole = score.frames + TAIL_FRAMES
    for first in range(0, whole, STREAM_S * score.rate_hz):
        last = min(first + STREAM_S * score.rate_hz, whole)
        yield score.render(first, last).astype("<f4", copy=False).tobytes()
        tell(LOOKED + (ENCODED - LOOKED) * last / whole)
