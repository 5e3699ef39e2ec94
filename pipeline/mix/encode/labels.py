"""Names, chapters and cover as each kind of file carries them: for ffmpeg's muxers a file of metadata, for Ogg the cover as a text."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from pipeline.mix.encode.formats import Format
from pipeline.mix.id3 import lines, one_line
from pipeline.model import Programme, Tags
from pipeline.regex import regex

ESCAPED = regex(r"([=;#\\\n])")
"""What the metadata file takes for its own (ffmpeg-formats, “Metadata”)."""

FRONT_COVER = 3
"""The kind of picture (RFC 9639 §8.8)."""

PODCAST = "21"
"""The media kind that Apple's players sort a file by (`stik`)."""


def metadata(tags: Tags, programme: Programme, form: Format) -> str:
    """All that ffmpeg is to write of a file's names and chapters, in its own format (“FFMETADATA1”)."""
    text = [";FFMETADATA1"]
    text += [f"{name}={_escaped(value)}" for name, value in names(tags, programme, form) if value]
    for title, start_ms, end_ms in chapters(programme) if form.name == "m4a" else ():
        text += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start_ms}", f"END={end_ms}", f"title={_escaped(title)}"]
    return "\n".join(text) + "\n"


def names(tags: Tags, programme: Programme, form: Format) -> Iterator[tuple[str, str]]:
    """(name, value) as ffmpeg calls them."""
    yield "title", one_line(tags.title)
    yield "artist", one_line(tags.artist)
    yield "album", one_line(tags.show)
    yield "date", tags.date.isoformat()
    yield "genre", "Podcast"
    yield "comment", lines(tags.comment)
    if form.name == "m4a":
        yield "media_type", PODCAST
    if form.name in ("opus", "flac"):
        # As xiph.org, “Chapter Extension”, has it. ffmpeg writes none into FLAC, and into Ogg half of them a second late (4.2 to 9.0).
        for number, (title, start_ms, _) in enumerate(chapters(programme)):
            yield f"CHAPTER{number:03}", _clock(start_ms)
            yield f"CHAPTER{number:03}NAME", title
    if not form.pictured and tags.cover_jpeg:
        yield "METADATA_BLOCK_PICTURE", base64.b64encode(picture(tags.cover_jpeg)).decode()


def chapters(programme: Programme) -> list[tuple[str, int, int]]:
    """(title, start, end) in milliseconds."""
    found = []
    for number, chapter in enumerate(programme.chapters, 1):
        title = one_line(chapter.title) or f"Chapter {number}"
        found.append((title, programme.ms(chapter.start_frame), programme.ms(chapter.end_frame)))
    return found


def picture(jpeg: bytes) -> bytes:
    """FLAC's picture block, which Ogg's comments take as well (RFC 9639 §8.8)."""
    width, height = jpeg_size(jpeg)
    kind = b"image/jpeg"
    head = [FRONT_COVER, len(kind)]
    tail = [0, width, height, 24, 0, len(jpeg)]
    return b"".join(n.to_bytes(4, "big") for n in head) + kind + b"".join(n.to_bytes(4, "big") for n in tail) + jpeg


def jpeg_size(jpeg: bytes) -> tuple[int, int]:
    """Width and height from the frame header (ITU-T T.81 §B.2.2); zeros, which mean “not said”, where there is none."""
    at = 2
    while at + 9 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(jpeg[at + 7 : at + 9], "big"), int.from_bytes(jpeg[at + 5 : at + 7], "big")
        at += 2 + size
    return 0, 0


def _escaped(text: str) -> str:
    """A value; a backslash at its end, though escaped, would hide the end of the line from ffmpeg, so a space follows it."""
    made = ESCAPED.sub(r"\\\1", text)
    return f"{made} " if made.endswith("\\") else made


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
