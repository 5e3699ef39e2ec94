"""How loud a programme is from end to end, roughly, from what is known of its clips, which come in their order: for a drawing, before there is a file to measure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.clips import Take
from pipeline.mix.loudness import CELL_S

CELLS = 5
"""One value for so many of them, 50 ms: a syllable is four."""

SILENT_DB = -60.0
"""Nothing lies below."""

USUAL = (0.05, 0.95)
"""The quietest and the loudest of a drawing are cut off at these shares, so that one clap does not make all else small."""


def outline(takes: Sequence[Take], count: int) -> tuple[tuple[float, int], ...]:
    """`count` equal stretches of what is said: (level from 0 to 1, voice: 0 for the one that speaks most, and so on).

    Levels are relative to each voice's own and spread over the whole range. Nothing where there are no clips.
    """
    found: list[NDArray[np.float64]] = []
    voices: list[str] = []
    for take in takes:
        levels = _levels(take)
        found.append(levels)
        voices += [take.clip.voice] * len(levels)
    if not voices:
        return ()
    names = sorted(set(voices), key=lambda name: (-voices.count(name), name))
    db = np.concatenate(found)
    who = np.array([names.index(voice) for voice in voices])
    for n in range(len(names)):
        own = db[who == n]
        db[who == n] -= np.median(own[own > SILENT_DB]) if (own > SILENT_DB).any() else 0.0
    edges = np.linspace(0, len(db), count + 1)
    stretches = [slice(int(first), max(int(last), int(first) + 1)) for first, last in pairwise(edges)]
    means = np.array([float(db[each].mean()) for each in stretches])
    low, high = np.quantile(means, USUAL)
    levels = np.clip((means - low) / max(high - low, 1e-9), 0, 1)
    return tuple((round(float(level), 3), int(np.bincount(who[each]).argmax())) for level, each in zip(levels, stretches, strict=True))


def _levels(take: Take) -> NDArray[np.float64]:
    """The level of its speech, as loudness is weighted, in decibels."""
    cells = take.energies.astype(np.float64) / CELL_S
    whole = cells[: max(1, len(cells) // CELLS) * CELLS]
    powers = np.add.reduceat(whole, np.arange(0, len(whole), CELLS)) / CELLS
    return np.asarray(np.maximum(10 * np.log10(np.maximum(powers, 1e-12)), SILENT_DB))
