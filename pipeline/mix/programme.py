"""The programme as a `Score`: speech and music where the layout put them, at their gains, limited, rendered a stretch at a time."""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from threading import Lock
from typing import Literal

import numpy as np

from pipeline.mix.clips import Take, render
from pipeline.mix.ducking import REACH_FRAMES
from pipeline.mix.layout import RATE_HZ, Layout
from pipeline.mix.level import grid
from pipeline.mix.limiter import FUTURE_FRAMES, GROUP_FRAMES, PAST_FRAMES, limit
from pipeline.mix.loudness import CELLS_A_STEP, STEP_S, Energies, cells, steps
from pipeline.mix.music import Tape, stretches
from pipeline.mix.resample import Samples
from pipeline.mix.score import GRID_FRAMES
from pipeline.mix.tone import room_tone

FORMAT = "4"
"""Raise it when the same clips and settings come to sound otherwise: every encoded piece is then made anew."""

STEP_FRAMES = round(STEP_S * RATE_HZ)
MEASURED_STEPS, LEAD_STEPS = 100, 2
"""Where music plays, ten seconds are measured at once, so that memory does not follow a bed's length; the loudness filter hears two steps before."""

SHORT_FRAMES = 30 * RATE_HZ
"""A second of such a programme is measured in a millisecond."""

KEPT_FRAMES = 20 * RATE_HZ
"""Of rendered clips that are kept: one that lies across two stretches is rendered once."""

Stem = Literal["", "speech", "music"]


class _Shelf:
    """The last few clips that were rendered; several threads may ask."""

    def __init__(self) -> None:
        self._clips: OrderedDict[str, Samples] = OrderedDict()
        self._lock = Lock()

    def sound(self, take: Take) -> Samples:
        key = f"{take.digest} {take.rate_hz} {take.first_frame} {take.last_frame}"
        with self._lock:
            if key in self._clips:
                self._clips.move_to_end(key)
                return self._clips[key]
        made = render(take)
        with self._lock:
            self._clips[key] = made
            while len(self._clips) > 1 and sum(map(len, self._clips.values())) > KEPT_FRAMES:
                self._clips.popitem(last=False)
        return made


@dataclass(frozen=True, slots=True)
class Composed:
    """A whole programme that can be asked for any stretch of itself; see `pipeline.mix.score.Score`."""

    takes: tuple[Take, ...]
    layout: Layout
    gains: Mapping[str, float]
    """Of each speaker, as a factor; the programme's own is not in it."""
    tape: Tape
    cuts: tuple[int, ...]
    """Where it may be cut; see `pipeline.mix.cuts`."""
    gain: float
    """The programme's, over everything."""
    ceiling: float
    """True peaks stay at or below it; linear, full scale 1."""
    mono: bool = False
    """One channel, whatever plays."""
    room_tone_db: float = 0.0
    """Of a quiet noise under everything, dBFS; 0 for none."""
    shelf: _Shelf = field(default_factory=_Shelf, repr=False)

    @property
    def rate_hz(self) -> int:
        """Frames a second."""
        return RATE_HZ

    @property
    def frames(self) -> int:
        """Its length."""
        return self.layout.frames

    @property
    def channels(self) -> int:
        """2 where music plays, which is stereo; else 1, as with `mono`."""
        return 2 if self.tape.played and not self.mono else 1

    def alike(self, first: int, last: int) -> bool:
        """See `Score`: nothing but speech, which stands in the middle, as far as the limiter hears."""
        return self.channels == 1 or not self.tape.within(*self._heard(first, last))

    def louder(self, factor: float) -> Composed:
        """The same, all of it times a factor, before the limiter."""
        return replace(self, gain=self.gain * factor)

    def settled(self) -> Composed:
        """The same without what has decided its level: the cells of all clips that no music goes down for are let go."""
        near = [
            take if self.tape.within(start - REACH_FRAMES, start + take.span.frames + REACH_FRAMES) else take.bare()
            for take, start in zip(self.takes, self.layout.starts, strict=True)
        ]
        takes = tuple(near)
        return replace(self, takes=takes, tape=replace(self.tape, words=replace(self.tape.words, takes=takes)))

    def held(self, ceiling: float) -> Composed:
        """The same with another ceiling for its peaks."""
        return replace(self, ceiling=ceiling)

    def key(self, first: int, last: int) -> str:
        """See `Score`: everything that sounds in the stretch, and around it as far as the limiter hears."""
        since, till = self._heard(first, last)
        marks: list[object] = [
            FORMAT,
            self.channels,
            self.gain,
            self.ceiling,
            first % GRID_FRAMES,
            last - first,
            since - first,
            till - first,
        ]
        for place in self._within(since, till):
            take = self.takes[place]
            marks += [take.digest, take.rate_hz, take.first_frame, self.layout.starts[place] - first, self.gains[take.speaker]]
        marks.append("music")
        marks += self.tape.marks(since, till)
        if self.room_tone_db:
            marks += [self.room_tone_db, *(cut - first for cut in self._cuts_before(since, till))]
        return hashlib.sha256(" ".join(map(repr, marks)).encode()).hexdigest()

    def render(self, first: int, last: int, stem: Stem = "") -> Samples:
        """See `Score`. A `stem` is the speech or the music by itself, at its level in the programme and not limited."""
        since, till = self._heard(first, last)
        made = np.zeros((last - first, self.channels), np.float32)
        if till <= since:
            return made
        sound = self._summed(since, till, stem) * np.float32(self.gain)
        if not stem:
            sound = limit(sound, self.ceiling)
        start, end = max(first, 0), min(last, self.frames)
        made[start - first : end - first] = sound[start - since : end - since]
        return made

    def speech(self, first: int, last: int, places: Container[int]) -> Samples:
        """What some clips (their places among `takes`) say in a stretch, at their level in the programme and not limited; one channel."""
        made = np.zeros((last - first, 1), np.float32)
        self._say(made, first, [place for place in self._within(first, last) if place in places])
        return made * np.float32(self.gain)

    def beside_speech(self) -> Energies | None:
        """The programme's steps (see `pipeline.mix.loudness.steps`) of what sounds beside the clips, before the programme's gain, the mean of
        its channels; none where the cells say all.

        Where music plays, the mix itself is measured and what the clips' cells say is taken off again: what is left is the music, and what
        it and the words make together, which in one block is up to some per cent of either. A short programme is measured throughout: one
        block of it that passes the gate or not is heard in the whole.
        """
        short = self.frames < SHORT_FRAMES
        if not self.tape.played and not short:
            return None
        flat = replace(self, gain=1.0, ceiling=math.inf, room_tone_db=0.0)
        said, made = grid(self.layout), grid(self.layout)
        for take, start in zip(self.takes, self.layout.starts, strict=True):
            steps(take.energies.astype(np.float64) * self.gains[take.speaker] ** 2, start / RATE_HZ, said)
        for first, last in [(0, self.frames)] if short else stretches(self.tape.played, self.frames):
            begin, end = first // STEP_FRAMES, -(-last // STEP_FRAMES)
            for since in range(begin, end, MEASURED_STEPS):
                till = min(since + MEASURED_STEPS, end)
                sound = flat.render((since - LEAD_STEPS) * STEP_FRAMES, till * STEP_FRAMES)
                found = np.mean([cells(np.ascontiguousarray(channel), RATE_HZ)[0] for channel in sound.T], axis=0)
                whole = found.reshape(-1, CELLS_A_STEP).sum(axis=1)[LEAD_STEPS:]
                made[since:till] = whole - said[since:till]
        return made

    def _heard(self, first: int, last: int) -> tuple[int, int]:
        """The stretch that decides the samples of [first, last), inside the programme, from a group of the limiter's on."""
        since = max(0, first - PAST_FRAMES) // GROUP_FRAMES * GROUP_FRAMES
        return since, min(max(last, 0) + FUTURE_FRAMES, self.frames)

    def _summed(self, since: int, till: int, stem: Stem) -> Samples:
        sound = np.zeros((till - since, self.channels), np.float32)
        if stem != "music":
            self._say(sound, since, self._within(since, till))
        if stem != "speech" and (music := self.tape.render(since, till)) is not None:
            sound += music if self.channels == 2 else music.mean(axis=1, keepdims=True)
        if self.room_tone_db and stem != "music":
            cuts = [*self._cuts_before(since, till), till]
            for cut, end in pairwise(cuts):
                begin = max(cut, since)
                noise = room_tone(begin - cut, end - cut, self.room_tone_db) / np.float32(self.gain)
                sound[begin - since : end - since] += noise[:, np.newaxis]
        return sound

    def _say(self, sound: Samples, since: int, places: Iterable[int]) -> None:
        """Add some clips to a stretch that begins at `since`, at their voices' gains."""
        till = since + len(sound)
        for place in places:
            take, start = self.takes[place], self.layout.starts[place]
            begin, end = max(since, start), min(till, start + take.span.frames)
            clip = self.shelf.sound(take)[begin - start : end - start] * np.float32(self.gains[take.speaker])
            sound[begin - since : end - since] += clip[:, np.newaxis]

    def _within(self, since: int, till: int) -> range:
        """The places of the clips that sound in a stretch: they stand in order and do not overlap."""
        starts: Sequence[int] = self.layout.starts
        first = max(0, bisect_right(starts, since) - 1)
        if first < len(starts) and starts[first] + self.takes[first].span.frames <= since:
            first += 1
        return range(first, bisect_left(starts, till))

    def _cuts_before(self, since: int, till: int) -> tuple[int, ...]:
        cuts = self.cuts
        return cuts[max(0, bisect_right(cuts, since) - 1) : bisect_left(cuts, till)]
