"""Is every sentence heard when the record says that it is, whole, and as speech; and is nothing heard where the record has nothing?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.check.sound.faults import CELL_MS, FLOOR_DB, Fault
from pipeline.check.sound.told import Spoken, Told
from pipeline.mix.hearing import Heard, Levels
from pipeline.mix.hearing.part import long_runs

UNDER_DB = 30.0
"""So far below the programme's loudness no part of a sentence is heard. Weak consonants are, but do not last."""

FAINT_LU = 12.0
"""A sentence that is so far below the programme is not there: what is heard is the bed under it (14 LU below at least)."""

SILENT_SHARE = 0.8
"""Of a sentence."""

SMOOTH_MS, LOUD_SHARE, BELOW_DB = 300, 0.9, 12.0
"""The level over so many milliseconds, and where it lies so far under what this share of the sentence stays below: nobody speaks there, whether
nothing is heard or the bed goes on."""

EDGE_MS, HOLE_MS = 600, 1200
"""So long at a sentence's beginning or end: it is cut off. So long in its middle: something is missing. Six voices of espeak-ng and Piper come
to 230 and 450 at most (measured over 40 minutes)."""

STEADY_MS, STEADY_DB, SOFT_DB = 800, 1.0, 10.0
"""Speech does not keep one level, give or take this (a standard deviation), for so long: syllables come four a second. Noise keeps it to 0.4.
Softer than the programme by so much it is a pause."""

MARGIN_MS = 100
"""Around speech and music: soft edges of 25 ms, and what an encoder spreads."""

STRAY_MS = 50
"""Shorter is a click, which is looked for by itself."""


def of_speech(heard: Heard, told: Told) -> Iterator[Fault]:
    """Sentences that are not heard as they should be, each once."""
    floor = max(heard.reading.lufs - UNDER_DB, FLOOR_DB)
    for one in told.spoken:
        levels = heard.spread(one.start_ms, one.end_ms)
        if len(levels) and (fault := _of(one, levels, floor, heard.reading.lufs)) is not None:
            yield fault


def _of(one: Spoken, levels: Levels, floor: float, lufs: float) -> Fault | None:
    quiet = levels < floor
    name = f"“{one.text} …”"

    def fault(code: str, message: str, cell: int = 0) -> Fault:
        return Fault(code, message, round(one.start_ms + cell * CELL_MS), segment=one.segment)

    if quiet.mean() > SILENT_SHARE:
        return fault("silent", f"{name} is not heard")
    loudness = float(10 * np.log10(np.mean(10 ** (levels / 10))))
    if loudness < lufs - FAINT_LU:
        return fault("faint", f"{name} is {lufs - loudness:.0f} LU below the programme: nobody hears it")
    if one.voice.startswith("recording:"):  # people pause for longer than voices, and where they are may be heard
        return None
    for first, last in long_runs(_soft(levels), round(EDGE_MS / CELL_MS)):
        seconds = (last - first) * CELL_MS / 1000
        if first == 0:
            return fault("cut-off", f"the beginning of {name} is missing: {seconds:.1f} s")
        if last == len(levels):
            return fault("cut-off", f"{name} breaks off {seconds:.1f} s before its end", first)
        if seconds * 1000 >= HOLE_MS:
            return fault("hole", f"{seconds:.1f} s are missing within {name}", first)
    window = round(STEADY_MS / CELL_MS)
    if len(levels) >= window and not one.voice.startswith("tone:"):
        mean, deviation = _windows(levels, window)
        steady = (deviation < STEADY_DB) & (mean > lufs - SOFT_DB)
        if steady.any():
            return fault("steady", f"no speech is heard in {name} but one steady sound", int(np.argmax(steady)))
    return None


def _windows(levels: Levels, width: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and standard deviation of each stretch of `width` cells: from running sums, as each has all but one of the cells of the one before."""
    sums = np.zeros((2, len(levels) + 1))
    np.cumsum(levels, out=sums[0, 1:], dtype=np.float64)
    np.cumsum(np.square(levels, dtype=np.float64), out=sums[1, 1:])
    mean, square = (sums[:, width:] - sums[:, :-width]) / width
    return mean, np.sqrt(np.maximum(square - mean**2, 0.0))


def _soft(levels: Levels) -> NDArray[np.bool_]:
    """Where nobody speaks within a sentence."""
    width = min(round(SMOOTH_MS / CELL_MS), len(levels))
    power = np.convolve(10 ** (levels / 10), np.ones(width) / width, "same")
    return np.asarray(power < np.quantile(power, LOUD_SHARE) * 10 ** (-BELOW_DB / 10))


def of_between(heard: Heard, told: Told) -> Iterator[Fault]:
    """Sound where the record has neither speech nor music."""
    empty = np.ones(len(heard.levels), bool)
    for start, end in (*((one.start_ms, one.end_ms) for one in told.spoken), *told.music):
        empty[max(0, int((start - MARGIN_MS) / CELL_MS)) : int((end + MARGIN_MS) / CELL_MS) + 1] = False
    empty &= heard.levels > FLOOR_DB
    for first, last in long_runs(empty, round(STRAY_MS / CELL_MS)):
        loudest = float(heard.levels[first:last].max())
        yield Fault(
            "between",
            f"something sounds for {(last - first) * CELL_MS / 1000:.1f} s where nobody speaks and nothing plays ({loudest:.0f} dB)",
            round(first * CELL_MS),
        )
