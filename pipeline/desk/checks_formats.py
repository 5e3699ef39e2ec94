"""The checks of `formats` and `bitrate_kbps`: which files the programme becomes."""

from __future__ import annotations

from typing import Any

from pipeline.desk.checking import RefusedError, number, text_list

FORMATS = ("mp3", "m4a", "opus", "wav", "flac")
"""Those that `pipeline.mix.encode.formats` makes; a test holds the two together."""

BITRATES_KBPS = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""What an MP3 frame can have (ISO 11172-3), from where speech is not harmed."""


def formats(value: Any, file: str, name: str) -> tuple[str, ...]:
    """The kinds of file, MP3 first: the feed, the page and every player take that one."""
    example = 'Write formats = ["mp3", "m4a"].'
    if isinstance(value, str):
        raise RefusedError(f"must be a list, not the text {value!r}", example)
    found = tuple(each.lower().lstrip(".") for each in text_list(value, file, name))
    if wrong := complaint(found):
        raise RefusedError(*wrong)
    return in_order(found)


def in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, MP3 first; none stays none."""
    return tuple(sorted(dict.fromkeys(names), key=lambda name: name != "mp3"))


def complaint(names: tuple[str, ...]) -> tuple[str, str] | None:
    """What is wrong with a list of formats, and what would be right; none where nothing is."""
    if unknown := [each for each in names if each not in FORMATS]:
        return f"{unknown[0]!r} is not a kind of audio file that can be made", f"Use some of: {', '.join(FORMATS)}."
    if "mp3" not in names:
        return "has no mp3", "Add mp3: the feed and the page play it, and so does every player."
    return None


def bitrate_kbps(value: Any, file: str, name: str) -> int:
    """Of the MP3."""
    found: int = number(BITRATES_KBPS[0], BITRATES_KBPS[-1], "kbit/s")(value, file, name)
    if found not in BITRATES_KBPS:
        near = min(BITRATES_KBPS, key=lambda each: abs(each - found))
        raise RefusedError(f"{found} kbit/s is no bit rate of MP3", f"Use {near}, or another of {', '.join(map(str, BITRATES_KBPS))}.")
    return found
