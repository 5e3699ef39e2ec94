"""Band-limited conversion of one clip to the programme's rate, and the block-wise FFT that it shares with the loudness filter.

pydub's own `set_frame_rate` uses `audioop.ratecv`, which draws straight lines between samples: from 22,050 to 44,100 Hz that
mirrors what lies below 11 kHz above it (measured: a 9 kHz tone comes back at 13.05 kHz as well, 5 dB lower; here 160 dB lower). A
spectrum that is made longer or shorter has no such mirror.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Mono sound, one value a frame, full scale ±1."""

BLOCK_FRAMES = 1 << 16
"""Frames of one FFT, about 3 s at 22,050 Hz: long clips are done in pieces, so memory does not follow a clip's length. Twice as many take
twice as long for the same sound (measured): they no longer fit the processor's cache."""

EDGE = 0.95
"""Where the passband ends, as a share of the lower of the two Nyquist frequencies: from there a raised cosine falls to nothing at
it. A wall instead would ring for seconds around every block's edge; with the slope the ringing is below −100 dB after GUARD_S."""

GUARD_S = 0.15
"""Sound on each side of a block that is computed and thrown away: the ringing of EDGE (a few ms) and the memory of the loudness
filter (two poles at 38 Hz: 0.15 s is 36 of their time constants, −300 dB)."""


def blocks(samples: Samples, size: int, guard: int) -> Iterator[tuple[int, int, Samples]]:
    """Yield (first frame, frames, block): blocks of `size` frames that hold the named frames from `guard` on, padded with zeros.

    `size` > 2 × `guard`; the named stretches cover `samples` once, in order.
    """
    step = size - 2 * guard
    for first in range(0, len(samples), step):
        count = min(step, len(samples) - first)
        block = np.zeros(size, np.float32)
        start, end = first - guard, first - guard + size
        part = samples[max(start, 0) : end]
        block[max(-start, 0) : max(-start, 0) + len(part)] = part
        yield first, count, block


def fast_length(least: int) -> int:
    """The smallest 2ᵃ·3ᵇ·5ᶜ that is not below `least` (≥ 1): lengths that an FFT handles without detours."""
    best = 1 << max(least - 1, 0).bit_length()
    five = 1
    while five < best:
        three = five
        while three < best:
            two = three << max(0, -(-least // three) - 1).bit_length()
            best = min(best, two)
            three *= 3
        five *= 5
    return best


def resampled_length(frames: int, from_hz: int, to_hz: int) -> int:
    """How many frames at `to_hz` stand for `frames` at `from_hz`: rounded once, to the nearest."""
    return (2 * frames * to_hz + from_hz) // (2 * from_hz)


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """The same sound at another rate, `resampled_length` frames long; frame 0 stays at time 0.

    Each block's spectrum is cut or lengthened with zeros (the sampling theorem: what lies below both Nyquist frequencies is kept as
    it is) behind a raised-cosine slope, see EDGE.
    """
    length = resampled_length(len(samples), from_hz, to_hz)
    if from_hz == to_hz or length == 0:
        return samples[:length]
    common = math.gcd(from_hz, to_hz)
    down, up = from_hz // common, to_hz // common
    # The size and the guard are whole multiples of `down`, so that every block's edges fall on frames at both rates.
    guard = down * math.ceil(GUARD_S * from_hz / down)
    size = down * fast_length(math.ceil(max(min(BLOCK_FRAMES, len(samples) + 2 * guard), 3 * guard) / down))
    bins = size // down * min(down, up) // 2 + 1
    slope = _slope(bins, up / down)
    made = np.empty(length, np.float32)
    for first, count, block in blocks(samples, size, guard):
        spectrum = np.zeros(size // down * up // 2 + 1, np.complex64)
        spectrum[:bins] = np.fft.rfft(block)[:bins] * slope
        wide = np.fft.irfft(spectrum, size // down * up)
        start, end = resampled_length(first, from_hz, to_hz), min(resampled_length(first + count, from_hz, to_hz), length)
        offset = guard // down * up
        made[start:end] = wide[offset : offset + end - start]
    return made


def _slope(bins: int, gain: float) -> Samples:
    """The passband and its falling edge over `bins` frequencies up to the lower Nyquist frequency, times `gain`."""
    edge = int(bins * EDGE)
    response = np.ones(bins)
    response[edge:] = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, bins - edge + 1) / (bins - edge))
    return (gain * response).astype(np.float32)
