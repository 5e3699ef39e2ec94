"""A finished file as a listener gets it: decoded once from its beginning to its end, and measured on the way.

An MP3 is heard stretch by stretch, side by side; what is heard in a stretch is kept under its very bytes, so that what was heard once, in this
file or an earlier one, is not decoded again. Any other file is one stretch.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import AudioError
from pipeline.mix import arenas, ffmpeg
from pipeline.mix.hearing.meter import Measure, Reading, place, reading, whole_steps
from pipeline.mix.hearing.part import BLOCK_FRAMES, CORNER_FRAMES, FORMAT, Corners, Ear, Part, packed, unpacked
from pipeline.mix.layer3 import frames as frames_of
from pipeline.mix.layer3 import stretches
from pipeline.mix.layer3.stretches import Parted, Stretch
from pipeline.mix.loudness import CELL_S, OFFSET_LU
from pipeline.mix.resample import Samples
from pipeline.mix.score import GRID_FRAMES
from pipeline.mix.store import Store, key

QUIETEST_DB = -120.0
"""What is below reads as this."""

HEAD_BYTES = 4096
"""In which the sound of ffmpeg's WAV stream begins."""

LIMIT_S, BYTES_S = 120.0, 8_000
"""Before ffmpeg is given up, and one second more for so many bytes: they are a second of sound at most, and it decodes hundreds in one."""

HANDED_ON = 40 * GRID_FRAMES
"""Frames that ffmpeg hands on at once as it decodes: a frame of MP3 at a time costs it half as much again in system calls."""

MOST_WORKERS = 8
"""Stretches that are heard side by side, at most."""

STRICT = ("-max_error_rate", "0")
"""One frame that cannot be decoded is an error."""

Levels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of a file's sound."""

    rate_hz: int
    channels: int
    frames: int
    reading: Reading
    """Integrated loudness and true peak."""
    levels: Levels = field(repr=False)
    """Of each hundredth of a second: K-weighted, channels added, dB as LUFS count them."""
    corners: Corners = field(repr=False)
    """Of each CORNER_FRAMES: how far at most a sample stands from the straight line through the two before it; see SHARPNESS."""
    blocks: tuple[int, ...] = field(repr=False)
    """First frames of the stretches, of BLOCK_FRAMES at most, that the next two tell of."""
    offsets: Samples = field(repr=False)
    """The mean of the channel that is furthest from nought."""
    together: Samples = field(repr=False)
    """The share of the power that is left where two channels are heard as one; 1 for the same in both."""
    clipped: tuple[int, ...] = ()
    """Frames at which samples begin to stand at full scale, each a block's first."""

    @property
    def duration_ms(self) -> int:
        """Its length."""
        return round(self.frames * 1000 / self.rate_hz)

    def ms(self, frame: float) -> int:
        """A frame's time."""
        return round(frame * 1000 / self.rate_hz)

    def spread(self, start_ms: float, end_ms: float) -> Levels:
        """The levels between two moments."""
        return self.levels[max(0, round(start_ms / 1000 / CELL_S)) : max(0, round(end_ms / 1000 / CELL_S))]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a meter says of a whole file."""

    reading: Reading
    seconds: float
    """Its length."""
    peaks: tuple[tuple[int, int, float], ...]
    """Of each stretch: the frames between which its highest peak lies, and the peak, full scale 1."""


def hear(path: Path, store: Store | None = None) -> Heard:
    """Decode a file of any kind and measure it; what `store` holds of its very bytes is not decoded again.

    Raises AudioError where it cannot be decoded from its beginning to its end.
    """
    blocks, clipped, corners = [], [], np.zeros(0, np.uint8)
    offsets, together = [], []
    channels, whole, heard = 0, _Sum(CELL_S), 0

    def begin(frames: int, rate_hz: int) -> None:
        nonlocal corners
        whole.begin(frames, rate_hz)
        corners = np.zeros(frames // CORNER_FRAMES + 1, np.uint8)  # of ten hours 25 MB: to grow they would be moved

    for start, part in _parts(path, store, None, str(path), begin):
        whole.add(start, part.measure)
        channels = part.channels
        corners[heard : heard + len(part.corners)] = part.corners
        heard += len(part.corners)
        blocks += [start + nth * BLOCK_FRAMES for nth in range(len(part.offsets))]
        clipped += [start + at for at in part.clipped]
        offsets.append(part.offsets)
        together.append(part.together)
    if not whole.frames:
        raise AudioError("there is no sound in it.", where=str(path))
    arenas.trim()
    return Heard(
        whole.rate_hz,
        channels,
        whole.frames,
        whole.reading(),
        _levels(whole.cells),
        corners[:heard],
        tuple(blocks),
        np.concatenate(offsets),
        np.concatenate(together),
        tuple(clipped),
    )


def figures(path: Path, store: Store, *, where: str, stop: ffmpeg.Stop) -> Figures:
    """The same for whoever needs no more than a meter's figures; `where` is what errors name. Raises AudioError as `hear` does."""
    whole, peaks = _Sum(), []
    for start, part in _parts(path, store, stop, where, whole.begin):
        measure = part.measure
        whole.add(start, measure)
        peaks.append((start + measure.peak_at[0], start + measure.peak_at[1], measure.peak))
    return Figures(whole.reading(), whole.frames / whole.rate_hz, tuple(peaks))


class _Sum:
    """The measures of a file's stretches put together as they come: of ten hours none is kept by itself."""

    def __init__(self, cell_s: float = 0.0) -> None:
        """`cell_s`: energies of so long each are wanted, too."""
        self._cell_s = cell_s
        self._peak = 0.0
        self.rate_hz = self.frames = 0

    def begin(self, frames: int, rate_hz: int) -> None:
        """So long a file."""
        self.rate_hz = rate_hz
        self._steps = np.zeros(whole_steps(frames, rate_hz))
        self.cells = np.zeros(-(-frames // round(rate_hz * self._cell_s)) if self._cell_s else 0, np.float32)

    def add(self, start: int, measure: Measure) -> None:
        """A stretch that begins at a frame."""
        place(measure, start, self._steps)
        if self._cell_s:
            place(measure, start, self.cells, self._cell_s)
        self._peak = max(self._peak, measure.peak)
        self.frames += measure.frames

    def reading(self) -> Reading:
        """Loudness and true peak of all."""
        return reading(self._steps, self._peak)


def _parts(
    path: Path, store: Store | None, stop: ffmpeg.Stop | None, where: str, begin: Callable[[int, int], None]
) -> Iterator[tuple[int, Part]]:
    """The file's stretches in order, each with its first frame; a few are listened to side by side. `begin` first hears the file's frames and rate."""
    try:
        parted = stretches.of(path)
        if parted is None:
            part = _kept(store, lambda: _digest(path), lambda: _whole(path, stop, where))
            begin(part.measure.frames, part.measure.rate_hz)
            yield 0, part
            return
        begin(parted.samples, frames_of.RATE_HZ)
        workers = min(MOST_WORKERS, os.cpu_count() or 1, len(parted.stretches))
        waiting: deque[tuple[int, Future[Part]]] = deque()
        pool = ThreadPoolExecutor(workers, "ear")
        try:
            for each in parted.stretches:
                waiting.append((each.first, pool.submit(_stretch, path, parted, each, store, stop, where)))
                if len(waiting) > workers:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            pool.shutdown(cancel_futures=True)
    except OSError as problem:
        raise AudioError(f"it cannot be read: {problem.strerror or problem}.", where=where) from problem


def _stretch(path: Path, parted: Parted, own: Stretch, store: Store | None, stop: ffmpeg.Stop | None, where: str) -> Part:
    with path.open("rb") as file:
        file.seek(own.start)
        raw = file.read(own.end - own.start)
    given = 1 if own.same else parted.channels

    def listened() -> Part:
        ear = Ear(frames_of.RATE_HZ, given, skip=own.skip, frames=own.frames, times=parted.channels // given)
        one = "pan=mono|c0=c0," if own.same else ""
        arguments = [
            *ffmpeg.SAFE,
            *STRICT,
            "-f",
            "mp3",
            "-i",
            "pipe:0",
            "-af",
            f"{one}asetnsamples=n={HANDED_ON}:p=0",
            "-f",
            "f32le",
            "pipe:1",
        ]
        ffmpeg.run(arguments, [raw], timeout_s=LIMIT_S + len(raw) / BYTES_S, where=where, sink=ear.feed, stop=stop)
        part = ear.part()
        if part.measure.frames != own.frames:
            raise AudioError("less of it can be decoded than it should hold.", where=where)
        return part

    how = f"{own.skip} {own.frames} {parted.channels} {own.same}"
    return _kept(store, lambda: key("heard", FORMAT, ffmpeg.version(), how, raw), listened)


def _whole(path: Path, stop: ffmpeg.Stop | None, where: str) -> Part:
    """A file of any kind as one stretch."""
    limit_s = LIMIT_S + path.stat().st_size / BYTES_S
    source = [*ffmpeg.SAFE, *STRICT, "-i", ffmpeg.file_url(path), "-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1"]
    # WAV says what the sound is: its rate and channels are the file's own, nothing is converted.
    pieces = ffmpeg.read([*source, "-c:a", "pcm_f32le", "-bitexact", "-f", "wav", "pipe:1"], timeout_s=limit_s, where=where, stop=stop)
    ear: Ear | None = None
    head = b""
    for piece in pieces:
        if ear is not None:
            ear.feed(piece)
            continue
        head += piece
        at = head.find(b"data", 0, HEAD_BYTES)
        if at >= 0 and len(head) >= at + 8:
            ear = Ear(rate_hz=int.from_bytes(head[24:28], "little"), channels=int.from_bytes(head[22:24], "little"))
            ear.feed(head[at + 8 :])
    if ear is None:
        raise AudioError("there is no sound in it.", where=where)
    return ear.part()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return key("heard whole", FORMAT, ffmpeg.version(), hashlib.file_digest(file, "sha256").hexdigest())


def _kept(store: Store | None, name: Callable[[], str], listen: Callable[[], Part]) -> Part:
    """What was heard before, or is heard now and kept."""
    if store is None:
        return listen()
    under = name()
    if (raw := store.find(under)) is not None:
        with suppress(ValueError, KeyError, TypeError):
            return unpacked(raw)
    part = listen()
    with suppress(AudioError, OSError):  # it is heard all the same
        store.store(under, packed(part))
    return part


def _levels(levels: Levels) -> Levels:
    """The cells' energies as levels, in their place; what is less than a cell at the end counts as far as it goes."""
    levels /= np.float32(CELL_S)
    np.log10(np.maximum(levels, 1e-13, out=levels), out=levels)
    levels *= 10
    levels += OFFSET_LU
    return np.asarray(np.maximum(levels, QUIETEST_DB, out=levels))
