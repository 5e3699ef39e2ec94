"""The programme as a `Score`: the clips at their places, each read when it is asked for, so that none of it is held in memory."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np

from pipeline.mix import cuts
from pipeline.mix.clips import Take, render
from pipeline.mix.layout import RATE_HZ, Layout
from pipeline.mix.resample import Samples
from pipeline.mix.score import GRID_FRAMES

FORMAT = "1"
"""Raise it when the same parts come to sound different."""

HELD = 6
"""Clips whose sound is kept for a moment: neighbouring stretches, and those that are encoded side by side, share some."""


class Arrangement:
    """A programme as it was laid out and levelled. Any stretch of it, in any order, from any thread."""

    def __init__(self, takes: Sequence[Take], layout: Layout, gains: Mapping[str, float]) -> None:
        """`gains` are the speakers' factors."""
        self._takes, self._layout, self._gains = takes, layout, gains
        # Clips follow one another and never overlap.
        self._ends = [start + take.span.frames for take, start in zip(takes, layout.starts, strict=True)]
        self._sound = lru_cache(HELD)(render)

    @property
    def rate_hz(self) -> int:
        """Frames a second."""
        return RATE_HZ

    @property
    def channels(self) -> int:
        """One: nothing in it is stereo."""
        return 1

    @property
    def frames(self) -> int:
        """The programme's length."""
        return self._layout.frames

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """Where it can be cut for encoding."""
        nth = {start: place for place, start in enumerate(self._layout.starts)}
        return cuts.cuts(self._layout.opens, self.frames, lambda first: self._takes[nth[first]].digest, lambda first: False)

    def key(self, first: int, last: int) -> str:
        """A digest of all that decides the samples of [first, last), wherever that stretch stands in the programme."""
        found = hashlib.sha256(f"{FORMAT} {first % GRID_FRAMES} {last - first} {max(0, -first)} {max(0, last - self.frames)}".encode())
        for nth in self._within(first, last):
            take = self._takes[nth]
            found.update(f"|{self._layout.starts[nth] - first} {take.digest} {self._gains[take.speaker]!r}".encode())
        return found.hexdigest()

    def render(self, first: int, last: int) -> Samples:
        """The samples of [first, last), shape (last − first, channels)."""
        made = np.zeros((last - first, self.channels), np.float32)
        for nth in self._within(first, last):
            take, start = self._takes[nth], self._layout.starts[nth]
            sound = self._sound(take, self._gains[take.speaker])
            low, high = max(first, start), min(last, self._ends[nth])
            made[low - first : high - first] += sound[low - start : high - start, None]
        return made

    def _within(self, first: int, last: int) -> range:
        """The clips that sound in a stretch."""
        return range(bisect_right(self._ends, first), bisect_left(self._layout.starts, last))
