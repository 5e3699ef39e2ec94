"""A stretch of decoded sound, listened to once, and what is remembered of it.

The sound is never held whole. What is kept is an energy for each hundredth of a second, the sharpest corner of each 1.5 ms, an offset for each
second and a half, where samples stand at full scale, and how high it comes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.mix import store
from pipeline.mix.hearing.meter import Measure, Meter
from pipeline.mix.resample import Samples

FORMAT = "2"
"""Raise it when what is kept of a stretch changes: it is then listened to again."""

CORNER_FRAMES = 64
"""A corner is looked for in so many frames at once: 1.5 ms."""

BLOCK_FRAMES = 1024 * CORNER_FRAMES
"""Handled at once, and what an offset is taken over: 1.5 s, in which a voice swings about nought."""

FULL_SCALE = 0.995
"""A sample this high stands at the limit; an encoder blurs it a little."""

CLIPPED_FRAMES = 3
"""So many in a row are a peak that was cut off (one or two can be a wave's own top)."""

Corners = NDArray[np.uint8]
"""Each a place in SHARPNESS: as few bytes as will do, for of ten hours there are 25 million."""

LEAST, MOST = 0.002, 4.0
"""Of a corner, full scale 1: what is less is nothing beside a click; from one end to the other and back it is 4."""

SHARPNESS = np.concatenate(([0.0], LEAST * (MOST / LEAST) ** (np.arange(255) / 254))).astype(np.float32)
"""What a corner's byte stands for: 3 % from one to the next."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is remembered of a stretch."""

    measure: Measure
    channels: int
    """Of the file."""
    corners: Corners = field(repr=False)
    """Of each CORNER_FRAMES: how far at most a sample stands from the straight line through the two before it."""
    offsets: Samples = field(repr=False)
    """Of each BLOCK_FRAMES: the mean of the channel that is furthest from nought."""
    together: Samples = field(repr=False)
    """Of each BLOCK_FRAMES: the share of its power that is left where two channels are heard as one; 1 for the same in both."""
    clipped: tuple[int, ...] = ()
    """Frames at which samples begin to stand at full scale, each a BLOCK_FRAMES' first."""


class Ear:
    """Is fed decoded sound, and remembers the frames from `skip` on, `frames` of them or all that come."""

    def __init__(self, rate_hz: int, channels: int, *, skip: int = 0, frames: int | None = None, times: int = 1) -> None:
        """`times` says how many equal channels of the file each that is fed stands for."""
        self._channels, self._times, self._skip, self._left = channels, times, skip, frames
        self._meter = Meter(rate_hz, channels, skip=skip, frames=frames, times=times)
        self._bytes = bytearray()
        self._before = np.zeros((channels, 2), np.float32)
        self._frames = 0
        self._corners = bytearray()
        self._offsets: list[float] = []
        self._together: list[float] = []
        self._clipped: list[int] = []

    def feed(self, sound: bytes) -> None:
        """32-bit floats, the channels interleaved; any number of bytes."""
        self._meter.feed(sound)
        self._bytes += sound
        frame = 4 * self._channels
        if self._skip and (skipped := min(self._skip, len(self._bytes) // frame)):
            # The first corner is one with the last two frames before it.
            last = np.frombuffer(self._bytes, "<f4", skipped * self._channels).reshape(-1, self._channels).T[:, -2:]
            self._before = np.concatenate((self._before, last), axis=1)[:, -2:]
            del last, self._bytes[: skipped * frame]
            self._skip -= skipped
        while len(self._bytes) >= BLOCK_FRAMES * frame:
            self._take(bytes(self._bytes[: BLOCK_FRAMES * frame]))
            del self._bytes[: BLOCK_FRAMES * frame]

    def part(self) -> Part:
        """All that was fed."""
        if left := len(self._bytes) // (4 * self._channels):
            self._take(bytes(self._bytes[: left * 4 * self._channels]))
        offsets, together = (np.array(each, np.float32) for each in (self._offsets, self._together))
        corners = np.frombuffer(self._corners, np.uint8)
        return Part(self._meter.measure(), self._channels * self._times, corners, offsets, together, tuple(self._clipped))

    def _take(self, raw: bytes) -> None:
        block = np.frombuffer(raw, "<f4").reshape(-1, self._channels).T
        if self._left is not None:
            block = block[:, : self._left]
            self._left -= block.shape[1]
        if not block.shape[1]:
            return
        if self._channels > 1 and np.array_equal(block[1:], block[:-1]) and np.array_equal(self._before[1:], self._before[:-1]):
            block = block[:1]  # one voice in the middle
        self._together.append(_together(block))
        sound = np.concatenate((self._before[: len(block)], block), axis=1)
        corners = np.abs(np.diff(sound, 2, axis=1)).max(axis=0)
        spare = -len(corners) % CORNER_FRAMES
        self._corners += _bytes(np.pad(corners, (0, spare)).reshape(-1, CORNER_FRAMES).max(axis=1)).tobytes()
        self._offsets.append(max(block.mean(axis=1, dtype=np.float64).tolist(), key=abs))
        if (at := next(_clipped(sound), None)) is not None:
            self._clipped.append(max(0, self._frames + at - 2))
        self._before = np.broadcast_to(sound[:, -2:], (self._channels, 2)).copy()
        self._frames += block.shape[1]


def packed(part: Part) -> bytes:
    """As the store keeps it: the numbers as 32-bit floats, then the corners."""
    measure = part.measure
    told = {
        "frames": measure.frames,
        "rate_hz": measure.rate_hz,
        "channels": part.channels,
        "peak": measure.peak,
        "peak_at": measure.peak_at,
        "clipped": part.clipped,
        "cells": len(measure.energies),
        "blocks": len(part.offsets),
    }
    numbers = np.concatenate((measure.energies, part.offsets, part.together)).astype("<f4")
    return store.packed(told, numbers.tobytes() + part.corners.tobytes())


def unpacked(raw: bytes) -> Part:
    """The stretch again. Raises ValueError or KeyError where it is none."""
    told, start = store.unpacked(raw)
    cells, blocks = told["cells"], told["blocks"]
    numbers = np.frombuffer(raw, "<f4", cells + 2 * blocks, start)
    # Copies: whoever keeps the energies alone does not keep all the rest.
    energies, offsets, together = (each.copy() for each in np.split(numbers, (cells, cells + blocks)))
    corners = np.frombuffer(raw, np.uint8, -1, start + 4 * len(numbers))
    measure = Measure(told["frames"], told["rate_hz"], energies, told["peak"], tuple(told["peak_at"]))
    return Part(measure, told["channels"], corners, offsets, together, tuple(told["clipped"]))


def _bytes(corners: Samples) -> Corners:
    """The nearest places in SHARPNESS."""
    steps = np.log(np.maximum(corners, LEAST / 2) / np.float32(LEAST)) * np.float32(254 / math.log(MOST / LEAST))
    return np.asarray((np.rint(steps) + 1).clip(0, 255).astype(np.uint8))


def _together(block: Samples) -> float:
    """The share of the power that is left of two channels as one; 1 where that cannot be said."""
    power = float(np.square(block, dtype=np.float64).sum()) if len(block) == 2 else 0.0
    return float(np.square(block[0] + block[1], dtype=np.float64).sum()) / (2 * power) if power > 0 else 1.0


def _clipped(sound: Samples) -> Iterator[int]:
    """Where a run of CLIPPED_FRAMES at full scale begins, for each channel that has one the first."""
    if max(sound.max(), -sound.min()) < FULL_SCALE:
        return
    for channel in sound:
        for high in (channel >= FULL_SCALE, channel <= -FULL_SCALE):
            runs = long_runs(high, CLIPPED_FRAMES)
            if runs:
                yield runs[0][0]


def long_runs(marks: NDArray[np.bool_] | Iterable[bool], least: int) -> list[tuple[int, int]]:
    """(first, one past the last) of each stretch of at least `least` that are true one after the other."""
    given = np.asarray(marks, bool)
    padded = np.zeros(len(given) + 2, bool)  # a byte each: ten hours are four million
    padded[1:-1] = given
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True) if last - first >= least]
