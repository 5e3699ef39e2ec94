"""An MP3 file as stretches that can be decoded by themselves, found in its bytes alone.

Where one ends is said by the frames' own bytes, so that behind a sentence that got longer the ends fall where they fell before (content-defined
chunking): a stretch whose bytes were heard once need not be heard again, wherever it stands. That goes for files whose frames borrow no bits
from one another and whose header says how much silence the encoder added, as ours do.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.layer3 import frames, middle
from pipeline.mix.score import GRID_FRAMES

BEFORE, BEHIND = 8, 1
"""MP3 frames that are decoded before a stretch and thrown away, so that decoder and loudness filter (0.15 s) are as they would be; and
behind it, for the sound that comes late."""

SHORTEST, LONGEST = 800, 3500
"""MP3 frames: 21 s and 91 s."""

ONE_IN = 1000
"""So rare is a frame that may end a stretch: 26 s apart."""

DRAWN = 40
"""From here on eight bytes of a frame say whether a stretch begins with it: they are sound."""

MIXING = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ over the golden ratio: Fibonacci hashing (Knuth, The Art of Computer Programming 3, §6.4)."""

READ_BYTES = 1 << 20
MOST_BYTES = 2**32 - 1
"""Of a file that is taken apart: three days."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a file's frames."""

    first: int
    """Where in the programme its sound begins: a multiple of GRID_FRAMES."""
    frames: int
    """Of sound."""
    skip: int
    """Frames of sound that are decoded before it."""
    start: int
    end: int
    """Bytes of the file, surroundings included."""
    same: bool
    """Both channels are the same to the bit."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A whole file."""

    channels: int
    samples: int
    """Frames of sound: the programme's."""
    stretches: tuple[Stretch, ...]


@dataclass(slots=True)
class _Frames:
    """The frames of a file behind its header."""

    starts: NDArray[np.uint32]
    """Byte of each; the last one is where the file ends."""
    draws: list[int]
    """Those that a stretch may begin with."""
    same: NDArray[np.bool_]
    """Whether both channels of each are the same."""


def of(path: Path) -> Parted | None:
    """The stretches of a file; None where it cannot be taken apart so. Raises OSError."""
    with path.open("rb") as file:
        now = os.fstat(file.fileno())
        known = (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns)
        if (last := _last[:]) and last[0][0] == known:
            return last[0][1]
        found = _taken_apart(file)
    _last[:] = [(known, found)]
    return found


_last: list[tuple[tuple[int, ...], Parted | None]] = []
"""The file that was taken apart last: a build's, first where it was made and then where it stands. What is heard in it goes by its bytes."""


def _taken_apart(file: BinaryIO) -> Parted | None:
    head = frames.told(file)
    if head is None:
        return None
    channels, count, late, samples = head.channels, head.count, head.late, head.samples
    found = _frames(file, channels)
    if found is None or len(found.starts) != count + 1 or not 0 < samples <= count * GRID_FRAMES - late:
        return None
    stretches = []
    begins = _begins(found.draws, -(-samples // GRID_FRAMES))
    for first, last in zip(begins, [*begins[1:], count], strict=True):
        low, high = max(0, first - BEFORE), min(count, last + BEHIND)
        start = first * GRID_FRAMES
        length = min(last * GRID_FRAMES, samples) - start
        skip = (first - low) * GRID_FRAMES + late
        begin, end = found.starts[[low, high]].tolist()
        stretches.append(Stretch(start, length, skip, begin, end, bool(found.same[low:high].all())))
    return Parted(channels, samples, tuple(stretches))


def _frames(file: BinaryIO, channels: int) -> _Frames | None:
    """All frames from here to the end; None where something else stands there, or one that borrows from those before it."""
    starts, same, draws, count = [], [], list[int](), 0
    base, held = file.tell(), b""
    while fresh := file.read(READ_BYTES):
        held += fresh
        own, at = _whole(held)
        if at + 4 <= len(held) and not _size(held, at):
            return None
        heads = np.frombuffer(held, np.uint8)[own[:, np.newaxis] + np.arange(DRAWN + 8)]
        borrows = heads[:, 4].any() or (heads[:, 5] & 0x80).any()
        if borrows or ((heads[:, 3] & frames.MONO == frames.MONO) != (channels == 1)).any():
            return None
        drawn = np.ascontiguousarray(heads[:, DRAWN:]).view("<u8")[:, 0] * MIXING < np.uint64(2**64 // ONE_IN)
        draws += (np.flatnonzero(drawn) + count).tolist()
        same.append(middle.is_one(heads[:, : 4 + frames.STEREO_SIDE_BYTES]) & (channels == 2))
        starts.append((own + base).astype(np.uint32))
        count += len(own)
        base, held = base + at, held[at:]
    if held or not count or base > MOST_BYTES:
        return None
    return _Frames(np.concatenate([*starts, np.array([base], np.uint32)]), draws, np.concatenate(same))


def _size(held: bytes, at: int) -> int:
    """How long the frame is that begins there; 0 for none."""
    return frames.SIZES[held[at + 2]] if held[at] == 0xFF and held[at + 1] == frames.MPEG1_LAYER3 else 0


def _whole(held: bytes) -> tuple[NDArray[np.intp], int]:
    """Where each frame begins that stands in some bytes whole, and where the last one ends; the first begins with them.

    Frames of one bit rate differ by a byte of padding: a pattern finds them six times as fast as they are counted one by one.
    """
    if len(held) >= 4 and (size := _size(held, 0)):
        found = np.array([match.start() for match in _of_one_rate(size).finditer(held)], np.intp)
        if len(found):
            sizes = np.array(frames.SIZES, np.intp)[np.frombuffer(held, np.uint8)[found + 2]]
            end = int(found[-1] + sizes[-1])
            whole = found[0] == 0 and (found[1:] == (found + sizes)[:-1]).all()
            if whole and (end + 4 > len(held) or end + _size(held, end) > len(held)):
                return found, end
    own, at = [], 0
    while at + 4 <= len(held) and (size := _size(held, at)) and at + size <= len(held):
        own.append(at)
        at += size
    return np.array(own, np.intp), at


@lru_cache(maxsize=4)
def _of_one_rate(size: int) -> re.Pattern[bytes]:
    """A frame that is so long, or a byte longer or shorter."""
    kinds = {each: bytes(third for third in range(256) if frames.SIZES[third] == each) for each in (size - 1, size, size + 1)}
    ways = (
        b"[" + b"".join(re.escape(bytes([third])) for third in thirds) + b"].{%d}" % (each - 3) for each, thirds in kinds.items() if thirds
    )
    return re.compile(b"\\xff" + re.escape(bytes([frames.MPEG1_LAYER3])) + b"(?:" + b"|".join(ways) + b")", re.DOTALL)


def _begins(draws: list[int], count: int) -> list[int]:
    """The first frame of each stretch of so many frames: where it was drawn, and not too near or far behind the one before."""
    found = [0]
    for draw in [*draws, count]:
        while draw - found[-1] > LONGEST + SHORTEST:
            found.append(found[-1] + LONGEST)
        if draw - found[-1] >= SHORTEST and count - draw >= SHORTEST:
            found.append(draw)
    return found
