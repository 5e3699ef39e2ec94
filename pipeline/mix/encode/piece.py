"""One stretch of the programme as MP3 frames that fit behind and before their neighbours, and what they sound like.

A Layer III frame overlaps with the one before it, and LAME looks back and ahead. So a stretch is encoded with some frames of its real
surroundings on both sides, which are thrown away: what is left is what LAME makes of the whole programme, but for a byte of padding
here and there. Measured over joins under speech and under music: the join differs from one single encode by less (−69 dB) than two
encodes differ anywhere (−60 dB); with one frame before instead of eight by −46 dB, with none behind by −48 dB.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg
from pipeline.mix.encode import frames
from pipeline.mix.encode.chain import chain, source
from pipeline.mix.encode.crc import crc16
from pipeline.mix.encode.meter import Measure, Meter
from pipeline.mix.encode.store import Piece, key
from pipeline.mix.resample import Samples
from pipeline.mix.score import GRID_FRAMES, Score

BEFORE, BEHIND = 8, 2
"""MP3 frames of surroundings: see above. LAME hears 1.5 frames ahead; looking back, 2 were enough for speech and music."""

ENCODER_LOSS_DB = ((160, 0.446), (192, 0.265), (224, 0.175))
"""libmp3lame turns the sound down at constant bit rates: by a factor of 0.95 up to 160 kbit/s, 0.97 up to 192, 0.98 up to 224, not
at all above (measured at 96 to 320; the `scale` column of LAME's presets.c)."""

RENDER_S = 10
"""Of the score at once: what a piece keeps in memory does not follow its length."""

HANDED_ON = 40 * GRID_FRAMES
"""Frames that ffmpeg hands on at once as it decodes: a frame of MP3 at a time costs it half as much again in system calls."""

LIMIT_S = 120.0
"""Before ffmpeg is given up, and one second more for each second of sound: a slow machine encodes ten times faster than that."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the pieces of one file are encoded."""

    bitrate_kbps: int
    channels: int
    """Of the file."""
    encoder: str
    """What encodes: a part of the pieces' keys."""
    ceiling: float = math.inf
    """The highest true peak that a piece may have, full scale 1."""

    @property
    def loss_db(self) -> float:
        """What the encoder takes, made up before it."""
        return next((loss for most, loss in ENCODER_LOSS_DB if self.bitrate_kbps <= most), 0.0)


@dataclass(frozen=True, slots=True)
class Place:
    """A piece's place: from the MP3 frame `first` to before `last`, as the programme's cuts say."""

    first: int
    last: int

    @property
    def start(self) -> int:
        """Its first frame of sound."""
        return self.first * GRID_FRAMES

    @property
    def heard(self) -> tuple[int, int]:
        """The stretch of sound that is rendered for it."""
        return (self.first - BEFORE) * GRID_FRAMES, (self.last + BEHIND) * GRID_FRAMES


def places(score: Score) -> list[Place]:
    """The pieces of a programme, in order. The last one holds what the decoder's delay pushes behind the end."""
    starts = [cut // GRID_FRAMES for cut in score.cuts if cut < score.frames]
    return [Place(first, last) for first, last in zip(starts, [*starts[1:], frames.count_for(score.frames)], strict=True)]


def piece_key(score: Score, place: Place, plan: Plan) -> str:
    """Changes with anything that changes the piece's bytes."""
    first, last = place.heard
    inside = max(0, first), min(last, score.frames)
    edges = f"{inside[0] - first} {inside[1] - inside[0]} {last - inside[1]} {BEFORE} {BEHIND}"
    how = f"{plan.bitrate_kbps} {plan.channels} {plan.loss_db}"
    return key("mp3", plan.encoder, how, edges, f"{score.channels} {score.rate_hz}", score.key(*inside))


def make(score: Score, place: Place, plan: Plan, where: str = "", stop: ffmpeg.Stop | None = None) -> Piece:
    """Encode a piece and hear it. Raises AudioError with ffmpeg's last lines, or where it gives less than it was given."""
    first, last = place.heard
    stream = bytearray()
    limit_s = LIMIT_S + (last - first) / score.rate_hz
    arguments = [*source(score), "-af", chain(score, plan.channels, plan.loss_db), "-c:a", "libmp3lame", "-b:a", f"{plan.bitrate_kbps}k"]
    arguments += ["-reservoir", "0", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3", "pipe:1"]
    sound = (block.astype("<f4", copy=False).tobytes() for block in rendered(score, first, last))
    ffmpeg.run(arguments, sound, timeout_s=limit_s, where=where, sink=stream.extend, stop=stop)
    made = bytes(stream)
    ends = frames.split(made)
    count = place.last - place.first
    if len(ends) <= BEFORE + count:
        raise AudioError("ffmpeg wrote less than the whole programme.", where=where, remedy="Make room on the disk.")
    own = made[ends[BEFORE] : ends[BEFORE + count]]
    measure = _heard(made, score, place, plan, limit_s, where, stop)
    return Piece(own, count, crc16(own), frames.version(made), measure)


def _heard(made: bytes, score: Score, place: Place, plan: Plan, limit_s: float, where: str, stop: ffmpeg.Stop | None) -> Measure:
    """Decode and measure what stands for the piece's sound. Equal channels are measured once."""
    channels = min(score.channels, plan.channels)
    late = BEFORE * GRID_FRAMES + frames.DELAY_FRAMES + frames.DECODER_FRAMES
    length = min(place.last * GRID_FRAMES, score.frames) - place.start
    meter = Meter(score.rate_hz, channels, skip=late, frames=length, times=plan.channels // channels)
    one = "pan=mono|c0=c0," if channels < plan.channels else ""
    arguments = [*ffmpeg.SAFE, "-f", "mp3", "-i", "pipe:0", "-af", f"{one}asetnsamples=n={HANDED_ON}:p=0", "-f", "f32le", "pipe:1"]
    ffmpeg.run(arguments, [made], timeout_s=limit_s, where=where, sink=meter.feed, stop=stop)
    measure = meter.measure()
    if measure.frames != length:
        raise AudioError("ffmpeg decoded less than the whole programme.", where=where)
    return measure


def rendered(score: Score, first: int, last: int) -> Iterator[Samples]:
    """A stretch of the programme, RENDER_S at a time."""
    step = RENDER_S * score.rate_hz
    for start in range(first, last, step):
        yield score.render(start, min(start + step, last))
