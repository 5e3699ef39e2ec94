"""The tag in front of an MP3 as a player reads it: title and cover (id3.org “ID3 tag version 2.3.0” and 2.4). Its chapters are heard out with the sound."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.check.beside.told import Told, as_read, finding
from pipeline.check.finding import WARNING, Finding

SMALLEST_PX, LARGEST_PX, MOST_BYTES = 1400, 3000, 300_000
"""Of a cover: what Apple takes, and what players load without complaint."""
LARGEST_TAG = 16 << 20
CODINGS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
NO_SIZE = frozenset((0xC4, 0xC8, 0xCC))
"""JPEG's markers between 0xC0 and 0xCF that begin no picture (ITU-T T.81, table B.1)."""
PNG = b"\x89PNG\r\n\x1a\n"
COVER = "Build it again: episode build; a show's own cover is named by cover = in its settings."


@dataclass(frozen=True, slots=True)
class Tag:
    """What the tag says."""

    title: str
    pictures: tuple[tuple[str, bytes], ...]
    """(media type, data)."""


def check(told: Told) -> Iterator[Finding]:
    """What is wrong with the tags of the episode's MP3."""
    for name in told.audio:
        if name.lower().endswith(".mp3"):
            try:
                with (told.folder / name).open("rb") as file:
                    head = file.read(10)
                    data = file.read(_size(head, 6)) if head[:3] == b"ID3" and _size(head, 6) <= LARGEST_TAG else b""
            except OSError:
                continue
            yield from _tag(told, name, head, data)


def _tag(told: Told, name: str, head: bytes, data: bytes) -> Iterator[Finding]:
    where = told.where(name)
    try:
        tag = read(head, data)
    except (ValueError, IndexError, UnicodeError) as problem:
        yield finding("tag", where, f"its tag cannot be read: {problem}")
        return
    if tag.title != as_read(told.title):
        yield finding("tag-title", where, f"its tag has the title {tag.title!r}, and the episode {told.title!r}")
    for kind, picture in tag.pictures:
        yield from _cover(where, kind, picture)


def _cover(where: str, kind: str, data: bytes) -> Iterator[Finding]:
    try:
        real, width, height = size_of(data)
    except (ValueError, IndexError) as problem:
        yield finding("cover", where, f"its cover cannot be opened: {problem}", remedy=COVER)
        return
    wrong = []
    if kind not in (real, "image/jpg" if real == "image/jpeg" else real):
        wrong.append(f"is called {kind}, and is {real}")
    if width != height:
        wrong.append(f"is {width} × {height} pixels, not square")
    elif not SMALLEST_PX <= width <= LARGEST_PX:
        wrong.append(f"is {width} pixels wide, not {SMALLEST_PX} to {LARGEST_PX}")
    if len(data) >= MOST_BYTES:
        wrong.append(f"has {len(data)} bytes, and players want less than {MOST_BYTES}")
    for each in wrong:
        yield finding("cover", where, f"its cover {each}", severity=WARNING, remedy=COVER)


# ── ID3v2 ────────────────────────────────────────────────────────────────────────────────────────────────


def read(head: bytes, data: bytes) -> Tag:
    """A tag's header and body. Raises ValueError, IndexError or UnicodeError for what is none."""
    if head[:3] != b"ID3" or len(head) < 10:
        raise ValueError("there is none")
    if head[3] not in (3, 4) or head[5]:
        raise ValueError(f"it is of version 2.{head[3]} with flags {head[5]:02x}")
    if len(data) < _size(head, 6):
        raise ValueError("it is cut off, or too large")
    title, pictures = "", []
    for name, body in _frames(data, head[3]):
        if name == "TIT2":
            title = _words(body)
        elif name == "APIC":
            kind, _, rest = body[1:].partition(b"\0")
            end = b"\0\0" if body[0] in (1, 2) else b"\0"
            pictures.append((kind.decode("latin-1").lower(), rest[rest.index(end, 1) + len(end) :]))
    return Tag(title, tuple(pictures))


def _frames(data: bytes, version: int) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + 10 <= len(data) and data[at]:
        size = _size(data, at + 4) if version == 4 else int.from_bytes(data[at + 4 : at + 8], "big")
        if at + 10 + size > len(data):
            raise ValueError("a frame is longer than the tag")
        yield data[at : at + 4].decode("latin-1"), data[at + 10 : at + 10 + size]
        at += 10 + size


def _size(data: bytes, at: int) -> int:
    """Four bytes of seven bits each (§3.1); 0 where they are not there."""
    return sum((byte & 0x7F) << shift for byte, shift in zip(data[at : at + 4], (21, 14, 7, 0), strict=False))


def _words(body: bytes) -> str:
    return as_read(body[1:].decode(CODINGS.get(body[0], "latin-1")).rstrip("\0"))


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────


def size_of(data: bytes) -> tuple[str, int, int]:
    """(media type, width, height) of a JPEG or PNG that is there to its end; nothing is decoded. Raises ValueError or IndexError for another."""
    if data.startswith(PNG):
        return "image/png", *_png(data)
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("it is neither JPEG nor PNG")
    if not data.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise ValueError("the JPEG has no end")
    at, size = 2, (0, 0)
    while data[at] == 0xFF and data[at + 1] != 0xDA:  # up to the first scan
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in NO_SIZE:
            size = (int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big"))
        at += 2 + length
    if data[at] != 0xFF or not all(size):
        raise ValueError("the JPEG is damaged")
    return "image/jpeg", *size


def _png(data: bytes) -> tuple[int, int]:
    at, last = len(PNG), b""
    while at < len(data):
        length, last = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 4 : at + 8 + length]
        if zlib.crc32(body) != int.from_bytes(data[at + 8 + length : at + 12 + length], "big"):
            raise ValueError("the PNG is damaged")
        at += 12 + length
        if last == b"IEND":
            break
    if last != b"IEND":
        raise ValueError("the PNG has no end")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
