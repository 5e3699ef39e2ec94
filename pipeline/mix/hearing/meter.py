"""What a listener will hear, measured as it is decoded: K-weighted energies that can be added up, and the true peak.

ITU-R BS.1770-5, Annex 1 (by `pipeline.mix.loudness`) and Annex 2. A stretch is measured by itself and its measure kept: the loudness of a
file is then known from its pieces, wherever they stand.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.between import BETWEEN, TAPS, highest
from pipeline.mix.loudness import CELL_S, STEP_S, Energies, block_powers, integrated, k_response
from pipeline.mix.resample import Samples

SILENT_LUFS, SILENT_DBTP = -70.0, -120.0
"""What is reported for silence, as ebur128 does for the loudness: minus infinity is not a number that JSON can carry."""

BLOCK_FRAMES = 1 << 14
"""Of one FFT: it stays in the processor's nearest cache. The filter looks back only, so GUARD_S in front of each block is enough."""

GUARD_S = 0.06
"""The loudness filter's memory: two poles at 38 Hz, so 14 of their time constants, −120 dB."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meter says of an encoded file."""

    lufs: float
    """Integrated loudness; SILENT_LUFS for silence."""
    dbtp: float
    """True peak; SILENT_DBTP for silence."""

    @property
    def silent(self) -> bool:
        """Nothing in it passes the absolute gate: no gain that was worked out means anything."""
        return self.lufs <= SILENT_LUFS


@dataclass(frozen=True, slots=True)
class Measure:
    """Of a stretch of sound."""

    frames: int
    rate_hz: int
    energies: NDArray[np.floating[Any]] = field(repr=False)
    """K-weighted energy of each CELL_S, the channels' added; the last cell is what is left."""
    peak: float
    """True peak, full scale 1."""
    peak_at: tuple[int, int] = (0, 0)
    """The frames between which it lies: a second and a half."""


class Meter:
    """Is fed decoded sound, a block at a time, and measures the frames from `skip` on, `frames` of them or all that come."""

    def __init__(self, rate_hz: int, channels: int, *, skip: int = 0, frames: int | None = None, times: int = 1) -> None:
        """`times` says how many equal channels of the file each measured one stands for."""
        self._rate_hz, self._channels, self._times = rate_hz, channels, times
        self._skip, self._frames = skip, frames
        self._guard = math.ceil(GUARD_S * rate_hz)
        self._cell = round(rate_hz * CELL_S)
        # Whole cells in every block but the last.
        self._step = (BLOCK_FRAMES - self._guard) // self._cell * self._cell
        self._bytes = bytearray()
        self._before = np.zeros((channels, self._guard), np.float32)
        self._fed = self._measured = 0
        self._cells = bytearray()
        """32-bit floats: of ten hours there are 3.6 million, and seven digits are more than a meter shows."""
        self._peak = 0.0
        self._peak_at = (0, 0)

    def feed(self, sound: bytes) -> None:
        """32-bit floats, the channels interleaved; any number of bytes."""
        self._bytes += sound
        while True:
            # What is skipped is a block of its own, so that the cells begin with what is measured.
            count = self._step if self._fed >= self._skip else min(self._step, self._skip - self._fed)
            if len(self._bytes) < count * 4 * self._channels:
                return
            self._take(count)

    def measure(self) -> Measure:
        """All that was fed."""
        if left := len(self._bytes) // (4 * self._channels):
            self._take(left)
        cells = np.frombuffer(self._cells, np.float32) * np.float32(self._times / self._rate_hz)
        return Measure(self._measured, self._rate_hz, cells, self._peak, self._peak_at)

    def _take(self, count: int) -> None:
        block = np.frombuffer(self._bytes, "<f4", count * self._channels).reshape(count, self._channels).T
        sound = np.concatenate((self._before, block), axis=1)
        del block, self._bytes[: count * 4 * self._channels]
        self._before = sound[:, count:]
        skipped, self._fed = self._fed < self._skip, self._fed + count
        if self._frames is not None:
            count = min(count, self._frames - self._measured)
        if skipped or count <= 0:
            return
        start, before = self._measured, self._peak
        self._measured += count
        times = 1
        if self._channels > 1 and np.array_equal(sound[1:], sound[:-1]):  # one voice in the middle: it is measured once
            sound, times = sound[:1], self._channels
        weighted = np.fft.irfft(np.fft.rfft(sound, BLOCK_FRAMES) * _weight(self._rate_hz), BLOCK_FRAMES)
        squares = np.square(weighted[:, self._guard : self._guard + count]).sum(axis=0) * times
        self._cells += np.add.reduceat(squares, np.arange(0, count, self._cell), dtype=np.float64).astype(np.float32).tobytes()
        for channel in sound:
            self._peak = true_peak(channel[self._guard - 2 * TAPS : self._guard + count], self._peak)
        if self._peak > before:
            self._peak_at = (max(0, start - 2 * TAPS), start + count)


def true_peak(sound: Samples, above: float = 0.0) -> float:
    """The higher of `above` and the true peak of a stretch, whose first and last TAPS frames are its neighbours: only heard along."""
    heights = np.abs(sound)
    best = max(above, float(heights[TAPS:].max(initial=0.0)))
    if len(sound) < 2 * TAPS:
        return best
    # Window n makes the values between frames n + TAPS - 1 and n + TAPS.
    high = heights[TAPS - 1 : len(sound) - TAPS + 1] > best / BETWEEN
    near = np.flatnonzero(high[:-1] | high[1:])
    if len(near) == 0:
        return best
    return max(best, float(highest(sound, near).max()))


def reading(energies: Energies, peak: float) -> Reading:
    """Loudness and true peak of a file, from its steps of STEP_S (all channels together) and its highest peak."""
    lufs = integrated(block_powers(energies))
    return Reading(max(lufs, SILENT_LUFS), max(20 * math.log10(peak), SILENT_DBTP) if peak > 0 else SILENT_DBTP)


def place(measure: Measure, first: int, steps: NDArray[np.floating[Any]], step_s: float = STEP_S) -> None:
    """Add a stretch that begins at frame `first` to the programme's steps, of `step_s` seconds each. A cell across a step's edge is shared in
    proportion.
    """
    cell, step = measure.rate_hz * CELL_S, measure.rate_hz * step_s
    running = np.concatenate(([0.0], np.cumsum(measure.energies, dtype=np.float64)))
    ends = np.minimum(np.arange(len(running)) * cell, measure.frames) + first
    begin, end = int(first / step), min(int((first + measure.frames) / step) + 1, len(steps))
    edges = np.arange(begin, end + 1) * step
    steps[begin:end] += np.diff(np.interp(edges, ends, running))


def whole_steps(frames: int, rate_hz: int) -> int:
    """How many whole steps so many frames are: the last one is dropped where it is not (Annex 1)."""
    return int(frames / (rate_hz * STEP_S) + 1e-9)


@lru_cache(maxsize=4)
def _weight(rate_hz: int) -> np.ndarray[tuple[int], np.dtype[np.complex64]]:
    hz = np.fft.rfftfreq(BLOCK_FRAMES, 1 / rate_hz)
    return np.where(hz < 24_000, k_response(np.minimum(hz, 23_999)), 0).astype(np.complex64)
