"""What ffmpeg does to the programme between the pipe and an encoder."""

from __future__ import annotations

from pipeline.mix import ffmpeg

SPREAD = {(1, 2): "pan=stereo|c0=c0|c1=c0", (2, 1): "pan=mono|c0=0.5*c0+0.5*c1"}
"""From the score's channels to the file's; `-ac 2` would turn one channel down by 3 dB."""


def source(rate_hz: int, channels: int) -> list[str]:
    """The input: sound in so many channels as 32-bit floats."""
    return [*ffmpeg.SAFE, "-f", "f32le", "-ar", str(rate_hz), "-ac", str(channels), "-i", "pipe:0"]


def chain(given: int, channels: int, gain_db: float) -> str:
    """The filters: turned up, and from so many channels in the file's."""
    parts = [f"volume={gain_db:.4f}dB"] if gain_db else []
    if spread := SPREAD.get((given, channels)):
        parts.append(spread)
    return ",".join(parts) or "anull"
