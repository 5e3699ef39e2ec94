"""A WAV file written from its first byte to its last, since all its lengths are known before: 24 bits, names, a cue for each chapter.

Sources: Microsoft and IBM, “Multimedia Programming Interface and Data Specifications 1.0” (RIFF, LIST INFO, cue, adtl); ITU-R BS.2088
(RF64, where a file is longer than 32 bits can say).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.mix.resample import Samples

BITS, FLOAT = 24, 32
"""24 are enough that nobody hears the rounding (−144 dB), so there is no dither; 32 are floats, which no peak goes beyond."""

INTEGERS, FLOATS = 1, 3
"""RIFF's names for what a sample is."""

MOST_BYTES = 0xFFFFFFFF
"""What a RIFF file can say of its length; one that is longer is RF64 and says this."""

FULL_SCALE = 1 << (BITS - 1)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in front of the sound."""

    rate_hz: int
    channels: int
    frames: int
    names: Sequence[tuple[str, str]] = ()
    """(four letters of RIFF INFO, text)."""
    cues: Sequence[tuple[int, str]] = ()
    """(frame, name)."""
    bits: int = BITS
    """Of a sample: BITS or FLOAT."""

    @property
    def sound_bytes(self) -> int:
        """Of the sound."""
        return self.frames * self.channels * self.bits // 8


def write(path: Path, head: Head, blocks: Iterable[Samples]) -> None:
    """Write a file of so many frames (float, frames × channels). Raises OSError where the disk does not take it."""
    with path.open("wb") as file:
        file.write(header(head))
        for block in blocks:
            file.write(packed(block) if head.bits == BITS else block.astype("<f4").tobytes())
        if head.sound_bytes % 2:
            file.write(b"\0")


def packed(block: Samples) -> bytes:
    """Samples as 24-bit integers, the lowest byte first; what is beyond full scale is held to it."""
    scaled = np.rint(block.astype(np.float64) * FULL_SCALE).clip(-FULL_SCALE, FULL_SCALE - 1).astype("<i4")
    return np.ascontiguousarray(scaled).reshape(-1, 1).view(np.uint8)[:, :3].tobytes()


def header(head: Head) -> bytes:
    """All that stands before the sound's first byte."""
    size = head.channels * head.bits // 8
    kind = INTEGERS if head.bits == BITS else FLOATS
    chunks = _chunk(b"fmt ", struct.pack("<HHIIHH", kind, head.channels, head.rate_hz, head.rate_hz * size, size, head.bits))
    if head.names:
        chunks += _chunk(b"LIST", b"INFO" + b"".join(_chunk(name.encode(), _text(text)) for name, text in head.names))
    if head.cues:
        points = (struct.pack("<II4sIII", n, frame, b"data", 0, 0, frame) for n, (frame, _) in enumerate(head.cues, 1))
        chunks += _chunk(b"cue ", struct.pack("<I", len(head.cues)) + b"".join(points))
        labels = (_chunk(b"labl", struct.pack("<I", n) + _text(name)) for n, (_, name) in enumerate(head.cues, 1))
        chunks += _chunk(b"LIST", b"adtl" + b"".join(labels))
    data = head.sound_bytes
    whole = 4 + len(chunks) + 8 + data + data % 2
    if whole <= MOST_BYTES:
        return b"RIFF" + struct.pack("<I", whole) + b"WAVE" + chunks + b"data" + struct.pack("<I", data)
    long = _chunk(b"ds64", struct.pack("<QQQI", whole + 36, data, head.frames, 0))
    return b"RF64" + struct.pack("<I", MOST_BYTES) + b"WAVE" + long + chunks + b"data" + struct.pack("<I", MOST_BYTES)


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _text(text: str) -> bytes:
    return text.encode("utf-8", "replace") + b"\0"
