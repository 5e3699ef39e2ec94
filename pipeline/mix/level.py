"""How loud everything becomes, worked out from the clips' cells alone: one gain a voice, and one for the programme.

The programme's loudness is computed as it will be after the limiter, so that the first encode is nearly always the last.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.clips import Take
from pipeline.mix.layout import RATE_HZ, Layout
from pipeline.mix.limiter import MOST_DB, envelope
from pipeline.mix.loudness import CELL_S, STEP_S, Energies, block_powers, integrated, of_cells, steps

CHANNELS = 2
"""The programme is stereo, its channels of equal loudness."""

VOICE_STEP_DB, PROGRAMME_STEP_DB = 0.25, 0.2
"""Gains are whole multiples of these. A changed sentence moves the loudness of its voice and of the programme by a few thousandths of a
decibel: what is rounded stays the same, and so do the encoded pieces of all the rest. It costs 0.1 LU of the target at most."""

ROUNDS = 6
CLOSE_LU = 0.1
LEAST_SLOPE = 0.5
"""The search for the programme's gain: the step from so close is not looked at again (it is right to 0.01 LU), and a decibel is taken to bring
half a LU at least."""


def voice_gains(takes: Sequence[Take], reference_lufs: float, channels: int = CHANNELS) -> dict[str, float]:
    """One factor for each speaker that brings all its clips, taken together, to `reference_lufs`; 1 for a silent one.

    A role's own gain lies over that. One a speaker, never one a sentence: that would flatten a voice's own stress and make its level jump.
    """
    gains: dict[str, float] = {}
    for speaker in dict.fromkeys(take.speaker for take in takes):
        own = [take for take in takes if take.speaker == speaker]
        level = of_cells(np.concatenate([take.energies for take in own]), channels)
        gains[speaker] = factor(stepped(reference_lufs - level, VOICE_STEP_DB) + own[0].clip.gain_db) if math.isfinite(level) else 1.0
    return gains


def grid(layout: Layout) -> Energies:
    """The programme's steps (see `loudness.steps`), empty: the last one is not whole."""
    return np.zeros(math.ceil(layout.frames / RATE_HZ / STEP_S) + 1)


def programme_lufs(
    takes: Iterable[Take],
    layout: Layout,
    gains: Mapping[str, float],
    limit: float = math.inf,
    *,
    music: Energies | None = None,
    channels: int = CHANNELS,
) -> float:
    """The integrated loudness of the whole programme, pauses included, each voice times its factor, peaks held to `limit`.

    `limit` is linear, full scale 1; `music` are the steps of what plays beside the speech, as it will sound: speech and music are not
    correlated, so their energies add. −inf LUFS where all is silent.
    """
    made = grid(layout) if music is None else music.copy()
    for take, start in zip(takes, layout.starts, strict=True):
        gain = gains[take.speaker]
        steps(take.energies * limited(take.peaks.astype(np.float32) * np.float32(gain), limit) * gain**2, start / RATE_HZ, made)
    return integrated(block_powers(made[: int(layout.frames / RATE_HZ / STEP_S + 1e-9)]), channels)


def limited(peaks: NDArray[np.floating], limit: float) -> Energies:
    """What the limiter leaves of each cell's energy, 0 to 1, from the cells' peaks: its own envelope, a value a cell.

    It stands for the gain that is found before the first encode only; what counts is measured on the file.
    """
    if not len(peaks) or float(peaks.max()) <= limit:
        return np.ones(len(peaks))
    need = -20 * np.log10(np.maximum(peaks.astype(np.float64) / limit, 1.0))
    return np.asarray(10 ** (envelope(need, CELL_S) / 10))


def find_gain(
    takes: Sequence[Take],
    layout: Layout,
    voices: Mapping[str, float],
    target_lufs: float,
    limit: float,
    *,
    music: Energies | None = None,
    channels: int = CHANNELS,
) -> float:
    """The constant factor that brings the programme to `target_lufs` after the limiter; 1 where all is silent.

    A limiter gives back less than it is asked for, so the step is repeated, ROUNDS times at most, each as long as the last one says that it
    must be (the secant's rule). The factor is a whole number of PROGRAMME_STEP_DB.
    """
    gain_db, slope, before = 0.0, 1.0, (0.0, -math.inf)
    for _ in range(ROUNDS):
        gain = factor(gain_db)
        played = None if music is None else music * gain**2
        own = {voice: each * gain for voice, each in voices.items()}
        lufs = programme_lufs(takes, layout, own, limit, music=played, channels=channels)
        if not math.isfinite(lufs):
            return 1.0
        if math.isfinite(before[1]) and gain_db != before[0]:
            slope = min(max((lufs - before[1]) / (gain_db - before[0]), LEAST_SLOPE), 1.0)
        before = gain_db, lufs
        gain_db += (target_lufs - lufs) / slope
        if abs(target_lufs - lufs) < CLOSE_LU:
            break
    return factor(stepped(gain_db, PROGRAMME_STEP_DB))


def most_gain(takes: Sequence[Take], voices: Mapping[str, float], limit: float) -> float:
    """The largest factor for the programme: the limiter is never asked to take more than MOST_DB off the highest peak.

    Speech at −16 LUFS needs 3 to 6. Without a bound the gain for a programme of clicks, which no gain brings to the target, would rise
    until its noise is heard.
    """
    highest = max(float(take.peaks.max()) * voices[take.speaker] for take in takes)
    if highest <= 0:
        return 1.0
    return factor(math.floor((20 * math.log10(limit / highest) + MOST_DB) / PROGRAMME_STEP_DB) * PROGRAMME_STEP_DB)


def stepped(db: float, step_db: float) -> float:
    """The nearest whole multiple of a step."""
    return round(db / step_db) * step_db


def factor(db: float) -> float:
    """Decibels as a factor of amplitude."""
    return float(10 ** (db / 20))
