"""Scores made of arrays, for whoever encodes: speech, speech over music, noise; cut where the test says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from pipeline.mix.resample import Samples
from pipeline.mix.score import GRID_FRAMES
from tests.mix.sounds import speech

RATE = 44_100


@dataclass
class Written:
    """A score whose sound is all there: frames × channels."""

    sound: Samples
    cuts: tuple[int, ...] = (0,)
    rate_hz: int = RATE
    rendered: list[tuple[int, int]] = field(default_factory=list)
    """What was asked for."""

    ceiling: float = 0.7
    fixed: bool = False
    """It takes no correction."""

    def louder(self, factor: float) -> Written:
        return self if self.fixed else replace(self, sound=held(self.sound * np.float32(factor), self.ceiling))

    def held(self, ceiling: float) -> Written:
        return self if self.fixed else replace(self, sound=held(self.sound, ceiling), ceiling=ceiling)

    @property
    def channels(self) -> int:
        return int(self.sound.shape[1])

    @property
    def frames(self) -> int:
        return len(self.sound)

    def key(self, first: int, last: int) -> str:
        assert 0 <= first <= last <= self.frames
        return hashlib.sha256(np.ascontiguousarray(self.sound[first:last]).tobytes()).hexdigest()

    def alike(self, first: int, last: int) -> bool:
        part = self.sound[max(first, 0) : max(last, 0)]
        return bool((part[:, :1] == part).all())

    def render(self, first: int, last: int) -> Samples:
        self.rendered.append((first, last))
        made = np.zeros((last - first, self.channels), np.float32)
        low, high = max(first, 0), min(last, self.frames)
        if high > low:
            made[low - first : high - first] = self.sound[low:high]
        return made


def held(sound: Samples, ceiling: float) -> Samples:
    """Peaks bent towards a ceiling: no limiter, but it holds."""
    bent = 0.8 * ceiling
    over = np.abs(sound) > bent
    soft = bent + (ceiling - bent) * np.tanh((np.abs(sound) - bent) / (ceiling - bent))
    return np.where(over, np.sign(sound) * soft, sound).astype(np.float32)


def every(seconds: float, frames: int) -> tuple[int, ...]:
    """Cuts so far apart, on the grid."""
    return tuple(range(0, frames, max(1, round(seconds * RATE / GRID_FRAMES)) * GRID_FRAMES))


def spoken(seconds: float, *, seed: int = 1, rms_db: float = -19.0, pitch: float = 120.0, cut_s: float = 5.0) -> Written:
    """Speech in one channel, its peaks held down as the real score's are."""
    sound = speech(seconds, rate=RATE, seed=seed, rms_db=rms_db, pitch=pitch, lead_ms=0, tail_ms=0)
    sound = 0.7 * np.tanh(sound / 0.7)
    return Written(sound.astype(np.float32)[:, None], every(cut_s, len(sound)))


def over_music(seconds: float, *, seed: int = 1, cut_s: float = 5.0, bed_db: float = -26.0) -> Written:
    """The same over chords and a beat, in stereo."""
    voice = spoken(seconds, seed=seed, cut_s=cut_s)
    bed = music(voice.frames, seed)
    bed *= 10 ** (bed_db / 20) / np.sqrt(np.mean(bed**2))
    return Written((voice.sound + bed).astype(np.float32), voice.cuts)


def music(frames: int, seed: int = 1) -> Any:
    """Chords that swell, different left and right, and a beat every half second."""
    chance = np.random.default_rng(seed)
    t = np.arange(frames) / RATE
    both = np.zeros((frames, 2))
    for place, hz in enumerate([110, 164.8, 220, 277.2, 329.6, 880, 1760, 5000]):
        swell = 0.5 + 0.5 * np.sin(2 * np.pi * 0.37 * (place + 1) * t)
        for channel in range(2):
            both[:, channel] += swell * np.sin(2 * np.pi * hz * t + chance.uniform(0, 6))
    for first in range(0, frames, RATE // 2):
        length = min(4000, frames - first)
        beat = chance.standard_normal(length) * np.exp(-np.arange(length) / 600)
        both[first : first + length] += 3 * beat[:, None] * [1.0, 0.7]
    return both
