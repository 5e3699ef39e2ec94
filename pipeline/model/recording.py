"""A recording that is heard instead of a voice: a file, and the stretch of it, as a script names them: `field.mp3 1:02-1:19`."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.regex import regex

ENGINE = "recording"
"""What stands before the colon, in a script's setting as in the name of a clip's voice."""

_STRETCH = regex(r"^(?P<file>.+?)\s+(?P<start>\d[\d:.]*)\s*[-–—]\s*(?P<end>\d[\d:.]*)?$")
_TIME = regex(r"^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:\.\d{1,3})?)$")


@dataclass(frozen=True, slots=True)
class Recording:
    """A file and a stretch of it."""

    file: str
    """As the script names it, from the show's folder of recordings; or a whole path."""
    start_ms: int = 0
    end_ms: int | None = None
    """None for the file's end."""


def recording_of(text: str) -> Recording:
    """What a setting says behind `recording:`. Raises ValueError, in words for people, for a time that is none or a stretch that runs backwards."""
    text = " ".join(text.split())
    if not text:
        raise ValueError("names no file")
    match = _STRETCH.match(text)
    if match is None:
        return Recording(text)
    start = _ms(match["start"])
    end = _ms(match["end"]) if match["end"] else None
    if end is not None and end <= start:
        raise ValueError(f"the stretch {match['start']}-{match['end']} ends before it begins")
    return Recording(match["file"], start, end)


def clock(ms: int) -> str:
    """A moment as one writes it: `1:02`, `1:02.5`, `1:00:02`."""
    minutes, rest = divmod(ms, 60_000)
    seconds = f"{rest // 1000:02}" + (f".{rest % 1000:03}".rstrip("0") if rest % 1000 else "")
    return f"{minutes // 60}:{minutes % 60:02}:{seconds}" if minutes >= 60 else f"{minutes}:{seconds}"


def _ms(text: str) -> int:
    """`1:02`, `1:02.5`, `1:00:02` or plain seconds as milliseconds."""
    match = _TIME.match(text)
    if match is None or (match[2] and float(match[3]) >= 60):
        raise ValueError(f"{text} is no time")
    return round((int(match[1] or 0) * 3600 + int(match[2] or 0) * 60 + float(match[3])) * 1000)
