"""Stings and beds where the layout put them: at what level, and how a bed makes room for speech.

Everything here is a function of the frame: any stretch of the music can be had by itself, and is the same in any other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.mix import sounds
from pipeline.mix.layout import RATE_HZ, Layout, frames
from pipeline.mix.level import factor, grid
from pipeline.mix.loudness import CELLS_A_STEP, STEPS_A_BLOCK, Energies, block_powers, cells, integrated, steps
from pipeline.mix.resample import Samples
from pipeline.mix.sounds import Sound
from pipeline.model import Cue, Music, MusicSpan, Script

POINT_FRAMES = 64
"""A bed's level is worked out for every so many frames of the programme and drawn straight between them."""

BLOCK_S = 10
"""The music is measured in stretches of this length."""

FADE_IN = 1 / 3
"""Of the fade out: a bed comes in sooner than it goes."""


@dataclass(frozen=True, slots=True)
class Played:
    """One sting or bed in the programme."""

    span: MusicSpan
    sound: Sound
    gain: float
    """Factor; of a bed, under speech."""


@dataclass(frozen=True, slots=True)
class Tape:
    """All the music of a programme, and the speech that beds make room for."""

    music: Music
    played: tuple[Played, ...] = ()
    starts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)
    """First frames of the stretches of speech, ascending."""
    ends: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)

    def within(self, first: int, last: int) -> list[Played]:
        """What sounds in [first, last)."""
        return [each for each in self.played if each.span.start_frame < last and each.span.end_frame > first]

    def render(self, first: int, last: int) -> Samples | None:
        """The music of [first, last), shape (last − first, 2), before the programme's gain; none where nothing sounds."""
        found = self.within(first, last)
        if not found:
            return None
        made = np.zeros((last - first, 2), np.float32)
        for each in found:
            start, end = max(first, each.span.start_frame), min(last, each.span.end_frame)
            made[start - first : end - first] += self._sounding(each, start, end)
        return made

    def _sounding(self, played: Played, first: int, last: int) -> Samples:
        """A part of one sound, both inside its span."""
        place = np.arange(first, last) - played.span.start_frame
        samples = played.sound.samples
        part = samples[place % len(samples)] if played.sound.loops else samples[np.minimum(place, len(samples) - 1)]
        return np.asarray(part * self._level(played, first, last)[:, np.newaxis], np.float32)

    def _level(self, played: Played, first: int, last: int) -> Samples:
        span = played.span
        points = np.arange(first // POINT_FRAMES, -(-last // POINT_FRAMES) + 1) * POINT_FRAMES
        if span.kind == "sting":
            level = np.full(len(points), played.gain)
        else:
            whole = max(1, min(frames(self.music.fade_ms), span.end_frame - span.start_frame))
            ends = np.clip(np.minimum((points - span.start_frame) / FADE_IN, span.end_frame - points) / whole, 0, 1)
            # A squared sine in and out: no corner at either end.
            level = played.gain * np.sin(ends * math.pi / 2) ** 2 * 10 ** (self.swell_db(points) / 20)
        drawn: Samples = np.interp(np.arange(first, last), points, level).astype(np.float32)
        return drawn

    def swell_db(self, points: NDArray[np.int64]) -> NDArray[np.float64]:
        """How far a bed has come up at each of these frames: 0 where somebody speaks, up to the music's `swell_db`.

        It rises from the end of speech over the release, and is down again when the next word comes: between sentences it hardly moves.
        """
        if len(self.starts) == 0:
            return np.full(len(points), self.music.swell_db)
        after = np.searchsorted(self.starts, points, side="right")
        before_end = np.where(after > 0, self.ends[np.maximum(after - 1, 0)], -(10**9))
        next_start = np.where(after < len(self.starts), self.starts[np.minimum(after, len(self.starts) - 1)], 10**12)
        up = (points - before_end) / max(1, frames(self.music.release_ms))
        down = (next_start - points) / max(1, frames(self.music.attack_ms))
        return np.asarray(self.music.swell_db * np.clip(np.minimum(up, down), 0, 1))

    def energies(self, layout: Layout) -> Energies | None:
        """The programme's steps (see `pipeline.mix.loudness.steps`) of the music alone, the mean of both channels; none without music."""
        if not self.played:
            return None
        made = grid(layout)
        for first, last in stretches(self.played, layout.frames):
            sound = self.render(first, last)
            if sound is not None:
                for channel in sound.T:
                    steps(cells(np.ascontiguousarray(channel), RATE_HZ)[0] / 2, first / RATE_HZ, made)
        return made

    def marks(self, first: int, last: int) -> list[object]:
        """Everything that decides the music of [first, last), with places counted from `first`."""
        found = self.within(first, last)
        if not found:
            return []
        music = self.music
        marks: list[object] = [music.swell_db, music.attack_ms, music.release_ms, music.fade_ms]
        for each in found:
            marks += [each.sound.digest, each.gain, each.span.kind, each.span.start_frame - first, each.span.end_frame - first]
        # The speech that moves a bed's level in here, from the last end before it to the first start behind it.
        since, till = np.searchsorted(self.ends, first - frames(music.release_ms)), np.searchsorted(self.starts, last + frames(music.attack_ms))
        return [*marks, *(self.starts[since:till] - first).tolist(), *(self.ends[since:till] - first).tolist()]


def stretches(played: Sequence[Played], total: int) -> list[tuple[int, int]]:
    """What is to be measured: the spans joined where they overlap, cut into BLOCK_S."""
    found: list[list[int]] = []
    for each in played:
        start, end = each.span.start_frame, min(each.span.end_frame, total)
        if found and start <= found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    block = BLOCK_S * RATE_HZ
    return [(first, min(first + block, end)) for start, end in found for first in range(start, end, block)]


def lengths(script: Script, music: Music, folder: Path | None) -> dict[str, int]:
    """The frames of each sound that the script's cues name. Raises AudioError or ShowError where one cannot be had."""
    return {name: sound.frames for name, sound in _loaded(script, music, folder).items()}


def tape(script: Script, layout: Layout, music: Music, folder: Path | None, target_lufs: float) -> Tape:
    """The music of a programme as laid out, at its levels against speech of `target_lufs`."""
    if not layout.music:
        return Tape(music)
    loaded = _loaded(script, music, folder)
    played = []
    for span in layout.music:
        sound = loaded[span.sound]
        level = target_lufs + (music.bed_db - loudest_lu(sound) if span.kind == "bed" else music.sting_db - sound.lufs)
        played.append(Played(span, sound, factor(level) if math.isfinite(level) else 0.0))
    spoken = [part for timing in layout.timings for part in timing.parts]
    return Tape(music, tuple(played), *(np.array(edge, np.int64) for edge in zip(*spoken, strict=True)))


def _loaded(script: Script, music: Music, folder: Path | None) -> Mapping[str, Sound]:
    found: dict[str, Sound] = {}
    if music.enabled:
        for section in script.sections:
            for cue in section.parts:
                if isinstance(cue, Cue) and cue.kind in ("sting", "bed") and (name := music.sound(cue.kind, cue.name)) and name not in found:
                    found[name] = sounds.load(name, kind="bed" if cue.kind == "bed" else "sting", folder=folder)
    return found


def loudest_lu(sound: Sound) -> float:
    """LUFS of the loudest 400 ms of a sound: a bed's level is set by it, so that nowhere it comes nearer to speech than it may."""
    if sound.digest not in _LOUDEST:
        powers: Energies = np.zeros(1)
        for channel in sound.samples.T:
            energies, _ = cells(np.ascontiguousarray(channel), RATE_HZ)
            whole = np.pad(energies, (0, -len(energies) % CELLS_A_STEP)).reshape(-1, CELLS_A_STEP).sum(axis=1)
            powers = powers + block_powers(np.pad(whole, (0, max(0, STEPS_A_BLOCK - len(whole)))))
        _LOUDEST[sound.digest] = integrated(np.array([float(powers.max())]))
    return _LOUDEST[sound.digest]


_LOUDEST: dict[str, float] = {}
"""By digest: a sound is measured once."""
