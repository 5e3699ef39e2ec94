"""Room tone: a quiet, even noise under a programme, so that its pauses are not the nothing of digital silence."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from pipeline.mix.layout import RATE_HZ
from pipeline.mix.resample import Samples

LOOP_FRAMES = 1 << 18
"""Six seconds: longer than an ear remembers noise."""

CORNER_HZ = 400.0
"""From here on it falls by 6 dB an octave: a room hums low and hardly hisses."""

LOWEST_HZ = 40.0


def room_tone(first: int, last: int, rms_db: float) -> Samples:
    """Frames [first, last) of the noise, counted from where it begins; `rms_db` in dBFS."""
    loop = _loop()
    return np.take(loop, np.arange(first, last), mode="wrap") * np.float32(10 ** (rms_db / 20))


@lru_cache(maxsize=1)
def _loop() -> Samples:
    """Noise of RMS 1, shaped as a spectrum, so that its end goes on at its beginning."""
    hz = np.fft.rfftfreq(LOOP_FRAMES, 1 / RATE_HZ)
    shape = np.where(hz < LOWEST_HZ, 0.0, 1 / np.sqrt(1 + (hz / CORNER_HZ) ** 2))
    phases = np.random.default_rng(1).uniform(0, 2 * np.pi, len(hz))
    noise = np.fft.irfft(shape * np.exp(1j * phases), LOOP_FRAMES)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)), np.float32)
