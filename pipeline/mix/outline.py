"""How loud a programme is from end to end, roughly, from what is known of its clips, which come in their order: for a drawing, before there is a file to measure."""

from __future__ import annotations

from collections import Counter
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
    if not takes:
        return ()
    found = [_levels(take) for take in takes]
    spoken = Counter[str]()
    for take, levels in zip(takes, found, strict=True):
        spoken[take.clip.voice] += len(levels)
    names = {name: n for n, name in enumerate(sorted(spoken, key=lambda name: (-spoken[name], name)))}
    # Of ten hours these are 720,000 values: small ones.
    who = np.repeat(np.array([names[take.clip.voice] for take in takes], np.uint16), [len(levels) for levels in found])
    db = np.concatenate(found)
    for n in names.values():
        own = who == n
        heard = db[own & (db > SILENT_DB)]
        db[own] -= np.median(heard) if len(heard) else np.float32(0)
    edges = np.linspace(0, len(db), count + 1)
    stretches = [slice(int(first), max(int(last), int(first) + 1)) for first, last in pairwise(edges)]
    means = np.array([float(db[each].mean()) for each in stretches])
    low, high = np.quantile(means, USUAL)
    levels = np.clip((means - low) / max(high - low, 1e-9), 0, 1)
    return tuple((round(float(level), 3), int(np.bincount(who[each]).argmax())) for level, each in zip(levels, stretches, strict=True))


def _levels(take: Take) -> NDArray[np.float32]:
    """The level of its speech, as loudness is weighted, in decibels."""
    cells = take.energies.astype(np.float64) / CELL_S
    whole = cells[: max(1, len(cells) // CELLS) * CELLS]
    powers = np.add.reduceat(whole, np.arange(0, len(whole), CELLS)) / CELLS
    return np.asarray(np.maximum(10 * np.log10(np.maximum(powers, 1e-12)), SILENT_DB), np.float32)
