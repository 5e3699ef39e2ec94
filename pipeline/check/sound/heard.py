"""A finished file as a listener gets it: decoded once from its beginning to its end, and measured on the way.

The sound is never held whole. What is kept is a level for each hundredth of a second, the sharpest corner of each 1.5 ms, an offset for each
second and a half, and where samples stand at full scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg
from pipeline.mix.encode.meter import Measure, Meter, Reading, place, reading, whole_steps
from pipeline.mix.loudness import CELL_S, CELLS_A_STEP, OFFSET_LU, Energies
from pipeline.mix.resample import Samples

CORNER_FRAMES = 64
"""A corner is looked for in so many frames at once: 1.5 ms."""

BLOCK_FRAMES = 1024 * CORNER_FRAMES
"""Handled at once, and what an offset is taken over: 1.5 s, in which a voice swings about nought."""

FULL_SCALE = 0.995
"""A sample this high stands at the limit; an encoder blurs it a little."""

CLIPPED_FRAMES = 3
"""So many in a row are a peak that was cut off (one or two can be a wave's own top)."""

QUIETEST_DB = -120.0
"""What is below reads as this."""

HEAD_BYTES = 4096
"""In which the sound of ffmpeg's WAV stream begins."""

LIMIT_S = 600.0
"""Before ffmpeg is given up: it decodes an hour in about eight seconds."""

Levels = NDArray[np.float32]
Corners = NDArray[np.float16]
"""As few bytes as will do: of ten hours there are 25 million."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of a file's sound."""

    rate_hz: int
    channels: int
    frames: int
    reading: Reading
    """Integrated loudness and true peak."""
    levels: Levels = field(repr=False)
    """Of each hundredth of a second: K-weighted, channels added, dB as LUFS count them."""
    corners: Corners = field(repr=False)
    """Of each CORNER_FRAMES: how far at most a sample stands from the straight line through the two before it, full scale 1."""
    offsets: Samples = field(repr=False)
    """Of each BLOCK_FRAMES: the mean of the channel that is furthest from nought."""
    together: Samples = field(default_factory=lambda: np.zeros(0, np.float32), repr=False)
    """Of each BLOCK_FRAMES: the share of its power that is left where two channels are heard as one; 1 for the same in both."""
    clipped: tuple[int, ...] = ()
    """Frames at which samples begin to stand at full scale, each a BLOCK_FRAMES' first."""

    @property
    def duration_ms(self) -> int:
        """Its length."""
        return round(self.frames * 1000 / self.rate_hz)

    def ms(self, frame: float) -> int:
        """A frame's time."""
        return round(frame * 1000 / self.rate_hz)

    def spread(self, start_ms: float, end_ms: float) -> Levels:
        """The levels between two moments."""
        return self.levels[max(0, round(start_ms / 1000 / CELL_S)) : max(0, round(end_ms / 1000 / CELL_S))]


def hear(path: Path) -> Heard:
    """Decode a file of any kind and measure it. Raises AudioError where it cannot be decoded from its beginning to its end."""
    source = [
        *ffmpeg.SAFE,
        "-max_error_rate",
        "0",
        "-i",
        ffmpeg.file_url(path),
        "-map",
        "0:a:0",
        "-map_metadata",
        "-1",
        "-map_chapters",
        "-1",
    ]
    # WAV says what the sound is: its rate and channels are the file's own, nothing is converted.
    pieces = ffmpeg.read([*source, "-c:a", "pcm_f32le", "-bitexact", "-f", "wav", "pipe:1"], timeout_s=LIMIT_S, where=str(path))
    ear: _Ear | None = None
    head = b""
    for piece in pieces:
        if ear is not None:
            ear.feed(piece)
            continue
        head += piece
        at = head.find(b"data", 0, HEAD_BYTES)
        if at >= 0 and len(head) >= at + 8:
            ear = _Ear(rate_hz=int.from_bytes(head[24:28], "little"), channels=int.from_bytes(head[22:24], "little"))
            ear.feed(head[at + 8 :])
    if ear is None or not (heard := ear.heard()).frames:
        raise AudioError("there is no sound in it.", where=str(path))
    return heard


class _Ear:
    """Is fed decoded sound, and keeps what `Heard` says."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._rate_hz, self._channels = rate_hz, channels
        self._meter = Meter(rate_hz, channels)
        self._bytes = bytearray()
        self._before = np.zeros((channels, 2), np.float32)
        self._frames = 0
        self._corners = bytearray()
        self._offsets: list[float] = []
        self._together: list[float] = []
        self._clipped: list[int] = []

    def feed(self, sound: bytes) -> None:
        """32-bit floats, the channels interleaved; any number of bytes."""
        self._meter.feed(sound)
        self._bytes += sound
        size = BLOCK_FRAMES * 4 * self._channels
        while len(self._bytes) >= size:
            self._take(bytes(self._bytes[:size]))
            del self._bytes[:size]

    def heard(self) -> Heard:
        """All that was fed."""
        if left := len(self._bytes) // (4 * self._channels):
            self._take(bytes(self._bytes[: left * 4 * self._channels]))
        measure = self._meter.measure()
        steps = _steps(measure)
        corners = np.frombuffer(self._corners, np.float16)
        said = reading(steps, measure.peak)
        offsets = np.array(self._offsets, np.float32)
        return Heard(self._rate_hz, self._channels, self._frames, said, _levels(measure), corners, offsets, np.array(self._together, np.float32), tuple(self._clipped))

    def _take(self, raw: bytes) -> None:
        block = np.frombuffer(raw, "<f4").reshape(-1, self._channels).T
        if self._channels > 1 and np.array_equal(block[1:], block[:-1]) and np.array_equal(self._before[1:], self._before[:-1]):
            block = block[:1]  # one voice in the middle
        self._together.append(_together(block))
        sound = np.concatenate((self._before[: len(block)], block), axis=1)
        corners = np.abs(np.diff(sound, 2, axis=1)).max(axis=0)
        spare = -len(corners) % CORNER_FRAMES
        self._corners += np.pad(corners, (0, spare)).reshape(-1, CORNER_FRAMES).max(axis=1).astype(np.float16).tobytes()
        self._offsets.append(max(block.mean(axis=1, dtype=np.float64).tolist(), key=abs))
        if (at := next(_clipped(sound), None)) is not None:
            self._clipped.append(max(0, self._frames + at - 2))
        self._before = np.broadcast_to(sound[:, -2:], (self._channels, 2)).copy()
        self._frames += block.shape[1]


def _together(block: Samples) -> float:
    """The share of the power that is left of two channels as one; 1 where that cannot be said."""
    power = float(np.square(block, dtype=np.float64).sum()) if len(block) == 2 else 0.0
    return float(np.square(block[0] + block[1], dtype=np.float64).sum()) / (2 * power) if power > 0 else 1.0


def _clipped(sound: Samples) -> Iterator[int]:
    """Where a run of CLIPPED_FRAMES at full scale begins, for each channel that has one the first."""
    if max(sound.max(), -sound.min()) < FULL_SCALE:
        return
    for channel in sound:
        for high in (channel >= FULL_SCALE, channel <= -FULL_SCALE):
            runs = long_runs(high, CLIPPED_FRAMES)
            if runs:
                yield runs[0][0]


def long_runs(marks: NDArray[np.bool_] | Iterable[bool], least: int) -> list[tuple[int, int]]:
    """(first, one past the last) of each stretch of at least `least` that are true one after the other."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], np.asarray(marks, np.int8), [0]))))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True) if last - first >= least]


def _steps(measure: Measure) -> Energies:
    """The energies of whole steps: ten cells each, where a cell is a whole number of frames."""
    count = whole_steps(measure.frames, measure.rate_hz)
    if (measure.rate_hz * CELL_S).is_integer():
        return np.asarray(measure.energies[: count * CELLS_A_STEP].reshape(-1, CELLS_A_STEP).sum(axis=1, dtype=np.float64))
    steps = np.zeros(count)
    place(measure, 0, steps)
    return steps


def _levels(measure: Measure) -> Levels:
    """The cells as levels; what is less than a cell at the end counts as far as it goes."""
    levels = measure.energies.astype(np.float32)
    levels /= np.float32(CELL_S)
    np.log10(np.maximum(levels, 1e-13, out=levels), out=levels)
    levels *= 10
    levels += OFFSET_LU
    return np.asarray(np.maximum(levels, QUIETEST_DB, out=levels))
