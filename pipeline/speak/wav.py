"""16-bit mono WAV files: what one holds, joining several, silence. Standard library only; lengths in frames, rates in Hz."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BYTES_PER_FRAME = 2
"""16 bits, one channel."""


class BadWav(Exception):  # noqa: N818 - it says what the file is
    """A file that is not a whole 16-bit mono WAV; the text says in which way."""


@dataclass(frozen=True, slots=True)
class Sound:
    """The samples of one WAV file."""

    rate_hz: int
    frames: int
    pcm: bytes
    """Little-endian 16-bit mono, `frames` × 2 bytes."""


def read(path: Path) -> Sound:
    """The samples of `path`. Raises BadWav unless it is 16-bit mono, holds sound and is as long as its header says."""
    try:
        with wave.open(str(path), "rb") as file:
            channels, width, rate_hz, frames = file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes()
            pcm = file.readframes(frames)
    except FileNotFoundError:
        raise BadWav("there is no file") from None
    except (OSError, EOFError, wave.Error) as error:
        raise BadWav(f"it does not open as WAV ({error or 'too short'})") from error
    if (channels, width) != (1, BYTES_PER_FRAME):
        raise BadWav(f"it has {channels} channels of {8 * width} bits, not one of 16")
    if not frames:
        raise BadWav("it holds no sound")
    if len(pcm) != frames * BYTES_PER_FRAME:
        raise BadWav(f"it is cut off: {len(pcm) // BYTES_PER_FRAME} of {frames} frames")
    return Sound(rate_hz, frames, pcm)


def header(raw: bytes) -> tuple[int, int]:
    """The rate and the number of frames that a WAV file tells of itself. Raises BadWav where it tells none."""
    try:
        with wave.open(io.BytesIO(raw), "rb") as file:
            return file.getframerate(), file.getnframes()
    except (EOFError, wave.Error) as error:
        raise BadWav(f"it does not open as WAV ({error or 'too short'})") from error


def write(path: Path, rate_hz: int, pcm: bytes) -> None:
    """Write `pcm` (little-endian 16-bit mono) as a WAV file."""
    with _writer(path, rate_hz) as file:
        file.writeframes(pcm)


def write_silence(path: Path, rate_hz: int, duration_ms: int) -> None:
    """Write a WAV file of digital silence."""
    write(path, rate_hz, bytes(round(rate_hz * duration_ms / 1000) * BYTES_PER_FRAME))


def join(paths: Sequence[Path], target: Path) -> None:
    """Write the sounds of `paths` one after another into `target`. Raises BadWav where one is bad or their rates differ."""
    first = read(paths[0])
    with _writer(target, first.rate_hz) as file:
        file.writeframes(first.pcm)
        for path in paths[1:]:
            sound = read(path)
            if sound.rate_hz != first.rate_hz:
                raise BadWav(f"its pieces have rates of {first.rate_hz} and {sound.rate_hz} Hz")
            file.writeframes(sound.pcm)


@contextmanager
def _writer(path: Path, rate_hz: int) -> Iterator[wave.Wave_write]:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(BYTES_PER_FRAME)
        file.setframerate(rate_hz)
        yield file
