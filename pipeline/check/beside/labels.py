"""Title and pictures in an audio file, as players find them; read by no code that writes them.

MP3: id3.org “ID3 tag version 2.3.0” and 2.4. M4A: ISO/IEC 14496-12 §4.2 (boxes), and the list of items of Apple's players (`ilst`).
FLAC: RFC 9639 §8. Opus: RFC 7845 §5.2 in pages of RFC 3533 §6, the picture as a text of FLAC's block.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.check.beside.told import as_read

LARGEST = 16 << 20
"""Bytes of a label that is read."""
CODINGS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
KINDS = {13: "image/jpeg", 14: "image/png"}
"""What the items of an M4A file call their data."""
PICTURE = "metadata_block_picture"
"""The comment that holds one."""
LAST = 0x80
"""The flag of FLAC's last block before the sound."""


class NoLabelError(ValueError):
    """There is none, or none that can be read: the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a file says of itself."""

    title: str
    pictures: tuple[tuple[str, bytes], ...]
    """(media type, data); the type is empty where the file does not say."""


def read(path: Path) -> Label | None:
    """The label of an audio file; None for a kind that carries none. Raises NoLabelError, and OSError where the file is not there."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        return None
    try:
        with path.open("rb") as file:
            return reader(file)
    except (ValueError, IndexError) as problem:
        raise problem if isinstance(problem, NoLabelError) else NoLabelError(f"it is damaged: {problem}") from problem


def _exactly(file: BinaryIO, count: int) -> bytes:
    if count > LARGEST:
        raise NoLabelError("it is too large")
    data = file.read(count)
    if len(data) < count:
        raise NoLabelError("it is cut off")
    return data


# ── MP3 ──────────────────────────────────────────────────────────────────────────────────────────────────


def _id3(file: BinaryIO) -> Label:
    head = file.read(10)
    if head[:3] != b"ID3" or len(head) < 10:
        raise NoLabelError("there is none")
    if head[3] not in (3, 4) or head[5]:
        raise NoLabelError(f"it is of version 2.{head[3]} with flags {head[5]:02x}")
    title, pictures = "", list[tuple[str, bytes]]()
    for name, body in _frames(_exactly(file, _seven(head, 6)), head[3]):
        if name == "TIT2":
            title = as_read(body[1:].decode(CODINGS.get(body[0], "latin-1")).rstrip("\0"))
        elif name == "APIC":
            kind, _, rest = body[1:].partition(b"\0")
            end = b"\0\0" if body[0] in (1, 2) else b"\0"
            pictures.append((kind.decode("latin-1").lower(), rest[rest.index(end, 1) + len(end) :]))
    return Label(title, tuple(pictures))


def _frames(data: bytes, version: int) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + 10 <= len(data) and data[at]:
        size = _seven(data, at + 4) if version == 4 else int.from_bytes(data[at + 4 : at + 8], "big")
        if at + 10 + size > len(data):
            raise NoLabelError("a frame is longer than the tag")
        yield data[at : at + 4].decode("latin-1"), data[at + 10 : at + 10 + size]
        at += 10 + size


def _seven(data: bytes, at: int) -> int:
    """Four bytes of seven bits each (ID3 §3.1); 0 where they are not there."""
    return sum((byte & 0x7F) << shift for byte, shift in zip(data[at : at + 4], (21, 14, 7, 0), strict=False))


# ── M4A ──────────────────────────────────────────────────────────────────────────────────────────────────


def _mp4(file: BinaryIO) -> Label:
    items = _exactly(file, _movie_bytes(file))
    for name in ("udta", "meta", "ilst"):
        items = next((body for box, body in _boxes(items) if box == name), b"")
        items = items[4:] if name == "meta" else items  # its version and flags come first
    title, pictures = "", list[tuple[str, bytes]]()
    for item, body in _boxes(items):
        values = [(int.from_bytes(data[:4], "big"), data[8:]) for name, data in _boxes(body) if name == "data"]
        if item == "\xa9nam":
            title = as_read(b" ".join(value for _, value in values).decode("utf-8"))
        elif item == "covr":
            pictures += [(KINDS.get(kind, ""), value) for kind, value in values]
    return Label(title, tuple(pictures))


def _movie_bytes(file: BinaryIO) -> int:
    """The length of what stands in the box `moov`, which the file is at then."""
    while True:
        head = file.read(8)
        size, name = int.from_bytes(head[:4], "big"), head[4:]
        extra = 8
        if size == 1:  # it stands behind the name
            size, extra = int.from_bytes(file.read(8), "big"), 16
        if len(head) < 8 or size < extra:
            raise NoLabelError("there is none")
        if name == b"moov":
            return size - extra
        file.seek(size - extra, io.SEEK_CUR)


def _boxes(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8 or at + size > len(data):
            raise NoLabelError("a box of it is longer than what holds it")
        yield data[at + 4 : at + 8].decode("latin-1"), data[at + 8 : at + size]
        at += size


# ── FLAC and Opus ────────────────────────────────────────────────────────────────────────────────────────


def _flac(file: BinaryIO) -> Label:
    if file.read(4) != b"fLaC":
        raise NoLabelError("there is none")
    title, pictures, flags = "", list[tuple[str, bytes]](), 0
    while not flags & LAST:
        flags, *size = _exactly(file, 4)
        block = _exactly(file, int.from_bytes(bytes(size), "big"))
        if flags & ~LAST == 4:
            title = next((value for name, value in _comments(block) if name == "title"), "")
        elif flags & ~LAST == 6:
            pictures.append(_picture(block))
    return Label(as_read(title), tuple(pictures))


def _opus(file: BinaryIO) -> Label:
    packets = _packets(file)
    head, comments = next(packets, b""), next(packets, b"")
    if not head.startswith(b"OpusHead") or not comments.startswith(b"OpusTags"):
        raise NoLabelError("there is none")
    found = list(_comments(comments[8:]))
    title = next((value for name, value in found if name == "title"), "")
    return Label(as_read(title), tuple(_picture(base64.b64decode(value, validate=True)) for name, value in found if name == PICTURE))


def _packets(file: BinaryIO) -> Iterator[bytes]:
    """What the pages of an Ogg file hold, put together; a piece of fewer than 255 bytes ends a packet."""
    packet = bytearray()
    while (head := file.read(27))[:4] == b"OggS":
        for size in _exactly(file, head[26]):
            packet += _exactly(file, size)
            if size < 255:
                yield bytes(packet)
                packet.clear()
            elif len(packet) > LARGEST:
                raise NoLabelError("it is too large")


def _comments(data: bytes) -> Iterator[tuple[str, str]]:
    """(name, value); each length stands in front, its smallest byte first."""
    body = io.BytesIO(data)
    _exactly(body, int.from_bytes(_exactly(body, 4), "little"))  # the name of what wrote it
    for _ in range(int.from_bytes(_exactly(body, 4), "little")):
        name, _, value = _exactly(body, int.from_bytes(_exactly(body, 4), "little")).decode("utf-8").partition("=")
        yield name.lower(), value


def _picture(block: bytes) -> tuple[str, bytes]:
    """RFC 9639 §8.8."""
    body = io.BytesIO(block)
    _exactly(body, 4)
    kind = _exactly(body, int.from_bytes(_exactly(body, 4), "big")).decode("ascii").lower()
    _exactly(body, int.from_bytes(_exactly(body, 4), "big") + 16)  # what it shows, and its size as somebody wrote it down
    return kind, _exactly(body, int.from_bytes(_exactly(body, 4), "big"))


READERS: dict[str, Callable[[BinaryIO], Label]] = {".mp3": _id3, ".m4a": _mp4, ".flac": _flac, ".opus": _opus}
