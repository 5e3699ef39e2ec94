"""How loud everything becomes, worked out from the clips' cells alone: one gain a voice, and one for the programme.

The programme's loudness is computed as it will be after the limiter, so that the first encode is nearly always the last.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.mix.clips import Take
from pipeline.mix.layout import RATE_HZ, Layout
from pipeline.mix.loudness import STEP_S, Energies, block_powers, integrated, of_cells, steps
from pipeline.mix.resample import Samples

CHANNELS = 2
"""The programme is stereo with equal channels."""

VOICE_STEP_DB, PROGRAMME_STEP_DB = 0.25, 0.2
"""Gains are whole steps, so that a sentence that changes hardly ever changes the gain of all the others: what is encoded stays valid.
The programme's loudness is then off by a tenth of a decibel at most."""

RELEASE_CELLS = 5
"""alimiter lets its gain rise again over 50 ms (its default `release`); see `limited`."""

MOST_LIMITED_DB = 24.0
"""The limiter is never asked to take more than this off the highest peak: speech at −16 LUFS needs 3 to 6. Without a bound the gain
for a programme of clicks, which no gain brings to the target, would rise until its noise is heard."""

ROUNDS = 6
CLOSE_LU = 0.005
"""The search for the programme's gain: each round halves the error at worst, and stops when this close."""


def voice_gains(takes: Sequence[Take], reference_lufs: float) -> dict[str, float]:
    """One factor for each speaker that brings all its clips, taken together, to `reference_lufs`; 1 for a silent one.

    A role's own gain lies over that. One a speaker, never one a sentence: that would flatten a voice's own stress and make its level jump.
    """
    gains: dict[str, float] = {}
    for speaker in dict.fromkeys(take.speaker for take in takes):
        own = [take for take in takes if take.speaker == speaker]
        level = of_cells(np.concatenate([take.energies for take in own]), CHANNELS)
        db = stepped(reference_lufs - level, VOICE_STEP_DB) + own[0].clip.gain_db if math.isfinite(level) else 0.0
        gains[speaker] = factor(db)
    return gains


def programme_lufs(takes: Sequence[Take], layout: Layout, gains: Mapping[str, float], limit: float = math.inf) -> float:
    """The integrated loudness of the whole programme, pauses included, each voice times its factor, peaks held to `limit`.

    `limit` is linear, full scale 1; −inf LUFS where all is silent.
    """
    grid = np.zeros(math.ceil(layout.frames / RATE_HZ / STEP_S) + 1)
    for take, start in zip(takes, layout.starts, strict=True):
        gain = gains[take.speaker]
        steps(take.energies * limited(take.peaks * np.float32(gain), limit) * gain**2, start / RATE_HZ, grid)
    return integrated(block_powers(grid[: int(layout.frames / RATE_HZ / STEP_S + 1e-9)]), CHANNELS)


def limited(peaks: Samples, limit: float) -> Energies:
    """What the limiter leaves of each cell's energy, 0 to 1, from the cells' peaks.

    A model of alimiter: down to limit/peak within a cell, then back up to 1 in a straight line over its release. It stands for the
    gain that is found by the first encode only; what counts is measured on the file.
    """
    if not len(peaks) or float(peaks.max()) <= limit:
        return np.ones(len(peaks))
    need = np.minimum(1.0, limit / np.maximum(peaks.astype(np.float64), 1e-9))
    gain = need.copy()
    for later in range(1, min(RELEASE_CELLS, len(need))):
        gain[later:] = np.minimum(gain[later:], need[:-later] + (1 - need[:-later]) * later / RELEASE_CELLS)
    return gain**2


def find_gain(takes: Sequence[Take], layout: Layout, voices: Mapping[str, float], target_lufs: float, limit: float) -> float:
    """The constant factor that brings the programme to `target_lufs` after the limiter; 1 where all is silent.

    A limiter gives back less than it is asked for, so the step is repeated, ROUNDS times at most.
    """
    gain = 1.0
    for _ in range(ROUNDS):
        lufs = programme_lufs(takes, layout, {voice: own * gain for voice, own in voices.items()}, limit)
        if not math.isfinite(lufs):
            return 1.0
        gain *= factor(target_lufs - lufs)
        if abs(target_lufs - lufs) < CLOSE_LU:
            break
    return factor(stepped(20 * math.log10(gain), PROGRAMME_STEP_DB))


def most_gain(takes: Sequence[Take], voices: Mapping[str, float], limit: float) -> float:
    """The largest factor for the programme: see MOST_LIMITED_DB."""
    highest = max(float(take.peaks.max()) * voices[take.speaker] for take in takes)
    return limit * factor(MOST_LIMITED_DB) / highest if highest > 0 else 1.0


def stepped(db: float, step_db: float) -> float:
    """The nearest whole number of steps."""
    return round(db / step_db) * step_db


def factor(db: float) -> float:
    """Decibels as a factor of amplitude."""
    return float(10 ** (db / 20))
