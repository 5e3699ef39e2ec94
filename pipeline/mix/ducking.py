"""How far music goes down for the words over it, beyond its usual level under speech: no word is lost in it, soft ones neither.

What is said is known from the clips' kept energies, what plays from the sound's own: nothing is read. The gain has one value for each half
step of the programme's grid, worked out from what lies around it and from nothing else, so that any stretch is the same in any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.clips import Take
from pipeline.mix.layout import RATE_HZ
from pipeline.mix.loudness import CELL_S, Energies
from pipeline.mix.score import GRID_FRAMES

STEP_FRAMES = GRID_FRAMES // 2
"""13 ms."""

APART_DB = 12.6
"""Speech is so much louder than music in every 400 ms in which somebody speaks; 12 are promised, and cells lie where they lie."""

BLOCK_STEPS = 31
"""405 ms."""

SPOKEN = 0.5
"""Somebody speaks in a block of which this share at least is speech."""

BREATH_DB = -20.0
"""So far below its usual level a voice does not speak but breathes: music need not hide from that."""

SILENT_DB = -28.0
"""A cell of a clip so far below is a pause at a comma, not a soft word: with espeak-ng, of the blocks that lie 9 dB and more below the usual
level seven in ten are mostly that. A bed need not make way for it (it went down by 8 dB at a pause of 300 ms, and does by 4)."""

BEFORE_S, BEHIND_S = 0.25, 0.4
"""How long it takes to go down for a soft word, and to come back: not so fast that the music stumbles."""

DOWN, UP = (0.5 + 0.5 * np.cos(np.pi * np.arange(n + 1) / n) for n in (round(s * RATE_HZ / STEP_FRAMES) for s in (BEFORE_S, BEHIND_S)))

REACH_STEPS = max(len(DOWN), len(UP)) + BLOCK_STEPS
"""How far around a step its value is decided."""

REACH_FRAMES = (REACH_STEPS + 1) * STEP_FRAMES

Places = NDArray[np.signedinteger[Any]]
"""Frames of the programme."""

CELL_FRAMES = round(CELL_S * RATE_HZ)


@dataclass(frozen=True, slots=True)
class Words:
    """All that is spoken, as it is heard at a programme gain of 1."""

    takes: Sequence[Take] = ()
    starts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)
    """First frame of each clip; they follow one another and do not overlap."""
    ends: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)
    gains: Mapping[str, float] = field(default_factory=dict)
    """Of each speaker, as a factor."""
    usual: float = 0.0
    """The mean square, in one channel, of what is as loud as the programme."""

    def within(self, first: int, last: int) -> range:
        """The clips that sound in [first, last)."""
        return range(int(np.searchsorted(self.ends, first, "right")), int(np.searchsorted(self.starts, last, "left")))

    def energies(self, edges: Places) -> tuple[Energies, Energies]:
        """Between each two of these frames: the K-weighted energy, and how many frames are speech, the pauses within a clip left out."""
        energy, spoken = np.zeros(len(edges) - 1), np.zeros(len(edges) - 1)
        silent = self.usual * 10 ** (SILENT_DB / 10) * CELL_S
        for nth in self.within(int(edges[0]), int(edges[-1])):
            take, start = self.takes[nth], int(self.starts[nth])
            heard = take.energies.astype(np.float64) * self.gains[take.speaker] ** 2
            places = np.minimum(np.arange(len(heard) + 1) * CELL_FRAMES, take.span.frames)
            for made, each in ((energy, heard), (spoken, np.where(heard > silent, np.diff(places), 0))):
                made += np.diff(np.interp(edges - start, places, np.concatenate(([0.0], np.cumsum(each)))))
        return energy, spoken


def needed(words: Words, music: Energies, first: int) -> Energies:
    """Decibels, 0 or less, by which music goes down in each step from `first` on, from its energies in them if it did not.

    The values of the first and last BLOCK_STEPS lack what lies outside.
    """
    edges = np.arange(first, first + len(music) + 1) * STEP_FRAMES
    speech, spoken = words.energies(edges)
    count = len(music) - BLOCK_STEPS + 1
    blocks = [np.zeros(count) for _ in range(3)]
    for place in range(BLOCK_STEPS):
        for block, values in zip(blocks, (spoken, speech, music), strict=True):
            block += values[place : place + count]
    heard = words.usual * 10 ** (BREATH_DB / 10) * BLOCK_STEPS * STEP_FRAMES / RATE_HZ
    talks = (blocks[0] >= SPOKEN * BLOCK_STEPS * STEP_FRAMES) & (blocks[1] > heard) & (blocks[2] > 0)
    apart = 10 * np.log10(np.where(talks, blocks[1], 1) / np.where(talks, blocks[2], 1)) - APART_DB
    asked = np.where(talks, np.minimum(apart, 0.0), 0.0)
    need = np.zeros(len(music))
    for place in range(BLOCK_STEPS):
        np.minimum(need[place : place + count], asked, out=need[place : place + count])
    return need


def smoothed(need: Energies, first: int, count: int) -> Energies:
    """The gain in decibels at the beginning of `count` steps, the first of them being number `first` of `need`: down before, up behind."""
    # The gain at a step's beginning is that of the step before its end too.
    both = np.minimum(need[:-1], need[1:])
    made = np.zeros(count)
    for ahead, share in enumerate(DOWN):
        np.minimum(made, both[first - 1 + ahead : first - 1 + ahead + count] * share, out=made)
    for back, share in enumerate(UP):
        np.minimum(made, both[first - 1 - back : first - 1 - back + count] * share, out=made)
    return made
