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
from pipeline.mix.clips import Take
from pipeline.mix.ducking import CELL_FRAMES, REACH_FRAMES, REACH_STEPS, STEP_FRAMES, Words, needed, smoothed
from pipeline.mix.layout import RATE_HZ, Layout, frames
from pipeline.mix.level import factor
from pipeline.mix.loudness import CELL_S, CELLS_A_STEP, STEPS_A_BLOCK, Energies, block_powers, cells, integrated, power_of
from pipeline.mix.resample import GUARD_S, Samples
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
    words: Words = field(default_factory=Words, repr=False)
    """How loud that speech is."""

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
        points = np.arange(first // POINT_FRAMES, -(-last // POINT_FRAMES) + 1) * POINT_FRAMES
        low = first // STEP_FRAMES
        ducked = self.ducked_db(low, -(-int(points[-1]) // STEP_FRAMES) + 1 - low)
        down = np.interp(points, np.arange(low, low + len(ducked)) * STEP_FRAMES, ducked)
        level = self._undimmed(played, points) * 10 ** (down / 20)
        drawn: Samples = np.interp(np.arange(first, last), points, level).astype(np.float32)
        return drawn

    def _undimmed(self, played: Played, points: NDArray[np.int64]) -> NDArray[np.float64]:
        """Its gain at these frames, whatever is said over it."""
        span = played.span
        if span.kind == "sting":
            return np.full(len(points), played.gain)
        whole = max(1, min(frames(self.music.fade_ms), span.end_frame - span.start_frame))
        ends = np.clip(np.minimum((points - span.start_frame) / FADE_IN, span.end_frame - points) / whole, 0, 1)
        # A squared sine in and out: no corner at either end.
        return np.asarray(played.gain * np.sin(ends * math.pi / 2) ** 2 * 10 ** (self.swell_db(points) / 20))

    def ducked_db(self, first: int, count: int) -> NDArray[np.float64]:
        """How far all music is taken down at `count` steps of `pipeline.mix.ducking` from `first` on, so that each word is heard."""
        low, steps_ = first - REACH_STEPS, count + 2 * REACH_STEPS
        edges = np.arange(low, low + steps_ + 1) * STEP_FRAMES
        music = np.zeros(steps_)
        for played in self.within(int(edges[0]), int(edges[-1])):
            inside = np.clip(edges, played.span.start_frame, played.span.end_frame) - played.span.start_frame
            level = self._undimmed(played, edges) ** 2
            music += np.diff(_running(played.sound, inside)) / 2 * (level[:-1] + level[1:]) / 2
        return smoothed(needed(self.words, music, low), REACH_STEPS, count)

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

    def marks(self, first: int, last: int) -> list[object]:
        """Everything that decides the music of [first, last), with places counted from `first`."""
        found = self.within(first, last)
        if not found:
            return []
        music = self.music
        marks: list[object] = [music.swell_db, music.attack_ms, music.release_ms, music.fade_ms]
        for each in found:
            marks += [each.sound.digest, each.gain, each.span.kind, each.span.start_frame - first, each.span.end_frame - first]
        # How loud the words are that music goes down for.
        for nth in self.words.within(first - REACH_FRAMES, last + REACH_FRAMES):
            take = self.words.takes[nth]
            marks += [take.digest, int(self.words.starts[nth]) - first, self.words.gains[take.speaker]]
        marks.append(self.words.usual)
        for each in self.within(first - REACH_FRAMES, last + REACH_FRAMES):
            marks += [each.sound.digest, each.gain, each.span.start_frame - first, each.span.end_frame - first]
        # The speech that moves a bed's level in here, from the last end before it to the first start behind it.
        since, till = (
            np.searchsorted(self.ends, first - frames(music.release_ms)),
            np.searchsorted(self.starts, last + frames(music.attack_ms)),
        )
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


def tape(
    script: Script,
    layout: Layout,
    music: Music,
    folder: Path | None,
    target_lufs: float,
    takes: Sequence[Take],
    gains: Mapping[str, float],
    channels: int,
) -> Tape:
    """The music of a programme as laid out, at its levels against speech that `gains` bring to `target_lufs` in so many channels."""
    if not layout.music:
        return Tape(music)
    loaded = _loaded(script, music, folder)
    played = []
    for span in layout.music:
        sound = loaded[span.sound]
        level = target_lufs + (music.bed_db - loudest_lu(sound) if span.kind == "bed" else music.sting_db - sound.lufs)
        played.append(Played(span, sound, factor(level) if math.isfinite(level) else 0.0))
    spoken = [part for timing in layout.timings for part in timing.parts]
    starts = np.array(layout.starts, np.int64)
    ends = starts + np.array([take.span.frames for take in takes], np.int64)
    words = Words(takes, starts, ends, gains, power_of(target_lufs) / channels)
    begun, ended = (np.array([part[side] for part in spoken], np.int64) for side in (0, 1))
    return Tape(music, tuple(played), begun, ended, words)


def _loaded(script: Script, music: Music, folder: Path | None) -> Mapping[str, Sound]:
    found: dict[str, Sound] = {}
    if music.enabled:
        for section in script.sections:
            for cue in section.parts:
                if (
                    isinstance(cue, Cue)
                    and cue.kind in ("sting", "bed")
                    and (name := music.sound(cue.kind, cue.name))
                    and name not in found
                ):
                    found[name] = sounds.load(name, kind="bed" if cue.kind == "bed" else "sting", folder=folder)
    return found


def loudest_lu(sound: Sound) -> float:
    """LUFS of the loudest 400 ms of a sound: a bed's level is set by it, so that nowhere it comes nearer to speech than it may."""
    energies = np.diff(_measured(sound))
    whole = np.pad(energies, (0, -len(energies) % CELLS_A_STEP)).reshape(-1, CELLS_A_STEP).sum(axis=1)
    powers = block_powers(np.pad(whole, (0, max(0, STEPS_A_BLOCK - len(whole)))))
    return integrated(np.array([float(powers.max())]))


def _running(sound: Sound, places: NDArray[np.int64]) -> Energies:
    """K-weighted energy of both channels from a sound's beginning to each of these frames; a loop goes on for ever."""
    total = _measured(sound)
    ends = np.minimum(np.arange(len(total)) * CELL_FRAMES, sound.frames)
    rounds, rest = np.divmod(places, sound.frames) if sound.loops else (0, np.clip(places, 0, sound.frames))
    return np.asarray(rounds * total[-1] + np.interp(rest, ends, total))


def _measured(sound: Sound) -> Energies:
    """K-weighted energy of both channels from a sound's beginning to the end of each of its cells, and 0 before them."""
    if sound.digest not in _MEASURED:
        # What the meter's filter remembers of a loop's end when it comes round.
        before = math.ceil(GUARD_S / CELL_S) if sound.loops else 0
        energies = np.zeros(math.ceil(sound.frames / CELL_FRAMES))
        for channel in np.ascontiguousarray(sound.samples.T):
            around = np.concatenate((channel[len(channel) - before * CELL_FRAMES :], channel)) if before else channel
            energies += cells(around, RATE_HZ)[0][before:]
        _MEASURED[sound.digest] = np.concatenate(([0.0], np.cumsum(energies)))
    return _MEASURED[sound.digest]


_MEASURED: dict[str, Energies] = {}
"""By digest: a sound is measured once."""
