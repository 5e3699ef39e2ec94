"""A limiter that looks between the samples, and whose gain at a frame follows from what lies around it: cut as one may, it does the same.

The true peak is found as BS.1770-5 Annex 2 does, at four times the rate, but only where a sample is near enough to the limit for a value
between it and the next to pass it. The gain goes down before a peak and comes back behind it in straight lines of decibels, so it is the
lower envelope of ramps around the peaks: two running minima, no state that is carried on from the beginning of the programme.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.between import BETWEEN, TAPS, highest
from pipeline.mix.layout import RATE_HZ
from pipeline.mix.resample import Samples

GROUP_FRAMES = 16
"""The gain is worked out for so many frames at once (0.4 ms) and drawn straight between: the limit is held because each group looks at
its neighbours' peaks too."""

ATTACK_DB_S = 1500.0
"""6 dB in 4 ms, before the peak: quicker than an ear takes for a change of level, slow enough not to click."""

RELEASE_DB_S = 100.0
"""6 dB in 60 ms: within a syllable, so that it does not pump."""

MOST_DB = 24.0
"""What is taken off at most; the programme's gain is bounded so that no more is ever asked for (see `pipeline.mix.level`)."""

PAST_FRAMES = math.ceil(MOST_DB / RELEASE_DB_S * RATE_HZ / GROUP_FRAMES + 2) * GROUP_FRAMES
FUTURE_FRAMES = math.ceil(MOST_DB / ATTACK_DB_S * RATE_HZ / GROUP_FRAMES + 4) * GROUP_FRAMES
"""How far back and ahead of a frame its gain may depend on the sound."""


def limit(sound: Samples, ceiling: float) -> Samples:
    """The same sound, shape (frames, channels), with true peaks at or below `ceiling` (linear); all channels get one gain.

    The first frame must lie on a multiple of GROUP_FRAMES of the programme. The gain is right from PAST_FRAMES on, up to
    FUTURE_FRAMES before the end. A sound that needs nothing is returned as it is.
    """
    need = _needed(sound, ceiling)
    if need is None:
        return sound
    gains = 10 ** (envelope(need, GROUP_FRAMES / RATE_HZ) / 20)
    made = sound.copy()
    # The gain is drawn from the middle of each group to the next one's; where both are 1, which is nearly everywhere, there is nothing to do.
    low = gains < 1
    frames = np.arange(GROUP_FRAMES)
    places = (
        np.flatnonzero(low | np.append(low[1:], False) | np.insert(low[:-1], 0, False))[:, np.newaxis] * GROUP_FRAMES + frames
    ).ravel()
    places = places[places < len(sound)]
    made[places] *= np.interp(places, np.arange(len(gains)) * GROUP_FRAMES + (GROUP_FRAMES - 1) / 2, gains).astype(np.float32)[
        :, np.newaxis
    ]
    return made


def envelope(need_db: NDArray[np.float64], step_s: float) -> NDArray[np.float64]:
    """The gain in decibels that is nowhere above what is needed, and rises and falls no faster than it may; a value each `step_s`."""
    up, down = RELEASE_DB_S * step_s * np.arange(len(need_db)), ATTACK_DB_S * step_s * np.arange(len(need_db))
    release = np.minimum.accumulate(need_db - up) + up
    attack = (np.minimum.accumulate(need_db[::-1] - down) + down)[::-1]
    return np.asarray(np.minimum(release, attack).clip(max=0.0))


def _needed(sound: Samples, ceiling: float) -> NDArray[np.float64] | None:
    """Decibels to take off each group for its true peak and its neighbours'; none where nothing is needed anywhere."""
    groups = -(-len(sound) // GROUP_FRAMES)
    peaks = np.zeros(groups)
    for channel in sound.T:
        heights = np.abs(channel)
        near = heights > ceiling / BETWEEN
        if not near.any():
            continue
        own = np.flatnonzero(near)
        np.maximum.at(peaks, own // GROUP_FRAMES, heights[own])
        padded = np.concatenate((np.zeros(TAPS - 1, np.float32), channel, np.zeros(TAPS + 1, np.float32)))
        # Window n makes the values between frames n and n + 1: looked at where either is near.
        where = np.flatnonzero(near[:-1] | near[1:])
        np.maximum.at(peaks, where // GROUP_FRAMES, highest(padded, where))
    if peaks.max(initial=0.0) <= ceiling:
        return None
    over = -20 * np.log10(np.maximum(peaks / ceiling, 1.0))
    beside = np.pad(over, 1)
    return np.asarray(np.minimum(np.minimum(beside[:-2], beside[2:]), over).clip(min=-MOST_DB))
