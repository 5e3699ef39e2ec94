"""MP3 as frames that stand by themselves: cut apart, put behind one another, and the header frame that a file of them begins with.

Sources: ISO/IEC 11172-3 §2.4 (frames); Gabriel Bouvigne, “Mp3 Info Tag rev. 1” and LAME's VbrTag.c (the header).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from pipeline.errors import AudioError
from pipeline.mix.layer3.crc import crc16
from pipeline.mix.score import GRID_FRAMES
from pipeline.regex import regex

RATE_HZ = 44_100
"""The only rate that is written."""

BITRATES_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""What a frame can have, in the order of its index from 1 (MPEG-1, Layer III)."""

DELAY_FRAMES = 576
"""What LAME puts in front of the sound (its ENCDELAY)."""

DECODER_FRAMES = 529
"""What every Layer III decoder puts in front of it: the filter bank's 528, and 1."""

LAME = regex(rb"LAME\d[\d.]*")
"""What LAME fills the spare bytes of its frames with: its version."""

HEAD = 4
"""Bytes that say what a frame is (§2.4.1.3)."""

HEAD_BYTES = 192
"""Of a header frame, at most: four, 32 of side information, 156 of the tag."""

ANOTHER = "Set EPISODE_FFMPEG to another ffmpeg, or leave it unset to use the one that came along."

MPEG1_LAYER3 = 0xFB
STEREO_SIDE_BYTES, MONO_SIDE_BYTES = 32, 17
MONO = 0xC0
"""In a frame's fourth byte."""

TAG_FLAGS, TAG_COUNT, TAG_DELAY = slice(4, 8), slice(8, 12), slice(141, 144)
"""Within the header frame's tag: what it holds (all, or places differ), how many frames follow, delay and padding (“Mp3 Info Tag rev. 1”)."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What the header of a file says of it."""

    samples: int
    """The programme's length in frames of sound."""
    count: int
    """MP3 frames, the header's not counted."""
    size: int
    """Their bytes."""
    crc: int
    """Of these bytes."""
    bitrate_kbps: int
    channels: int
    version: str = "LAME"
    """The encoder."""
    delay: int = DELAY_FRAMES
    """Frames of sound before the programme's, as encoders count them: without the decoder's own."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the header of a file is read as."""

    channels: int
    count: int
    """MP3 frames, the header's not counted."""
    late: int
    """Frames of sound that are decoded before the programme's."""
    samples: int
    """The programme's length in frames of sound."""


def count_for(samples: int) -> int:
    """How many MP3 frames a programme needs: both delays and all of the sound lie within them."""
    return -(-(samples + DELAY_FRAMES + DECODER_FRAMES) // GRID_FRAMES)


def split(stream: bytes | memoryview) -> list[int]:
    """Where each frame of a stream begins, and where the last one ends. Raises AudioError where it is no such stream."""
    places, at, end = [0], 0, len(stream)
    while at + HEAD < end:
        size = SIZES[stream[at + 2]] if stream[at] == 0xFF and stream[at + 1] | 1 == MPEG1_LAYER3 else 0
        if not size:
            break
        at += size
        places.append(at)
    if at < end:
        raise AudioError("ffmpeg wrote something that is not MP3.", remedy=ANOTHER)
    if at > end:
        raise AudioError("ffmpeg wrote half a frame.", remedy="Make room on the disk.")
    return places


def length(bitrate_kbps: int) -> int:
    """Bytes of a frame without padding."""
    return 144_000 * bitrate_kbps // RATE_HZ


SIZES = tuple(
    length(BITRATES_KBPS[(byte >> 4) - 1]) + (byte >> 1 & 1) if 1 <= byte >> 4 <= len(BITRATES_KBPS) and not byte & 0x0C else 0
    for byte in range(256)
)
"""Bytes of a frame, by its third one; 0 where it is none of 44.1 kHz."""


def version(stream: bytes | memoryview) -> str:
    """The encoder as its frames name it."""
    found = LAME.search(stream)
    return found[0].decode() if found else "LAME"


def header(whole: Whole) -> bytes:
    """The frame in front: how many frames and bytes follow, where each hundredth begins, and how much silence is not the programme's.

    Decoders play it as nothing. “Info”, not “Xing”: the bit rate is constant.
    """
    kbps = next(rate for rate in BITRATES_KBPS if rate >= whole.bitrate_kbps and length(rate) >= HEAD_BYTES)
    mono = whole.channels == 1
    mode = MONO if mono else 0x40  # joint stereo
    head = bytes([0xFF, MPEG1_LAYER3, (BITRATES_KBPS.index(kbps) + 1) << 4, mode])
    head += bytes(MONO_SIDE_BYTES if mono else STEREO_SIDE_BYTES)
    size = length(kbps) + whole.size
    toc = bytes(min(255, (length(kbps) + whole.size * part // 100) * 256 // size) for part in range(100))
    head += b"Info" + (0x0F).to_bytes(4, "big") + whole.count.to_bytes(4, "big") + size.to_bytes(4, "big") + toc + bytes(4)
    padding = whole.count * GRID_FRAMES - whole.samples - whole.delay
    tag = whole.version.encode()[:9].ljust(9, b"\0")
    tag += bytes([0x01, 0])  # revision 0, constant bit rate; no low-pass named
    tag += bytes(8)  # no peak, no replay gain
    tag += bytes([0, min(255, whole.bitrate_kbps)])
    tag += (whole.delay << 12 | padding).to_bytes(3, "big")
    tag += bytes([0x40 if mono else 0x4C, 0, 0, 0])  # 44.1 kHz; mono or joint stereo
    tag += size.to_bytes(4, "big") + whole.crc.to_bytes(2, "big")
    head += tag
    head += crc16(head).to_bytes(2, "big")
    return head.ljust(length(kbps), b"\0")


def header_bytes(bitrate_kbps: int) -> int:
    """How long that frame will be."""
    return length(next(rate for rate in BITRATES_KBPS if rate >= bitrate_kbps and length(rate) >= HEAD_BYTES))


def told(file: BinaryIO) -> Told | None:
    """What the header of an open file says; the file stands behind it then. None where it has none such as ours are."""
    start = file.read(10)
    if start[:3] == b"ID3":
        if len(start) < 10 or start[5]:  # flags: what few files have
            return None
        size = sum((byte & 0x7F) << shift for byte, shift in zip(start[6:10], (21, 14, 7, 0), strict=False))
        file.seek(10 + size)
    else:
        file.seek(0)
    at = file.tell()
    head = file.read(HEAD_BYTES + 64)
    if len(head) < HEAD_BYTES or head[:2] != bytes([0xFF, MPEG1_LAYER3]) or not SIZES[head[2]]:
        return None
    mono = head[3] & MONO == MONO
    tag = head[4 + (MONO_SIDE_BYTES if mono else STEREO_SIDE_BYTES) :]
    if tag[:4] != b"Info" or tag[TAG_FLAGS] != bytes([0, 0, 0, 0x0F]):
        return None
    count, packed = (int.from_bytes(tag[part], "big") for part in (TAG_COUNT, TAG_DELAY))
    delay, padding = packed >> 12, packed & 0xFFF
    file.seek(at + SIZES[head[2]])
    return Told(1 if mono else 2, count, delay + DECODER_FRAMES, count * GRID_FRAMES - delay - padding)
