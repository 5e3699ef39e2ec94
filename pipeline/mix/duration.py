"""How long a finished file lasts, from its packets: not from what its header says, and not from what was meant."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg
from pipeline.mix.layer3 import frames, stretches


def duration_ms(path: Path) -> int:
    """An audio file's length in milliseconds, right to a frame or two of its codec; nothing is decoded. The frames of an MP3 of ours are counted in its
    bytes (0.1 s for an hour), the packets of any other file by ffmpeg.

    Raises AudioError where it is no audio.
    """
    with suppress(OSError):
        if (parted := stretches.of(path)) is not None:
            return round(parted.samples * 1000 / frames.RATE_HZ)
    streams = ("-map", "0:a:0", "-c", "copy", "-f", "null", "-progress", "pipe:1", "-")
    lines = ffmpeg.run((*ffmpeg.SAFE, "-i", ffmpeg.file_url(path), *streams), where=str(path))
    times = [line.removeprefix("out_time_us=") for line in lines if line.startswith("out_time_us=")]
    if not times or not times[-1].isdigit():
        raise AudioError("there is no sound in it.", where=str(path), remedy="Build the episode again.")
    return round(int(times[-1]) / 1000)
