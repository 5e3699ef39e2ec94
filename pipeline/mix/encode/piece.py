"""One stretch of the programme as MP3 frames that fit behind and before their neighbours.

A Layer III frame overlaps with the one before it, and LAME looks back and ahead. So a stretch is encoded with some frames of its real
surroundings on both sides, which are thrown away: what is left is what LAME makes of the whole programme, but for a byte of padding
here and there. Measured over joins under speech and under music: the join differs from one single encode by less (−69 dB) than two
encodes differ anywhere (−60 dB); with one frame before instead of eight by −46 dB, with none behind by −48 dB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg, store
from pipeline.mix.encode.chain import chain, source
from pipeline.mix.layer3 import frames, middle
from pipeline.mix.layer3.crc import crc16
from pipeline.mix.resample import Samples
from pipeline.mix.score import GRID_FRAMES, Score

BEFORE, BEHIND = 8, 2
"""MP3 frames of surroundings: see above. LAME hears 1.5 frames ahead; looking back, 2 were enough for speech and music."""

ENCODER_LOSS_DB = ((160, 0.446), (192, 0.265), (224, 0.175))
"""libmp3lame turns the sound down at constant bit rates: by a factor of 0.95 up to 160 kbit/s, 0.97 up to 192, 0.98 up to 224, not
at all above (measured at 96 to 320; the `scale` column of LAME's presets.c)."""

FAST_KBPS, FAST = 96, ("-compression_level", "7")
"""One channel at so much or more leaves LAME nothing to shape its noise for: without it that is no louder against what the speech covers
(`python -m tests.bench.coding`), lies 3 to 5 dB lower in all, and takes half the time. Music and low rates keep the shaping."""

RENDER_S = 10
"""Of the score at once: what a piece keeps in memory does not follow its length."""

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


@dataclass(frozen=True, slots=True)
class Piece:
    """Some MP3 frames that stand by themselves."""

    stream: bytes
    count: int
    """Frames in it."""
    crc: int
    """Of `stream`, see `pipeline.mix.layer3.crc`."""
    version: str
    """The encoder as its frames name it."""


def packed(piece: Piece) -> bytes:
    """As the store keeps it."""
    return store.packed({"count": piece.count, "crc": piece.crc, "version": piece.version}, piece.stream)


def unpacked(raw: bytes) -> Piece:
    """The piece again. Raises ValueError or KeyError where it is none."""
    told, start = store.unpacked(raw)
    return Piece(raw[start:], told["count"], told["crc"], told["version"])


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


def loss_db(bitrate_kbps: int) -> float:
    """What the encoder takes, made up before it."""
    return next((loss for most, loss in ENCODER_LOSS_DB if bitrate_kbps <= most), 0.0)


def places(score: Score) -> list[Place]:
    """The pieces of a programme, in order. The last one holds what the decoder's delay pushes behind the end."""
    starts = [cut // GRID_FRAMES for cut in score.cuts if cut < score.frames]
    return [Place(first, last) for first, last in zip(starts, [*starts[1:], frames.count_for(score.frames)], strict=True)]


def piece_key(score: Score, place: Place, plan: Plan) -> str:
    """Changes with anything that changes the piece's bytes."""
    first, last = place.heard
    inside = max(0, first), min(last, score.frames)
    edges = f"{inside[0] - first} {inside[1] - inside[0]} {last - inside[1]} {BEFORE} {BEHIND}"
    how = f"{plan.bitrate_kbps} {plan.channels} {'middle, ' + ' '.join(FAST) if _in_the_middle(score, place, plan) else 'all'}"
    return store.key("mp3", plan.encoder, how, edges, f"{score.channels} {score.rate_hz}", score.key(*inside))


def make(score: Score, place: Place, plan: Plan, where: str = "", stop: ffmpeg.Stop | None = None) -> Piece:
    """Encode a piece. Raises AudioError with ffmpeg's last lines, or where it gives less than it was given."""
    first, last = place.heard
    stream = bytearray()
    limit_s = LIMIT_S + (last - first) / score.rate_hz
    one = _in_the_middle(score, place, plan)
    given, channels, kbps = (1, 1, middle.NARROWER[plan.bitrate_kbps]) if one else (score.channels, plan.channels, plan.bitrate_kbps)
    arguments = [*source(score.rate_hz, given), "-af", chain(given, channels, loss_db(kbps)), "-c:a", "libmp3lame", "-b:a", f"{kbps}k"]
    arguments += ["-cutoff", str(middle.LOWPASS_HZ[plan.bitrate_kbps]), *(FAST if kbps >= FAST_KBPS else ())] if one else []
    arguments += ["-reservoir", "0", "-write_xing", "0", "-id3v2_version", "0", "-flush_packets", "0", "-f", "mp3", "pipe:1"]
    sound = (block[:, :given].astype("<f4").tobytes() for block in rendered(score, first, last))
    ffmpeg.run(arguments, sound, timeout_s=limit_s, where=where, sink=stream.extend, stop=stop)
    try:
        made = middle.widened(bytes(stream), plan.bitrate_kbps) if one else bytes(stream)
        ends = frames.split(made)
    except AudioError as problem:
        raise AudioError(problem.message, where=where, remedy=problem.remedy) from problem
    count = place.last - place.first
    if len(ends) <= BEFORE + count:
        raise AudioError("ffmpeg wrote less than the whole programme.", where=where, remedy="Make room on the disk.")
    own = made[ends[BEFORE] : ends[BEFORE + count]]
    return Piece(own, count, crc16(own), frames.version(made))


def _in_the_middle(score: Score, place: Place, plan: Plan) -> bool:
    """Whether one channel is encoded, and stands for both."""
    return plan.channels == 2 and plan.bitrate_kbps in middle.NARROWER and score.alike(*place.heard)


def rendered(score: Score, first: int, last: int) -> Iterator[Samples]:
    """A stretch of the programme, RENDER_S at a time."""
    step = RENDER_S * score.rate_hz
    for start in range(first, last, step):
        yield score.render(start, min(start + step, last))
