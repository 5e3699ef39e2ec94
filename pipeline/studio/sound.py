"""WAV as the page gets it."""

from __future__ import annotations

import io
import struct
import wave
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Clip

if TYPE_CHECKING:
    from pipeline.mix.resample import Samples

UNKNOWN = 0xFFFFFFFF
"""The size of what is not all there yet: a player takes what comes."""
HEADER_BYTES = 44
WIDE_CHANNELS, WIDE_BYTES = 2, 3
"""Of a sound that is played as it comes."""


def header(frames: int, rate_hz: int, channels: int) -> bytes:
    """What stands before 16-bit samples."""
    return _head(frames * channels * 2, rate_hz, channels, 2)


def endless_header(rate_hz: int, channels: int) -> bytes:
    """The same, where nobody knows yet how many there will be."""
    return _head(UNKNOWN, rate_hz, channels, 2)


def wide_header(rate_hz: int) -> bytes:
    """The same before `wide` samples."""
    return _head(UNKNOWN, rate_hz, WIDE_CHANNELS, WIDE_BYTES)


def samples(mixed: Samples) -> bytes:
    """A mix as 16-bit samples."""
    import numpy as np

    return np.clip(np.round(mixed * 32767), -32768, 32767).astype("<i2").tobytes()


def wide(samples: bytes) -> bytes:
    """16-bit samples of one channel as 24-bit ones of two: the same values, and Chromium, which plays nothing before it has a quarter of
    a megabyte, begins after two seconds of a voice at 22 kHz, where it would wait for six.
    """
    import numpy as np

    found = np.frombuffer(samples, "<i2")
    made = np.zeros((len(found), WIDE_CHANNELS, WIDE_BYTES), np.uint8)
    made[:, :, 1:] = found.view(np.uint8).reshape(-1, 1, 2)
    return made.tobytes()


def widened(wav: bytes) -> bytes:
    """A sound of 16 bits and one channel as one that came `wide`: the same bytes for the same moment."""
    with wave.open(io.BytesIO(wav)) as found:
        made = wide(found.readframes(found.getnframes()))
        return _head(len(made), found.getframerate(), WIDE_CHANNELS, WIDE_BYTES) + made


def _head(size: int, rate_hz: int, channels: int, sample_bytes: int) -> bytes:
    frame_bytes = channels * sample_bytes
    form = struct.pack("<IHHIIHH", 16, 1, channels, rate_hz, rate_hz * frame_bytes, frame_bytes, sample_bytes * 8)
    return b"RIFF" + struct.pack("<I", min(UNKNOWN, 36 + size)) + b"WAVEfmt " + form + b"data" + struct.pack("<I", size)


def silence(like: wave.Wave_read, ms: int) -> bytes:
    """So much of it, as another sound is written."""
    return bytes(round(ms * like.getframerate() / 1000) * like.getnchannels() * like.getsampwidth())


def joined(clips: tuple[Clip, ...], pause_ms: int) -> bytes:
    """The clips of one paragraph one after the other."""
    if len(clips) == 1:
        return Path(clips[0].path).read_bytes()
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        for n, each in enumerate(clips):
            with wave.open(str(each.path), "rb") as found:
                if n == 0:
                    out.setparams(found.getparams())
                else:
                    out.writeframes(silence(found, pause_ms))
                out.writeframes(found.readframes(found.getnframes()))
    return made.getvalue()
