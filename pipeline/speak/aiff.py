"""Read what macOS writes: 16-bit mono AIFF or AIFF-C. (Python's own `aifc` is gone since 3.13.)"""

from __future__ import annotations

import struct
from pathlib import Path


def read(path: Path) -> tuple[int, bytes]:
    """The rate in Hz and the samples as little-endian 16-bit mono PCM. Raises ValueError for any other kind of file."""
    data = path.read_bytes()
    if data[:4] != b"FORM" or data[8:12] not in (b"AIFF", b"AIFC"):
        raise ValueError(f"{path.name} is not AIFF")
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from(">4sI", data, at)
        chunks[name] = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if b"COMM" not in chunks or b"SSND" not in chunks:
        raise ValueError(f"{path.name} holds no sound")
    channels, frames, bits = struct.unpack_from(">hIh", chunks[b"COMM"])
    coding = chunks[b"COMM"][18:22] or b"NONE"
    if (channels, bits) != (1, 16) or coding not in (b"NONE", b"twos", b"sowt"):
        raise ValueError(f"{path.name} holds {channels} channels of {bits} bits, coded {coding.decode('ascii', 'replace')}")
    (offset,) = struct.unpack_from(">I", chunks[b"SSND"])
    pcm = bytearray(chunks[b"SSND"][8 + offset : 8 + offset + 2 * frames])
    if coding != b"sowt":
        pcm[0::2], pcm[1::2] = pcm[1::2], pcm[0::2]
    return _extended(chunks[b"COMM"][8:18]), bytes(pcm)


def _extended(raw: bytes) -> int:
    """An 80-bit float, as AIFF gives its rate, rounded to a whole number."""
    exponent: int
    mantissa: int
    exponent, mantissa = struct.unpack(">HQ", raw)
    return round(mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63))
