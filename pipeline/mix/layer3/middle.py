"""Frames of one channel as frames of two with the same in both: what is in the middle is encoded once.

A frame in joint stereo holds the middle and the side of the sound (ISO/IEC 11172-3 §2.4.3.4, MS stereo: left and right are the middle plus and
minus the side, over √2). Where both channels are equal the side is nothing, and the middle is the one channel times √2: the very bits that an
encoder of one channel makes, with its gain two steps (of ⁴√2 each) up. LAME itself looks at left, right, middle and side before it finds
that out, and keeps a third of the bits for nothing: 1.4 times as long, for more noise (measured: docs/sound.md).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import AudioError
from pipeline.mix.layer3 import frames
from pipeline.mix.layer3.frames import HEAD

Bits = NDArray[np.uint8]
"""One bit each."""

GRANULE = 59
"""Bits of side information of one granule of one channel (§2.4.1.7)."""

LENGTH, GAIN, SWITCHED, BLOCKS = slice(0, 12), slice(21, 29), slice(33, 34), slice(34, 37)
"""Within them: how many bits follow; the global gain; whether other blocks than long ones are used; which, and whether mixed."""

UP = 2
"""Steps of the global gain: √2."""

LOWPASS_HZ = {64: 11_000, 80: 13_500, 96: 15_100, 112: 15_600, 128: 17_000, 160: 17_500, 192: 18_600, 224: 19_400, 256: 19_700, 320: 20_500}
"""What LAME lets through of two channels at these bit rates (lame.c, `optimum_bandwidth`): it would let through more of one."""

NARROWER = {wide: narrow for narrow, wide in zip(frames.BITRATES_KBPS, frames.BITRATES_KBPS[1:], strict=False) if wide in LOWPASS_HZ}
"""The bit rate of one channel whose frames have room in those of two: the next one below."""


def widened(stream: bytes, bitrate_kbps: int) -> bytes:
    """A stream of one channel at NARROWER[bitrate_kbps], each frame by itself, as one of two equal ones at `bitrate_kbps`.

    Raises AudioError where it is no such stream.
    """
    ends = frames.split(stream)
    starts, side = np.array(ends[:-1], np.intp), HEAD + frames.MONO_SIDE_BYTES
    narrow = np.frombuffer(stream, np.uint8)[starts[:, np.newaxis] + np.arange(side)]
    told = np.unpackbits(narrow[:, HEAD:], axis=1)
    room = frames.length(bitrate_kbps) - HEAD - frames.STEREO_SIDE_BYTES
    if told[:, :9].any() or (narrow[:, 3] & 0xC0 != frames.MONO).any():
        raise AudioError("ffmpeg wrote other frames than it was asked for.", remedy=frames.ANOTHER)
    padded = _padded(len(starts), bitrate_kbps)
    heads = np.empty((len(starts), HEAD + frames.STEREO_SIDE_BYTES), np.uint8)
    heads[:, :2] = narrow[:, :2]
    heads[:, 2] = (frames.BITRATES_KBPS.index(bitrate_kbps) + 1) << 4 | narrow[:, 2] & 0x0C | padded << 1
    heads[:, 3] = 0x60 | narrow[:, 3] & 0x0F  # joint stereo, MS; copyright, original and emphasis as they are
    heads[:, HEAD:] = np.packbits(_sides(told), axis=1)
    made: list[bytes] = []
    for head, first, last, more in zip(heads, ends, ends[1:], padded.tolist(), strict=False):
        made += head.tobytes(), stream[first + side : last].ljust(room + more, b"\0")
    wide = b"".join(made)
    if len(wide) != len(starts) * frames.length(bitrate_kbps) + int(padded.sum()):
        raise AudioError("ffmpeg wrote other frames than it was asked for.", remedy=frames.ANOTHER)
    return wide


def _sides(told: Bits) -> Bits:
    """Side information of one channel as that of two (§2.4.1.7): the middle as it is, louder; the side empty, in blocks of the same kind."""
    made = np.zeros((len(told), 8 * frames.STEREO_SIDE_BYTES), np.uint8)
    made[:, 12:16] = told[:, 14:18]  # which scale factors the second granule takes from the first
    for nth in range(2):
        granule = told[:, 18 + nth * GRANULE : 18 + (nth + 1) * GRANULE].copy()
        gain = np.packbits(granule[:, GAIN], axis=1)[:, 0]
        louder = np.minimum(gain.astype(np.uint16) + UP, 255).astype(np.uint8)
        granule[:, GAIN] = np.unpackbits(louder[:, np.newaxis], axis=1)
        at = 20 + 2 * nth * GRANULE
        made[:, at : at + GRANULE] = granule
        for field in (SWITCHED, BLOCKS):
            shift = slice(at + GRANULE + field.start, at + GRANULE + field.stop)
            made[:, shift] = granule[:, field] * granule[:, SWITCHED]
    return made


def _padded(count: int, bitrate_kbps: int) -> NDArray[np.uint8]:
    """Which frames have a byte more, so that the bit rate is what it should be (§2.4.3.1): 0 or 1 each."""
    filled = np.arange(count + 1) * (144_000 * bitrate_kbps % frames.RATE_HZ) // frames.RATE_HZ
    return np.diff(filled).astype(np.uint8)


def is_one(heads: Bits) -> NDArray[np.bool_]:
    """Which frames, given their first HEAD + STEREO_SIDE_BYTES bytes each, hold two channels that are the same to the bit: a middle
    and no side, in blocks of one kind.
    """
    told = np.unpackbits(heads[:, HEAD:], axis=1)
    found = heads[:, 3] & 0xF0 == 0x60
    for nth in range(2):
        at = 20 + 2 * nth * GRANULE
        middle, side = told[:, at : at + GRANULE], told[:, at + GRANULE : at + 2 * GRANULE]
        same = (middle[:, BLOCKS] == side[:, BLOCKS]).all(axis=1) | (side[:, SWITCHED] == 0)[:, 0]
        found &= ~side[:, LENGTH].any(axis=1) & (middle[:, SWITCHED] == side[:, SWITCHED])[:, 0] & same
    return np.asarray(found)
