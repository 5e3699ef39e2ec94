"""How high a sound goes between its samples: at four times the rate, as BS.1770-5 Annex 2 does.

Only where a sample is near enough to a limit for a value beside it to pass it need one look.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from pipeline.mix.resample import Samples

OVERSAMPLING = 4
"""A peak between two samples is then at most 0.7 dB above what is seen (Annex 2)."""

TAPS = 24
"""Samples on each side that a value between two samples is made of."""

STEEPNESS = 8.0
"""Of the Kaiser window over them: −80 dB beside the passband."""

BETWEEN = 1.6
"""How many times higher than its neighbours a peak between samples can be: 1.41 for a tone at a quarter of the rate, and hardly more for
any sound that was not clipped."""

AT_ONCE = 1 << 12
"""Windows that are looked at together: 0.8 MB of sound, whatever the length of what it is cut from."""


def highest(sound: Samples, places: NDArray[np.intp]) -> Samples:
    """The highest magnitude between two samples, for each of these: place n lies between frames n + TAPS − 1 and n + TAPS of `sound`."""
    windows = sliding_window_view(sound, 2 * TAPS)
    made = np.empty(len(places), np.float32)
    for first in range(0, len(places), AT_ONCE):
        part = windows[places[first : first + AT_ONCE]] @ _weights()
        np.abs(part).max(axis=1, out=made[first : first + AT_ONCE])
    return made


@lru_cache(maxsize=1)
def _weights() -> Samples:
    """Columns of weights for the values a quarter, a half and three quarters of a sample after a frame: windowed sines."""
    taps = np.arange(2 * TAPS) - (TAPS - 1)
    columns = []
    for part in range(1, OVERSAMPLING):
        away = taps - part / OVERSAMPLING
        window = np.i0(STEEPNESS * np.sqrt(np.clip(1 - (away / TAPS) ** 2, 0, 1))) / np.i0(STEEPNESS)
        columns.append(np.sinc(away) * window)
    return np.stack(columns, axis=1).astype(np.float32)
